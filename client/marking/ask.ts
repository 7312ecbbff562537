/**
 * The question what to say of words: one pick for tags, claims and people. Enter takes the line and is done; a comma takes it and goes
 * on. A sign at the start of the field (`#` `^` `+` `-` `@`) changes what is offered, as in the braces themselves.
 */
import * as vscode from 'vscode';
import { methods, type Choices } from '../../server/lsp/protocol';
import type { Session } from '../session';
import { isClaim, readCodes, signOf, type Reading, type Sign } from './codes';
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
  const client = await session.start();
  const asked = session.request(methods.choices, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(place.document.uri) },
    version: place.version,
    ranges: place.ranges.map((range) => client.code2ProtocolConverter.asRange(range)),
  });
  let light: vscode.Disposable | undefined;
  const known = asked.then((choices) => {
    const words = (choices?.words ?? []).flatMap((range) => range ?? []);
    if (place.editor && words.length > 0)
      light = spotlight(
        place.editor,
        words.map((range) => client.protocol2CodeConverter.asRange(range)),
      );
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

/**
 * The pick itself. What VS Code says of its lines it says by their number, and keys may be ahead of us: a line keeps its number while
 * the field is typed in, so that Enter always takes what was seen. The first number and the last are kept free for that.
 */
function pickCodes(asked: Promise<Choices | null>, sign: Sign, recent: Recent): Promise<Answer | undefined> {
  const pick = vscode.window.createQuickPick<Offer>();
  let known: Choices | undefined;
  /** Codes that are put to the words, or taken from them if they carry them. */
  const chosen = new Set<string>();
  let says: string | undefined;
  /** Enter was hit before there was anything to choose from. */
  let early = false;
  /** The line that was last under the cursor, and what stood in the field then. */
  let last: { offer?: Offer; value: string } = { value: '' };
  /** What a comma has taken out of the field; a key that was hit meanwhile brings it back once. */
  let taken: string | undefined;

  const shown = (): Sign => signOf(pick.value.trimStart()) ?? sign;
  const reading = (text: string): Reading | undefined => known && readCodes(text.trim(), shown(), known);
  const carries = (code: string): boolean => known?.carried.includes(code) ?? false;
  const isOn = (code: string): boolean => chosen.has(code) !== carries(code);
  const show = (): void => {
    const at = shown();
    pick.title = [titles[at], ...Array.from(chosen, (code) => (carries(code) ? `without ${code}` : code))].join('  ');
    pick.placeholder = at === '#' ? placeholders.tag : at === '@' ? placeholders.person : placeholders.claim;
    if (!known) return;
    const lines = offers(at, known, recent.codes(), isOn);
    const done = pick.value === '' && chosen.size > 0;
    const first = done
      ? { label: '$(check-all) Done', description: [...chosen].join(' '), alwaysShow: true }
      : separator();
    const list = [first, ...lines, written(at, lines)];
    pick.items = list;
    if (done) pick.activeItems = [first];
  };
  /** What is typed as one more choice: the last, so that Enter never makes a new name where a known one was meant. */
  const written = (at: Sign, lines: readonly Offer[]): Offer => {
    const found = reading(pick.value);
    if (!found || lines.some(({ code }) => found.codes.length === 1 && code === found.codes[0])) return separator();
    const names = new Set([...lines.map(({ code }) => code), ...(known?.carried ?? [])]);
    const isNew = found.codes.some((code) => !names.has(code));
    const noun = isClaim(at) ? 'claim' : at === '@' ? 'name' : 'tag';
    const label = isNew ? `$(new-file) New ${noun}: ${found.codes.join(' ')}` : `$(check-all) ${found.codes.join(' ')}`;
    return { label, description: found.says, alwaysShow: true };
  };
  /** Takes what a line stands for, or what is typed. Returns whether that was anything. */
  const take = (offer: Offer | undefined, text: string): boolean => {
    if (offer?.code !== undefined) {
      if (!chosen.delete(offer.code)) chosen.add(offer.code);
      return true;
    }
    const found = reading(text);
    // What one writes is meant to be there, even where it is there already.
    for (const code of found?.codes ?? []) if (!carries(code)) chosen.add(code);
    says = found?.says ?? says;
    return found !== undefined || (text.trim() === '' && chosen.size > 0);
  };
  const onValue = (value: string): void => {
    if (taken !== undefined && value.startsWith(taken)) {
      pick.value = value.slice(taken.length);
      return;
    }
    taken = undefined;
    const comma = isClaim(signOf(value.trimStart()) ?? sign) ? -1 : value.indexOf(',');
    if (comma < 0) {
      last = { offer: pick.activeItems[0], value };
      show();
      return;
    }
    const text = value.slice(0, comma);
    take(last.value === text ? last.offer : undefined, text);
    taken = value.slice(0, comma + 1);
    pick.value = value.slice(comma + 1).trimStart();
    last = { value: pick.value };
    show();
  };

  return new Promise((resolve, reject) => {
    const finish = (): void => {
      const codes = [...chosen];
      resolve({ add: codes.filter((code) => !carries(code)), remove: codes.filter(carries), ...glossOf(codes, says) });
      pick.hide();
    };
    const accept = (): void => {
      early = !known;
      if (known && take(pick.activeItems[0], pick.value)) finish();
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
      take(item, '');
      pick.value = '';
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

function glossOf(codes: readonly string[], says: string | undefined): Pick<Answer, 'gloss'> {
  const claim = codes.findLast((code) => isClaim(code[0]))?.slice(1);
  return says === undefined || claim === undefined ? {} : { gloss: { claim, says } };
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
