/**
 * A small corpus from one string, for the tests of features.
 *
 *     //- 01.transcript        begins a file, `file:///01.transcript`; without such a line there is one file of this name
 *     MM: Rents $0doubled.     `$0` is the cursor and no part of the text; two of them are the two ends of a selection
 *         ^^^^^ word           the columns of the line above, as written, that the range `word` covers; several such lines may
 *               ^^^^^^^^^ verb  follow one line; a label may stand any number of times, and may be left out
 *     //- codebook.yaml        is read as the codebook
 *
 * The first line break is dropped, and the indentation that all lines share. `uri` is the file of the cursor, else the first one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Corpus } from '../server/core/corpus';
import type { Span } from '../server/core/span';
import type { Place } from '../server/features/place';
import { RelatedIndex } from '../server/related/related-index';

export interface Fixture {
  corpus: Corpus;
  /** Follows the corpus. */
  related: RelatedIndex;
  /** URI -> text, in the order of the source. */
  files: Map<string, string>;
  uri: string;
  /** The cursor, or the start of the selection; 0 without one. */
  offset: number;
  selection: Span;
  ranges: (Place & { label: string })[];
  /** The ranges of a label, in the order of the source. */
  places(label: string): Place[];
  /** The words of a place. */
  words(place: Place): string;
}

const MARKER = /^[ \t]*(\^+)(?:[ \t]+(.*))?$/;

export function fixture(source: string): Fixture {
  const related = new RelatedIndex();
  const corpus = new Corpus([related]);
  const files = new Map<string, string>();
  const ranges: Fixture['ranges'] = [];
  const cursors: { uri: string; offset: number }[] = [];
  for (const { uri, lines } of split(dedent(source))) {
    const kept: string[] = [];
    let length = 0;
    // Offset of each column of the last line of text, as written.
    let columns: number[] = [0];
    for (const line of lines) {
      const marker = kept.length > 0 ? MARKER.exec(line) : null;
      if (marker) {
        const at = line.indexOf('^');
        const [start, end] = [columns[at], columns[at + (marker[1] as string).length]];
        if (start === undefined || end === undefined) throw new Error(`This range is longer than its line: ${line}`);
        ranges.push({ uri, span: { start, end }, label: (marker[2] ?? '').trim() });
        continue;
      }
      if (kept.length > 0) length++;
      columns = [];
      let plain = '';
      for (let at = 0; at <= line.length; at++) {
        if (line.startsWith('$0', at)) {
          cursors.push({ uri, offset: length + plain.length });
          columns.push(length + plain.length, length + plain.length);
          at++;
        } else {
          columns.push(length + plain.length);
          plain += line.charAt(at);
        }
      }
      kept.push(plain);
      length += plain.length;
    }
    files.set(uri, kept.join('\n'));
  }
  for (const [uri, text] of files) corpus.put(uri, text);
  const [first = { uri: [...files.keys()][0] as string, offset: 0 }, second = first] = cursors;
  if (cursors.length > 2 || first.uri !== second.uri) throw new Error('One cursor or one selection, in one file.');
  const place = ({ uri, span }: Place): Place => ({ uri, span });
  return {
    corpus,
    related,
    files,
    uri: first.uri,
    offset: first.offset,
    selection: { start: first.offset, end: second.offset },
    ranges,
    places: (label) => ranges.filter((range) => range.label === label).map(place),
    words: ({ uri, span }) => (files.get(uri) ?? '').slice(span.start, span.end),
  };
}

/** The interviews and the codebook of `seeds/`. */
export function sampleCorpus(indexes: ConstructorParameters<typeof Corpus>[0] = []): Corpus {
  const corpus = new Corpus(indexes);
  const folder = new URL('../seeds/', import.meta.url);
  for (const name of readdirSync(folder)) {
    if (/\.(?:transcript|yaml)$/.test(name)) {
      const uri = new URL(name, folder);
      corpus.put(uri.href, readFileSync(uri, 'utf8'));
    }
  }
  return corpus;
}

function dedent(source: string): string {
  const lines = source.replace(/^\n/, '').split('\n');
  // The line of the closing backtick.
  if (/^[ \t]+$/.test(lines.at(-1) ?? '')) lines[lines.length - 1] = '';
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}

function split(source: string): { uri: string; lines: string[] }[] {
  const files: { uri: string; lines: string[] }[] = [];
  const lines = source.split('\n');
  for (const [index, line] of lines.entries()) {
    const name = /^\/\/- (\S+)$/.exec(line)?.[1];
    if (name !== undefined) {
      // The line break before `//-` ends the last line of the file above.
      files.at(-1)?.lines.push('');
      files.push({ uri: 'file:///' + name, lines: [] });
    } else {
      if (index === 0) files.push({ uri: 'file:///01.transcript', lines: [] });
      files.at(-1)?.lines.push(line);
    }
  }
  return files;
}
