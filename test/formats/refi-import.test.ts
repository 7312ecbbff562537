/** Projects as other programs write them, made here by hand; and files that mean harm. */
import fc from 'fast-check';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import { plainText, strip } from '../../server/core/strip';
import { detect, importFile } from '../../server/formats/import';
import { FormatError } from '../../server/formats/read/reader';
import { readQdc, readQdpx } from '../../server/formats/refi/read-project';
import { corpusOf } from './interviews';

/** GUIDs as programs write them: of their own making. */
const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const escaped = (text: string): string => text.replace(/[&<>"\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);

interface Made {
  origin?: string;
  text: string;
  /** Code, words as they stand in the text, and how the program names them. */
  quotes: { code: string; words: string; name?: string; from?: number }[];
  position: (text: string, offset: number) => number;
  bom?: boolean;
  guid?: (number: number) => string;
  project?: string;
  folder?: string;
  more?: string;
}

const codePoints = (text: string, offset: number): number => [...text.slice(0, offset)].length;
const utf16 = (_: string, offset: number): number => offset;

function make(made: Made): Uint8Array {
  const {
    origin = '',
    text,
    quotes,
    position,
    bom,
    guid = id,
    project = 'project.qde',
    folder = 'sources',
    more = '',
  } = made;
  const codes = [...new Set(quotes.map(({ code }) => code))];
  const selections = quotes.map(({ code, words, name, from }, index) => {
    const start = text.indexOf(words, from);
    const [first, last] = [start, start + words.length].map((offset) => position(text, offset));
    return (
      `<PlainTextSelection guid="${guid(1000 + index)}" name="${escaped(name ?? '')}" startPosition="${first}" endPosition="${last}">` +
      `<Coding guid="${guid(3000 + index)}"><CodeRef targetGUID="${guid(100 + codes.indexOf(code))}"/></Coding></PlainTextSelection>`
    );
  });
  const xml =
    `\ufeff<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="${origin}">` +
    `<CodeBook><Codes>${codes.map((code, index) => `<Code guid="${guid(100 + index)}" name="${escaped(code)}" isCodable="true"/>`).join('')}</Codes></CodeBook>` +
    `<Sources><TextSource guid="${guid(1)}" name="one" plainTextPath="internal://${guid(1).replace(/[{}]/g, '')}.txt">${selections.join('')}</TextSource></Sources>${more}</Project>`;
  return zipSync({
    [project]: strToU8(xml),
    [`${folder}/${guid(1).replace(/[{}]/g, '')}.txt`]: strToU8((bom ? '\ufeff' : '') + text),
    [`${folder}/.root`]: new Uint8Array(),
  });
}

function read(made: Made): { quotes: string[]; text: string; report: string } {
  const { transcripts, report } = readQdpx(make(made), { name: 'x.qdpx' });
  const transcript = parse(transcripts[0]!.text);
  expect(strip(transcript)).toBe(made.text);
  const quotes = transcript.quotes.flatMap(({ words, codes }) =>
    codes.map(({ name }) => `${name}: ${plainText(transcript, words)}`),
  );
  return { quotes: quotes.sort(), text: transcripts[0]!.text, report: report.join('\n') };
}

const WINDOWS = 'ANA: 😀 hello there.\r\n\r\nBO: The quay 🚢 was shut.\r\nAll of it, we heard.\r\n';
const QUOTES = [
  { code: 'greeting', words: 'hello there' },
  { code: 'shut', words: 'The quay 🚢 was shut' },
  { code: 'shut', words: 'All of it' },
];
const EXPECTED = ['greeting: hello there', 'shut: All of it', 'shut: The quay 🚢 was shut'];
const withoutCr =
  (position: Made['position']): Made['position'] =>
  (text, offset) =>
    position(text, offset) - text.slice(0, offset).split('\r\n').length + 1;

describe('how offsets are counted', () => {
  it('is seen by where words begin, as NVivo for Windows counts: UTF-16, CRLF as 2, no byte order mark', () => {
    const nvivo = read({
      origin: 'NVivo 12.6',
      text: WINDOWS,
      quotes: QUOTES,
      position: utf16,
      bom: true,
      guid: (number) => `{${id(number).toUpperCase()}}`,
      folder: 'Sources',
    });
    expect(nvivo.quotes).toEqual(EXPECTED);
    expect(nvivo.report).toContain(
      'UTF-16 units, with CRLF counted as 2: so most selections begin and end between words',
    );
  });

  it('is seen by the quotes that selections are named by, as in ATLAS.ti', () => {
    const atlas = read({
      origin: 'ATLAS.ti 23',
      text: WINDOWS.replaceAll('\r\n', '\n'),
      quotes: QUOTES.map((quote) => ({ ...quote, name: quote.words })),
      position: codePoints,
      project: 'My project.QDE',
    });
    expect(atlas.quotes).toEqual(EXPECTED);
    expect(atlas.report).toContain('code points, with CRLF counted as');
    expect(atlas.report).toContain('named by');
  });

  it('goes by the program where nothing else tells', () => {
    const text = '😀家が川と山';
    const made = { text, quotes: [{ code: 'c', words: '川' }], position: utf16 };
    expect(read({ ...made, origin: 'NVivo' }).report).toContain('UTF-16 units');
    expect(read({ ...made, origin: 'Else' }).report).toContain(
      'code points, with CRLF counted as 2, as the standard asks',
    );
  });

  it.each([
    ['code points, CRLF 2', codePoints],
    ['code points, CRLF 1', withoutCr(codePoints)],
    ['UTF-16, CRLF 2', utf16],
    ['UTF-16, CRLF 1', withoutCr(utf16)],
  ] as const)('finds the same words however they are counted: %s', (_, position) => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('word', '😀', 'cafe\u0301', 'No.', '家が', '\r\n', '[x]'), {
          minLength: 3,
          maxLength: 40,
        }),
        fc.boolean(),
        fc.boolean(),
        (words, bom, cut) => {
          const own = words.map((word, index) => (word === '\r\n' ? word : `${word}${index}`));
          const text = own.join(' ');
          const quotes = own
            .filter((word) => word !== '\r\n')
            .map((words) => ({
              code: 'c',
              words,
              from: text.search(new RegExp(`(?<!\\S)${words.replace(/[[\].]/g, '\\$&')}(?!\\S)`, 'u')),
            }));
          fc.pre(quotes.length > 0);
          const named = quotes.map((quote) => ({
            ...quote,
            name: cut ? `${quote.words.slice(0, 3).replace(/[\ud800-\udbff]$/, '')}…` : quote.words,
          }));
          const result = read({ text, quotes: named, position, bom });
          expect(result.quotes).toEqual(quotes.map(({ words }) => `c: ${words}`).sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('moves a selection to the words that it is named by, where they stand near by', () => {
    const shifted = (_: string, offset: number): number => offset + (offset > 30 ? 3 : 0);
    const text = 'The first quote is right here. The second quote was shifted by an importer. End of it.';
    const quotes = ['The first quote', 'second quote was shifted'].map((words) => ({ code: 'c', words, name: words }));
    const result = read({ text, quotes, position: shifted });
    expect(result.quotes).toEqual(['c: The first quote', 'c: second quote was shifted']);
    expect(result.report).toContain('1 selection was moved');
  });
});

it('reads codes as tags, whatever they are called, and says so', () => {
  const text = 'Words and words.';
  const { quotes, report } = read({
    text,
    quotes: [
      { code: 'Rising costs & rents', words: 'Words' },
      { code: 'a/b', words: 'and' },
      { code: '!!!', words: 'words' },
    ],
    position: utf16,
  });
  expect(quotes).toEqual(['Rising-costs-rents: Words', 'a/b: and', 'code: words']);
  expect(report).toContain('2 codes got another name');
});

it('makes one quote of selections of the same words, each code once', () => {
  const quotes = ['a', 'b', 'a'].map((code) => ({ code, words: 'and' }));
  expect(read({ text: 'Words and words.', quotes, position: utf16 }).text).toContain('Words ==and=={#a #b} words.');
});

it('keeps what QualCoder makes of our project: categories, coding memos, journal entries, no links', () => {
  const code = (number: number, name: string, codable: boolean, inner = ''): string =>
    `<Code guid="${id(number)}" name="${name}" isCodable="${codable}">${inner}</Code>`;
  const selection = (number: number, start: number, end: number, code: number, description: string): string =>
    `<PlainTextSelection guid="${id(number)}" startPosition="${start}" endPosition="${end}">` +
    `<Description>${description}</Description><Coding guid="${id(number + 1)}"><CodeRef targetGUID="${id(code)}"/></Coding></PlainTextSelection>`;
  const text = 'Rents\n\nMM: It doubled.\n\nNo, it did not.\n';
  const xml =
    `<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="QualCoder-3.6"><Users><User guid="${id(1)}" name="ana"/><User guid="${id(2)}" name="bo"/></Users><CodeBook><Codes>` +
    code(10, 'Claims', false, code(11, 'up', true) + code(12, 'up (contradicts)', true)) +
    code(20, 'Speakers', false, code(21, 'Maria Mendez', true)) +
    code(30, 'Topics', false, code(31, 'Rents', true)) +
    `</Codes></CodeBook><Sources><TextSource guid="${id(3)}" name="x" plainTextPath="internal://${id(3)}.txt">` +
    selection(40, 11, 21, 11, 'This states ^up: It goes up') +
    selection(42, 24, 39, 12, 'This contradicts ^up\nnot sure') +
    selection(44, 24, 39, 21, 'Turn of a speaker.') +
    selection(46, 0, 40, 31, 'Heading, level 2.') +
    `</TextSource></Sources><Notes><Note guid="${id(50)}" name="Memo 1" plainTextPath="internal://${id(50)}.txt"/></Notes></Project>`;
  const files = {
    'project.qde': strToU8(xml),
    [`sources/${id(3)}.txt`]: strToU8(text),
    [`sources/${id(50)}.txt`]: strToU8('a thought'),
  };
  const { transcripts, codebook } = readQdpx(zipSync(files), { name: 'x.qdpx' });
  expect(transcripts[0]!.text).toBe(
    '---\ntitle: x\n---\n## Rents\n\nMM: ==It doubled=={^up}.\n\n{@Maria Mendez} ==No, it did not.=={-up}\n%memo: not sure\n',
  );
  expect(codebook).toContain('claims:\n  up:');
  expect(codebook).toContain('# a thought\n');
});

it('reads the codebook of Taguette, which has an empty list of sets', () => {
  const xml =
    '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5"><Codes>' +
    `<Code guid="${id(1)}" name="home" isCodable="true"><Description>Where people live</Description></Code>` +
    `<Code guid="${id(2)}" name="home/rent" isCodable="true" color="#FF8800"/></Codes><Sets/></CodeBook>`;
  const { codebook, transcripts } = readQdc(strToU8(xml));
  const { corpus } = corpusOf({ 'codebook.yaml': codebook! });
  expect(transcripts).toEqual([]);
  expect(corpus.tagNames()).toEqual(['home', 'home/rent']);
  expect(corpus.tagEntry('home')?.about).toBe('Where people live');
  expect(corpus.tagEntry('home/rent')?.color).toBe('#ff8800');
});

it('reads transcripts of recordings and the text of PDFs, and says what it leaves out', () => {
  const xml =
    `<Project name="p"><CodeBook><Codes><Code guid="${id(9)}" name="c" isCodable="true"/></Codes></CodeBook><Sources>` +
    `<AudioSource guid="${id(1)}" name="tape"><Transcript guid="${id(2)}" name="spoken"><PlainTextContent>He said so.</PlainTextContent>` +
    `<SyncPoint guid="${id(3)}" timeStamp="0" position="3"/><SyncPoint guid="${id(4)}" timeStamp="9" position="7"/>` +
    `<TranscriptSelection guid="${id(5)}" fromSyncPoint="${id(3)}" toSyncPoint="${id(4)}"><Coding guid="${id(6)}"><CodeRef targetGUID="${id(9)}"/></Coding></TranscriptSelection></Transcript></AudioSource>` +
    `<PDFSource guid="${id(7)}" name="paper"><Representation guid="${id(8)}"><PlainTextContent>Page.</PlainTextContent></Representation></PDFSource>` +
    `<PictureSource guid="${id(10)}"/><TextSource guid="${id(11)}" name="far" plainTextPath="absolute:///etc/passwd"/>` +
    `<TextSource guid="${id(12)}" name="up" plainTextPath="internal://../../x.txt"/><TextSource guid="${id(13)}" name="gone" plainTextPath="internal://gone.txt"/>` +
    `</Sources></Project>`;
  const { transcripts, report } = readQdpx(zipSync({ 'p.qde': strToU8(xml), 'x.txt': strToU8('outside') }), {
    name: 'x.qdpx',
  });
  expect(transcripts.map(({ name }) => name)).toEqual(['spoken', 'paper']);
  expect(transcripts[0]!.text).toContain('He ==said=={#c} so.');
  const told = report.join('\n');
  for (const words of ['1 picture', '2 times of recordings', '2 texts lie outside', '1 text is not in the archive'])
    expect(told).toContain(words);
});

describe('files that mean harm', () => {
  const project = (xml: string): Uint8Array => zipSync({ 'project.qde': strToU8(xml) });
  const failure = (bytes: Uint8Array): string => {
    try {
      readQdpx(bytes, { name: 'x.qdpx' });
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
      return (error as Error).message;
    }
    return 'nothing';
  };
  const ordinary = make({ text: 'SECRET words', quotes: [{ code: 'c', words: 'words' }], position: utf16 });

  it.each([
    ['entities', '<!DOCTYPE Project [<!ENTITY x "SECRET">]><Project>&x;</Project>', /document type/],
    ['files by entities', '<!DOCTYPE p SYSTEM "file:///etc/passwd"><Project/>', /document type/],
    ['unknown entities', '<Project>&SECRET;</Project>', /not well-formed.*line 1/],
    ['what is not closed', '<Project><SECRET></Project>', /not well-formed/],
    ['depth', `<Project>${'<Code>'.repeat(5_000)}${'</Code>'.repeat(5_000)}</Project>`, /deeper/],
    ['another root', '<SECRET/>', /Project/],
    ['nothing', '', /not well-formed/],
  ])('are refused for %s, and their words are not repeated', (_, xml, message) => {
    const said = failure(project(xml));
    expect(said).toMatch(message);
    expect(said).not.toMatch(/SECRET|passwd/);
  });

  it('must hold one project', () => {
    expect(failure(zipSync({ 'a.txt': strToU8('x') }))).toMatch(/No project/);
    expect(failure(zipSync({ 'folder/project.qde': strToU8('<Project/>') }))).toMatch(/No project/);
    expect(failure(zipSync({ 'a.qde': strToU8('<Project/>'), 'b.QDE': strToU8('<Project/>') }))).toMatch(
      /More than one/,
    );
  });

  it('may not unpack to far more than they are', () => {
    expect(failure(zipSync({ 'project.qde': new Uint8Array(1 << 25) }))).toMatch(/far more/);
    // The directory says that it is small, and it is not.
    const lying = zipSync({ 'project.qde': new Uint8Array(1 << 22) });
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    expect(failure(lying)).toMatch(/broken/);
    const many: Zippable = {};
    for (let number = 0; number < 20_001; number++) many[`sources/${number}.txt`] = new Uint8Array();
    expect(failure(zipSync(many, { level: 0 }))).toMatch(/20001 files/);
  });

  it('may be broken anywhere, and are read or refused, never more', () => {
    fc.assert(
      fc.property(fc.nat(ordinary.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), (at, byte, cut) => {
        const broken = cut ? ordinary.slice(0, at) : ordinary.slice();
        if (!cut) broken[at] = byte;
        expect(failure(broken)).not.toContain('SECRET');
      }),
      { numRuns: 400 },
    );
  });

  it('may say anything of their selections', () => {
    for (const [start, end] of [
      ['-1', '3'],
      ['3', '1'],
      ['0', '99999999999999'],
      ['x', ''],
      ['1e1', '2'],
      ['5', '5'],
    ]) {
      const xml =
        `<Project><CodeBook><Codes><Code guid="${id(9)}" name="c" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="${id(1)}" name="../../con">` +
        `<PlainTextContent>Some words.</PlainTextContent><PlainTextSelection guid="${id(2)}" startPosition="${start}" endPosition="${end}"/></TextSource></Sources></Project>`;
      const { transcripts, report } = readQdpx(project(xml), { name: 'x.qdpx' });
      expect(transcripts[0]!.text).toMatch(/---\nSome words\.$/);
      expect(report.join('\n')).toContain('1 selection lies outside');
    }
  });

  it('take linear time for many selections in a long text', () => {
    const text = 'word '.repeat(40_000);
    const quotes = Array.from({ length: 3_000 }, (_, index) => ({
      code: `c${index % 7}`,
      words: 'word',
      from: index * 60,
    }));
    const { quotes: found } = read({ text, quotes, position: utf16 });
    expect(found).toHaveLength(3_000);
  });
});

describe('what a file is', () => {
  it('is seen by its content', async () => {
    const bytes = make({ text: 'Some words.', quotes: [{ code: 'c', words: 'words' }], position: utf16 });
    expect(detect(bytes, 'x.bin')?.reader.name).toBe('qdpx');
    expect((await importFile(bytes, { name: 'x.bin' })).transcripts).toHaveLength(1);
    expect(detect(zipSync({ 'a.txt': strToU8('x') }), 'x.zip')?.reader.name).not.toBe('qdpx');
    const codebook = strToU8('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>');
    expect(detect(codebook, 'x.xml')?.reader.name).toBe('qdc');
  });
});
