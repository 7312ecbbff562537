/** Annotating the words at the cursors: tags, claims, people, memos, asides, and the marks themselves. Each command is one step to undo. */
import * as vscode from 'vscode';
import { methods, type AnnotationKind, type MarkAction, type TagArguments } from '../../server/lsp/protocol';
import { askCodes, choicesAt, type Answer } from '../marking/ask';
import { isClaim, signOf, type Sign } from '../marking/codes';
import { inTurn, mark, placeAtCursors, tell, type Place } from '../marking/mark';
import type { Recent } from '../marking/recent';
import { resizing, type ResizeMode } from '../marking/resize';
import { pickOrWrite, shaped } from '../pick';
import { section } from '../settings';
import type { Session } from '../session';

type Command = (session: Session, ...values: never[]) => unknown;

/** What is settled beforehand, by a keybinding or a test, so that nothing is asked. */
type Preset = string | undefined;

/** The commands by id. */
export function annotating(recent: Recent, mode: ResizeMode): Record<string, Command> {
  const coding =
    (sign: Sign) =>
    (session: Session, codes?: Preset, says?: Preset): Promise<boolean> =>
      code(session, recent, placeAtCursors(), sign, codes, says);
  return {
    'throughline.tag': (session, ...values: [...Partial<TagArguments>, Preset?]) => tag(session, recent, ...values),
    'throughline.repeatTag': (session) => repeatTag(session, recent),
    'throughline.claim': coding('^'),
    'throughline.support': coding('+'),
    'throughline.contradict': coding('-'),
    'throughline.attribute': coding('@'),
    'throughline.memo': addMemo,
    'throughline.aside': acting({ do: 'aside' }),
    'throughline.unmark': acting({ do: 'unmark' }),
    'throughline.uncode': (session, codes?: Preset) => removeCode(session, codes),
    'throughline.splitQuote': acting({ do: 'split' }),
    'throughline.mergeQuotes': acting({ do: 'merge' }),
    'throughline.resizeQuote': (session) => mode.toggle(session),
    ...resizing,
  };
}

/**
 * Annotates the words that a quick fix names, or else those at the cursors. With `codes` nothing is asked; they may also come as the
 * only argument, as keybindings give it: `"args": "#housing/rent"`. Returns whether the text was changed.
 */
async function tag(
  session: Session,
  recent: Recent,
  ...[uri, range, kind, codes]: [...Partial<TagArguments>, Preset?]
): Promise<boolean> {
  if (uri === undefined || range === undefined) {
    const preset = codes ?? (uri !== undefined && signOf(uri) ? uri : undefined);
    return code(session, recent, placeAtCursors(), signFor(kind), preset);
  }
  const client = await session.start();
  const document = await vscode.workspace.openTextDocument(client.protocol2CodeConverter.asUri(uri));
  const ranges = [client.protocol2CodeConverter.asRange(range)];
  const place = { document, version: document.version, ranges };
  if (kind === 'term' || kind === 'speaker') return annotate(session, place, kind, codes);
  return code(session, recent, place, signFor(kind), codes);
}

function signFor(kind: AnnotationKind | undefined): Sign {
  return kind === 'claim' ? '^' : kind === 'attribute' ? '@' : '#';
}

/** Puts codes to words. A name without a sign gets the command's own. */
async function code(
  session: Session,
  recent: Recent,
  place: Place | undefined,
  sign: Sign,
  preset?: Preset,
  says?: Preset,
): Promise<boolean> {
  if (!place) return false;
  const answer = preset === undefined ? await askCodes(session, place, sign, recent) : settled(preset, sign, says);
  if (!answer) return false;
  const { add, remove, gloss } = answer;
  const actions: MarkAction[] = [];
  if (add.length > 0) actions.push({ do: 'code', codes: add.join(' '), gloss });
  if (remove.length > 0) actions.push({ do: 'uncode', codes: remove.join(' ') });
  if (actions.length === 0) return false;
  const changed = await inTurn(() => mark(session, place, ...actions));
  if (changed && add.length > 0) recent.remember(add);
  return changed;
}

function settled(preset: string, sign: Sign, says: Preset): Answer {
  const add = preset.split(/\s+/).flatMap((word) => (word === '' ? [] : signOf(word) ? word : sign + word));
  const claim = add.find((word) => isClaim(word[0]))?.slice(1);
  return { add, remove: [], gloss: says === undefined || claim === undefined ? undefined : { claim, says } };
}

/** What the last Tag… put to words, put to these. */
async function repeatTag(session: Session, recent: Recent): Promise<boolean> {
  const codes = recent.lastTags();
  if (codes.length > 0) return code(session, recent, placeAtCursors(), '#', codes.join(' '));
  tell('Nothing has been tagged here yet.');
  return false;
}

function acting(action: MarkAction): (session: Session) => Promise<boolean> {
  return (session) =>
    inTurn(async () => {
      const place = placeAtCursors();
      return place !== undefined && mark(session, place, action);
    });
}

/** Writes a memo below the words, signed where the settings say by whom. */
async function addMemo(session: Session, text?: Preset, coder?: Preset): Promise<boolean> {
  const place = placeAtCursors();
  if (!place) return false;
  const note =
    text ?? (await vscode.window.showInputBox({ title: 'Add Memo', prompt: 'A note of your own on these words' }));
  if (note === undefined || note.trim() === '') return false;
  const own = vscode.workspace.getConfiguration(section).get<unknown>('coder');
  const by = coder ?? (typeof own === 'string' && own.trim() !== '' ? own.trim() : undefined);
  return inTurn(() => mark(session, place, { do: 'memo', text: note.trim(), coder: by }));
}

/** Takes a code away from the words and leaves them marked. Where they carry one only, nothing is asked. */
async function removeCode(session: Session, preset?: Preset): Promise<boolean> {
  const place = placeAtCursors();
  if (!place) return false;
  const codes = preset ?? (await askCarried(session, place));
  return codes !== undefined && inTurn(() => mark(session, place, { do: 'uncode', codes }));
}

async function askCarried(session: Session, place: Place): Promise<string | undefined> {
  const { choices } = await choicesAt(session, place);
  const carried = choices?.carried ?? [];
  if (carried.length === 0) tell('These words carry no code.');
  return carried.length < 2 ? carried[0] : vscode.window.showQuickPick(carried, { title: 'Remove a Code' });
}

/** A term or a speaker, as a quick fix asks for it. */
async function annotate(
  session: Session,
  { document, version, ranges: [range] }: Place,
  kind: 'term' | 'speaker',
  preset: Preset,
): Promise<boolean> {
  const client = await session.start();
  const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const codes = preset ?? (kind === 'term' ? '' : await askSpeaker(session, textDocument));
  // While the question stood open the text may have changed, and the range with it.
  if (codes === undefined || !range || range.isEmpty || document.version !== version) return false;
  const its = client.code2ProtocolConverter.asRange(range);
  const edit = await session.request(methods.annotate, { textDocument, version, range: its, kind, codes });
  const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  return change ? vscode.workspace.applyEdit(change) : false;
}

async function askSpeaker(session: Session, textDocument: { uri: string }): Promise<string | undefined> {
  const labels = (await session.request(methods.speakers, { textDocument })).map((speaker) => speaker.label);
  return pickOrWrite(
    {
      title: 'Who begins to speak here? (with ? behind it: a guess)',
      placeholder: 'Pick a name, or write a new one',
      added: 'New name',
    },
    labels.map((name) => ({ label: name, name })),
    shaped(/^[^{}?\r\n]{1,63}\??$/u, /^@/),
  );
}
