/** The cards of tags and claims. */
import type { Corpus } from '../core/corpus';
import { speakerOfTurn, transcriptOf, type Statement } from '../core/interview';
import type { Stance } from '../core/syntax';
import { attributionLine, peopleOf } from './attribution';
import { clip, count, item, line, type Block } from './card';
import { opposites } from './related-passages';

const LONGEST_GLOSS = 400;

/** What the codebook says about a tag, how often it stands in which interview, and the tags below it. */
export function tagCard(corpus: Corpus, name: string, limit: number): Block[] {
  const uses = corpus.tagUses(name);
  const byInterview = new Map<string, number>();
  for (const { uri } of uses) byInterview.set(uri, (byInterview.get(uri) ?? 0) + 1);
  const about = corpus.tagEntry(name)?.about;
  const children = corpus.tagNames().filter((other) => other.startsWith(name + '/'));
  const below = children.reduce((sum, child) => sum + corpus.tagUses(child).length, 0);
  const blocks = [line({ strong: '#' + name }, ' · tag')];
  if (about) blocks.push(line(clip(about, LONGEST_GLOSS)));
  else if (corpus.declaresTags() && !corpus.tagEntry(name)) blocks.push(line('Not in the codebook.'));
  blocks.push(
    line(
      uses.length === 0 ? 'Not used yet' : `${count(uses.length, 'use')} in ${count(byInterview.size, 'interview')}`,
    ),
  );
  const most = [...byInterview].sort((a, b) => b[1] - a[1]);
  for (const [uri, number] of most.slice(0, limit)) {
    blocks.push(item(clip(corpus.interviews.get(uri)?.title ?? '', 80), ` · ${number}`));
  }
  if (most.length > limit) blocks.push(item(`and ${most.length - limit} more`));
  if (children.length > 0) blocks.push(line(`Below it ${count(children.length, 'tag')} with ${count(below, 'use')}`));
  return blocks;
}

const HEADINGS: Record<Stance, string> = {
  states: 'Stated by',
  supports: 'Supported by',
  contradicts: 'Contradicted by',
};

/** What a claim says, who states, supports and contradicts it where and when, and the claims that contradict it. */
export function claimCard(corpus: Corpus, name: string, limit: number): Block[] {
  const gloss = corpus.gloss(name);
  const statements = corpus.statements(name);
  const blocks = [line({ strong: '^' + name }, ' · claim')];
  if (gloss) blocks.push(line(clip(gloss, LONGEST_GLOSS)));
  blocks.push(...otherGlosses(corpus, name, gloss).slice(0, limit));
  if (statements.length === 0) blocks.push(line('No statement yet'));
  for (const stance of ['states', 'supports', 'contradicts'] as const) {
    const some = statements.filter((statement) => statement.stance === stance);
    if (some.length === 0) continue;
    blocks.push(line({ strong: HEADINGS[stance] }));
    const voices = byVoice(corpus, some);
    for (const voice of voices.slice(0, limit)) blocks.push(...attributed(corpus, voice));
    if (voices.length > limit) blocks.push(item(`and ${voices.length - limit} more`));
  }
  const opposed = opposites(corpus, name);
  if (opposed.length > 0) blocks.push(line({ strong: 'Contradicting claims' }));
  for (const other of opposed.slice(0, limit)) {
    const says = corpus.gloss(other);
    const number = corpus.statements(other).length;
    blocks.push(item({ code: '^' + other }, says ? ` ${clip(says, 120)}` : '', ` · ${count(number, 'statement')}`));
  }
  return blocks;
}

/** A claim has one gloss: where files word it differently, all are kept, and this says so. */
function otherGlosses(corpus: Corpus, name: string, gloss: string | undefined): Block[] {
  const others = new Map<string, string>();
  for (const { text, uri } of corpus.glosses(name)) {
    if (text !== '' && text !== gloss && !others.has(text)) others.set(text, corpus.interviews.get(uri)?.title ?? '');
  }
  return [...others].map(([text, title]) =>
    line('Worded differently in ', clip(title, 80), ': ', clip(text, LONGEST_GLOSS)),
  );
}

/** The statements by speaker and interview. */
function byVoice(corpus: Corpus, statements: readonly Statement[]): Statement[][] {
  const voices = new Map<string, Statement[]>();
  for (const statement of statements) {
    const { uri, turn, guess = false } = statement;
    const interview = corpus.interviews.get(uri);
    const voice = `${uri}#${interview ? speakerOfTurn(interview, turn) : -1} ${guess} ${peopleOf(corpus, statement) ?? ''}`;
    const same = voices.get(voice);
    if (same) same.push(statement);
    else voices.set(voice, [statement]);
  }
  return [...voices.values()];
}

/** A line with links to statements of one voice; none where the file is not what it was any more. */
function attributed(corpus: Corpus, voice: readonly Statement[]): Block[] {
  const [first] = voice;
  const interview = first && corpus.interviews.get(first.uri);
  if (!interview || !transcriptOf(interview)) return [];
  const words = voice.slice(0, 6).map((statement) => statement.words);
  return [item(...attributionLine(corpus, interview, words, first.turn, { people: peopleOf(corpus, first) }))];
}
