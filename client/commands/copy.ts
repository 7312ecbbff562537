/** Taking quotes out: words with their source, for a paper or a draft. */
import * as vscode from 'vscode';
import { methods, type CopyParams, type CopyResult } from '../../server/lsp/protocol';
import { copyAsRichText } from '../copy/rich';
import { uses } from '../pick';
import { section } from '../settings';
import type { Session } from '../session';

/** How a quote is copied, by the user's settings. */
function wanted(): Pick<CopyParams, 'brackets'> & { form: 'plain' | 'markdown' } {
  const configuration = vscode.workspace.getConfiguration(section);
  return {
    form: configuration.get<unknown>('copy.form') === 'plain' ? 'plain' : 'markdown',
    brackets: configuration.get<unknown>('copy.brackets') !== false,
  };
}

/** The selected words with their source, or the quote at the cursor; of several cursors each in turn, and nothing twice. */
async function cited(session: Session, form: CopyParams['form']): Promise<CopyResult[]> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'transcript') return [];
  const client = await session.start();
  const textDocument = { uri: client.code2ProtocolConverter.asUri(editor.document.uri) };
  const selections = [...editor.selections].sort((a, b) => a.start.compareTo(b.start));
  const { brackets } = wanted();
  const found = await Promise.all(
    selections.map((selection) => {
      const range = client.code2ProtocolConverter.asRange(selection);
      return session.request(methods.copy, { textDocument, range, form, brackets });
    }),
  );
  const byText = new Map(found.flatMap((copied) => (copied ? [[copied.text, copied]] : [])));
  if (byText.size === 0) vscode.window.setStatusBarMessage('There are no words to copy here', 3000);
  return [...byText.values()];
}

/** Copies the selected words with their source, or the quote at the cursor; those of several cursors one below the other. */
export async function copyQuote(session: Session): Promise<boolean> {
  const copied = await cited(session, wanted().form);
  if (copied.length === 0) return false;
  await vscode.env.clipboard.writeText(copied.map(({ text }) => text).join('\n\n'));
  vscode.window.setStatusBarMessage('Copied with its source', 3000);
  return true;
}

/** The same as rich text, for a word processor. */
export async function copyRich(session: Session): Promise<boolean> {
  const copied = await cited(session, 'html');
  if (copied.length === 0) return false;
  copyAsRichText({
    html: copied.map(({ html }) => html ?? '').join('\n'),
    text: copied.map(({ text }) => text).join('\n\n'),
  });
  return true;
}

/** Copies all quotes of a tag or claim, as Markdown. `code`, such as `#housing` or `^dear`, is for keybindings and tests: with it nothing is asked. */
export async function copyQuotes(session: Session, code?: string): Promise<boolean> {
  const chosen = code ?? (await askCode(session));
  if (chosen === undefined) return false;
  const name = chosen.slice(1);
  const { brackets } = wanted();
  const asked = chosen.startsWith('#') ? { tag: name } : { claim: name };
  const { text, quotes } = await session.request(methods.quotesOf, { ...asked, brackets });
  if (quotes === 0) {
    vscode.window.setStatusBarMessage(`No quotes of ${chosen}`, 3000);
    return false;
  }
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(quotes === 1 ? 'Copied one quote' : `Copied ${quotes} quotes`, 3000);
  return true;
}

async function askCode(session: Session): Promise<string | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const client = await session.start();
  const uri = document ? client.code2ProtocolConverter.asUri(document.uri) : '';
  const { tags, claims } = await session.request(methods.codes, { textDocument: { uri } });
  const items = [
    ...tags.map(({ name, about, count }) => ({ label: `#${name}`, description: uses(count), detail: about })),
    ...claims.map(({ name, says, count }) => ({ label: `^${name}`, description: uses(count), detail: says })),
  ];
  if (items.length === 0) {
    vscode.window.setStatusBarMessage('There are no tags or claims yet', 3000);
    return undefined;
  }
  const title = 'Copy All Quotes of a Tag or Claim';
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.label;
}
