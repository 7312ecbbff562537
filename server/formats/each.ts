/** Exports with a file for each interview. */
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { ExportError } from './export-error';
import { exportInterviews, type Exported, type ExportFormat, type ExportOptions } from './export';
import { matching } from './filter';
import { safeName } from './read/file-name';
import { fileNames } from './used';

export interface ExportedFile extends Exported {
  /** Below the folder that is exported to, with `/` between folders; leads nowhere else, and no two are the same. */
  name: string;
}

/**
 * A file for each interview, one by one, so that they need not all be in memory.
 *
 * @returns one without `data` for an interview that the format cannot say at all; its `losses` say why.
 * @throws {ExportError} where nothing matches the filter.
 */
export async function* exportEach(
  corpus: Corpus,
  interviews: readonly Interview[],
  format: ExportFormat,
  options: ExportOptions = {},
): AsyncGenerator<ExportedFile | (Omit<ExportedFile, 'data'> & { data?: undefined })> {
  const chosen = matching(corpus, interviews, options);
  if (chosen.length === 0) throw new ExportError('Nothing in the interviews matches the filter.');
  const names = namesFor(chosen, format);
  const rest: ExportOptions = { ...options, tags: [], claims: [], speakers: [] };
  for (const [index, interview] of chosen.entries()) {
    const name = names[index] ?? '';
    try {
      const { data, losses } = await exportInterviews(corpus, [interview], format, rest);
      yield { name, data, losses };
    } catch (error) {
      if (!(error instanceof ExportError)) throw error;
      yield { name, losses: [error.message] };
    }
  }
}

function namesFor(interviews: readonly Interview[], format: ExportFormat): string[] {
  const taken = new Set<string>();
  return fileNames(interviews.map(({ uri }) => uri)).map((path) => {
    const parts = path.split('/').map((part) => safeName(part));
    const stem = parts.join('/').replace(/(?<=[^/])\.[^./]{1,16}$/, '');
    let name = `${stem}.${format}`;
    // Disks that take capitals for small letters have one file for both.
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${stem}-${number}.${format}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
