import type { Interview } from '../core/interview';
import type { Span } from '../core/span';
import { formatTime } from '../core/times';
import { writeCode } from '../core/codes';
import type { Transcript } from '../core/syntax';
import { preview, shorten } from './preview';

export interface DocSymbol {
  name: string;
  detail?: string;
  kind: 'interview' | 'topic' | 'turn' | 'quote' | 'statement' | 'claim';
  /** The whole of it: a section, a turn, a quote with its marks. */
  span: Span;
  /** What to select when it is chosen; lies in `span`. */
  selection: Span;
  children: DocSymbol[];
}

/**
 * **Outline.** Topics hold subtopics and turns; a turn holds its quotes, and a quote that states, supports or contradicts a claim says
 * so. `%claim` lines stand where they are written. Where there is none of all this the interview itself stands there: VS Code never asks
 * again after an outline that is empty.
 */
export function symbols({ transcript, title }: Interview): DocSymbol[] {
  const roots: DocSymbol[] = [];
  const open: DocSymbol[] = [];
  for (const symbol of [...topicSymbols(transcript), ...turnSymbols(transcript), ...leafSymbols(transcript)].sort(
    byPlace,
  )) {
    while (open.length > 0 && !holds(open.at(-1) as DocSymbol, symbol)) open.pop();
    const parent = open.at(-1);
    // A child reaches no further than what holds it: a long quote may cross turns.
    if (parent) symbol.span = { start: symbol.span.start, end: Math.min(symbol.span.end, parent.span.end) };
    if (symbol.selection.end > symbol.span.end)
      symbol.selection = { start: symbol.selection.start, end: symbol.span.end };
    (parent?.children ?? roots).push(symbol);
    if (symbol.kind === 'topic' || symbol.kind === 'turn') open.push(symbol);
  }
  if (roots.length === 0) {
    const span = { start: 0, end: transcript.text.length };
    return [{ name: title, kind: 'interview', span, selection: { start: 0, end: 0 }, children: [] }];
  }
  return roots;
}

function byPlace(a: DocSymbol, b: DocSymbol): number {
  const rank = { interview: 0, topic: 0, turn: 1, quote: 2, statement: 2, claim: 2 };
  return a.span.start - b.span.start || rank[a.kind] - rank[b.kind];
}

function holds(parent: DocSymbol, child: DocSymbol): boolean {
  if (child.kind === 'topic' && parent.kind === 'turn') return false;
  return child.span.start < parent.span.end || (child.span.start === parent.span.start && child !== parent);
}

function topicSymbols({ topics }: Transcript): DocSymbol[] {
  return topics.map((topic) => ({
    name: topic.title || 'Untitled topic',
    kind: 'topic',
    span: { start: topic.start, end: topic.sectionEnd },
    selection: topic.titleSpan.end > topic.titleSpan.start ? topic.titleSpan : { start: topic.start, end: topic.end },
    children: [],
  }));
}

function turnSymbols(transcript: Transcript): DocSymbol[] {
  return transcript.turns.map((turn) => {
    const end = trimEnd(transcript.text, turn.words, turn.end);
    return {
      name: turn.guess ? `${turn.label}?` : turn.label,
      detail: [turn.time && formatTime(turn.time.ms), preview(transcript, { start: turn.words, end })]
        .filter(Boolean)
        .join('  '),
      kind: 'turn',
      span: { start: Math.min(turn.start, turn.labelSpan.start), end: Math.max(end, turn.labelSpan.end) },
      selection: turn.labelSpan,
      children: [],
    };
  });
}

function leafSymbols(transcript: Transcript): DocSymbol[] {
  const quotes = transcript.quotes.map((quote): DocSymbol => {
    const claims = quote.codes.some(({ kind }) => kind === 'claim');
    return {
      name: preview(transcript, quote.words) || 'Empty quote',
      detail: quote.codes.map(writeCode).join(' '),
      kind: claims ? 'statement' : 'quote',
      span: { start: quote.start, end: quote.end },
      selection: quote.words.end > quote.words.start ? quote.words : { start: quote.start, end: quote.end },
      children: [],
    };
  });
  const claims = transcript.annotations.flatMap((annotation): DocSymbol[] => {
    if (!annotation.claim) return [];
    const { start, end, claim, body } = annotation;
    return [
      {
        name: '^' + claim.value,
        detail: shorten(transcript.text.slice(body.start, body.end)),
        kind: 'claim',
        span: { start, end },
        selection: claim.span,
        children: [],
      },
    ];
  });
  return [...quotes, ...claims];
}

/** Where the words of `text` from `start` to `end` stop: blank lines behind them do not belong to a turn. */
function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) <= 0x20) at--;
  return at;
}
