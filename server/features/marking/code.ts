/** Codes put to words, and taken away. */
import { addCodes, proposals } from '../../core/annotate';
import { readCodes, writeCode } from '../../core/codes';
import type { Corpus } from '../../core/corpus';
import { slice, type Span } from '../../core/span';
import type { Annotation, Code, Transcript } from '../../core/syntax';
import type { Edit } from '../place';
import { targetAt } from '../words-at';
import { below, blockAt, line } from './below';
import { carryOut, codesText, type Outcome } from './carry-out';

export interface Gloss {
  claim: string;
  says: string;
}

const UNREADABLE = 'These are no codes: write #tag, ^claim, +claim, -claim, @person or key=value.';
const PROTECTED = 'It cannot be marked without changing the words.';

/** The codes of a text as it stands in braces, each once; `undefined` where it holds anything else. */
export function readWish(source: string): string[] | undefined {
  if (/[{}<\r\n]/.test(source)) return undefined;
  const { codes, problems } = readCodes(source, 0, source.length);
  return problems.length > 0 ? undefined : [...new Set(codes.map((code) => slice(source, code)))];
}

/**
 * Codes go into the braces of the quote, behind those that it has and none twice; words that are no quote yet become one. The gloss of a
 * claim that nobody has explained is written below.
 */
export function code(
  corpus: Corpus,
  transcript: Transcript,
  selection: Span,
  action: { codes: string; gloss?: Gloss },
): Outcome {
  const codes = readWish(action.codes);
  if (!codes || codes.length === 0) return { reason: UNREADABLE };
  const target = targetAt(transcript, selection);
  if (target.kind === 'nothing') return { reason: target.reason };
  if (target.kind === 'line') return codeLine(transcript, target.annotation, codes);
  const gloss = glossLine(corpus, transcript, target.words, action.gloss);
  const lines = gloss.length;
  if (target.kind === 'quote') {
    const { quote, words } = target;
    const had = new Set(quote.codes.map((one) => slice(transcript.text, one)));
    const fresh = codes.filter((one) => !had.has(one)).join(' ');
    if (fresh === '' && lines === 0) return { edits: [], after: transcript, words };
    const edits = [...(fresh === '' ? [] : addCodes(transcript, quote, fresh)), ...gloss];
    const all = [codesText(transcript, quote), fresh].filter((part) => part !== '').join(' ');
    const step = carryOut(transcript, [edits], { removed: [quote], added: [{ words, codes: all }], lines });
    return step ?? { reason: PROTECTED };
  }
  const { words } = target;
  const added = [{ words, codes: codes.join(' ') }];
  const tries = proposals(transcript, words, codes.join(' ')).map((edits) => [...edits, ...gloss]);
  return carryOut(transcript, tries, { added, lines }) ?? { reason: PROTECTED };
}

function codeLine(transcript: Transcript, annotation: Annotation, codes: readonly string[]): Outcome {
  const had = new Set(annotation.codes.map((one) => slice(transcript.text, one)));
  const fresh = codes.filter((one) => !had.has(one));
  if (fresh.length === 0) return { edits: [], after: transcript };
  const at = annotation.end;
  const blank = /\s/.test(transcript.text.charAt(at - 1)) ? '' : ' ';
  const edits = [{ span: { start: at, end: at }, text: blank + fresh.join(' ') }];
  return carryOut(transcript, [edits], {}) ?? { reason: PROTECTED };
}

/** Below the paragraph, or topic, where the words end. */
function glossLine(corpus: Corpus, transcript: Transcript, words: Span, gloss: Gloss | undefined): Edit[] {
  const says = line(gloss?.says ?? '');
  if (!gloss || says === '' || readWish('^' + gloss.claim)?.length !== 1) return [];
  const isExplained =
    corpus.gloss(gloss.claim) !== undefined || transcript.annotations.some(({ claim }) => claim?.value === gloss.claim);
  const block = blockAt(transcript, words.end);
  return isExplained || !block ? [] : [below(transcript, block, `%claim ${gloss.claim}: ${says}`)];
}

/**
 * Takes codes out of a list of them, each with the blanks before it, or where none is left before it with those behind it.
 *
 * @returns `undefined` where none of them is there.
 */
export function withoutCodes(
  { text }: Transcript,
  codes: readonly Code[],
  unwanted: readonly string[],
): Edit[] | undefined {
  const names = new Set(unwanted.map(normal));
  const isBlankAt = (at: number): boolean => /[ \t\u00a0]/.test(text.charAt(at));
  const edits: Edit[] = [];
  let isFirst = true;
  for (const code of codes) {
    if (!names.has(writeCode(code))) {
      isFirst = false;
      continue;
    }
    let { start, end } = code;
    if (isFirst) while (isBlankAt(end)) end++;
    else while (isBlankAt(start - 1)) start--;
    edits.push({ span: { start, end }, text: '' });
  }
  return edits.length > 0 ? edits : undefined;
}

function normal(source: string): string {
  const [one] = readCodes(source, 0, source.length).codes;
  return one ? writeCode(one) : source;
}
