/** Our own JSON, read again: docs/formats.md describes it. */
import type { Stance } from '../../core/syntax';
import { writeFrontMatter } from '../front-matter-yaml';
import { positions } from '../offsets';
import { putOn, type Annotations } from './put-on';
import { codebookOf, type Meanings } from '../refi/read-codes';
import { numberOf, objectsIn, readJson, textOf } from './json';
import { asCode, lineEndOf, memoLine, oneLine, tagsLine, told, type Tally, type WrittenCode } from './our-marks';
import { baseName, FormatError, PLAIN, withoutEnding, type ReadResult, type ReadTranscript } from './reader';

type Json = Record<string, unknown>;

/** Reads an export of version 1. */
export function readThroughlineJson(bytes: Uint8Array): ReadResult {
  const document = readJson(bytes);
  if (document['format'] !== 'throughline') throw new FormatError('This JSON was not written by Throughline.');
  if (document['version'] !== 1)
    throw new FormatError('This JSON was written by a newer Throughline: read it with that one.');
  const tally: Tally = { quotes: 0, others: 0, codes: 0 };
  const transcripts = list(document, 'interviews').map((interview) => transcriptOf(interview, tally));
  return { transcripts, codebook: codebookOf(codesOf(document)), report: told(tally) };
}

function list(record: Json, key: string): Json[] {
  return objectsIn(record[key]).items;
}

function transcriptOf(interview: Json, tally: Tally): ReadTranscript {
  const { text } = interview;
  if (typeof text !== 'string') throw new FormatError('An interview in this file has no text: it cannot be read.');
  const field = (key: string): string | undefined => textOf(interview[key]) || undefined;
  const speakers = list(interview, 'speakers').map((speaker) => {
    const label = textOf(speaker['label']);
    const name = textOf(speaker['name']);
    return { label, name: name === label ? undefined : name, role: textOf(speaker['role']) || undefined };
  });
  const front = writeFrontMatter(
    {
      ...{ title: field('title'), date: field('date'), original: field('original'), source: field('source') },
      ...{ media: field('media'), language: field('language'), coder: field('coder'), speakers },
    },
    lineEndOf(text),
  );
  const made = putOn(text, front, annotationsOf(interview, text, tally));
  tally.quotes += made.dropped.quotes;
  tally.others += made.dropped.others;
  return {
    name: withoutEnding(baseName(field('file') ?? 'interview')),
    text: made.text,
    form: PLAIN,
    notes: [],
    title: field('title'),
    speakers: [],
  };
}

function annotationsOf(interview: Json, text: string, tally: Tally): Annotations {
  const { toOffset, length } = positions(text, { unit: 'codepoint', crlf: 2 });
  const place = (record: Json, key: string): number => {
    const point = numberOf(record[key]) ?? 0;
    return toOffset(Math.min(length, Math.max(0, Math.floor(point))));
  };
  const codesIn = (record: Json) =>
    list(record, 'codes').flatMap((code) => {
      const { kind, name, value, stance } = code;
      return asCode(
        {
          kind: textOf(kind),
          name: textOf(name),
          value: textOf(value),
          stance: textOf(stance) as Stance,
        } as WrittenCode,
        tally,
      );
    });
  const topics = list(interview, 'topics').map((topic) => ({
    at: place(topic, 'start'),
    title: oneLine(textOf(topic['title'])),
    level: Math.min(6, Math.max(1, numberOf(topic['level']) ?? 1)),
    added: topic['added'] === true,
    lines: [] as string[],
  }));
  const lines: Annotations['lines'] = list(interview, 'glosses').map(({ claim, text: says }) => ({
    at: undefined,
    line: `%claim ${textOf(claim)}: ${oneLine(textOf(says))}`,
  }));
  const add = (record: Json, line: string): void => {
    const at = place(record, 'start');
    const topic = record['scope'] === 'topic' ? topics.findLast((each) => each.at === at) : undefined;
    if (topic) topic.lines.push(line);
    else lines.push({ at: record['scope'] === 'interview' ? undefined : at, line });
  };
  for (const tagged of list(interview, 'tagged')) {
    const line = tagsLine(codesIn(tagged));
    if (line !== '') add(tagged, line);
  }
  for (const memo of list(interview, 'memos')) add(memo, memoLine(textOf(memo['coder']), textOf(memo['text'])));
  for (const aside of list(interview, 'asides')) add(aside, '%aside');
  return {
    quotes: list(interview, 'quotes').map((quote) => ({
      start: place(quote, 'start'),
      end: Math.max(place(quote, 'start'), place(quote, 'end')),
      codes: codesIn(quote),
    })),
    turns: list(interview, 'turns').flatMap((turn) =>
      turn['added'] === true
        ? [{ at: place(turn, 'start'), label: textOf(turn['label']) + (turn['guess'] === true ? '?' : '') }]
        : [],
    ),
    topics,
    lines,
  };
}

function codesOf(document: Json): Meanings {
  const named = <T>(key: string, id: string, entry: (record: Json) => T): Map<string, T> =>
    new Map(
      list(document, key).flatMap((record) => (textOf(record[id]) === '' ? [] : [[textOf(record[id]), entry(record)]])),
    );
  const texts = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
  return {
    tags: named('tags', 'name', ({ about, color }) => ({
      about: textOf(about) || undefined,
      color: textOf(color) || undefined,
    })),
    claims: named('claims', 'name', ({ says, contradicts }) => ({
      says: textOf(says) || undefined,
      contradicts: texts(contradicts),
    })),
    people: named('people', 'id', ({ name, aliases }) => ({
      name: textOf(name) || undefined,
      aliases: texts(aliases),
    })),
  };
}
