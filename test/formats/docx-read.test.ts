import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import { plainText, strip } from '../../server/core/strip';
import { FormatError, importFile } from '../../server/formats/import';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

interface Parts {
  /** What stands in the body. */
  body: string;
  styles?: string;
  comments?: string;
  footnotes?: string;
  files?: Zippable;
}

/** A document of literal XML, as small as can be. */
function docx({ body, styles, comments, footnotes, files }: Parts): Uint8Array {
  const part = (root: string, xml: string): Uint8Array => strToU8(`<w:${root} ${W}>${xml}</w:${root}>`);
  return zipSync({
    'word/document.xml': part('document', `<w:body>${body}</w:body>`),
    ...(styles !== undefined && { 'word/styles.xml': part('styles', styles) }),
    ...(comments !== undefined && { 'word/comments.xml': part('comments', comments) }),
    ...(footnotes !== undefined && { 'word/footnotes.xml': part('footnotes', footnotes) }),
    ...files,
  });
}

const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
const styled = (style: string, text: string): string => paragraph(run(text), `<w:pStyle w:val="${style}"/>`);
const comment = (id: number, text: string, attributes = 'w:author="Ana Ruiz" w:initials="AR"'): string =>
  `<w:comment w:id="${id}" ${attributes}>${text
    .split('\n')
    .map((line) => paragraph(run(line)))
    .join('')}</w:comment>`;
const ranged = (id: number, content: string): string =>
  `<w:commentRangeStart w:id="${id}"/>${content}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;

async function read(parts: Parts, name = 'talk.docx') {
  const { transcripts, report, format } = await importFile(docx(parts), { name });
  const [first] = transcripts;
  const text = first?.text ?? '';
  return { text, raw: strip(text), report, format, transcript: parse(text), first };
}

const words = async (body: string): Promise<string> => (await read({ body })).raw;

describe('a Word document becomes a transcript', () => {
  it('paragraph by paragraph, with labels in bold as labels', async () => {
    const body =
      paragraph(run('Ana:', '<w:b/>') + run(' When?')) +
      paragraph('') +
      paragraph(run('Bo: ', '<w:b/>') + run('Then.')) +
      paragraph(run('Ana: Oh.')) +
      paragraph(run('Bo: Yes.'));
    const { raw, transcript, format, first, text } = await read({ body });
    expect(format).toBe('docx');
    expect(raw).toBe('Ana: When?\n\nBo: Then.\n\nAna: Oh.\n\nBo: Yes.\n');
    expect(transcript.turns.map(({ label }) => label)).toEqual(['Ana', 'Bo', 'Ana', 'Bo']);
    expect(text).toContain('original: talk.docx');
    expect(first?.name).toBe('talk');
  });

  it.each([
    ['tabs and breaks', '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>', 'a\tb\nc'],
    ['hyphens', '<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>', 'ab\u2011c'],
    ['links', `<w:hyperlink>${run('here')}</w:hyperlink>`, 'here'],
    [
      'smart tags and controls',
      `<w:smartTag>${run('a')}</w:smartTag><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${run('b')}</w:sdtContent></w:sdt>`,
      'ab',
    ],
    ['blanks that do not count', '<w:r><w:t> a </w:t></w:r>', 'a'],
    [
      'symbols',
      '<w:r><w:sym w:font="x" w:char="2014"/><w:sym w:font="Wingdings" w:char="F04A"/></w:r>',
      '\u2014\ufffd',
    ],
    [
      'fields',
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>${run('hidden')}<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('7')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${run(' on')}`,
      '7 on',
    ],
    [
      'other ways to say the same',
      '<w:r><mc:AlternateContent xmlns:mc="x"><mc:Choice><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent></w:r>',
      'a',
    ],
    ['hidden text', run('a') + run('b', '<w:vanish/>') + run('c', '<w:vanish w:val="0"/>'), 'ac'],
    ['markup', run('==a=={#b} {x&gt;'), '==a=={#b} {x>'],
  ])('reads %s', async (_, content, expected) => {
    expect(await words(paragraph(content))).toBe(`${expected}\n`);
  });

  it('accepts tracked changes, and says how many', async () => {
    const body =
      paragraph(
        `${run('We ')}<w:ins w:id="1">${run('never ')}</w:ins><w:del w:id="2"><w:r><w:delText>always </w:delText></w:r></w:del>${run('went')}`,
      ) +
      paragraph(`<w:moveFrom w:id="3">${run('gone')}</w:moveFrom>${run('One ')}`, '<w:rPr><w:del w:id="4"/></w:rPr>') +
      paragraph(`${run('line.')}<w:moveTo w:id="5">${run(' Moved.')}</w:moveTo>`);
    const { raw, report } = await read({ body });
    expect(raw).toBe('We never went\n\nOne line. Moved.\n');
    expect(report).toContain('Tracked changes are accepted: 2 insertions kept, 3 deletions left out.');
  });

  it('makes topics of headings, by name, by base and by outline', async () => {
    const styles =
      '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>' +
      '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>' +
      '<w:style w:styleId="Out"><w:name w:val="Out"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>' +
      '<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>' +
      '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>' +
      '<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>';
    const body =
      styled('Title', 'The talk') +
      styled('Verzeichnis1', 'One 3') +
      styled('berschrift1', 'One') +
      styled('Mine', 'Two') +
      styled('Out', 'Three') +
      paragraph(run('Four'), '<w:outlineLvl w:val="8"/>') +
      styled('Loop', 'no heading') +
      paragraph(run('none either'), '<w:pStyle w:val="berschrift1"/><w:outlineLvl w:val="9"/>');
    const { transcript, raw, report } = await read({ body, styles });
    expect(transcript.topics.map(({ title, level }) => [title, level])).toEqual([
      ...[
        ['One', 1],
        ['Two', 1],
        ['Three', 3],
        ['Four', 6],
      ],
    ]);
    expect(transcript.frontMatter?.title?.value).toBe('The talk');
    expect(raw).not.toContain('One 3');
    expect(report).toEqual(['1 line of a table of contents left out.']);
  });

  it('reads tables row by row', async () => {
    const cell = (...texts: string[]): string =>
      `<w:tc><w:tcPr/>${texts.map((text) => paragraph(run(text))).join('')}</w:tc>`;
    const body = `${paragraph(run('Before'))}<w:tbl><w:tblPr/><w:tr>${cell('Ana')}${cell('When?', 'Then?')}</w:tr><w:tr>${cell('')}${cell('x')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>${cell('gone')}</w:tr></w:tbl>${paragraph(run('After'))}`;
    const { raw, report } = await read({ body });
    expect(raw).toBe('Before\n\nAna\tWhen?\nThen?\n\nx\n\nAfter\n');
    expect(report.join()).toContain('2 rows of tables');
  });

  it('puts footnotes into brackets; tells of lists, boxes and pictures', async () => {
    const box = '<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>';
    const { raw, report } = await read({
      body: paragraph(
        `${run('He left.')}<w:r><w:footnoteReference w:id="2"/></w:r>${box}<w:r><w:drawing/></w:r>`,
        '<w:numPr><w:numId w:val="1"/></w:numPr>',
      ),
      footnotes: `<w:footnote w:id="2">${paragraph(run('In May'))}</w:footnote>`,
    });
    expect(raw).toBe('He left. [In May]\n');
    expect(report).toEqual([
      '1 footnote put into the text, in brackets.',
      '1 paragraph without the number or bullet of its list.',
      '1 text box left out.',
      '1 picture or other object left out.',
    ]);
  });

  it('makes memos of comments, below their paragraph', async () => {
    const body =
      paragraph(`${run('We ')}${ranged(1, run('went home'))}${run(' then.')}`) +
      paragraph(ranged(2, run('All of it.'))) +
      paragraph(`${run('No range.')}<w:r><w:commentReference w:id="3"/></w:r>`);
    const comments =
      comment(1, 'check\nthis') + comment(2, '+1', 'w:author="Bo"') + comment(3, 'why?') + comment(4, 'lost');
    const { text, raw, report } = await read({ body, comments });
    expect(raw).toBe('We went home then.\n\nAll of it.\n\nNo range.\n');
    expect(text.slice(text.indexOf('We '))).toBe(
      'We went home then.\n%memo(AR): “went home”: check this\n\nAll of it.\n%memo(Bo): +1\n\nNo range.\n%memo(AR): why?\n',
    );
    expect(report).toEqual([
      '3 comments became a memo each, below the paragraph.',
      '1 comment could not be put where the words are, and left out.',
    ]);
  });

  it('makes quotes of comments that are codes, also where they overlap', async () => {
    const body =
      paragraph(
        `<w:commentRangeStart w:id="1"/>${run('One ')}<w:commentRangeStart w:id="2"/>${run('two ')}<w:commentRangeEnd w:id="1"/>${run('three')}`,
      ) + paragraph(`${run('four')}<w:commentRangeEnd w:id="2"/>${run(' five')}`);
    const { text, transcript } = await read({
      body,
      comments: comment(1, '#a ^b\n^b: What b says.') + comment(2, '#c/d'),
    });
    expect(transcript.quotes.map(({ words, codes }) => [plainText(transcript, words), codes.length])).toEqual([
      ['One two', 2],
      ['two three\n\nfour', 1],
    ]);
    expect(text).toContain('%claim b: What b says.');
  });

  it('finds its parts by what the document says, under whatever prefix', async () => {
    const bytes = zipSync({
      '_rels/.rels': strToU8(
        '<Relationships><Relationship Type="http://x/officeDocument" Target="/Word/document2.xml"/></Relationships>',
      ),
      'word/document2.xml': strToU8(
        '<x:document xmlns:x="y"><x:body><x:p><x:pPr><x:pStyle x:val="H"/></x:pPr><x:r><x:t>Hi</x:t></x:r></x:p></x:body></x:document>',
      ),
      'word/_rels/document2.xml.rels': strToU8(
        '<Relationships><Relationship Type="http://x/styles" Target="../other/s.xml"/></Relationships>',
      ),
      'other/s.xml': strToU8(
        '<x:styles xmlns:x="y"><x:style x:styleId="H"><x:name x:val="Heading 2"/></x:style></x:styles>',
      ),
    });
    const { transcripts, format } = await importFile(bytes, { name: 'x' });
    expect(format).toBe('docx');
    expect(parse(transcripts[0]!.text).topics.map(({ level }) => level)).toEqual([2]);
  });
});

describe('a Word document that is none', () => {
  const failing = async (bytes: Uint8Array, name = 'talk.docx'): Promise<string> => {
    const error: unknown = await importFile(bytes, { name }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(FormatError);
    return (error as FormatError).message;
  };

  it('is refused with a message', async () => {
    expect(await failing(zipSync({ 'word/styles.xml': strToU8('<a/>') }))).toContain('no Word document');
    expect(await failing(zipSync({ 'word/document.xml': strToU8('<a/>') }))).toContain('no Word document');
    expect(await failing(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toContain('old Word');
    expect(await failing(docx({ body: '' }))).toContain('no words');
    expect(await failing(docx({ body: paragraph(run('secret')) }).slice(0, 60))).toContain('archive');
    const open = zipSync({ 'word/document.xml': strToU8('<w:document><w:body><w:p>secret') });
    expect(await failing(open)).toMatch(/^(?!.*secret).*well-formed/);
  });

  it('is refused with entities, depth, or far more than it weighs', async () => {
    const entity = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document><w:body>&b;</w:body></w:document>';
    expect(await failing(zipSync({ 'word/document.xml': strToU8(entity) }))).toContain('document type');
    const deep = '<w:sdt>'.repeat(50_000) + '</w:sdt>'.repeat(50_000);
    expect(await failing(docx({ body: deep }))).toContain('deeper');
    const bomb = docx({
      body: paragraph(run('a')),
      files: { 'word/media/a.png': [new Uint8Array(1 << 25), { level: 9 }] },
    });
    expect(await failing(bomb)).toContain('unpack');
  });
});
