/** Web Annotation, read again where the file holds the text, as ours do; docs/formats.md says how. */
import type { Code, Stance } from '../../core/syntax';
import { readDraft } from '../draft';
import { writeFrontMatter } from '../front-matter-yaml';
import { findNames } from '../names';
import { positions, type Positions } from '../offsets';
import { putOn, type Annotations } from './put-on';
import { codebookOf, type Meanings } from '../refi/read-codes';
import { isObject, numberOf, readJson, textOf } from './json';
import { asCode, lineEndOf, memoLine, oneLine, tagsLine, told, type Tally } from './our-marks';
import { baseName, FormatError, PLAIN, withoutEnding, type ReadResult, type ReadTranscript } from './reader';

type Json = Record<string, unknown>;

/** One annotation, as far as we understand it. */
interface Item {
  id: string;
  motivations: string[];
  creator: string;
  bodies: Json[];
  source: string;
  start?: number;
  end?: number;
}

/** Reads a collection, a page, a list or one annotation. */
export function readWebAnnotation(bytes: Uint8Array): ReadResult {
  const items = itemsOf(readJson(bytes)).map(itemOf);
  const texts = items.filter(isText);
  if (texts.length === 0)
    throw new FormatError('These annotations are there without the text: only files that hold both can be read.');
  const tally: Tally = { quotes: 0, others: 0, codes: 0 };
  const bySource = new Map<string, Item[]>();
  for (const item of items) {
    const same = bySource.get(item.source);
    if (same) same.push(item);
    else bySource.set(item.source, [item]);
  }
  const transcripts = texts.map((text) => transcriptOf(text, bySource.get(text.source) ?? [], tally));
  return { transcripts, codebook: codebookOf(claimsOf(items)), report: told(tally) };
}

function isText({ motivations, bodies, start }: Item): boolean {
  return (
    motivations[0] === 'describing' && start === undefined && bodies.some((body) => body['purpose'] === 'describing')
  );
}

function isSpeaker(item: Item): boolean {
  return (
    item.motivations[0] === 'identifying' &&
    item.start === undefined &&
    value(item, 'classifying').startsWith('speaker')
  );
}

function all(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];
}

function objects(value: unknown): Json[] {
  return all(value).filter(isObject);
}

function itemsOf(document: Json): Json[] {
  const pages = [document, ...objects(document['first']), ...objects(document['@graph'])];
  const listed = pages.flatMap((page) => objects(page['items']));
  return listed.length > 0 ? listed : pages.filter((page) => page['target'] !== undefined);
}

function itemOf(annotation: Json): Item {
  const target: unknown = all(annotation['target'])[0];
  const [creator] = all(annotation['creator']);
  const item: Item = {
    id: textOf(annotation['id']),
    motivations: all(annotation['motivation']).map(textOf),
    creator: isObject(creator) ? textOf(creator['name']) : '',
    bodies: objects(annotation['body']),
    source: typeof target === 'string' ? target : isObject(target) ? textOf(target['source'] ?? target['id']) : '',
  };
  const selectors = isObject(target) ? objects(target['selector']) : [];
  const position = selectors.find((selector) => selector['type'] === 'TextPositionSelector');
  if (position) {
    item.start = Math.max(0, numberOf(position['start']) ?? 0);
    item.end = Math.max(item.start, numberOf(position['end']) ?? 0);
  }
  return item;
}

/** The first value of the bodies with a purpose. */
function value({ bodies }: Item, purpose: string): string {
  return textOf(bodies.find((body) => body['purpose'] === purpose)?.['value']);
}

function transcriptOf(textItem: Item, items: readonly Item[], tally: Tally): ReadTranscript {
  const text = value(textItem, 'describing');
  const title = value(textItem, 'bookmarking') || undefined;
  const file = value(textItem, 'identifying') || 'interview';
  const language = textOf(textItem.bodies.find((body) => body['purpose'] === 'describing')?.['language']);
  const declared = items.filter(isSpeaker).map((item) => {
    const [label, name] = [value(item, 'identifying'), value(item, 'describing')];
    const role = /^speaker, (.+)$/.exec(value(item, 'classifying'))?.[1];
    return { label, name: name === label ? undefined : name, role };
  });
  const speakers = declared.length > 0 ? declared : findNames(readDraft(text));
  const front = writeFrontMatter({ title, language, coder: textItem.creator, speakers }, lineEndOf(text));
  const annotations = annotationsOf(
    items.filter((item) => item !== textItem && !isSpeaker(item)),
    positions(text, { unit: 'codepoint', crlf: 2 }),
    tally,
  );
  const made = putOn(text, front, annotations);
  tally.quotes += made.dropped.quotes;
  tally.others += made.dropped.others;
  return { name: withoutEnding(baseName(file)), text: made.text, form: PLAIN, notes: [], title, speakers: [] };
}

function annotationsOf(items: readonly Item[], { toOffset, length }: Positions, tally: Tally): Annotations {
  const place = (point: number | undefined): number => toOffset(Math.min(length, Math.floor(point ?? 0)));
  const topics: (Annotations['topics'][number] & { lines: string[]; end: number })[] = [];
  const made: Annotations = { quotes: [], turns: [], topics, lines: [] };
  for (const item of items) {
    if (item.motivations[0] !== 'bookmarking') continue;
    const [, added, level] = /^(?:heading|(added topic)) ([1-6])$/.exec(value(item, 'classifying')) ?? [];
    const topic = {
      at: place(item.start),
      end: place(item.end),
      title: oneLine(value(item, 'bookmarking')),
      lines: [],
    };
    topics.push({ ...topic, level: Number(level ?? 1), added: added !== undefined });
  }
  const addLine = (item: Item, line: string): void => {
    const [start, end] = [place(item.start), place(item.end)];
    // Whatever is about exactly a section stands below its heading.
    const topic = item.start === undefined ? undefined : topics.find((each) => each.at === start && each.end === end);
    if (topic) topic.lines.push(line);
    else made.lines.push({ at: item.start === undefined ? undefined : start, line });
  };
  for (const item of items) {
    const [motivation] = item.motivations;
    if (motivation === 'bookmarking') continue;
    if (motivation === 'commenting') {
      for (const body of item.bodies) addLine(item, memoLine(item.creator, textOf(body['value'])));
    } else if (motivation === 'classifying') {
      const line = tagsLine(codesIn(item, tally));
      if (line !== '') addLine(item, line);
    } else if (motivation === 'moderating') addLine(item, '%aside');
    else if (item.start === undefined) tally.others++;
    else if (motivation === 'identifying') {
      const guess = value(item, 'classifying') === 'guess' ? '?' : '';
      made.turns.push({ at: place(item.start), label: value(item, 'identifying') + guess });
    } else made.quotes.push({ start: place(item.start), end: place(item.end), codes: codesIn(item, tally) });
  }
  return made;
}

function codesIn({ bodies }: Item, tally: Tally): Code[] {
  return bodies.flatMap((body) => {
    const said = textOf(body['value']);
    switch (body['purpose']) {
      case 'tagging':
        return asCode({ kind: 'tag', name: said }, tally);
      case 'identifying':
        return asCode({ kind: 'person', name: said }, tally);
      case 'describing': {
        const at = said.indexOf('=');
        return asCode({ kind: 'attribute', name: said.slice(0, Math.max(0, at)), value: said.slice(at + 1) }, tally);
      }
      case 'linking': {
        const claim = claimIn(said);
        return claim ? asCode({ kind: 'claim', ...claim }, tally) : [];
      }
      default:
        return [];
    }
  });
}

/** `supports rents-doubled`. The link itself, which has no words, is none. */
function claimIn(said: string): { stance: Stance; name: string } | undefined {
  const [, stance, name] = /^(states|supports|contradicts) (\S{1,400})$/u.exec(said) ?? [];
  return stance === undefined || name === undefined ? undefined : { stance: stance as Stance, name };
}

/** What claims are called and say: annotations of them, and not of a text. */
function claimsOf(items: readonly Item[]): Meanings {
  const codes: Meanings = { tags: new Map(), claims: new Map(), people: new Map() };
  const names = new Map<string, string>();
  for (const item of items) {
    const name = value(item, 'identifying');
    if (item.motivations[0] !== 'identifying' || item.start !== undefined || name === '' || isSpeaker(item)) continue;
    names.set(item.source, name);
    codes.claims.set(name, { says: value(item, 'describing') || undefined, contradicts: [] });
  }
  for (const item of items) {
    if (item.motivations[0] !== 'linking') continue;
    const other = claimIn(
      value({ ...item, bodies: item.bodies.filter((body) => body['value'] !== undefined) }, 'linking'),
    );
    if (other) codes.claims.get(names.get(item.source) ?? '')?.contradicts.push(other.name);
  }
  return codes;
}
