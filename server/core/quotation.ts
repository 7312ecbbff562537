/** What is a quotation: somebody's words, and not a term, a title or a scare quote in quotation marks. */
import type { Span } from './span';

export { pairQuotations } from './quotation-pairs';
export type { PairedMarks } from './quotation-pairs';

/** As much as is looked at, in UTF-16 units: enough for every feature, and a bound on the work for one quotation. */
const reach = { words: 400, before: 80, after: 40 };

/** Words that bring in somebody's words: `she said, “…”`, `the text “…”`. English; then de, fr, es, it, nl, pt. */
const saying = words(
  'add added adds admit admitted announced answer answered answers argue argued argues ask asked asking asks claim claimed claims',
  'conclude concluded concludes cried declare declared demand demanded exclaimed explain explained explains feel feels felt goes going',
  'hear heard indicate indicated indicates insist insisted insists observed quote quoted quotes quoting read reading reads realize',
  'realized recall recalled remarked replied replies reply respond responded responds said say saying says shout shouted shouts state',
  'stated states suggested talk talked talking talks tell telling tells think thinking thinks thought told warn warned warns went',
  'whisper whispered wonder wondered wonders write writes writing wrote yell yelled',
  'banner caption conclusion message poster question reaction response sign slogan statement text',
  'antwortete erklärte fragt fragte gesagt meinte rief sagt sagte sagten schrieb',
  'ajoute ajouté demanda demande demandé disait disent dit répond répondit répondu écrit écrivait',
  'contestó decía dice dicen dijo escribió pregunta preguntó respondió',
  'chiede chiese diceva dicono disse risponde rispose scrisse',
  'antwoordde gezegd schreef vraagt vroeg zegt zeggen zei',
  'disse diz dizem escreveu pergunta perguntou respondeu',
);
/** Words that bring in a name or a word as such: `the term “…”`, `a film called “…”`. */
const naming = words(
  'adjective article book call called calling calls capability coined definition dubbed entitled essay expression feature film known label',
  'labeled labeling labelled labelling magazine meaning movie name named names novel noun paper phrase phrases podcast series show',
  'song term termed terms title titled verb word',
  'ausdruck begriff genannt namens sogenannte sogenannten wort appelé appelée expression intitulé mot nommé terme',
  'llamada llamado palabra titulado término chiamata chiamato intitolato parola termine begrip genaamd woord zogenaamde',
  'chamada chamado palavra termo',
);
/** Words after which a noun comes. */
const determiner = words(
  'a an the this that these those its his her our your their my some any such very own',
  'der die das den dem des ein eine einen einem einer le la les un une des du cette ce el los las una lo il gli het een de o os as um uma',
);
/** Speakers speak of themselves and to each other; names and terms hardly ever do. */
const person = words(
  "i i'm i'll i've i'd we we're we'll we've we'd you you're you'll you've you'd me us my our your let's mine yours",
  'ich wir du ihr mich uns mir mein je nous vous tu moi yo nosotros usted mi io noi voi ik wij jij jullie nós você',
);
/** Verbs in a form that makes a sentence, or begins an order. Without those that are nouns in English: `war`, `hat`, `era`. */
const verb = words(
  "is are was were am be been has have had do does did can could will would shall should may might must isn't aren't wasn't weren't",
  "don't doesn't didn't can't couldn't won't wouldn't shouldn't haven't hasn't it's that's there's he's she's they're what's who's get",
  'go gets goes got make makes made take takes took give gives know knows want wants need needs come comes came see let stop think thinks',
  'keep put say says said look looks',
  'ist sind waren haben wird werden kann muss soll geht est sont était a ont peut doit fait va es son eres está están',
  'tiene hay puede debe è sono ha hanno può deve zijn heeft hebben wordt moet são está tem pode',
);
const being = words("is was are were be been it's i'm he's she's they're");
const interjection = words(
  'oh well hey yes no yeah ok okay look wow sure hello hi please wait dude ja nein oui non sí ach nun bien pues ah eh',
);

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}

/** A quotation taken apart, for the rule to look at. */
interface Clues {
  /** What lies between the marks, and on either side of them, without annotation marks. */
  inside: string;
  before: string;
  after: string;
  /** The words inside, as written and in small letters. */
  tokens: string[];
  lower: string[];
  /** The last three words before, the nearest first, in small letters. */
  lead: string[];
  /** The first two words after, in small letters, if they are the next thing but for punctuation. */
  trail: string[];
}

/** What speaks for somebody's words (above 0) and for a term, a title, a name or a scare quote (below 0). */
const rule: readonly (readonly [points: number, holds: (clues: Clues) => boolean])[] = [
  // Length: terms are short.
  [-4, ({ tokens }) => tokens.length <= 1],
  [-3, ({ tokens }) => tokens.length === 2],
  [-2, ({ tokens }) => tokens.length === 3],
  [-1, ({ tokens }) => tokens.length === 4],
  [1, ({ tokens }) => tokens.length >= 6],
  [1, ({ tokens }) => tokens.length >= 8],
  [2, ({ tokens }) => tokens.length >= 12],
  // What brings it in: she said “…”; as he, quote, “…”; …: “…”. Or “…,” she said.
  [3, bringsIn],
  [1, (clues) => !bringsIn(clues) && clues.lead.slice(1).some((word) => saying.has(word))],
  [3, ({ trail }) => trail.some((word) => saying.has(word))],
  [1, ({ before }) => /,\s*$/.test(before)],
  [5, ({ before, ...clues }) => /[:：]\s*$/.test(before) && !goesOn(clues)],
  [3, (clues) => /(?:^|[.!?…”"])\s*$/.test(clues.before) && isSentence(clues)],
  // The term “…”, a film called “…”; a “…” plan.
  [-3, ({ lead }) => lead.slice(0, 2).some((word) => naming.has(word))],
  [-2, ({ lead, before }) => determiner.has(lead[0] ?? '') && !/[,:]\s*$/.test(before)],
  [-1, goesOn],
  [-2, (clues) => goesOn(clues) && determiner.has(clues.lead[0] ?? '')],
  // The words themselves: a sentence has a verb, says I or you, ends with its mark; a title has capitals.
  [2, ({ lower }) => lower.some((word) => person.has(word))],
  [2, ({ lower }) => lower.some((word) => verb.has(word) || /(?:n't|'re|'ll|'ve|'d)$/.test(word))],
  [2, ({ lower }) => interjection.has(lower[0] ?? '')],
  [1, ({ inside }) => /[?!？！]\s*$/.test(inside)],
  [1, isSentence],
  [1, ({ inside }) => /[,;.?!]\s/.test(inside)],
  [2, ({ lower }) => lower.length >= 3 && new Set(lower).size === 1],
  [-2, ({ tokens }) => isTitle(tokens)],
];

/**
 * Whether the words in quotation marks are somebody's words, spoken or written, real or supposed: a quotation, and not a term, a title,
 * a name, a slogan or a scare quote. `quotation` is one that `pairQuotations` found in `text`, `paragraph` the words that it stands in,
 * `terms` the words, by `asTerm`, that are declared to be no quotations.
 *
 * The rule is a sum of points for length, for the words that bring it in (`said`, `like,`, a comma or colon; against it `called`,
 * `the word`, `a`), for verbs and `I` and `you`, for punctuation and capitals; from 0 upwards it is a quotation. The lists of words
 * are English, with a few for German, French, Spanish, Italian, Dutch and Portuguese; in other languages length and punctuation
 * decide. Annotation marks do not count. The work has a bound, however long the quotation.
 */
export function isQuotation(
  text: string,
  quotation: Span & { words: Span },
  paragraph: Span,
  terms: ReadonlySet<string>,
): boolean {
  const clues = look(text, quotation, paragraph);
  if (clues.tokens.length === 0 || terms.has(asTerm(clues.inside))) return false;
  return rule.reduce((sum, [points, holds]) => (holds(clues) ? sum + points : sum), 0) >= 0;
}

function look(text: string, quotation: Span & { words: Span }, paragraph: Span): Clues {
  const { start, end } = quotation.words;
  const inside = plain(text.slice(start, Math.min(end, start + reach.words)));
  const before = plain(text.slice(Math.max(paragraph.start, quotation.start - reach.before), quotation.start));
  const after = plain(text.slice(quotation.end, Math.min(paragraph.end, quotation.end + reach.after)));
  const tokens = inside.match(token) ?? [];
  return {
    inside,
    before: isLabel(before) ? '' : before,
    after,
    tokens,
    lower: tokens.map(small),
    lead: isLabel(before) ? [] : (before.match(token) ?? []).slice(-3).reverse().map(small),
    trail: (/^[\s,.;—–-]{0,3}(\p{L}+(?:\s\p{L}+)?)/u.exec(after)?.[1] ?? '').split(/\s/).map(small),
  };
}

/** A verb of saying stands before the mark, or `like` as such a verb: they were like, “…”. */
function bringsIn({ lead, before }: Clues): boolean {
  const [last = '', second = ''] = lead;
  return saying.has(last) || (last === 'like' && (/,\s*$/.test(before) || being.has(second)));
}

/** The sentence around goes on in small letters, without a stop: “race” and so on. */
function goesOn({ inside, after }: Pick<Clues, 'inside' | 'after'>): boolean {
  return /^\s+\p{Ll}/u.test(after) && !/[.,?!…]\s*$/.test(inside);
}

function isSentence({ inside }: Pick<Clues, 'inside'>): boolean {
  return /^\s*[¿¡]?\p{Lu}/u.test(inside) && /[.…?!]\s*$/.test(inside);
}

/** All words of more than three letters begin with a capital or a digit, and at least two do. */
function isTitle(tokens: readonly string[]): boolean {
  const capitals = tokens.filter((word) => /^[\p{Lu}\d]/u.test(word));
  return capitals.length >= 2 && tokens.every((word) => word.length <= 3 || capitals.includes(word));
}

function small(word: string): string {
  return word.toLowerCase().replace('’', "'");
}

/** Words as `terms` are compared: in small letters, on one line, and without the stop that some put inside the marks. */
export function asTerm(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line
    .replace(/[.,;:!?…]$/, '')
    .trimEnd()
    .toLowerCase();
}

/** A word; where words are written without spaces, two characters. */
const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{1,2}|[\p{L}\p{N}$€£](?:[\p{L}\p{N}]|['’.,](?=[\p{L}\p{N}]))*/gu;

/** Without the marks of the annotation layer: `{…}`, `{id>`, `<id …}`, `==`, backslashes. */
function plain(words: string): string {
  return words.replace(
    /\{[^{}<>]{0,200}\}|\{[\p{L}\p{N}_-]{1,60}>|<[\p{L}\p{N}_-]{1,60}(?:\s[^{}<>]{0,200})?\}|==|\\/gu,
    '',
  );
}

/** A turn's label, whose colon brings in nothing. */
function isLabel(before: string): boolean {
  return /^\s*(?:\[[\d:.]{1,12}\]\s?)?\p{Lu}[\p{L}.'’-]{0,30}(?:,? \p{Lu}[\p{L}.'’-]{0,30}){0,4}:\s*$/u.test(before);
}
