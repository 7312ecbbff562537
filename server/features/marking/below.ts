/** Annotation lines: memos, asides, and where lines go. */
import { lineOf } from '../../core/lines';
import { overlaps, upperBound, type Span } from '../../core/span';
import type { Annotation, Paragraph, Topic, Transcript } from '../../core/syntax';
import { lineBelow } from '../fixes/action';
import { oneLine } from '../markdown';
import type { Edit } from '../place';
import { carryOut, type Outcome } from './carry-out';

/** What annotation lines belong to. */
export type Block = Paragraph | Topic;

const NO_BLOCK = 'There is no paragraph at the cursor.';
const PROTECTED = 'The line cannot be written without changing the words.';

/** The paragraph or topic at an offset, or to which the annotation line there belongs. */
export function blockAt({ lines, paragraphs, topics, annotations }: Transcript, offset: number): Block | undefined {
  const index = lineOf(lines, offset);
  const line = lines[index];
  if (line?.kind === 'annotation') {
    const target = annotations[upperBound(annotations, line.contentEnd) - 1]?.target;
    if (target?.kind === 'interview' || !target) return undefined;
    return target.kind === 'topic' ? topics[target.index] : paragraphs[target.index];
  }
  if (line?.kind === 'topic') return topics.find((topic) => topic.line === index);
  const paragraph = paragraphs[upperBound(paragraphs, offset) - 1];
  return line?.kind === 'text' && paragraph && offset <= paragraph.end ? paragraph : undefined;
}

/** Those that a selection touches; at a cursor the one there. */
function blocksAt(transcript: Transcript, { start, end }: Span): Block[] {
  const first = blockAt(transcript, start);
  if (start === end) return first ? [first] : [];
  const rest = [...transcript.paragraphs, ...transcript.topics].filter((block) => overlaps(block, { start, end }));
  return [...new Set([...(first ? [first] : []), ...rest])];
}

/** What tells the blocks that a selection touches from others. */
export function blocksKey(transcript: Transcript, selection: Span): string | undefined {
  const blocks = blocksAt(transcript, selection);
  return blocks.length > 0 ? blocks.map(({ start }) => start).join(' ') : undefined;
}

/** Puts a line below a paragraph or topic, under the lines that it has. */
export function below(transcript: Transcript, block: Block, text: string): Edit {
  const { start, end } = block;
  return lineBelow(transcript, { start, end, lastLine: 'line' in block ? block.line : block.lastLine }, text);
}

/** What people write, on one line. */
export function line(text: string): string {
  return oneLine(text).trim();
}

/** A memo below the paragraph in which the selection ends. */
export function memo(transcript: Transcript, selection: Span, action: { text: string; coder?: string }): Outcome {
  const text = line(action.text);
  if (text === '') return { reason: 'A memo wants words.' };
  const block = blocksAt(transcript, selection).at(-1);
  if (!block) return { reason: NO_BLOCK };
  const coder = action.coder ?? transcript.frontMatter?.coder?.value ?? '';
  const by = /^[^()\r\n]{1,80}$/.test(coder) ? `(${coder})` : '';
  const edits = [below(transcript, block, `%memo${by}: ${text}`)];
  return carryOut(transcript, [edits], { lines: 1 }) ?? { reason: PROTECTED };
}

/** Sets the paragraphs of a selection aside, or where all of them are, takes that back. */
export function aside(transcript: Transcript, selection: Span): Outcome {
  const blocks = blocksAt(transcript, selection);
  if (blocks.length === 0) return { reason: NO_BLOCK };
  const fresh = blocks.filter((block) => asides(block).length === 0 && !('aside' in block && block.aside));
  if (fresh.length > 0) {
    const edits = fresh.map((block) => below(transcript, block, '%aside'));
    return carryOut(transcript, [edits], { lines: edits.length }) ?? { reason: PROTECTED };
  }
  const lines = blocks.flatMap(asides);
  if (lines.length === 0) return { reason: 'The whole section is set aside, below its topic.' };
  const edits = lines.map((annotation) => withoutLine(transcript, annotation));
  return carryOut(transcript, [edits], { lines: -edits.length }) ?? { reason: PROTECTED };
}

function asides({ annotations }: Block): Annotation[] {
  return annotations.filter(({ word }) => word === 'aside');
}

/** Takes an annotation line away; one that ends the file takes the line end before it along. */
export function withoutLine({ text, lines }: Transcript, { line: index }: Annotation): Edit {
  const [before, own] = [lines[index - 1], lines[index]];
  const start = own?.start ?? 0;
  const end = own?.end ?? start;
  const endsOpen = end === text.length && own?.contentEnd === end;
  return { span: { start: endsOpen && before ? before.contentEnd : start, end }, text: '' };
}
