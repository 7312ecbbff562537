/** What else can be done with a row of the Related view. */
import * as vscode from 'vscode';
import { citation } from '../related/describe';
import type { Row } from '../related/tree';
import type { Session } from '../session';

/** Copies the words, with their source. */
export async function copyPassage(_: Session, row?: Row): Promise<void> {
  if (row && 'match' in row) await vscode.env.clipboard.writeText(citation(row.match.passage));
}

/** Opens the place beside the editor. */
export async function openBeside(session: Session, row?: Row): Promise<void> {
  if (!row || !('match' in row)) return;
  const { protocol2CodeConverter: from } = await session.start();
  const { uri, range } = row.match.there;
  const { start } = from.asRange(range);
  await vscode.window.showTextDocument(from.asUri(uri), {
    viewColumn: vscode.ViewColumn.Beside,
    selection: new vscode.Range(start, start),
  });
}
