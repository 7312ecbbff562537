/** The card of a passage: its codes, and what other interviews say on it. */
import { writeCode } from '../core/codes';
import type { Corpus } from '../core/corpus';
import { transcriptOf } from '../core/interview';
import { plainText } from '../core/strip';
import type { Span } from '../core/span';
import type { Stance, Transcript } from '../core/syntax';
import type { Related } from '../related/related-index';
import { attributionLine, peopleOf, spokenWords } from './attribution';
import { clip, count, dotted, entry, line, rule, type Block, type Inline } from './card';
import type { Place } from './place';
import type { Reasons } from './reasons';
import type { RelatedPassages, Stated } from './related-passages';

const LONGEST_SNIPPET = 360;
const LONGEST_CODE = 80;
const MOST_TERMS = 5;

/**
 * The URI that runs a command of the client on two places: the words asked about, and those of another interview. It holds nothing
 * of what a transcript says.
 */
export type CommandLink = (
  command: 'throughline.sameClaim' | 'throughline.unrelated',
  here: Place,
  there: Place,
) => string;

/**
 * Empty where there is nothing to tell. What is stated and what is only suggested stand apart.
 *
 * @param uri the interview asked about.
 * @param command absent where the client runs none.
 */
export function passageCard(corpus: Corpus, uri: string, passages: RelatedPassages, command?: CommandLink): Block[] {
  const sections = [codes(corpus, passages), stated(corpus, passages), suggested(corpus, uri, passages, command)];
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index > 0 ? [rule, ...section] : section));
}

function codes(corpus: Corpus, { quote: marked, stated }: RelatedPassages): Block[] {
  if (!marked || marked.codes.length === 0) return [];
  const shown = marked.codes.slice(0, 12);
  const heading = line(
    { strong: 'Quote' },
    ' · ',
    ...shown.flatMap((code, index) => [index > 0 ? ' ' : '', { code: clip(writeCode(code), LONGEST_CODE) }]),
  );
  // Claims that others speak of have their gloss there.
  const glossed = shown.filter(({ kind, name }) => kind === 'claim' && !stated.some(({ claim }) => claim === name));
  return [
    heading,
    ...glossed.flatMap(({ name }) => {
      const gloss = corpus.gloss(name);
      return gloss ? [line({ code: '^' + name }, ' ' + clip(gloss, LONGEST_SNIPPET))] : [];
    }),
  ];
}

const DOES: Record<Stance, string> = {
  states: '',
  supports: ' · these words support it',
  contradicts: ' · these words contradict it',
};

function stated(corpus: Corpus, { stated, more }: RelatedPassages): Block[] {
  const blocks: Block[] = [];
  let claim: string | undefined;
  for (const said of stated) {
    if (said.claim !== claim) {
      claim = said.claim;
      const gloss = corpus.gloss(claim);
      blocks.push(
        line(
          { strong: 'On the same claim' },
          ' · ',
          { code: '^' + claim },
          ...(gloss ? [' ' + clip(gloss, LONGEST_SNIPPET)] : []),
          DOES[said.asked],
        ),
      );
    }
    const interview = corpus.interviews.get(said.statement.uri);
    const transcript = interview && transcriptOf(interview);
    if (!transcript) continue;
    const { words, turn } = said.statement;
    const details = { verb: verb(said), people: peopleOf(corpus, said.statement) };
    // Enough of a quote of any length to fill the snippet, marks and codes in it included.
    const beginning = { start: words.start, end: Math.min(words.end, words.start + 8 * LONGEST_SNIPPET) };
    const shown = clip(spokenWords(transcript, beginning), LONGEST_SNIPPET);
    blocks.push(
      entry(attributionLine(corpus, interview, [words], turn, details), [shown], dotted(...why(said.reasons))),
    );
  }
  if (more > 0) blocks.push(line(`and ${count(more, 'more statement')}`));
  return blocks;
}

function verb({ relation, through }: Stated): string {
  return through === undefined ? `${relation} it` : `contradicts it (^${through})`;
}

function suggested(
  corpus: Corpus,
  uri: string,
  { span, suggested }: RelatedPassages,
  command: CommandLink | undefined,
): Block[] {
  const blocks: Block[] = [];
  for (const { uri: other, passage, snippet, highlights, terms, reasons } of suggested) {
    const interview = corpus.interviews.get(other);
    const transcript = interview && transcriptOf(interview);
    if (!transcript) continue;
    const words = highlighted(transcript, snippet, highlights);
    const places = [
      { uri, span },
      { uri: other, span: snippet },
    ] as const;
    const actions: Inline[] = command
      ? [
          { action: 'same claim…', command: command('throughline.sameClaim', ...places) },
          { action: 'not related', command: command('throughline.unrelated', ...places) },
        ]
      : [];
    const shared = terms.length > 0 ? `shared: ${terms.slice(0, MOST_TERMS).join(', ')}` : undefined;
    const notes = dotted(shared, ...why(reasons), ...actions);
    blocks.push(entry(attributionLine(corpus, interview, [snippet], passage.turn), words, notes));
  }
  return blocks.length > 0
    ? [line({ strong: 'Related in other interviews' }, ' · suggested by shared words'), ...blocks]
    : [];
}

function why({ phrases, tension }: Reasons): Inline[] {
  return tension === undefined ? phrases : [...phrases, { strong: tension }];
}

/** The words of a snippet, shared ones bold. */
function highlighted(transcript: Transcript, snippet: Span, highlights: Related['highlights']): Inline[] {
  const inlines: Inline[] = [];
  let at = snippet.start;
  let left = LONGEST_SNIPPET;
  const add = (start: number, end: number, strong: boolean): void => {
    const words = plainText(transcript, { start, end });
    if (left <= 0 || words === '') return;
    const shown = words.length > left ? clip(words, left) : words;
    left = words.length > left ? 0 : left - words.length;
    inlines.push(strong && shown.trim() !== '' ? { strong: shown } : shown);
  };
  for (const { start, end } of highlights) {
    if (start < at || end > snippet.end) continue;
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, snippet.end, false);
  return inlines;
}
