import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { fold, matchScore } from './matching';
import type { Place } from './place';
import { declarations, labelsOf, uses } from './subject';

export interface WorkspaceSymbol {
  name: string;
  kind: 'interview' | 'topic' | 'speaker' | 'tag' | 'claim';
  /** What it belongs to or says: the interview of a topic or speaker, the gloss of a claim, what the codebook says about a tag. */
  container?: string;
  place: Place;
}

/**
 * **Go to symbol in workspace.** Interviews by title, topics, speakers by label or full name, `#tags` and `^claims`, a claim also by its gloss.
 * What begins with the words typed comes first, then what holds them, then what holds their letters in that order.
 */
export function workspaceSymbols(corpus: Corpus, query: string, limit: number): WorkspaceSymbol[] {
  const wanted = fold(query.trim());
  const found: { score: number; candidate: Candidate }[] = [];
  for (const candidate of candidates(corpus)) {
    let score = 0;
    for (const words of candidate.words) score = Math.max(score, matchScore(fold(words), wanted));
    if (score > 0) found.push({ score, candidate });
  }
  // Stable: what scores the same stays in the order of its kind and place.
  found.sort((a, b) => b.score - a.score);
  const symbols: WorkspaceSymbol[] = [];
  for (const { candidate } of found) {
    if (symbols.length >= limit) break;
    const { name, kind, container } = candidate;
    const place = candidate.place();
    if (place) symbols.push({ name, kind, container, place });
  }
  return symbols;
}

interface Candidate extends Omit<WorkspaceSymbol, 'place'> {
  /** By which it is found. */
  words: string[];
  /** Looked up for those that are shown. */
  place(): Place | undefined;
}

function candidates(corpus: Corpus): Candidate[] {
  const interviews = [...corpus.interviews.keys()].sort().flatMap((uri) => corpus.interviews.get(uri) ?? []);
  return [
    ...interviews.map(interviewCandidate),
    ...codeCandidates(corpus),
    ...speakerCandidates(interviews),
    ...interviews.flatMap(topicCandidates),
  ];
}

function interviewCandidate({ uri, title, titleSpan }: Interview): Candidate {
  const span = titleSpan ?? { start: 0, end: 0 };
  return { name: title, kind: 'interview', words: [title], place: () => ({ uri, span }) };
}

function codeCandidates(corpus: Corpus): Candidate[] {
  const code = (kind: 'tag' | 'claim', name: string, sign: string, container: string | undefined): Candidate => ({
    name: sign + name,
    kind,
    container,
    words: kind === 'claim' && container !== undefined ? [name, sign + name, container] : [name, sign + name],
    place: () => {
      const subject = { kind, name, span: { start: 0, end: 0 } };
      return declarations(corpus, subject)[0] ?? uses(corpus, subject)[0];
    },
  });
  return [
    ...corpus.tagNames().map((name) => code('tag', name, '#', corpus.tagEntry(name)?.about)),
    ...corpus.claimNames().map((name) => code('claim', name, '^', corpus.gloss(name))),
  ];
}

/** Each speaker of each interview: a person who speaks in two of them stands there twice. */
function speakerCandidates(interviews: readonly Interview[]): Candidate[] {
  return interviews.flatMap((interview) =>
    interview.speakers.map(({ name, labels, declared }, speaker): Candidate => ({
      name,
      kind: 'speaker',
      container: interview.title,
      words: [name, ...labels],
      place: () => {
        const span = declared?.labelSpan;
        return span ? { uri: interview.uri, span } : labelsOf({ interview, speaker })[0];
      },
    })),
  );
}

function topicCandidates({ uri, title, topics }: Interview): Candidate[] {
  return topics.map((topic) => ({
    name: topic.title,
    kind: 'topic',
    container: title,
    words: [topic.title],
    place: () => ({ uri, span: topic.titleSpan }),
  }));
}
