import { shares, type Interview } from '../core/interview';
import type { Span } from '../core/span';
import { formatTime } from '../core/times';
import type { Topic } from '../core/syntax';
import { preview } from './preview';

export interface SpeakerItem {
  label: string;
  name: string;
  role?: string;
  turns: { span: Span; selection: Span; time?: string; preview: string }[];
  words: number;
  /** 0 to 1, of all words that somebody says. */
  share: number;
}

export interface TopicItem {
  title: string;
  level: number;
  /** The section. */
  span: Span;
  selection: Span;
  children: TopicItem[];
}

/** **Speakers.** Who speaks, how much of the interview, and each of their turns. */
export function speakerOutline({ transcript }: Interview): SpeakerItem[] {
  const counts = shares(transcript);
  const all = counts.reduce((sum, { words }) => sum + words, 0);
  const items = transcript.speakers.map(({ label, name, role }, index): SpeakerItem => {
    const words = counts[index]?.words ?? 0;
    return { label, name, role, turns: [], words, share: all > 0 ? words / all : 0 };
  });
  for (const turn of transcript.turns) {
    items[turn.speaker]?.turns.push({
      span: { start: turn.start, end: turn.end },
      selection: turn.labelSpan,
      time: turn.time && formatTime(turn.time.ms),
      preview: preview(transcript, { start: turn.words, end: turn.end }),
    });
  }
  return items;
}

/** **Topics.** The headings of the interview as a tree. */
export function topicOutline({ transcript }: Interview): TopicItem[] {
  const roots: TopicItem[] = [];
  const open: TopicItem[] = [];
  for (const topic of transcript.topics) {
    while ((open.at(-1)?.level ?? 0) >= topic.level) open.pop();
    const item = topicItem(topic);
    (open.at(-1)?.children ?? roots).push(item);
    open.push(item);
  }
  return roots;
}

function topicItem({ title, level, start, sectionEnd, titleSpan }: Topic): TopicItem {
  return { title, level, span: { start, end: sectionEnd }, selection: titleSpan, children: [] };
}
