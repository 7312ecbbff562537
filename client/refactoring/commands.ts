/** Refactoring across interviews: tags and claims get other names, become one, move or go, wherever they stand. */
import * as vscode from 'vscode';
import { PrepareRenameRequest, type BaseLanguageClient } from 'vscode-languageclient';
import { methods, type CodeList, type RefactorParams } from '../../server/lsp/protocol';
import { codeName, pickOrWrite, shaped, uses, type NamedItem } from '../pick';
import { isFollowed, type Session } from '../session';
import { applyRefactoring } from './apply';

type What = RefactorParams['what'];
const SIGN = { tag: '#', claim: '^' } as const;

/** A tag or claim to choose. */
interface CodeItem extends vscode.QuickPickItem {
  what: What;
  name: string;
}

/** Gives a tag, with those below it, or a claim another name. Names given beforehand, such as `#rent` and `rents`, are not asked for. */
export function renameCode(session: Session, code?: string, into?: string): Promise<boolean> {
  return refactor(session, 'rename', { title: 'Rename Tag or Claim', code, into }, async ({ what, name }) =>
    vscode.window.showInputBox({
      title: `Rename ${SIGN[what]}${name}`,
      prompt: what === 'tag' ? 'The new name; tags below it come along' : 'The new name',
      value: name,
      valueSelection: [name.lastIndexOf('/') + 1, name.length],
      validateInput: (text) => (readName(text) === undefined ? WRONG : undefined),
    }),
  );
}

/** Makes two tags, or two claims, one. */
export function mergeCode(session: Session, code?: string, into?: string): Promise<boolean> {
  return refactor(session, 'merge', { title: 'Merge Tag or Claim', code, into }, async (from, known) => {
    const others = itemsOf(known).filter(({ what, name }) => what === from.what && !isBelow(name, from));
    if (others.length === 0) {
      vscode.window.setStatusBarMessage(`There is no other ${from.what} to merge ${from.label} into`, 3000);
      return undefined;
    }
    const title = `Merge ${from.label} into…`;
    return (await vscode.window.showQuickPick(others, { title, matchOnDetail: true, placeHolder: 'What stays' }))?.name;
  });
}

/** Puts a tag, with those below it, under another one. */
export function moveTag(session: Session, code?: string, into?: string): Promise<boolean> {
  return refactor(session, 'move', { title: 'Move Tag', code, into, tags: true }, async (from, known) => {
    const parent = from.name.slice(0, Math.max(0, from.name.lastIndexOf('/')));
    const others: NamedItem[] = itemsOf(known).filter(
      ({ what, name }) => what === 'tag' && name !== parent && !isBelow(name, from),
    );
    const top = { label: 'No other tag', description: 'to the top', name: '' };
    const prompt = {
      title: `Move ${from.label} under…`,
      placeholder: 'Pick a tag, or name a new one',
      added: 'New tag',
    };
    return pickOrWrite(prompt, parent === '' ? others : [top, ...others], readName);
  });
}

/** Takes a tag or claim away wherever it stands. */
export function deleteCode(session: Session, code?: string): Promise<boolean> {
  return refactor(session, 'delete', { title: 'Delete Tag or Claim', code, into: '' });
}

const WRONG = 'Letters, digits, - and _, with / between the parts of a tag';
const readName = shaped(codeName, /^[#^+-]/);

function isBelow(name: string, { what, name: parent }: CodeItem): boolean {
  return name === parent || (what === 'tag' && name.startsWith(parent + '/'));
}

interface Wish {
  title: string;
  /** With its sign. */
  code?: string;
  into?: string;
  /** Only tags are offered. */
  tags?: boolean;
}

/** Asks what is still to be asked, has the server make the edits, and applies them. Returns whether anything was changed. */
async function refactor(
  session: Session,
  kind: RefactorParams['kind'],
  wish: Wish,
  askInto?: (from: CodeItem, known: CodeList) => Promise<string | undefined>,
): Promise<boolean> {
  const client = await session.start();
  const known = await session.request(methods.codes, { textDocument: { uri: '' } });
  const from = wish.code === undefined ? await askCode(client, known, wish) : codeItem(wish.code);
  if (!from) return false;
  const into = wish.into ?? (await askInto?.(from, known));
  if (into === undefined) return false;
  const { what, name } = from;
  const params = { kind, what, name, into: kind === 'delete' ? undefined : into.replace(/^[#^+-]/, '') };
  const edit = await session.request(methods.refactor, params);
  return applyRefactoring(client, edit);
}

/** All tags, then all claims. */
function itemsOf({ tags, claims }: CodeList): CodeItem[] {
  return [
    ...tags.map(({ name, about, count }) => codeItem(SIGN.tag + name, count, about)),
    ...claims.map(({ name, says, count }) => codeItem(SIGN.claim + name, count, says)),
  ];
}

function codeItem(code: string, count?: number, detail?: string): CodeItem {
  const what = code.startsWith('#') ? 'tag' : 'claim';
  return { label: code, description: count === undefined ? undefined : uses(count), detail, what, name: code.slice(1) };
}

async function askCode(
  client: BaseLanguageClient,
  known: CodeList,
  { title, tags }: Wish,
): Promise<CodeItem | undefined> {
  const items = itemsOf(known).filter(({ what }) => !tags || what === 'tag');
  if (items.length === 0) {
    vscode.window.setStatusBarMessage(tags ? 'There are no tags yet' : 'There are no tags or claims yet', 3000);
    return undefined;
  }
  const here = await codeAtCursor(client);
  const isHere = ({ label, name }: CodeItem): boolean => here?.has(label) === true || here?.has(name) === true;
  const first = items.filter(isHere);
  const separator = (label: string): CodeItem => ({
    ...{ label, kind: vscode.QuickPickItemKind.Separator },
    ...{ what: 'tag', name: '' },
  });
  const rest = items.filter((item) => !isHere(item));
  const offered = first.length > 0 ? [separator('at the cursor'), ...first, separator('all'), ...rest] : items;
  return vscode.window.showQuickPick(offered, { title, matchOnDetail: true, placeHolder: 'Which one?' });
}

/** What the cursor stands on: a code with its sign, or, in the codebook, a name that may be that of a tag or a claim. */
async function codeAtCursor(client: BaseLanguageClient): Promise<Set<string> | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isFollowed(editor.document)) return undefined;
  const { document, selection } = editor;
  const params = client.code2ProtocolConverter.asTextDocumentPositionParams(document, selection.active);
  const found = await client.sendRequest(PrepareRenameRequest.type, params);
  if (!found || !('placeholder' in found)) return undefined;
  const { start } = client.protocol2CodeConverter.asRange(found.range);
  const sign = start.character > 0 ? document.getText(new vscode.Range(start.translate(0, -1), start)) : '';
  if (sign === '@') return undefined;
  const { placeholder } = found;
  return new Set([sign === '#' ? `#${placeholder}` : /[\^+-]/.test(sign) ? `^${placeholder}` : placeholder]);
}
