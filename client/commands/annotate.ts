/** Putting codes to words: asks for tags, a claim, a person or a speaker, and has the server write the annotation. */
import * as vscode from 'vscode';
import { methods, type AnnotationKind, type CodeList, type TagArguments } from '../../server/lsp/protocol';
import { codeName, pickOrWrite, shaped, uses } from '../pick';
import type { Session } from '../session';

/** Codes that are settled beforehand, so that nothing is asked. */
type Preset = string | undefined;

/**
 * Annotates the words that a quick fix names, or else the selection. `codes` is for keybindings and tests: with it nothing is
 * asked. Returns whether the text was changed.
 */
export async function tag(
  session: Session,
  ...[uri, range, kind, codes]: [...Partial<TagArguments>, Preset?]
): Promise<boolean> {
  const client = await session.start();
  const editor = vscode.window.activeTextEditor;
  const place =
    uri !== undefined && range !== undefined
      ? { uri: client.protocol2CodeConverter.asUri(uri), range: client.protocol2CodeConverter.asRange(range) }
      : editor && { uri: editor.document.uri, range: words(editor) };
  if (!place || place.range.isEmpty) return false;
  const document = await vscode.workspace.openTextDocument(place.uri);
  const { version } = document;
  const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const chosen = codes ?? (await ask(session, kind ?? 'tag', textDocument));
  // While the question stood open the text may have changed, and the range with it.
  if (chosen === undefined || document.version !== version) return false;
  const edit = await session.request(methods.annotate, {
    textDocument,
    version,
    range: client.code2ProtocolConverter.asRange(place.range),
    kind: kind ?? 'tag',
    codes: chosen,
  });
  const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  return change ? vscode.workspace.applyEdit(change) : false;
}

/** Says of the selected words that they state, support or contradict a claim. */
export function pickClaim(session: Session): Promise<boolean> {
  return tag(session, undefined, undefined, 'claim');
}

/** The selection, or the word under the cursor, without blanks at its ends. */
function words(editor: vscode.TextEditor): vscode.Range {
  const { document, selection } = editor;
  if (selection.isEmpty) return document.getWordRangeAtPosition(selection.active) ?? selection;
  const text = document.getText(selection);
  const start = document.offsetAt(selection.start) + text.length - text.trimStart().length;
  const end = document.offsetAt(selection.end) - text.length + text.trimEnd().length;
  return new vscode.Range(document.positionAt(start), document.positionAt(Math.max(start, end)));
}

async function ask(session: Session, kind: AnnotationKind, textDocument: { uri: string }): Promise<string | undefined> {
  if (kind === 'term') return '';
  if (kind === 'speaker') {
    const labels = (await session.request(methods.speakers, { textDocument })).map((speaker) => speaker.label);
    return askName('Who begins to speak here? (with ? behind it: a guess)', labels, /^[^{}?\r\n]{1,63}\??$/u);
  }
  const known = await session.request(methods.codes, { textDocument });
  if (kind === 'tag') return askTags(known);
  if (kind === 'claim') return askClaim(known);
  const name = await askName('Whose words are these?', known.people, /^[\p{L}\p{M}\p{N}_.'’-]+$/u);
  return name === undefined ? undefined : `@${name}`;
}

async function askTags(known: CodeList): Promise<string | undefined> {
  const items = known.tags.map(({ name, about, count }) => ({
    label: `#${name}`,
    description: uses(count),
    detail: about,
    name,
  }));
  const prompt = { title: 'Tag', placeholder: 'Pick a tag, or write new ones', added: 'New tag' };
  const read = (text: string): string | undefined => {
    const names = text.split(/[\s,]+/).map((name) => name.replace(/^#/, ''));
    return names.every((name) => codeName.test(name)) ? names.join(' ') : undefined;
  };
  const names = await pickOrWrite(prompt, items, read);
  return names?.replace(/[^ ]+/g, '#$&');
}

async function askClaim(known: CodeList): Promise<string | undefined> {
  const items = known.claims.map(({ name, says, count }) => ({
    label: name,
    description: uses(count),
    detail: says,
    name,
  }));
  const prompt = { title: 'Claim', placeholder: 'Pick a claim, or name a new one', added: 'New claim' };
  const claim = await pickOrWrite(prompt, items, shaped(codeName, /^[\^+-]/));
  if (claim === undefined) return undefined;
  const stances = [
    { label: 'states', description: `^${claim}`, detail: 'These words say it', sign: '^' },
    { label: 'supports', description: `+${claim}`, detail: 'These words speak for it', sign: '+' },
    { label: 'contradicts', description: `-${claim}`, detail: 'These words speak against it', sign: '-' },
  ];
  const stance = await vscode.window.showQuickPick(stances, { title: claim, placeHolder: 'What do the words do?' });
  return stance && stance.sign + claim;
}

function askName(title: string, known: string[], shape: RegExp): Promise<string | undefined> {
  const items = known.map((name) => ({ label: name, name }));
  return pickOrWrite(
    { title, placeholder: 'Pick a name, or write a new one', added: 'New name' },
    items,
    shaped(shape, /^@/),
  );
}
