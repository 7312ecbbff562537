/**
 * The question what to say of words: one pick for tags, claims and people. Enter takes the line and is done; a comma takes it and goes
 * on. A sign at the start of the field (`#` `^` `+` `-` `@`) changes what is offered, as in the braces themselves.
 */
import * as vscode from 'vscode';
import { methods, type Choices } from '../../server/lsp/protocol';
import type { Session } from '../session';
import { isClaim, matching, partsOf, readCodes, signOf, type Reading, type Sign } from './codes';
import { tell, type Place } from './mark';
import { offers, separator, type Offer } from './offers';
import type { Recent } from './recent';
import { spotlight } from './spotlight';

/** What is to be done to the words, in one step. */
export interface Answer {
  add: string[];
  remove: string[];
  gloss?: { claim: string; says: string };
}

const titles: Record<Sign, string> = {
  '#': 'Tag',
  '^': 'State a Claim',
  '+': 'Support a Claim',
  '-': 'Contradict a Claim',
  '@': 'Attribute Quote',
};
const placeholders = {
  tag: 'Pick a tag or write a new one; a comma takes it and goes on; ^ + - claims, @ people',
  claim: 'Pick a claim, or write a new one: its name, or a sentence that says it',
  person: 'Whose words are these? Pick a person, or write a new name',
};

/** Asks; undefined where nothing was chosen. */
export async function askCodes(
  session: Session,
  place: Place,
  sign: Sign,
  recent: Recent,
): Promise<Answer | undefined> {
  let light: vscode.Disposable | undefined;
  // The pick is shown at once, before the answer: keys that are hit meanwhile must not land in the text.
  const known = choicesAt(session, place).then(({ choices, words }) => {
    if (place.editor && words.length > 0) light = spotlight(place.editor, words);
    return choices;
  });
  try {
    const answer = await pickCodes(known, sign, recent);
    const choices = await known;
    return answer && choices ? await withGloss(answer, choices) : undefined;
  } finally {
    // A pick that was left before the answer came has nothing to show any more.
    await known.catch(() => undefined);
    light?.dispose();
  }
}

/** What can be said of the words, and where they stand. */
export async function choicesAt(
  session: Session,
  { document, version, ranges }: Place,
): Promise<{ choices: Choices | null; words: vscode.Range[] }> {
  const client = await session.start();
  const choices = await session.request(methods.choices, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
    version,
    ranges: ranges.map((range) => client.code2ProtocolConverter.asRange(range)),
  });
  const words = (choices?.words ?? []).flatMap((range) => range ?? []);
  return { choices, words: words.map((range) => client.protocol2CodeConverter.asRange(range)) };
}

/**
 * The pick itself. The field may hold several, with commas between: those before the last comma are taken, what follows it is looked for.
 *
 * VS Code tells of lines by their number, and keys may be ahead of us, so that it may mean the lines of a moment ago: hence a line keeps
 * its number while one types, but for the first and the last, which are kept free for what is made of the field. After a comma the lines
 * are ours to choose (VS Code would look for all of the field), and the first is always the one that Enter takes.
 */
function pickCodes(asked: Promise<Choices | null>, sign: Sign, recent: Recent): Promise<Answer | undefined> {
  const pick = vscode.window.createQuickPick<Offer>();
  let known: Choices | undefined;
  /** Enter was hit before there was anything to choose from: it takes the first line that comes, unless one types on. */
  let early = false;
  /** The line that Enter would have taken, and what stood in the field then. */
  let last: { offer?: Offer; value: string } = { value: '' };
  /** What parts before a comma stand for, as it was seen when the comma was typed. */
  const meant = new Map<string, string>();

  const carries = (code: string): boolean => known?.carried.includes(code) ?? false;
  const linesFor = (at: Sign, isOn: (code: string) => boolean): Offer[] =>
    known ? offers(at, known, recent.codes(), isOn) : [];
  const read = (part: string): Reading | undefined => {
    const code = meant.get(part);
    if (code !== undefined) return { codes: [code] };
    const [match] = matching(linesFor(signOf(part) ?? sign, carries), part);
    if (match?.code !== undefined && !isClaim(match.code[0])) return { codes: [match.code] };
    return known && readCodes(part, sign, known);
  };
  /** The field, understood. */
  const field = (value = pick.value): { taken: string[]; rest: string; at: Sign } => {
    const parts = partsOf(value, sign);
    const rest = parts.pop() ?? '';
    const taken = parts.flatMap((part) => read(part)?.codes ?? []);
    return { taken: [...new Set(taken)], rest, at: signOf(rest) ?? sign };
  };

  const show = (): void => {
    const { taken, rest, at } = field();
    pick.title = [titles[at], ...taken.map((code) => (carries(code) ? `without ${code}` : code))].join('  ');
    pick.placeholder = at === '#' ? placeholders.tag : at === '@' ? placeholders.person : placeholders.claim;
    if (!known) return;
    const tree = linesFor(at, (code) => carries(code) !== taken.includes(code));
    const lines = rest === '' ? tree : tree.map((line) => ({ ...line, label: line.label.trimStart() }));
    if (taken.length === 0) pick.items = [separator(), ...lines, written(rest, at, lines)];
    else if (rest === '') pick.items = [doneWith(taken), ...lines, separator()];
    else
      pick.items = [...matching(lines, rest), written(rest, at, lines)].map((line) => ({ ...line, alwaysShow: true }));
  };
  /** What is typed as one more choice: the last, so that Enter never makes a new name where a known one was meant. */
  const written = (text: string, at: Sign, lines: readonly Offer[]): Offer => {
    const found = known && readCodes(text, sign, known);
    const names = new Set([...lines.map(({ code }) => code), ...(known?.carried ?? [])]);
    if (!found || (found.codes.length === 1 && names.has(found.codes[0]))) return separator();
    const noun = isClaim(at) ? 'claim' : at === '@' ? 'name' : 'tag';
    const isNew = found.codes.some((code) => !names.has(code));
    // Letters in the label would be found by what is typed, and put this line before others.
    const description = [isNew ? `new ${noun}` : '', found.codes.join(' ')].join(' ').trim();
    return { label: isNew ? '$(add)' : '$(check-all)', description, detail: found.says, alwaysShow: true, isNew: true };
  };
  const taking = (line: Offer | undefined, rest: string): Reading | undefined => {
    if (line?.code !== undefined) return { codes: [line.code] };
    if (rest === '') return { codes: [] };
    return line?.isNew ? known && readCodes(rest, sign, known) : read(rest);
  };
  const onValue = (value: string): void => {
    early = false;
    const before = value.endsWith(',') ? value.slice(0, -1) : undefined;
    if (before !== undefined && before === last.value && last.offer?.code !== undefined) {
      const { rest } = field(before);
      if (rest !== '') meant.set(rest, last.offer.code);
      else pick.value = `${before}${last.offer.code}, `;
    }
    last = { offer: pick.activeItems[0], value };
    show();
  };

  return new Promise((resolve, reject) => {
    const accept = (): void => {
      const { taken, rest } = field();
      early = !known || (rest === '' && taken.length === 0 && pick.activeItems.length === 0);
      if (early) return;
      const found = taking(pick.activeItems[0], rest);
      const codes = [...new Set([...taken, ...(found?.codes ?? [])])];
      if (!found || codes.length === 0) return;
      const add = codes.filter((one) => !carries(one));
      resolve({ add, remove: codes.filter(carries), gloss: glossOf(add, found) });
      pick.hide();
    };
    pick.matchOnDescription = true;
    pick.matchOnDetail = isClaim(sign);
    pick.busy = true;
    pick.onDidChangeValue(onValue);
    pick.onDidChangeActive(([offer]) => {
      if (offer) last = { offer, value: pick.value };
      if (early && offer) accept();
    });
    pick.onDidAccept(accept);
    pick.onDidTriggerItemButton(({ item }) => {
      const { rest } = field();
      if (item.code !== undefined) pick.value = `${pick.value.slice(0, pick.value.length - rest.length)}${item.code}, `;
      show();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    show();
    pick.show();
    asked.then((choices) => {
      pick.busy = false;
      known = choices ?? undefined;
      if (known) return show();
      tell('The text has changed since. Nothing was written.');
      pick.hide();
    }, reject);
  });
}

function doneWith(codes: readonly string[]): Offer {
  return { label: '$(check-all) Done', description: codes.join(' '), alwaysShow: true };
}

function glossOf(codes: readonly string[], { says }: Reading): Answer['gloss'] {
  const claim = codes.findLast((code) => isClaim(code[0]))?.slice(1);
  return says === undefined || claim === undefined ? undefined : { claim, says };
}

/** Asks what a new claim says, unless it was written as a sentence. It may stay unsaid; Escape takes all back. */
async function withGloss(answer: Answer, known: Choices): Promise<Answer | undefined> {
  const names = new Set(known.claims.map(({ name }) => name));
  const fresh = answer.add.find((code) => isClaim(code[0]) && !names.has(code.slice(1)))?.slice(1);
  if (fresh === undefined || answer.gloss) return answer;
  const says = await vscode.window.showInputBox({
    title: `New Claim ^${fresh}`,
    prompt: 'What does it say, in your words? It may stay empty.',
  });
  if (says === undefined) return undefined;
  return says.trim() === '' ? answer : { ...answer, gloss: { claim: fresh, says: says.trim() } };
}
