/** Paragraphs, topics and annotation lines: what stands under what. */
import { readAnnotation } from './annotations';
import type { Head } from './heads';
import { plainText } from './plain-text';
import type { Line, Paragraph, Problem, Topic, Transcript } from './syntax';

/** Shared by the many paragraphs that have none. */
const NONE: never[] = [];

/** Groups lines of text to paragraphs: blank lines, topics and new turns part them; annotation lines do not. */
export function groupParagraphs(text: string, lines: Line[], heads: Head[], unwrapped: boolean): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let current: Paragraph | undefined;
  // `Name  0:32` stands on a line of its own, and the words on the next.
  let stamped = false;
  let next = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line;
    while ((heads[next]?.line ?? Infinity) < index) next++;
    if (line.kind === 'annotation') {
      if (text.startsWith('%topic', line.start)) current = undefined;
      continue;
    }
    if (line.kind !== 'text') {
      current = undefined;
      continue;
    }
    const entry: Head | undefined = heads[next];
    const opens = entry?.line === index && (entry.use?.speaker ?? -1) >= 0;
    if (current && !opens && (!unwrapped || stamped)) {
      current.end = line.contentEnd;
      current.lastLine = index;
      stamped = false;
      continue;
    }
    stamped = opens && entry.form === 'stamp';
    current = {
      start: line.start,
      end: line.contentEnd,
      firstLine: index,
      lastLine: index,
      aside: false,
      annotations: NONE,
      topic: -1,
      parts: NONE,
    };
    paragraphs.push(current);
  }
  return paragraphs;
}

/** Reads the annotation lines, gives each to what stands above it, and adds the topics among them. */
export function readAnnotations(
  text: string,
  lines: Line[],
  topics: Topic[],
  paragraphs: Paragraph[],
  problems: Problem[],
): Transcript['annotations'] {
  const annotations: Transcript['annotations'] = [];
  const headings = [...topics];
  topics.length = 0;
  let heading = 0;
  let paragraph = 0;
  let above: 'interview' | 'topic' | 'paragraph' = 'interview';
  for (let number = 0; number < lines.length; number++) {
    const line = lines[number] as Line;
    if (headings[heading]?.line === number) {
      above = 'topic';
      topics.push(headings[heading++] as Topic);
    } else if (line.kind === 'text') {
      while ((paragraphs[paragraph]?.lastLine ?? Infinity) < number) paragraph++;
      above = 'paragraph';
    } else if (line.kind === 'annotation') {
      const read = readAnnotation(text, line, number);
      for (const problem of read.problems) problems.push(problem);
      annotations.push(read.annotation);
      if (read.annotation.word === 'topic') {
        above = 'topic';
        topics.push(addedTopic(text, read.annotation));
      }
      const index = above === 'paragraph' ? paragraph : topics.length - 1;
      read.annotation.target = above === 'interview' ? { kind: above } : { kind: above, index };
      const owner = above === 'paragraph' ? paragraphs[index] : above === 'topic' ? topics[index] : undefined;
      if (owner && owner.annotations !== NONE) owner.annotations.push(read.annotation);
      else if (owner) owner.annotations = [read.annotation];
    }
  }
  closeSections(topics, paragraphs);
  return annotations;
}

function addedTopic(text: string, annotation: Transcript['annotations'][number]): Topic {
  const level = Number(annotation.argument ?? '1');
  return {
    start: annotation.start,
    end: annotation.end,
    title: text.slice(annotation.body.start, annotation.body.end).trim(),
    titleSpan: annotation.body,
    level: Number.isInteger(level) && level >= 1 && level <= 6 ? level : 1,
    added: true,
    line: annotation.line,
    sectionEnd: text.length,
    annotations: [],
  };
}

/** Sets where sections end, the topic of each paragraph, and which paragraphs are asides. */
function closeSections(topics: Topic[], paragraphs: Paragraph[]): void {
  const open: Topic[] = [];
  for (const topic of topics) {
    while ((open.at(-1)?.level ?? 0) >= topic.level) (open.pop() as Topic).sectionEnd = topic.start;
    open.push(topic);
  }
  const isAside = (annotation: { word: string }): boolean => annotation.word === 'aside';
  const asides = topics.filter((topic) => topic.annotations.some(isAside));
  let topic = -1;
  let aside = 0;
  for (const paragraph of paragraphs) {
    while ((topics[topic + 1]?.start ?? Infinity) < paragraph.start) topic++;
    while ((asides[aside]?.sectionEnd ?? Infinity) <= paragraph.start) aside++;
    paragraph.topic = topic;
    paragraph.aside = paragraph.annotations.some(isAside) || (asides[aside]?.start ?? Infinity) < paragraph.start;
  }
}

/** The topic of a line whose words begin `mark` characters behind `start`; its title still holds marks (see `nameTopics`). */
export function topicLine(text: string, start: number, end: number, index: number, mark: number): Topic {
  const source = text.slice(start + mark, end);
  // The heading of a Markdown original keeps its own hashes.
  const own = /^#{0,6}[ \t]*/.exec(source)?.[0].length ?? 0;
  const title = source.slice(own).trimEnd();
  const titleStart = start + mark + own + title.length - title.trimStart().length;
  return {
    start,
    end,
    title: title.trim(),
    titleSpan: { start: titleStart, end: titleStart + title.trim().length },
    level: mark - 1,
    added: false,
    line: index,
    sectionEnd: text.length,
    annotations: [],
  };
}

/** The words of headings are what is left without the marks that stand in them. */
export function nameTopics(transcript: Pick<Transcript, 'text' | 'layer' | 'topics'>): void {
  for (const topic of transcript.topics) if (!topic.added) topic.title = plainText(transcript, topic.titleSpan).trim();
}
