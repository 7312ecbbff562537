/**
 * What a sentence shows of who says it. The word lists are short and English; elsewhere the question mark, the length, where paragraphs
 * begin and the words that each of the two keeps using are left.
 */
import type { Span } from '../../core/span';

/** What one sentence shows by itself; `opener` is what it begins with. */
export interface Signs {
  asks: boolean;
  /** A question whose verb or question word comes first. */
  inverted: boolean;
  /** A question where the word lists say nothing, because the language is another one. */
  foreign: boolean;
  you: boolean;
  your: boolean;
  /** `You said`, `you were`: told to somebody about himself. The `you` that means anybody has no past. */
  addressed: boolean;
  me: boolean;
  we: boolean;
  /** `Tell me`, `let's`, `I wanted to ask`. */
  prompt: boolean;
  /** `It seems`: held out to be confirmed. */
  seems: boolean;
  /** `People say`, `according to`: what others say is held up. */
  cites: boolean;
  /** `Welcome`, `joins us`: said by whoever is at home in this conversation. */
  host: boolean;
  /** `Thanks for having me`. */
  guest: boolean;
  opener?: Opener;
  /** Of at most three words, or of more than thirty. */
  short: boolean;
  long: boolean;
}

export type Opener = 'assent' | 'hedge' | 'okay' | 'so' | 'but' | 'and';

const OPENERS: readonly [Opener, RegExp][] = [
  [
    'assent',
    /^(?:yeah|yes|yep|no|nope|sure|absolutely|exactly|certainly|definitely|correct|of course|that['’]s (?:right|true|correct))\b/i,
  ],
  ['hedge', /^(?:well|look|i mean|you know|actually|again|oh|honestly|i think|i don['’]t|i would|i guess)\b/i],
  ['okay', /^(?:ok|okay|all right|alright|right|now|then|finally|last question)\b/i],
  ['so', /^so\b/i],
  ['but', /^but\b/i],
  ['and', /^and\b/i],
];

const ASKS = /[?？؟][\s"'”’»)\]]{0,4}$/u;
const INVERTED =
  /^(?:(?:so|and|but|or|now|then|okay|ok|well|right)\b,? ?){0,2}(?:what|why|how|when|where|who|which|whose|do|does|did|is|are|was|were|can|could|would|will|should|have|has|had|isn['’]t|aren['’]t|don['’]t|doesn['’]t|didn['’]t)\b/i;
const YOU = /\b(?:you|your|yours|yourself)\b/i;
const YOUR = /\b(?:your|yours|yourself)\b/i;
const ADDRESSED =
  /\b(?:you(?: \w{2,9})?(?:['’](?:ve|d)| have| had)? (?:\w{3,12}ed|said|were|had|did|wrote|told|made|ran|left|went|came|knew|spent|thought|got|felt|found|saw|began|started|grew|just|also)|you['’]re (?:the|a|an|in|still|not|selling|making|saying|going|referring)|are you|do you|did you|your (?:own|company|team|father|mother|parents|work|book|career|view|answer|question|point|first|new|opponent|plan|campaign))\b/i;
const ME = /\b(?:I|I['’](?:m|ve|d|ll)|my|me|mine|myself)\b/;
const WE = /\b(?:we|our|us|ours)\b/i;
const PROMPT =
  /\b(?:i want(?:ed)? to (?:ask|learn|talk|go|get|start|make|turn|move|come|pick|bring|follow)|i['’]d (?:love|like) to (?:hear|ask|know|talk|turn|get|start)|i['’](?:m|ve been) (?:curious|sure you|wondering|going to ask|interested in|writing|asking)|i have (?:some |a |one |another )?questions?|just to give you|there['’]s another question|here['’]s (?:how|what)|tell (?:me|us)|(?:you|to|could|let us|please) talk about|talk (?:to us|me through|us through)|walk (?:me|us)|give (?:me|us)|take (?:me|us)|explain|describe|let['’]s|let me|curious|wonder(?:ing)?|ask(?:ing)? you|ask about|my question|(?:last|next|final|another) question)\b/i;
const SEEMS = /\b(?:it seems|seems like|seems to|sounds like|it looks like|i understand|it sounds)\b/i;
const CITES =
  /\b(?:(?:people|critics|some|they|reports?|analysts?|he|she) (?:say|says|said|have said|argue|thinks?)|according to|criticism|critics|mentioned|pointed out|(?:spoke|spoken) (?:to|with)|told me|i heard|i read|reported)\b/i;
const HOST =
  /\b(?:welcome (?:to|back)|join(?:s|ing)? (?:us|me)|(?:here|now) with (?:us|me)|(?:great|good|nice) to (?:see|have) you|thank(?:s| you)(?: so much| very much|,? everybody|,? everyone)? for (?:joining|sitting|coming|listening|watching|being|talking|taking|your|doing)|sitting down with|see you (?:next|soon)|on the show|(?:my|our|today['’]s) guest|(?:this|our) (?:interview|conversation|podcast|episode|show)|show notes|listeners|asking (?:you|the)|appreciate (?:you|your|how))\b/i;
const GUEST =
  /\b(?:having me|(?:glad|happy|great|good|excited) to be (?:here|on|with)|pleasure to be|honou?red to be|long-time listener)\b/i;

/** How much of a sentence is looked at: what tells stands near its ends. */
const LONGEST = 1000;
/** Characters of a word with its space; what has no spaces is counted as if it had. */
const WORD = 5.7;

/** What a sentence shows. `words` is a text without marks. */
export function signsOf(words: string, { start, end }: Span): Signs {
  const half = LONGEST / 2;
  const sentence =
    end - start > LONGEST
      ? `${words.slice(start, start + half)} ${words.slice(end - half, end)}`
      : words.slice(start, end);
  const plain = sentence.replace(/^[\s\-–—"'“‘.…]{1,9}/u, '');
  const asks = ASKS.test(sentence);
  const length = (end - start) / WORD;
  return {
    asks,
    inverted: asks && INVERTED.test(plain),
    foreign: false,
    you: YOU.test(plain),
    your: YOUR.test(plain),
    addressed: ADDRESSED.test(plain),
    me: ME.test(plain),
    we: WE.test(plain),
    prompt: PROMPT.test(plain),
    seems: SEEMS.test(plain),
    cites: CITES.test(plain),
    host: HOST.test(plain),
    guest: GUEST.test(plain),
    opener: OPENERS.find(([, opens]) => opens.test(plain))?.[0],
    short: length < 3.5,
    long: length > 30.5,
  };
}

/** What the sentences of an interview show: in a language that the word lists do not know, a question counts for more. */
export function signsOfAll(words: string, sentences: readonly Span[]): Signs[] {
  const signs = sentences.map((sentence) => signsOf(words, sentence));
  const pronouns = signs.filter(({ you, me, we }) => you || me || we).length;
  return pronouns * 10 >= signs.length ? signs : signs.map((sign) => ({ ...sign, foreign: sign.asks }));
}

/** Whether anybody asks, or speaks to somebody or of himself: a summary does neither. */
export function isConversation(signs: readonly Signs[]): boolean {
  const personal = signs.filter(({ you, me }) => you || me).length;
  return signs.some(({ asks }) => asks) || personal * 20 > signs.length;
}
