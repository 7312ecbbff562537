/** JSON: everything that the interviews and the codebook say, for programs. The shape is described in docs/formats.md. */
import type { Corpus } from '../core/corpus';
import { shares, type Interview } from '../core/interview';
import type { Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Code, Field } from '../core/syntax';
import { originalOffsets } from './offsets';
import { bodyOf, targetOf } from './targets';
import { fileNames, usedClaims, usedTags } from './used';

/** Counts up when a program that reads the export would have to change. */
const JSON_VERSION = 1;

/** Offsets are code points of the interview's `text`, ends exclusive; times are milliseconds; what is not there is `null`. */
export function toJson(corpus: Corpus, interviews: readonly Interview[]): string {
  const names = fileNames(interviews.map(({ uri }) => uri));
  const document = {
    format: 'throughline',
    version: JSON_VERSION,
    tags: usedTags(corpus, interviews).map(({ name, about, color, uses }) => ({
      name,
      about: about ?? null,
      color,
      uses: uses.length,
    })),
    claims: usedClaims(corpus, interviews).map(({ name, gloss, contradicts, statements }) => ({
      name,
      says: gloss ?? null,
      contradicts,
      states: statements.filter(({ statement }) => statement.stance === 'states').length,
      supports: statements.filter(({ statement }) => statement.stance === 'supports').length,
      contradictedBy: statements.filter(({ statement }) => statement.stance === 'contradicts').length,
    })),
    people: corpus.personNames().map((name) => {
      const entry = corpus.personEntry(name);
      return { id: name, name: entry?.fullName ?? null, aliases: entry?.aliases ?? [] };
    }),
    interviews: interviews.map((interview, index) => interviewOf(corpus, interview, names[index] ?? '')),
  };
  return JSON.stringify(document, null, 2) + '\n';
}

function interviewOf(corpus: Corpus, interview: Interview, file: string): Record<string, unknown> {
  const { transcript, title, glosses } = interview;
  const { frontMatter: front, topics, turns, paragraphs, quotes, annotations } = transcript;
  const offsets = originalOffsets(transcript);
  const place = (span: Span): Span => offsets.spanToOriginal(span);
  const value = (field: Field | undefined): string | null => field?.value ?? null;
  const counts = shares(transcript);
  return {
    file,
    title,
    date: value(front?.date),
    language: value(front?.language),
    original: value(front?.original),
    source: value(front?.source),
    media: value(front?.media),
    coder: value(front?.coder),
    text: offsets.text,
    speakers: transcript.speakers.map((speaker, index) => ({
      label: speaker.label,
      labels: speaker.labels,
      name: speaker.name,
      role: speaker.role ?? null,
      person: corpus.personKey(speaker)?.match(/^@(.*)$/)?.[1] ?? null,
      turns: counts[index]?.turns ?? 0,
      words: counts[index]?.words ?? 0,
    })),
    topics: topics.map((topic) => ({
      title: topic.title,
      level: topic.level,
      added: topic.added,
      ...place({ start: topic.start, end: topic.sectionEnd }),
    })),
    turns: turns.map((turn) => ({
      label: turn.label,
      speaker: turn.speaker,
      time: turn.time?.ms ?? null,
      added: turn.added,
      guess: turn.guess,
      ...place(turn),
    })),
    asides: paragraphs.filter(({ aside }) => aside).map(place),
    quotes: quotes.map((quote) => ({
      id: quote.id ?? null,
      ...place(quote.words),
      text: plainText(transcript, quote.words),
      turn: quote.turn >= 0 ? quote.turn : null,
      codes: quote.codes.map(codeOf),
    })),
    // Codes of whole paragraphs, sections and interviews: those of `%tags` lines.
    tagged: annotations
      .filter(({ codes }) => codes.length > 0)
      .map((annotation) => ({
        scope: annotation.target.kind,
        ...place(targetOf(transcript, annotation)),
        codes: annotation.codes.map(codeOf),
      })),
    memos: annotations
      .filter(({ word }) => word === 'memo')
      .map((annotation) => ({
        coder: annotation.argument ?? null,
        text: bodyOf(transcript, annotation),
        scope: annotation.target.kind,
        ...place(targetOf(transcript, annotation)),
      })),
    glosses: glosses.map(({ claim, text }) => ({ claim, text })),
  };
}

function codeOf(code: Code): Record<string, string> {
  const { kind, name } = code;
  if (kind === 'claim') return { kind, name, stance: code.stance };
  return kind === 'attribute' ? { kind, name, value: code.value } : { kind, name };
}
