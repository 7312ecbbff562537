/** The words by which English tells that somebody said something. In lower case, with straight apostrophes. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What a verb wants behind it before it reports: `say` words or a clause, `tell` somebody first, `go` words alone. */
export type VerbKind = 'say' | 'tell' | 'ask' | 'claim' | 'go';

interface Verb {
  kind: VerbKind;
  /** `base` is also the form of the present (`they say`). */
  form: 'base' | 'present' | 'past' | 'ing';
}

/** Form -> verb. */
export const VERBS: ReadonlyMap<string, Verb> = new Map(
  (
    [
      ['say', 'say says said saying'],
      ['say', 'reply replies replied replying'],
      ['say', 'answer answers answered answering'],
      ['say', 'shout shouts shouted shouting'],
      ['say', 'yell yells yelled yelling'],
      ['say', 'scream screams screamed screaming'],
      ['say', 'whisper whispers whispered whispering'],
      ['tell', 'tell tells told telling'],
      ['ask', 'ask asks asked asking'],
      ['claim', 'claim claims claimed claiming'],
      ['claim', 'argue argues argued arguing'],
      ['claim', 'insist insists insisted insisting'],
      ['claim', 'complain complains complained complaining'],
      ['claim', 'explain explains explained explaining'],
      ['claim', 'announce announces announced announcing'],
      ['claim', 'promise promises promised promising'],
      ['claim', 'admit admits admitted admitting'],
      ['claim', 'warn warns warned warning'],
      ['claim', 'testify testifies testified testifying'],
      ['claim', 'assert asserts asserted asserting'],
      ['claim', 'respond responds responded responding'],
      ['go', 'go goes went going'],
    ] satisfies [VerbKind, string][]
  ).flatMap(([kind, forms]) =>
    forms
      .split(' ')
      .map((form, index): [string, Verb] => [
        form,
        { kind, form: (['base', 'present', 'past', 'ing'] as const)[index] ?? 'base' },
      ]),
  ),
);

export const BE = words("am are is was were be been being 'm 're 's");

/** Who can speak. */
export const SPEAKERS = words(
  'i he she we they you who someone somebody everybody everyone people folks others many some most critics experts ' +
    'opponents supporters friends colleagues guys kids customers investors researchers scientists democrats republicans',
);
/** A noun behind one of these can speak. */
export const DETERMINERS = words(
  'the a an my his her its our your their this that these those some many most several few other another every each ' +
    'one two three four five both all no any',
);
/** They say nothing, or nobody says it. */
export const DUMB = words('it that this there what nothing something everything which here nobody none neither noone');

/** No noun: whoever speaks is not called so. */
export const FUNCTION_WORDS = words(
  'to of in on at by for with from about into over under as than not and or but nor if when while because so then too ' +
    'up out off down back again am is are was were be been being do does did has have had will would can could should ' +
    'very more most only even here there now who which what how why where',
);

/** What may stand between the one who speaks and the verb. */
export const ADVERBS = words(
  'just also always often then even once actually literally basically kind of kinda sort sorta already usually sometimes ' +
    'never really simply still only again recently repeatedly famously later first all totally clearly specifically ' +
    'constantly publicly explicitly both',
);
export const HAVE = words("has have had having 've 'd 's");
export const MODALS = words("will would 'll 'd might can could may should must shall");
/** With these it is thinkable, not said. */
export const WEAK = words('can could may should must shall might');
export const NEGATIONS = words("never not n't cannot without");

/** Before the one who speaks: then what they said is named, asked for or thought of, not reported. */
export const NOT_BEFORE = words(
  "as like what whatever how which whether if unless why where than suppose did does do didn't don't doesn't didn would could should will can may might had has have is are was were all",
);

/** Begins a clause: the one who does something. */
export const SUBJECTS = words('i he she we they you it there someone somebody everybody everyone nobody people');
/** Begins words as they are spoken. */
export const OPENERS = words(
  'oh no yes yeah yep nope okay ok well wow hey hi hello look listen wait please sorry thanks thank sure right god gosh jesus man dude sir ' +
    "let let's don't do why what how where when who is are can could would will did does have has come go get stop hold give " +
    'you know so my maybe absolutely of thats',
);
export const ASKING = words('why what how where when who whom whose which whether if');

/** A verb that a clause has, so that `the rents are …` is one and `the truth` is none. */
export const FINITE = words(
  "am is are was were be do does did has have had will would can could should shall may might must 's 're 'm 've 'd 'll n't " +
    "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't cannot ain't",
);
/** What may stand between the verb and its `that`: when, where and to whom it was said. */
export const CIRCUMSTANCES = words(
  'in on at to last this earlier yesterday today tonight again recently just before publicly here there repeatedly several many clearly ' +
    'early right the very explicitly specifically flat over back',
);
/** A clause does not reach across these. */
export const BOUNDS = words('and or but because when that who which if so as than to while although');
/** One is told these; they do not hear. */
export const TOLD = words(
  'everything something anything nothing truth story stories lie lies joke jokes question questions stuff things thing and or',
);
/** Behind `that` a clause does not begin so: then `that` is what was said. */
export const NO_CLAUSE = words(
  'in on at to about and but because before again yesterday or with so too many much very way for of by from as out up over back',
);
/** What comes behind the comma is not what was said. */
export const GOES_ON = words('and but which because though although or nor who whom whose where while except as');
