/** DOCX: interviews to read and to write beside; quotes and memos are comments, which an import reads back. */
import type * as Docx from 'docx';
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import type { Exporter } from '../export';
import { counted } from '../losses';
import { usedTags } from '../used';
import { NOBODY, STYLES } from '../word-styles';
import { blocksOf, type Block, type Blocks, type Piece, type WordComment } from './docx/interview';

type Library = typeof Docx;

/** By the local clock, which is how zips tell times. */
const ZIP_TIME = new Date(1980, 0, 1);
/** Stands for no date, and is taken out again. */
const NO_DATE = '1980-01-01T00:00:00.000Z';
const IDS = { facts: 'InterviewFacts', aside: 'InterviewAside', turn: 'AddedTurn' } as const;

/** The interviews one below the other, each on a page of its own. */
export const toDocx: Exporter = async (corpus, interviews) => {
  const docx = await import('docx');
  const unsayable = { count: 0 };
  const written = interviews.map((interview) => blocksOf(corpus, interview));
  const dates = interviews.map(({ date }) => dateOf(date) ?? NO_DATE);
  const newest = [...dates].sort().at(-1) ?? NO_DATE;
  const packed = await docx.Packer.pack(assemble(docx, interviews, written, dates, unsayable), 'uint8array');
  return { data: await repack(packed, newest), losses: lossesOf(corpus, interviews, written, unsayable.count) };
};

function assemble(
  docx: Library,
  interviews: readonly Interview[],
  written: readonly Blocks[],
  dates: readonly string[],
  unsayable: { count: number },
): Docx.Document {
  const { Paragraph, TextRun } = docx;
  const clean = (text: string): string =>
    text.replace(UNSAYABLE, () => {
      unsayable.count++;
      return '\ufffd';
    });
  const ids = new Map<WordComment, number>();
  const comments = written.flatMap(({ comments }, index) =>
    comments.map((comment) => {
      const id = ids.size;
      ids.set(comment, id);
      return {
        id,
        author: clean(comment.author),
        initials: clean(comment.initials),
        date: new Date(dates[index] ?? NO_DATE),
        children: comment.lines.map((line) => new Paragraph({ children: [new TextRun(clean(line))] })),
      };
    }),
  );
  const paragraphs = written.flatMap(({ blocks }, index) =>
    blocks.map(
      (block) =>
        new Paragraph({
          ...styleOf(docx, block),
          pageBreakBefore: block.kind === 'title' && index > 0,
          children: block.pieces.flatMap((piece) => childrenOf(docx, piece, ids, clean)),
        }),
    ),
  );
  const [only] = interviews;
  return new docx.Document({
    title: clean(interviews.length === 1 && only ? only.title : 'Interviews'),
    creator: NOBODY,
    lastModifiedBy: NOBODY,
    comments: { children: comments },
    styles: {
      default: { document: { paragraph: { spacing: { after: 120 } } } },
      paragraphStyles: [
        { id: IDS.facts, name: STYLES.facts, basedOn: 'Normal', run: { color: '5f5f5f' } },
        { id: IDS.aside, name: STYLES.aside, basedOn: 'Normal', run: { color: '7f7f7f' } },
        { id: IDS.turn, name: STYLES.turn, basedOn: 'Normal' },
      ],
      characterStyles: [
        { id: 'AddedLabel', name: STYLES.label, run: { bold: true, color: '5f5f5f' } },
        { id: 'AddedHeading', name: STYLES.topic, run: { italics: true } },
      ],
    },
    sections: [{ children: paragraphs }],
  });
}

function styleOf({ HeadingLevel }: Library, { kind, level }: Block): Docx.IParagraphOptions {
  const levels = [
    ...[HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3],
    ...[HeadingLevel.HEADING_4, HeadingLevel.HEADING_5, HeadingLevel.HEADING_6],
  ];
  if (kind === 'title') return { heading: HeadingLevel.TITLE };
  if (kind === 'heading') return { heading: levels[level - 1] };
  return kind === 'text' ? {} : { style: IDS[kind] };
}

function childrenOf(
  docx: Library,
  { text, bold, added, opens, closes }: Piece,
  ids: ReadonlyMap<WordComment, number>,
  clean: (text: string) => string,
) {
  const { CommentRangeEnd, CommentRangeStart, CommentReference, Tab, TextRun } = docx;
  const id = (comment: WordComment): number => ids.get(comment) ?? 0;
  const runs = text.split('\n').map((line, index): Docx.IRunOptions => {
    const parts = clean(line).split('\t');
    return {
      bold: bold || undefined,
      style: added === 'label' ? 'AddedLabel' : added === 'topic' ? 'AddedHeading' : undefined,
      break: index > 0 ? 1 : undefined,
      children: parts.flatMap((part, at) => [...(at > 0 ? [new Tab()] : []), ...(part === '' ? [] : [part])]),
    };
  });
  return [
    ...opens.map((comment) => new CommentRangeStart(id(comment))),
    ...runs.map((run) => new TextRun(run)),
    ...closes.flatMap((comment) => [
      new CommentRangeEnd(id(comment)),
      new TextRun({ children: [new CommentReference(id(comment))] }),
    ]),
  ];
}

/** What XML cannot say. */
// eslint-disable-next-line no-control-regex
const UNSAYABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}/gu;

function dateOf(date: string | undefined): string | undefined {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(date ?? '')?.[0];
  const time = day === undefined ? NaN : Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The library asks the clock: what it was told is taken out, and the archive gets fixed times. */
async function repack(bytes: Uint8Array, newest: string): Promise<Uint8Array> {
  const { strFromU8, strToU8, unzipSync, zipSync } = await import('fflate');
  const files = unzipSync(bytes);
  const edit = (name: string, change: (xml: string) => string): void => {
    const file = files[name];
    if (file) files[name] = strToU8(change(strFromU8(file)));
  };
  edit('docProps/core.xml', (xml) =>
    xml.replace(/(<dcterms:(?:created|modified)[^>]{0,99}>)[^<]{0,99}/g, (_, open: string) => open + newest),
  );
  edit('word/comments.xml', (xml) => xml.replaceAll(` w:date="${NO_DATE}"`, ''));
  return zipSync(files, { mtime: ZIP_TIME, os: 0, level: 6 });
}

function lossesOf(
  corpus: Corpus,
  interviews: readonly Interview[],
  written: readonly Blocks[],
  unsayable: number,
): string[] {
  const empty = written.reduce((sum, each) => sum + each.empty, 0);
  const tags = usedTags(corpus, interviews).filter(({ about }) => about !== undefined).length;
  const are = (number: number): string => (number === 1 ? 'is' : 'are');
  return [
    ...(empty > 0 ? [`${counted(empty, 'quote')} without words ${are(empty)} left out.`] : []),
    ...(tags > 0 ? [`What the codebook says of ${counted(tags, 'tag')} is left out.`] : []),
    ...(unsayable > 0 ? [`${counted(unsayable, 'character')} that XML cannot say became \ufffd.`] : []),
  ];
}
