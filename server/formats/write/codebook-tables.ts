/** The codebook and the claims as tables: what codes mean, and who says what about a claim. */
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import type { Stance } from '../../core/syntax';
import { fileNames, usedClaims, usedTags } from '../used';
import type { Exporter } from '../export';
import { writeCsv, type Table } from './table';

/**
 * A row for each tag that the codebook declares or the interviews use. `path` and `description` are the columns that Taguette reads a
 * codebook from; it leaves the others alone.
 */
export function codebookTable(corpus: Corpus, interviews: readonly Interview[]): Table {
  const used = new Map(usedTags(corpus, interviews).map((tag) => [tag.name, tag]));
  const names = [...new Set([...corpus.tagNames().filter((name) => corpus.tagEntry(name)), ...used.keys()])].sort();
  return {
    name: 'Codebook',
    columns: ['path', 'description', 'color', 'uses'],
    rows: names.map((name) => {
      const entry = corpus.tagEntry(name);
      return [name, entry?.about, entry?.color, used.get(name)?.uses.length ?? 0];
    }),
  };
}

const STANCES: Stance[] = ['states', 'supports', 'contradicts'];

/** A row for each claim, a column for each interview: which of them states, supports or contradicts it, and how often. */
export function claimsTable(corpus: Corpus, interviews: readonly Interview[]): Table {
  const names = fileNames(interviews.map(({ uri }) => uri));
  return {
    name: 'Claims',
    columns: ['claim', 'says', ...STANCES, ...names],
    rows: usedClaims(corpus, interviews).map(({ name, gloss, statements }) => {
      const counts = interviews.map(() => new Map<Stance, number>());
      const totals = new Map<Stance, number>();
      for (const { interview, statement } of statements)
        for (const count of [counts[interview], totals])
          count?.set(statement.stance, (count.get(statement.stance) ?? 0) + 1);
      const words = counts.map((count) =>
        STANCES.flatMap((stance) => (count.has(stance) ? [`${count.get(stance) ?? 0} ${stance}`] : [])).join(', '),
      );
      return [name, gloss, ...STANCES.map((stance) => totals.get(stance) ?? 0), ...words];
    }),
  };
}

type Make = (corpus: Corpus, interviews: readonly Interview[]) => Table;

const csvOf =
  (make: Make): Exporter =>
  (corpus, interviews, { rawCells }) => ({ data: writeCsv(make(corpus, interviews), rawCells), losses: [] });

export const toCodebookCsv = csvOf(codebookTable);
export const toClaimsCsv = csvOf(claimsTable);
