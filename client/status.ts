/** The status item of transcripts: how many interviews are known, and whether they are still being read. */
import * as vscode from 'vscode';
import type { Status } from '../server/lsp/protocol';
import type { Session } from './session';

const number = new Intl.NumberFormat();

/** Shows the status while a transcript is in the editor. */
export function showStatus(session: Session): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('throughline.status', { language: 'transcript' });
  item.name = 'Throughline';
  item.command = { command: 'throughline.output', title: 'Show Output' };
  const show = (status: Status | undefined): void => {
    item.busy = status?.loading ?? false;
    item.text = describe(status);
    item.detail = status?.loading
      ? `reading ${number.format(status.done)} of ${number.format(status.total)} files`
      : '';
  };
  show(session.status());
  const subscription = session.onStatus(show);
  return { dispose: () => void (subscription.dispose(), item.dispose()) };
}

function describe(status: Status | undefined): string {
  if (!status) return 'The language server is not running';
  return `${count(status.interviews, 'interview')}, ${count(status.passages, 'passage')}`;
}

/** `1 interview`, `1,200 passages`. */
export function count(value: number, noun: string): string {
  return `${number.format(value)} ${noun}${value === 1 ? '' : 's'}`;
}
