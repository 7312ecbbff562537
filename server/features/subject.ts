/** What somebody points at: the tag, claim or person whose name stands at an offset of an interview or of the codebook. */
import type { Codebook } from '../core/codebook';
import type { Corpus } from '../core/corpus';
import { findAt } from '../core/find';
import { labelSpans, type Interview } from '../core/interview';
import { touches, type Span } from '../core/span';
import { appearances, identityOfName, identityOfSpeaker, mentions, type Appearance, type Identity } from './people';
import type { Place } from './place';

/** What is meant, wherever it is pointed at. */
export type Meaning =
  | { kind: 'tag' | 'claim'; name: string }
  /**
   * `speaker` is set where a label was pointed at; `declaration` where it is the one in the front matter; `alias` where it is a full name
   * or alias in the codebook.
   */
  | { kind: 'person'; identity: Identity; speaker?: Appearance; declaration?: boolean; alias?: boolean };

/** `span` is the name that is pointed at. */
export type Subject = Meaning & { span: Span };

export function subjectAt(corpus: Corpus, uri: string, offset: number): Subject | undefined {
  const interview = corpus.interviews.get(uri);
  if (interview) return inInterview(corpus, interview, offset);
  const codebook = corpus.codebooks.get(uri);
  return codebook && inCodebook(codebook, offset);
}

function inInterview(corpus: Corpus, interview: Interview, offset: number): Subject | undefined {
  const { transcript } = interview;
  const found = findAt(transcript, offset);
  switch (found?.kind) {
    case 'code': {
      const { code, span } = found;
      if (code.kind === 'attribute') return undefined;
      if (code.kind !== 'person') return { kind: code.kind, name: code.name, span };
      return { kind: 'person', identity: identityOfName(corpus, interview, code.name), span };
    }
    case 'gloss':
      return { kind: 'claim', name: found.claim, span: found.span };
    case 'label':
    case 'declaration': {
      const declaration = found.kind === 'declaration';
      const speaker = {
        interview,
        speaker: declaration ? found.speaker : (transcript.turns[found.turn]?.speaker ?? -1),
      };
      return { kind: 'person', identity: identityOfSpeaker(corpus, speaker), span: found.span, speaker, declaration };
    }
    default:
      return undefined;
  }
}

function inCodebook({ tags, claims, people }: Codebook, offset: number): Subject | undefined {
  for (const { name, span } of tags.values()) if (touches(span, offset)) return { kind: 'tag', name, span };
  for (const { name, span, contradicts } of claims.values()) {
    if (touches(span, offset)) return { kind: 'claim', name, span };
    const other = contradicts.find((field) => touches(field.span, offset));
    if (other) return { kind: 'claim', name: other.value, span: other.span };
  }
  for (const { name, span, names } of people.values()) {
    if (touches(span, offset)) return { kind: 'person', identity: '@' + name, span };
    const other = names.find((field) => touches(field.span, offset));
    if (other) return { kind: 'person', identity: '@' + name, span: other.span, alias: true };
  }
  return undefined;
}

/** Where the codebook (first) and the interviews say what a subject is: its entries, glosses, declarations of a speaker. */
export function declarations(corpus: Corpus, subject: Meaning): Place[] {
  const entries = (find: (codebook: Codebook) => { span: Span } | undefined): Place[] =>
    [...corpus.codebooks.values()].flatMap((codebook) => {
      const entry = find(codebook);
      return entry ? [{ uri: codebook.uri, span: entry.span }] : [];
    });
  switch (subject.kind) {
    case 'tag':
      return entries(({ tags }) => tags.get(subject.name));
    case 'claim': {
      const glosses = corpus.glosses(subject.name).map(({ uri, span }) => ({ uri, span }));
      return [...entries(({ claims }) => claims.get(subject.name)), ...glosses];
    }
    case 'person': {
      const declared = appearances(corpus, subject.identity).flatMap(({ interview, speaker }): Place[] => {
        const span = interview.speakers[speaker]?.declared?.labelSpan;
        return span ? [{ uri: interview.uri, span }] : [];
      });
      return [...entries(({ people }) => people.get(subject.identity.slice(1))), ...declared];
    }
  }
}

/** Where a subject is used: codes, the labels of a person's turns, and `contradicts` in the codebook. By URI, then in file order. */
export function uses(corpus: Corpus, subject: Meaning): Place[] {
  const ofCodes = (found: readonly { uri: string; code: Span }[]): Place[] =>
    found.map(({ uri, code: { start, end } }) => ({ uri, span: { start, end } }));
  switch (subject.kind) {
    case 'tag':
      return ofCodes(corpus.tagUses(subject.name));
    case 'claim': {
      const opposed = [...corpus.codebooks.values()].flatMap(({ uri, claims }) =>
        [...claims.values()].flatMap(({ contradicts }) =>
          contradicts.filter(({ value }) => value === subject.name).map(({ span }) => ({ uri, span })),
        ),
      );
      return [...ofCodes(corpus.statements(subject.name)), ...opposed];
    }
    case 'person': {
      const labels = appearances(corpus, subject.identity).flatMap(labelsOf);
      return [...labels, ...ofCodes(mentions(corpus, subject.identity))].sort(byPlace);
    }
  }
}

/** The labels with which a speaker's turns begin. */
export function labelsOf({ interview, speaker }: Appearance): Place[] {
  return labelSpans(interview, speaker).map((span) => ({ uri: interview.uri, span }));
}

function byPlace(a: Place, b: Place): number {
  return a.uri === b.uri ? a.span.start - b.span.start : a.uri < b.uri ? -1 : 1;
}
