/** Exports: interviews of the workspace as a file for other programs. */
import type { ResponseError } from 'vscode-languageserver';
import type { Corpus } from '../core/corpus';
import { transcriptOf, type Interview } from '../core/interview';
import { toBase64 } from '../host/base64';
import { canonical } from '../host/uri';
import type { ExportParams, ExportResult } from './protocol';
import { refusal } from './table';
import type { Workspace } from './workspace';

/** The interviews asked for, in a format. Few sessions export anything, so what does it is loaded here. */
export async function exportAs(
  { corpus }: Workspace,
  { uris, format }: ExportParams,
): Promise<ExportResult | ResponseError<never>> {
  const { ExportError, exportInterviews } = await import('../formats/export');
  const chosen = choose(corpus, uris);
  try {
    const { data, losses } = await exportInterviews(corpus, chosen, format);
    const content = typeof data === 'string' ? { text: data } : { text: '', bytes: toBase64(data) };
    return { ...content, interviews: chosen.length, losses };
  } catch (error) {
    if (error instanceof ExportError) return refusal(error.message);
    throw error;
  }
}

/** The interviews with these URIs; all of the corpus where there are none. Those whose text cannot be had now are left out. */
function choose({ interviews }: Corpus, uris: readonly string[]): Interview[] {
  const chosen = uris.length > 0 ? uris.map(canonical) : [...interviews.keys()].sort();
  return chosen.flatMap((uri) => interviews.get(uri) ?? []).filter((interview) => transcriptOf(interview));
}
