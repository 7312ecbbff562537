/** An interview as the paragraphs and comments of a Word document: plain data. */
import type { Corpus } from '../../../core/corpus';
import type { Interview } from '../../../core/interview';
import { upperBound, type Span } from '../../../core/span';
import { plainText } from '../../../core/strip';
import type { Annotation, Topic, Transcript } from '../../../core/syntax';
import { meaningOf } from '../../read/docx/comments';
import { codeText } from '../../read/put-on';
import { MEMO, NOBODY, NO_CODES } from '../../word-styles';

export interface Piece {
  text: string;
  bold: boolean;
  /** Put by the analyst: the words of the transcript do not have it. */
  added?: 'label' | 'topic';
  /** Comments that begin, and that end, with this piece. */
  opens: WordComment[];
  closes: WordComment[];
}

export interface Block {
  kind: 'title' | 'facts' | 'heading' | 'text' | 'aside' | 'turn';
  /** Of a heading, 1 to 6. */
  level: number;
  pieces: Piece[];
}

export interface WordComment {
  author: string;
  initials: string;
  lines: string[];
}

export interface Blocks {
  blocks: Block[];
  /** In the order in which they are numbered. */
  comments: WordComment[];
  /** Quotes that have no words to put a comment on. */
  empty: number;
}

export function blocksOf(corpus: Corpus, interview: Interview): Blocks {
  return new Writer(corpus, interview).write();
}

type Placed = Piece & Span;

class Writer {
  private readonly blocks: Block[] = [];
  private readonly comments: WordComment[] = [];
  /** Words of the transcript, in order. */
  private readonly words: Placed[] = [];
  private readonly cuts: number[];
  private readonly transcript: Transcript;

  constructor(
    private readonly corpus: Corpus,
    private readonly interview: Interview,
  ) {
    this.transcript = interview.transcript;
    const { quotes, turns } = this.transcript;
    const ends = [...quotes.map(({ words }) => words), ...turns.map(({ labelSpan }) => labelSpan)];
    this.cuts = [...new Set(ends.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  }

  write(): Blocks {
    const { transcript } = this;
    const title = this.block('title', 0, [piece(this.interview.title)]);
    this.facts();
    this.comment(title.pieces, NOBODY, '', this.frontMatter().split('\n'));
    for (const annotation of transcript.annotations)
      if (annotation.target.kind === 'interview') this.annotation(title.pieces, annotation);
    let topic = 0;
    const addTopics = (before: number): void => {
      for (; (transcript.topics[topic]?.start ?? Infinity) < before; topic++)
        this.topic(transcript.topics[topic] as Topic);
    };
    for (const paragraph of transcript.paragraphs) {
      addTopics(paragraph.start);
      const first = this.blocks.length;
      for (const [index, part] of paragraph.parts.entries()) {
        const turn = transcript.turns[part.turn];
        const begins = turn?.start === part.start ? turn : undefined;
        const continues = index > 0 && begins?.added;
        const kind = continues ? 'turn' : paragraph.aside ? 'aside' : 'text';
        const block = continues || index === 0 ? this.block(kind, 0, []) : (this.blocks.at(-1) as Block);
        if (begins?.added)
          block.pieces.push({ ...piece(`${begins.label}${begins.guess ? '?' : ''}: `), bold: true, added: 'label' });
        const label = begins && !begins.added ? begins.labelSpan : undefined;
        block.pieces.push(...this.cut({ start: part.start, end: part.end }, label));
      }
      const pieces = this.blocks.slice(first).flatMap((block) => block.pieces);
      for (const annotation of paragraph.annotations) this.annotation(pieces, annotation);
    }
    addTopics(Infinity);
    return { blocks: this.blocks, empty: this.quotes(), comments: this.comments };
  }

  private block(kind: Block['kind'], level: number, pieces: Piece[]): Block {
    const block = { kind, level, pieces };
    this.blocks.push(block);
    return block;
  }

  private facts(): void {
    const { frontMatter: front, speakers } = this.transcript;
    const facts = [front?.date, front?.original, front?.source, front?.media].flatMap((field) => field?.value || []);
    const people = speakers.flatMap(({ label, name, role }) =>
      name === label && !role ? [] : [`${label}: ${name}${role ? `, ${role}` : ''}`],
    );
    for (const line of [facts.join(' · '), ...people]) if (line !== '') this.block('facts', 0, [piece(line)]);
  }

  private frontMatter(): string {
    const { frontMatter: front, text } = this.transcript;
    const block = front ? text.slice(front.start, front.end) : '---\n---';
    return block.replace(/\r\n?/g, '\n').trimEnd();
  }

  private topic(topic: Topic): void {
    const pieces: Piece[] = topic.added ? [{ ...piece(topic.title), added: 'topic' }] : this.cut(topic.titleSpan);
    if (pieces.length === 0) pieces.push(piece(''));
    this.block('heading', topic.level, pieces);
    for (const annotation of topic.annotations) this.annotation(pieces, annotation);
  }

  /** The words of a span, which must come in order, cut where a quote begins or ends. */
  private cut(span: Span, label?: Span): Placed[] {
    const pieces: Placed[] = [];
    const { cuts } = this;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cuts[middle] as number) <= span.start) low = middle + 1;
      else high = middle;
    }
    for (let start = span.start; start < span.end; low++) {
      const end = Math.min(cuts[low] ?? Infinity, span.end);
      let text = plainText(this.transcript, { start, end }).replace(/\r\n?/g, '\n');
      if (end === span.end) text = text.replace(/\n$/, '');
      const bold = label !== undefined && start >= label.start && end <= label.end;
      if (text !== '') pieces.push({ ...piece(text), bold, start, end });
      start = end;
    }
    for (const each of pieces) this.words.push(each);
    return pieces;
  }

  private quotes(): number {
    let empty = 0;
    const { coder } = this.transcript.frontMatter ?? {};
    const { words } = this;
    for (const quote of this.transcript.quotes) {
      const { start, end } = quote.words;
      let first = Math.max(0, upperBound(words, start) - 1);
      if ((words[first]?.end ?? 0) <= start) first++;
      const last = upperBound(words, end - 1) - 1;
      const ends = [words[first], words[last]].filter((each) => each !== undefined);
      if (start >= end || first > last || ends.length < 2) {
        empty++;
        continue;
      }
      const glosses = quote.codes.flatMap((code) => {
        const gloss = code.kind === 'claim' ? this.corpus.gloss(code.name) : undefined;
        return gloss === undefined ? [] : [`^${code.name}: ${gloss.replace(/\s+/g, ' ')}`];
      });
      const codes = quote.codes.map(codeText).join(' ') || NO_CODES;
      this.comment(ends, coder?.value ?? NOBODY, coder?.value ?? '', [codes, ...glosses]);
    }
    return empty;
  }

  private annotation(pieces: readonly Piece[], annotation: Annotation): void {
    const { word, argument, body, start, end } = annotation;
    const { text } = this.transcript;
    if (word === 'topic' || word === 'aside') return;
    if (word === 'memo') {
      const memo = text.slice(body.start, body.end).trim();
      const plain = meaningOf(memo, true).kind === 'memo' && !memo.startsWith(MEMO) && memo !== '';
      this.comment(pieces, argument ?? NOBODY, argument ?? '', [plain ? memo : MEMO + memo]);
    } else this.comment(pieces, NOBODY, '', [text.slice(start, end).trim()]);
  }

  private comment(pieces: readonly Piece[], author: string, initials: string, lines: string[]): void {
    const comment = { author: author || NOBODY, initials, lines };
    pieces[0]?.opens.push(comment);
    pieces.at(-1)?.closes.push(comment);
    this.comments.push(comment);
  }
}

function piece(text: string): Piece {
  return { text, bold: false, opens: [], closes: [] };
}
