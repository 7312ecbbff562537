/** Exports: interviews of the workspace as files for other programs. */
import type { CancellationToken, ResponseError } from 'vscode-languageserver';
import type { Corpus } from '../core/corpus';
import { transcriptOf, type Interview } from '../core/interview';
import { toBase64 } from '../host/base64';
import { canonical } from '../host/uri';
import type { ExportedFile, ExportParams, ExportResult } from './protocol';
import { refusal } from './table';
import type { Workspace } from './workspace';

/** The interviews asked for, in a format. Few sessions export anything, so what does it is loaded here. */
export async function exportAs(
  { corpus }: Workspace,
  params: ExportParams,
  token: CancellationToken,
): Promise<ExportResult | ResponseError<never>> {
  const { ExportError, exportInterviews } = await import('../formats/export');
  const { format, each, tags, claims, speakers } = params;
  const chosen = choose(corpus, params.uris);
  const filter = { tags, claims, speakers };
  try {
    if (each) return await exportFiles(corpus, chosen, params, token);
    const { data, losses, interviews } = await exportInterviews(corpus, chosen, format, filter);
    return { ...contentOf(data), interviews, losses };
  } catch (error) {
    if (error instanceof ExportError) return refusal(error.message);
    throw error;
  }
}

async function exportFiles(
  corpus: Corpus,
  chosen: Interview[],
  { format, tags, claims, speakers }: ExportParams,
  token: CancellationToken,
): Promise<ExportResult> {
  const { exportEach } = await import('../formats/each');
  const files: ExportedFile[] = [];
  const losses: string[] = [];
  for await (const file of exportEach(corpus, chosen, format, { tags, claims, speakers })) {
    if (token.isCancellationRequested) break;
    for (const loss of file.losses) losses.push(`${file.name}: ${loss}`);
    if (file.data !== undefined) files.push({ name: file.name, ...contentOf(file.data) });
  }
  return { text: '', interviews: files.length, losses, files };
}

function contentOf(data: string | Uint8Array): { text: string; bytes?: string } {
  return typeof data === 'string' ? { text: data } : { text: '', bytes: toBase64(data) };
}

/** The interviews with these URIs; all of the corpus where there are none. Those whose text cannot be had now are left out. */
function choose({ interviews }: Corpus, uris: readonly string[]): Interview[] {
  const chosen = uris.length > 0 ? uris.map(canonical) : [...interviews.keys()].sort();
  return chosen.flatMap((uri) => interviews.get(uri) ?? []).filter((interview) => transcriptOf(interview));
}
