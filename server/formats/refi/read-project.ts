/** REFI-QDA projects (`.qdpx`) and codebooks (`.qdc`), read. */
import { isCodeName } from '../../core/codes';
import { decode } from '../encoding';
import { positions, type Counting } from '../offsets';
import { FormatError, withoutEnding, type ReadOptions, type ReadResult } from '../read/reader';
import { decideCounting, locate, type Decision } from './counting';
import { counted } from './losses';
import { codebookOf, readCodes, type CodeMeaning, type ReadCodes } from './read-codes';
import { readSource, type Memo, type ReadSource, type SourceCounts } from './read-source';
import { isText, textsOf, type TextElement } from './read-texts';
import { NOBODY, ORIGIN } from './shared';
import { zipEntries, type ZipEntry } from '../read/unzip';
import { child, children, guidAt, readXml, references, textOf, type XmlElement } from '../read/xml-read';

/**
 * The transcripts of a project, with what was coded in them, and its codebook.
 *
 * @throws {FormatError}
 */
export function readQdpx(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  const entries = zipEntries(bytes);
  const projects = entries.filter((entry) => /^[^\\/]+\.qde$/i.test(entry.name));
  const [project] = projects;
  if (!project) throw new FormatError('No project (*.qde) lies in the archive: export it again as REFI-QDA project.');
  if (projects.length > 1)
    throw new FormatError('More than one project (*.qde) lies in the archive: only one can be read.');
  const root = readXml(project.read());
  if (root.name !== 'Project') throw new FormatError('The project does not begin as REFI-QDA does, with Project.');
  return new ProjectReader(root, entries, withoutEnding(name)).read();
}

/**
 * A codebook alone.
 *
 * @throws {FormatError}
 */
export function readQdc(bytes: Uint8Array): ReadResult {
  const root = readXml(bytes);
  if (root.name !== 'CodeBook') throw new FormatError('The codebook does not begin as REFI-QDA does, with CodeBook.');
  const codes = readCodes(child(root, 'Codes'));
  const sets = children(child(root, 'Sets'), 'Set').length;
  return {
    transcripts: [],
    codebook: codebookOf(codes),
    report: [codeSentence(codes), ...renamedSentence(codes), ...counted(sets, 'set is', 'sets are', 'left out.')],
  };
}

const LARGEST = 1 << 28;

/** Reads one project; what it refers to by GUID is looked up here. */
class ProjectReader {
  private readonly codes: ReadCodes;
  private readonly users = new Map<string, string>();
  private readonly notes = new Map<string, { memo: Memo; user: string; used: boolean }>();
  private readonly variables = new Map<string, string>();
  private readonly files = new Map<string, ZipEntry>();
  private readonly report: string[] = [];
  private readonly cases = new Map<string, { name: string; role?: string }[]>();
  /** UTF-16 units of texts and memos: an archive can name one of them many times. */
  private length = 0;
  private unreadable = 0;
  private outside = 0;
  private readonly origin: string;

  constructor(
    private readonly root: XmlElement,
    entries: readonly ZipEntry[],
    private readonly name: string,
  ) {
    this.origin = root.attributes.origin ?? '';
    this.codes = readCodes(child(child(root, 'CodeBook'), 'Codes'));
    for (const entry of entries) {
      const file = /^sources[\\/]([^\\/]+)$/i.exec(entry.name)?.[1];
      if (file !== undefined) this.files.set(file.toLowerCase(), entry);
    }
    for (const user of children(child(root, 'Users'), 'User'))
      this.users.set(guidAt(user, 'guid'), user.attributes.name ?? user.attributes.id ?? '');
    for (const variable of children(child(root, 'Variables'), 'Variable'))
      this.variables.set(guidAt(variable, 'guid'), variable.attributes.name ?? '');
    for (const each of children(child(root, 'Cases'), 'Case')) {
      const known = { name: each.attributes.name ?? '', role: this.valuesOf(each).get('role') };
      for (const source of references(each, 'SourceRef')) {
        const same = this.cases.get(source);
        if (same) same.push(known);
        else this.cases.set(source, [known]);
      }
    }
    for (const note of children(child(root, 'Notes'), 'Note')) {
      const text = (this.contentOf(note) ?? textOf(note, 'Description') ?? '').trim();
      this.notes.set(guidAt(note, 'guid'), { memo: { text }, user: guidAt(note, 'creatingUser'), used: false });
    }
  }

  read(): ReadResult {
    const { root, codes } = this;
    const texts = textsOf(child(root, 'Sources'));
    const found = texts.texts.flatMap((text) => {
      const content = this.contentOf(text.element);
      if (content === undefined) return [];
      return [{ ...text, text: content }];
    });
    const decision = decideCounting(found, this.origin);
    const { counting } = decision;
    const counts = { quotes: 0, memos: 0, dropped: 0, moved: 0, lost: 0 };
    const transcripts = found.map((text) => {
      const { source, moved, lost } = this.sourceOf(text, counting);
      const read = readSource(source);
      for (const key of ['quotes', 'memos', 'dropped'] as const satisfies (keyof SourceCounts)[])
        counts[key] += read.counts[key];
      counts.moved += moved;
      counts.lost += lost;
      return read.transcript;
    });
    this.claimLinks();
    const free = [...this.notes.values()].filter(({ used, memo }) => !used && memo.text !== '');
    const sets = children(child(root, 'Sets'), 'Set').length;
    const graphs = children(child(root, 'Graphs'), 'Graph').length;
    const codebook = codebookOf(
      codes,
      free.map(({ memo }) => memo.text),
    );
    return {
      transcripts,
      ...(codebook !== undefined && { codebook }),
      report: [
        `${transcripts.length} ${transcripts.length === 1 ? 'text' : 'texts'} with ${counts.quotes} quotes and ${counts.memos} memos. ${codeSentence(codes)}`,
        ...(counts.quotes > 0 ? [decisionSentence(decision, this.origin)] : []),
        ...counted(counts.moved, 'selection was', 'selections were', 'moved to where the quoted words stand.'),
        ...renamedSentence(codes),
        ...counted(free.length, 'note belongs', 'notes belong', 'to no interview, and is a comment of the codebook.'),
        ...counted(counts.lost, 'selection lies', 'selections lie', 'outside the text, and is left out.'),
        ...counted(counts.dropped, 'selection', 'selections', 'could not be marked, and is left out.'),
        ...counted(
          this.unreadable,
          'text is',
          'texts are',
          'not in the archive or no text that can be read, and left out.',
        ),
        ...counted(this.outside, 'text lies', 'texts lie', 'outside the archive, and is left out.'),
        ...counted(
          texts.others,
          'picture, recording or PDF without text is',
          'pictures, recordings or PDFs without text are',
          'left out.',
        ),
        ...counted(texts.timed, 'time of a recording is', 'times of recordings are', 'left out.'),
        ...counted(sets, 'set is', 'sets are', 'left out.'),
        ...counted(graphs, 'graph is', 'graphs are', 'left out.'),
        ...this.report,
      ],
    };
  }

  /** The text of a source or note: in the project itself, or in a file of the archive. No path of the project is ever followed. */
  private contentOf(element: XmlElement): string | undefined {
    const inline = child(element, 'PlainTextContent');
    const path = element.attributes.plainTextPath ?? '';
    if (path === '') {
      if (!inline && isText(element)) this.unreadable++;
      return inline && this.count(inline.text);
    }
    const file = /^internal:\/\/\/?([^\\/]+)$/i.exec(path)?.[1];
    if (file === undefined) {
      this.outside++;
      return undefined;
    }
    const entry = this.files.get(file.toLowerCase());
    const decoded = entry && decode(entry.read());
    if (decoded && !('error' in decoded)) return this.count(decoded.text);
    this.unreadable++;
    return undefined;
  }

  private sourceOf(
    { element, name, text, selections }: TextElement & { text: string },
    counting: Counting,
  ): { source: ReadSource; moved: number; lost: number } {
    const located = locate({ text, selections }, positions(text, counting));
    const read = located.flatMap(({ span }, index) => {
      const selection = selections[index];
      if (!span || !selection || span.start === span.end) return [];
      const { element: own } = selection;
      return [
        {
          ...span,
          description: textOf(own, 'Description'),
          codes: this.codesOf(own),
          memos: this.memosOf([own, ...children(own, 'Coding')]),
        },
      ];
    });
    const memos = this.memosOf([element, ...children(element, 'Coding')]);
    const description = textOf(element, 'Description');
    const source = {
      name: name === '' ? this.name : name,
      ours: this.origin === ORIGIN,
      text,
      selections: read,
      codes: this.codesOf(element),
      memos: description === undefined ? memos : [...memos, { text: description }],
      variables: this.valuesOf(element),
      cases: this.cases.get(guidAt(element, 'guid')) ?? [],
    };
    return {
      source,
      moved: located.filter(({ moved }) => moved).length,
      lost: selections.length - read.length,
    };
  }

  private codesOf(element: XmlElement): CodeMeaning[] {
    return children(element, 'Coding').flatMap((coding) =>
      references(coding, 'CodeRef').flatMap((id) => this.codes.byGuid.get(id) ?? []),
    );
  }

  private memosOf(elements: readonly XmlElement[]): Memo[] {
    return elements
      .flatMap((element) => references(element, 'NoteRef'))
      .flatMap((id) => {
        const note = this.notes.get(id);
        if (!note) return [];
        note.used = true;
        const name = this.users.get(note.user);
        // Where one person did everything nobody need be named.
        const coder = name === NOBODY || this.users.size < 2 ? undefined : name;
        return [{ text: this.count(note.memo.text), coder }];
      });
  }

  private valuesOf(element: XmlElement): Map<string, string> {
    const values = new Map<string, string>();
    for (const value of children(element, 'VariableValue')) {
      const name = this.variables.get(references(value, 'VariableRef')[0] ?? '');
      const text = value.children.find((each) => each.name.endsWith('Value'))?.text.trim();
      if (name !== undefined && text) values.set(name, text);
    }
    return values;
  }

  private count(text: string): string {
    this.length += text.length;
    if (this.length > LARGEST) throw new FormatError('The project holds more text than any project: it is not read.');
    return text;
  }

  /** Links from claim to claim say what contradicts what; others have no place here. */
  private claimLinks(): void {
    let others = 0;
    for (const link of children(child(this.root, 'Links'), 'Link')) {
      const [from, to] = ['originGUID', 'targetGUID'].map((end) => this.codes.byGuid.get(guidAt(link, end)));
      if (from?.kind === 'claim' && to?.kind === 'claim' && isCodeName(to.name))
        this.codes.claims.get(from.name)?.contradicts.push(to.name);
      else if (to?.kind !== 'claim') others++;
    }
    this.report.push(...counted(others, 'link is', 'links are', 'left out.'));
  }
}

function codeSentence({ tags, claims, people }: ReadCodes): string {
  return `The codebook has ${tags.size} tags, ${claims.size} claims and ${people.size} people.`;
}

function renamedSentence({ renamed }: ReadCodes): string[] {
  return counted(renamed, 'code', 'codes', 'got another name, as tags have no blanks and stops.');
}

const UNITS: Record<Counting['unit'], string> = { codepoint: 'code points', utf16: 'UTF-16 units' };

function decisionSentence({ counting: { unit, crlf }, reason }: Decision, origin: string): string {
  const how = `Offsets were read as ${UNITS[unit]}, with CRLF counted as ${crlf}`;
  switch (reason) {
    case 'same':
      return 'Offsets mean the same in every way of counting.';
    case 'quotes':
      return `${how}: so the selections hold the words that they are named by.`;
    case 'words':
      return `${how}: so most selections begin and end between words.`;
    case 'origin':
      return `${how}, as ${/nvivo/i.test(origin) ? 'NVivo' : 'the program that wrote the project'} does; nothing else tells.`;
    case 'standard':
      return `${how}, as the standard asks; nothing else tells. Check some of the quotes.`;
  }
}
