/** Word documents (`.docx`): what people read in them, with tracked changes accepted and comments kept. */
import { child, readXml, type XmlElement } from './xml-read';
import { zipEntries, type ZipEntry } from './unzip';
import { readBody, readNotes, type Counts } from './docx/body';
import { readComments } from './docx/comments';
import { composeTranscripts, type Composed } from './docx/compose';
import { readStyles } from './docx/styles';
import { attribute } from './docx/xml';
import { counted, FormatError, type ReadOptions, type ReadResult } from './reader';

/** How files begin that Word wrote before 2007, and those that have a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * The transcript in a document; of a document that an export of ours wrote, each interview with its quotes.
 *
 * @throws {FormatError}
 */
export function readDocx(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  if (COMPOUND.every((byte, at) => bytes[at] === byte))
    throw new FormatError('This is an old Word document, or one with a password: save it as .docx without one.');
  const parts = new Parts(zipEntries(bytes));
  const document = parts.named(parts.main);
  const body = child(document, 'body');
  if (!body) throw new FormatError('The archive holds no Word document: save it again as .docx.');
  const styles = readStyles(parts.related('styles'));
  const read = readBody(body, styles, {
    footnotes: readNotes(parts.related('footnotes'), 'footnote', styles),
    endnotes: readNotes(parts.related('endnotes'), 'endnote', styles),
  });
  if (read.paragraphs.every(({ text }) => text.trim() === ''))
    throw new FormatError('It holds no words: there is nothing to import.');
  const composed = composeTranscripts(read, readComments(parts.related('comments'), styles), name);
  return { transcripts: composed.transcripts, report: reportOf(read.counts, composed) };
}

/** The parts of a document, found as the document says. No name in it is a path on a disk. */
class Parts {
  private readonly entries: Map<string, ZipEntry>;
  readonly main: string;

  constructor(entries: readonly ZipEntry[]) {
    this.entries = new Map(entries.map((entry) => [partName('', entry.name), entry]));
    this.main = this.target('_rels/.rels', '', 'officeDocument') ?? 'word/document.xml';
  }

  named(name: string): XmlElement | undefined {
    const entry = this.entries.get(name.toLowerCase());
    return entry && readXml(entry.read());
  }

  /** The part that the document relates to in this way. */
  related(type: string): XmlElement | undefined {
    const slash = this.main.lastIndexOf('/') + 1;
    const folder = this.main.slice(0, slash);
    const relations = `${folder}_rels/${this.main.slice(slash)}.rels`;
    return this.named(this.target(relations, folder, type) ?? `${folder}${type}.xml`);
  }

  private target(relations: string, folder: string, type: string): string | undefined {
    const found = this.named(relations)?.children.find((each) => attribute(each, 'Type')?.endsWith(`/${type}`));
    const target = attribute(found, 'Target');
    return target === undefined ? undefined : partName(folder, target);
  }
}

/** A name within the archive, as it is looked up. */
function partName(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of `${/^[\\/]/.test(target) ? '' : folder}${target}`.split(/[\\/]/)) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/').toLowerCase();
}

function reportOf(counts: Counts, { transcripts, counts: made, ours }: Composed): string[] {
  const told = (number: number, thing: string, things: string, rest: string): string[] =>
    number === 0 ? [] : [`${counted(number, thing, things)} ${rest}`];
  const { inserted, deleted } = counts;
  return [
    ...(ours ? [`${counted(transcripts.length, 'interview')} with ${counted(made.quotes, 'quote')}.`] : []),
    ...(inserted + deleted > 0
      ? [
          `Tracked changes are accepted: ${counted(inserted, 'insertion')} kept, ${counted(deleted, 'deletion')} left out.`,
        ]
      : []),
    ...(ours ? [] : told(made.quotes, 'comment', 'comments', 'with codes became a quote each.')),
    ...(ours ? [] : told(made.memos, 'comment', 'comments', 'became a memo each, below the paragraph.')),
    ...told(made.dropped, 'comment', 'comments', 'could not be put where the words are, and left out.'),
    ...told(counts.notes, 'footnote', 'footnotes', 'put into the text, in brackets.'),
    ...told(counts.rows, 'row of a table', 'rows of tables', 'became a paragraph each, with tabs between cells.'),
    ...told(counts.numbered, 'paragraph', 'paragraphs', 'without the number or bullet of its list.'),
    ...told(counts.contents, 'line', 'lines', 'of a table of contents left out.'),
    ...told(counts.hidden, 'stretch', 'stretches', 'of hidden text left out.'),
    ...told(counts.boxes, 'text box', 'text boxes', 'left out.'),
    ...told(counts.pictures, 'picture or other object', 'pictures and other objects', 'left out.'),
    ...told(counts.symbols, 'symbol', 'symbols', 'of a special font became \ufffd.'),
  ];
}
