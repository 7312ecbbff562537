/** The words of a Word document, paragraph by paragraph, with tracked changes accepted. */
import { STYLES } from '../../word-styles';
import { child, children, type XmlElement } from '../xml-read';
import { outlineLevel, type Kind, type Styles } from './styles';
import { attribute, isOn } from './xml';

/** What stands before a paragraph, from weak to strong: nothing, a line end, a tab between cells, an empty line. */
export const GAPS = ['', '\n', '\t', '\n\n'] as const;

export interface WordParagraph {
  text: string;
  kind: Kind;
  /** Of a heading, 1 to 6. */
  level: number;
  /** Index into `GAPS`. */
  gap: number;
  /** A heading that the analyst put in. */
  added: boolean;
  /** Labels that the analyst put in: they are not in the text. */
  labels: { at: number; label: string }[];
}

export interface Place {
  /** Index of the paragraph. */
  paragraph: number;
  /** UTF-16 offset in its text. */
  at: number;
}

export interface Body {
  paragraphs: WordParagraph[];
  /** Where comments stand, by their ids. */
  ranges: Map<string, { start: Place; end: Place }>;
  counts: Counts;
}

/** What was accepted, changed or left out. */
export type Counts = Record<
  'inserted' | 'deleted' | 'rows' | 'numbered' | 'notes' | 'boxes' | 'pictures' | 'symbols' | 'hidden' | 'contents',
  number
>;

export type Notes = ReadonlyMap<string, string>;

const DELETED = new Set(['del', 'moveFrom']);
const INSERTED = new Set(['ins', 'moveTo']);
const PICTURES = new Set(['drawing', 'pict', 'object']);
/** Properties, and how to say what stands below. */
const SILENT = /Pr$|^rt$/;

export function readBody(
  root: XmlElement,
  styles: Styles,
  notes: { footnotes: Notes; endnotes: Notes } = { footnotes: new Map(), endnotes: new Map() },
): Body {
  const reader = new BodyReader(styles, notes);
  reader.read(root);
  return reader;
}

class BodyReader implements Body {
  readonly paragraphs: WordParagraph[] = [];
  readonly ranges: Body['ranges'] = new Map();
  readonly counts: Counts = {
    ...{ inserted: 0, deleted: 0, rows: 0, numbered: 0, notes: 0, boxes: 0, pictures: 0, symbols: 0, hidden: 0 },
    contents: 0,
  };
  /** Text of the paragraph that is being read, piece by piece. */
  private pieces: string[] = [];
  private length = 0;
  private labels: WordParagraph['labels'] = [];
  private onlyAdded = true;
  private readonly starts = new Map<string, Place>();
  /** Fields that are open: whether their result has begun. */
  private readonly fields: boolean[] = [];
  /** Fields of which it has not. */
  private making = 0;
  private gap = 3;
  private tables = 0;

  constructor(
    private readonly styles: Styles,
    private readonly notes: { footnotes: Notes; endnotes: Notes },
  ) {}

  read(element: XmlElement): void {
    for (const each of element.children) this.readOne(each);
  }

  private readOne(element: XmlElement): void {
    const { name } = element;
    if (name === 'p') this.readParagraph(element);
    else if (name === 'r') this.readRun(element);
    else if (name === 'tbl') this.readTable(element);
    else if (DELETED.has(name)) this.counts.deleted++;
    else if (INSERTED.has(name)) {
      this.counts.inserted++;
      this.read(element);
    } else if (name === 'commentRangeStart') this.starts.set(attribute(element, 'id') ?? '', this.place());
    else if (name === 'commentRangeEnd') this.endRange(attribute(element, 'id') ?? '');
    else if (name === 'AlternateContent') this.read(chosen(element));
    else if (PICTURES.has(name)) this.skip(element);
    // Links, fields, formulas and the like: their words are in the runs inside. Properties have none.
    else if (!SILENT.test(name)) this.read(element);
  }

  private place(): Place {
    return { paragraph: this.paragraphs.length, at: this.length };
  }

  private endRange(id: string): void {
    const end = this.place();
    this.ranges.set(id, { start: this.starts.get(id) ?? end, end });
  }

  private readParagraph(element: XmlElement): void {
    const properties = child(element, 'pPr');
    const style = this.styles(attribute(child(properties, 'pStyle'), 'val'));
    const { kind, level } = outlineLevel(properties) ?? style;
    this.onlyAdded = true;
    this.read(element);
    const mark = child(properties, 'rPr');
    const own = style.kind === 'turn' ? 0 : this.gap;
    const text = this.pieces.join('');
    if (kind === 'contents' && text.trim() !== '') this.counts.contents++;
    if (isOn(child(properties, 'numPr')) && text.trim() !== '') this.counts.numbered++;
    this.paragraphs.push({
      text: kind === 'heading' ? text.replaceAll('\n', ' ') : text,
      ...{ kind, level, gap: own, labels: this.labels },
      added: kind === 'heading' && this.onlyAdded && text.trim() !== '',
    });
    this.pieces = [];
    this.length = 0;
    this.labels = [];
    const joined = child(mark, 'del') ?? child(mark, 'moveFrom');
    if (joined) this.counts.deleted++;
    this.gap = joined ? 0 : this.tables > 0 ? 1 : 3;
  }

  private readTable(table: XmlElement): void {
    this.tables++;
    for (const row of rowsOf(table)) {
      const properties = child(row, 'trPr');
      if (child(properties, 'del')) {
        this.counts.deleted++;
        continue;
      }
      if (child(properties, 'ins')) this.counts.inserted++;
      const outer = this.tables === 1;
      if (outer) this.counts.rows++;
      for (const [index, cell] of cellsOf(row).entries()) {
        if (outer) this.gap = index === 0 ? 3 : 2;
        this.read(cell);
      }
    }
    this.tables--;
    this.gap = this.tables > 0 ? 1 : 3;
  }

  private readRun(run: XmlElement): void {
    const properties = child(run, 'rPr');
    if (isOn(child(properties, 'vanish'))) {
      if (run.children.some(({ name }) => name === 't')) this.counts.hidden++;
      return;
    }
    const style = this.styles(attribute(child(properties, 'rStyle'), 'val')).name;
    if (style === STYLES.label) {
      const label = children(run, 't')
        .map(({ text }) => text)
        .join('')
        .replace(/:? ?$/, '');
      if (label !== '') this.labels.push({ at: this.length, label });
      return;
    }
    const before = this.length;
    for (const each of run.children) this.readPart(each);
    if (this.length > before && style !== STYLES.topic) this.onlyAdded = false;
  }

  private readPart(part: XmlElement): void {
    const { name } = part;
    if (name === 't') this.add(wordsOf(part));
    else if (name === 'fldChar') this.readField(attribute(part, 'fldCharType'));
    else if (name === 'tab' || name === 'ptab') this.add('\t');
    else if (name === 'br' || name === 'cr') this.add('\n');
    else if (name === 'noBreakHyphen') this.add('\u2011');
    else if (name === 'sym') this.addSymbol(part);
    else if (name === 'footnoteReference') this.addNote(this.notes.footnotes, part);
    else if (name === 'endnoteReference') this.addNote(this.notes.endnotes, part);
    else if (name === 'commentReference') {
      const id = attribute(part, 'id') ?? '';
      if (!this.ranges.has(id)) this.endRange(id);
    } else if (PICTURES.has(name)) this.skip(part);
    else if (name === 'AlternateContent') for (const each of chosen(part).children) this.readPart(each);
    else if (name === 'ruby') this.readOne(part);
  }

  private add(text: string): void {
    // Of a field the words that it shows, not those that say how it is made.
    if (text === '' || this.making > 0) return;
    this.pieces.push(text);
    this.length += text.length;
  }

  private readField(type: string | undefined): void {
    if (type === 'begin') {
      this.fields.push(false);
      this.making++;
    } else if (type === 'separate' && this.fields.at(-1) === false) {
      this.fields[this.fields.length - 1] = true;
      this.making--;
    } else if (type === 'end' && this.fields.pop() === false) this.making--;
  }

  /** Letters of fonts that show pictures instead have no meaning in another font. */
  private addSymbol(part: XmlElement): void {
    const code = parseInt(attribute(part, 'char') ?? '', 16);
    const usable = code >= 0x20 && code < 0xd800;
    if (!usable) this.counts.symbols++;
    this.add(usable ? String.fromCharCode(code) : '\ufffd');
  }

  private addNote(notes: Notes, part: XmlElement): void {
    const text = notes.get(attribute(part, 'id') ?? '');
    if (!text) return;
    this.counts.notes++;
    this.add(`${this.length > 0 && !/\s$/.test(this.pieces.at(-1) ?? '') ? ' ' : ''}[${text}]`);
  }

  private skip(part: XmlElement): void {
    if (holds(part, 'txbxContent')) this.counts.boxes++;
    else this.counts.pictures++;
  }
}

/** The words of footnotes, endnotes and comments, by their ids: one line a paragraph. */
export function readNotes(root: XmlElement | undefined, name: string, styles: Styles): Map<string, string> {
  return new Map(
    children(root, name).map((note) => [
      attribute(note, 'id') ?? '',
      readBody(note, styles)
        .paragraphs.map(({ text }) => text)
        .join('\n')
        .trim(),
    ]),
  );
}

function wordsOf({ text, attributes }: XmlElement): string {
  const words = text.replace(/[\r\n]/g, ' ');
  return attributes['xml:space'] === 'preserve' ? words : words.trim();
}

/** Of several ways to say the same the first. */
function chosen(element: XmlElement): XmlElement {
  return child(element, 'Choice') ?? child(element, 'Fallback') ?? { ...element, children: [] };
}

/** What may stand around rows and cells. */
const WRAPPERS = new Set(['sdt', 'sdtContent', 'customXml', 'ins']);

function rowsOf(table: XmlElement): XmlElement[] {
  return table.children.flatMap((each) => (each.name === 'tr' ? [each] : WRAPPERS.has(each.name) ? rowsOf(each) : []));
}

function cellsOf(row: XmlElement): XmlElement[] {
  return row.children.flatMap((each) => (each.name === 'tc' ? [each] : WRAPPERS.has(each.name) ? cellsOf(each) : []));
}

function holds(element: XmlElement, name: string): boolean {
  return element.children.some((each) => each.name === name || holds(each, name));
}
