/** What was understood of the files to import, before anything is written. */
import * as vscode from 'vscode';
import type { ImportResult } from '../../server/lsp/protocol';
import { count } from '../status';

/** A file, and what the server made of it. */
export interface Understood {
  source: vscode.Uri;
  name: string;
  result: ImportResult;
}

interface Choice extends vscode.QuickPickItem {
  /** Absent where all are to be imported. */
  file?: Understood;
}

/**
 * Shows each file with its format, speakers and doubts. Another format can be chosen for it; then `readAs` reads it again. Resolves to
 * whether to go on.
 */
export async function preview(
  files: Understood[],
  readAs: (file: Understood, format: string) => Promise<void>,
): Promise<boolean> {
  for (;;) {
    const transcripts = files.reduce((sum, { result }) => sum + result.transcripts.length, 0);
    const go: Choice[] =
      transcripts > 0 ? [{ label: `$(cloud-download) Import ${count(transcripts, 'transcript')}` }] : [];
    const heading: Choice = {
      label: 'choose a file to read it as something else',
      kind: vscode.QuickPickItemKind.Separator,
    };
    const choices = [...go, heading, ...files.map((file) => ({ ...described(file), file }))];
    const picked = await vscode.window.showQuickPick<Choice>(choices, {
      title: 'Import: What Was Understood',
      placeHolder: transcripts > 0 ? 'Enter imports' : 'Nothing can be imported like this',
      ignoreFocusOut: true,
    });
    if (!picked) return false;
    if (!picked.file) return true;
    const format = await pickFormat(picked.file);
    if (format !== undefined) await readAs(picked.file, format);
  }
}

function described({ name, result }: Understood): vscode.QuickPickItem {
  const { error, format, transcripts, report, codebook } = result;
  if (error !== undefined) return { label: `$(error) ${name}`, description: 'not understood', detail: error };
  const speakers = [...new Set(transcripts.flatMap(({ speakers }) => speakers))];
  const doubts = transcripts.reduce((sum, { notes }) => sum + notes.length, 0);
  const facts = [
    transcripts.length > 1 ? count(transcripts.length, 'transcript') : '',
    codebook === undefined ? '' : 'a codebook',
    speakers.length > 0 ? shortened(speakers) : 'no speakers',
    doubts > 0 ? `${count(doubts, 'place')} to look at` : '',
    ...report,
  ];
  return {
    label: `$(file) ${name}`,
    description: titleOf(result, format),
    detail: facts.filter((fact) => fact !== '').join(' · '),
  };
}

/** The first few names. */
function shortened(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function titleOf({ formats }: ImportResult, format: string | undefined): string {
  return formats.find(({ name }) => name === format)?.title ?? '';
}

async function pickFormat({ name, result }: Understood): Promise<string | undefined> {
  const items = result.formats.map(({ name: format, title }) => ({
    label: title,
    description: format === result.format ? 'as it is read now' : '',
    format,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: `Import ${name}`, placeHolder: 'Read it as' });
  return picked?.format;
}
