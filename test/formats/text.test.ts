import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';
import { strip } from '../../server/core/strip';
import { decode, encode } from '../../server/formats/encoding';
import { importText } from '../../server/formats/text';
import { anyText } from '../core/arbitrary';
import { hasShared, sharedTranscripts } from '../shared';

const WORDS =
  'the tide came up the lane and nobody had a boat that could be moved before it was dark again, so we stayed. ';
const LONG = WORDS.repeat(3).trim();

/** Texts with headings, labels, tables of contents and page furniture, in which any text may stand. */
const pageLike = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: anyText },
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          '# Rents',
          '### \\# ==Rents== {@MM} [0:32] {a>',
          '## %memo: x',
          'THE RENTS',
          'The Rents',
          'Rents\n=====',
          'Rents\n---',
          '• [0:32] The Rents\n• [1:04] Ferries and who pays for them\n• [2:00] Ana',
          'Ferries',
          'MM: When?',
          'Maria Mendez: In May.',
          'Ana and Maria Mendez',
          'AR: I’m Ana Ruiz.',
          'Leave a comment',
          '```\n# no heading\n```',
          LONG,
          '',
        ),
      },
    ),
    { maxLength: 14 },
  )
  .chain((parts) => fc.constantFrom('\n', '\n\n', '\r\n', '\r', '\r\n\r\n').map((end) => parts.join(end)));
const anyName = fc.oneof(
  fc.constantFrom('a.txt', 'a.md', '---', 'x: y #.txt', '\n.txt', ' “é” .md', "'", 'null', '0x1f'),
  fc.string({ minLength: 1, unit: 'binary' }),
);

const lineOf = (text: string, line: number): string => text.split(/\r\n|\n|\r/)[line - 1] ?? '';
const notes = (text: string, name = 'a.txt'): string[] =>
  importText(text, { name }).notes.map(({ line, code }) => `${line} ${code}`);
const topics = (text: string, name = 'a.txt'): string[] =>
  parse(importText(text, { name }).text).topics.map(({ level, title }) => `${level} ${title}`);
const speakers = (text: string): string[] =>
  importText(text, { name: 'a.txt' }).speakers.map(({ label, name, role }) =>
    [label, name, role].filter(Boolean).join(' = '),
  );

describe('import', () => {
  it('keeps every word, whatever the text and its name', () => {
    fc.assert(
      fc.property(fc.oneof(pageLike, anyText), anyName, (text, name) => {
        expect(strip(importText(text, { name }).text)).toBe(text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('adds nothing but front matter and topics, and says which lines are topics', () => {
    let headings = 0;
    fc.assert(
      fc.property(pageLike, anyName, (text, name) => {
        const imported = importText(text, { name });
        const transcript = parse(imported.text);
        const { quotes, annotations, turns, frontMatter } = transcript;
        expect({ quotes, annotations, added: turns.filter(({ added }) => added) }).toEqual({
          quotes: [],
          annotations: [],
          added: [],
        });
        expect(frontMatter?.original?.value).toBe(name);
        expect(frontMatter?.title?.value).toBe(imported.title);
        expect(
          frontMatter?.keys.map(({ value }) => value).filter((key) => !['title', 'original', 'speakers'].includes(key)),
        ).toEqual([]);
        expect(frontMatter?.speakers.map(({ label }) => label)).toEqual(imported.speakers.map(({ label }) => label));
        expect(transcript.problems.filter(({ code }) => code === 'front-matter')).toEqual([]);
        const shift = transcript.lines.filter(({ kind }) => kind === 'front-matter').length;
        expect(transcript.topics.map(({ line }) => line - shift + 1)).toEqual(imported.topics);
        headings += imported.topics.length;
      }),
      { numRuns: 2_000 },
    );
    expect(headings).toBeGreaterThan(1_000);
  });

  it('makes no turn of a line that the rule of labels leaves alone', () => {
    fc.assert(
      fc.property(pageLike, (text) => {
        const imported = importText(text, { name: 'a.txt' });
        const labelled = new Set(parse(`---\n---\n${escape(text, { top: false })}`).turns.map(({ line }) => line - 2));
        const after = parse(imported.text);
        const shift = after.lines.filter(({ kind }) => kind === 'front-matter').length;
        const names = new Set(imported.speakers.flatMap(({ name }) => name ?? []));
        for (const { line, label } of after.turns) expect(labelled.has(line - shift) || names.has(label)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells notes in order, each with a line of the original, and with none of its words', () => {
    fc.assert(
      fc.property(pageLike, (text) => {
        const told = importText(text, { name: 'a.txt' }).notes;
        const count = text.split(/\r\n|\n|\r/).length;
        expect(told.map(({ line }) => line)).toEqual(told.map(({ line }) => line).sort((a, b) => a - b));
        for (const { line, message } of told) {
          expect(line >= 1 && line <= count).toBe(true);
          expect(message).not.toMatch(/tide|Rents|Maria/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, number[]]>([
    ['UTF-8', []],
    ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf]],
    ['UTF-16, little end first', [0xff, 0xfe]],
    ['UTF-16, big end first', [0xfe, 0xff]],
  ])('gives the bytes back: %s', (_, mark) => {
    const wide = mark.length === 2;
    const text = `\ufeffTitle\r\n\r\nMM: ==a== \\# b\rMM: \u0000 \u2028 😀 ${wide ? '\ud800' : ''}\n---\n%memo: x\n{@MM} no`;
    const encoding = mark[0] === 0xff ? 'utf-16le' : wide ? 'utf-16be' : 'utf-8';
    const body = wide || mark.length > 0 ? text : text.slice(1);
    const raw = encode(body, { encoding, bom: mark.length > 0 });
    expect([...raw.subarray(0, mark.length)]).toEqual(mark);
    const decoded = decode(raw);
    if ('error' in decoded) throw new Error(decoded.error);
    const transcript = encode(importText(decoded.text, { name: 'a.txt' }).text, decoded);
    expect([...transcript.subarray(0, mark.length)]).toEqual(mark);
    const again = decode(transcript);
    if ('error' in again) throw new Error(again.error);
    expect(encode(strip(again.text), again)).toEqual(raw);
  });

  it('writes front matter with the line ends of the original', () => {
    expect(importText('A title\r\n\r\nMM: a\r\nMM: b', { name: 'a: b.txt' }).text).toBe(
      '---\r\ntitle: A title\r\noriginal: "a: b.txt"\r\nspeakers:\r\n  MM:\r\n---\r\nA title\r\n\r\nMM: a\r\nMM: b',
    );
    expect(importText('MM: a\rMM: b', { name: 'a.txt' }).text).toBe(
      '---\rtitle: a\roriginal: a.txt\rspeakers:\r  MM:\r---\rMM: a\rMM: b',
    );
    expect(importText('', { name: 'a.txt' }).text).toBe('---\ntitle: a\noriginal: a.txt\n---\n');
  });

  it.each(['Yes', 'no', 'On', '2024', '2024-03-02', '12:30:45', '=', '<<', 'a\tb', 'null', '# a'])(
    'quotes what some readers of YAML would not take for words: %j',
    (name) => {
      expect(importText('', { name: `${name}.txt` }).text).toMatch(/^---\ntitle: ".*"\n/);
    },
  );

  it('leaves a front matter of the original below its own', () => {
    const text = '---\ntitle: theirs\n---\nMM: a';
    const imported = importText(text, { name: 'a.txt' });
    expect(strip(imported.text)).toBe(text);
    expect(parse(imported.text).frontMatter?.title?.value).toBe('a');
  });
});

describe('the title', () => {
  it.each([
    ['the first line that stands alone', 'No river, no boats\n\nAna came early.', 'No river, no boats'],
    ['a question', '\n\nWho pays?\n\nAna came early.', 'Who pays?'],
    ['the heading of a Markdown file', '# Who **pays** #\n\nAna came early.', 'Who **pays**'],
    ['the name of the file below a sentence', 'Ana came early.\n\nShe left.', 'raw'],
    ['the name of the file below a label', 'MM: a\n\nMM: b', 'raw'],
    ['the name of the file where the first line says nothing', 'Brief Summary\n\nAna came early.', 'raw'],
    [
      'the second heading where the first is the series',
      'Slack Water\n\nWho pays?\n\nBack to Slack Water\n\nAna came early.',
      'Who pays?',
    ],
    ['one line without control characters', 'Who\u0000 pays\u2028for it\n\nAna came.', 'Who pays for it'],
  ])('is %s', (_, text, title) => {
    expect(importText(text, { name: 'raw.txt' }).title).toBe(title);
  });
});

describe('headings', () => {
  const contents = '• [0:32] Ana’s years at sea\n• [2:26] Why are there so few boats in town?\n• [5:00] The Bill';

  it('are the lines that a table of contents names, and the one between them that fits', () => {
    const text = `${contents}\n\nAna’s years at sea\n\nMM: a\n\nAR: b\n\nBoats in town\n\nMM: a\n\nAR: b\n\nThe bill\n\nMM: a\n\nAR: b`;
    expect(topics(text)).toEqual(['1 Ana’s years at sea', '1 Boats in town', '1 The bill']);
    expect(notes(text)).toEqual([]);
  });

  it.each([
    ['its words are others', 'Boats abroad'],
    ['two lines fit', 'Boats in town\n\nMM: c\n\nFew boats'],
  ])('are not between two of them where %s', (_, between) => {
    const text = `${contents}\n\nAna’s years at sea\n\nMM: a\n\nAR: b\n\n${between}\n\nMM: a\n\nAR: b\n\nThe bill\n\nMM: a\n\nAR: b`;
    expect(topics(text)).toEqual(['1 Ana’s years at sea', '1 The bill']);
    expect(notes(text)).toContain(`${text.split('\n').indexOf(between.split('\n')[0] ?? '') + 1} possible-heading`);
  });

  it('are short lines right above long ones, in turn, in a text without labels', () => {
    const text = `At a glance\n${LONG}\n- one\n- two\nThe bill: 140, then 312\n${LONG}\nSix tides\n${LONG}\n“And then?” she said.`;
    expect(topics(text)).toEqual(['1 At a glance', '1 The bill: 140, then 312', '1 Six tides']);
  });

  it.each([
    ['there are questions', `Who pays?\n${LONG}\nSix tides\n${LONG}\nThe bill\n${LONG}\nThe end\n${LONG}`],
    ['short lines do not alternate', `One\nTwo\nThree\nSix tides\n${LONG}\nThe bill\n${LONG}\nThe end\n${LONG}`],
    ['there are two only', `Six tides\n${LONG}\nThe bill\n${LONG}`],
  ])('are not, where %s', (_, text) => {
    expect(topics(text)).toEqual([]);
    expect(notes(text)).toContainEqual(expect.stringContaining('possible-heading'));
  });

  it('are those of Markdown, which keep their hashes', () => {
    const text = '# Rents\n\nAna came.\n\n## At \\# home\nMaria came.\n\n```\n# no\n```\n';
    expect(topics(text, 'a.md')).toEqual(['1 Rents', '2 At \\# home']);
    expect(importText(text, { name: 'a.md' }).text).toContain('\n# # Rents\n');
    expect(topics(text)).toEqual(['1 Rents']);
  });

  it('are underlined lines, and lines in capitals that stand alone and only once', () => {
    expect(topics('Rents\n=====\n\nAna came.\n\nAt home\n-------\n\nShe left.')).toEqual(['1 Rents', '2 At home']);
    expect(topics('Ana came.\n\nTHE RENTS\n\nShe left.\n\nShe came.')).toEqual(['1 THE RENTS']);
    expect(topics('Ana came.\n\nANA RUIZ\n\nHello.\n\nANA RUIZ\n\nShe left.')).toEqual([]);
    expect(topics('ANA CAME.\n\nTHE RENTS\n\nSHE LEFT.')).toEqual([]);
  });

  it('take no words from a speaker', () => {
    expect(topics('MM: a\n\nTHE RENTS\n\nand more of it\n\nAR: b\n\nMM: c\n\nAR: d')).toEqual([]);
    expect(topics('MM: a\n\nTHE RENTS\n\nAR: b\n\nMM: c\n\nAR: d')).toEqual(['1 THE RENTS']);
    expect(topics('MM: a\n\nMM\n\nAR: b\n\nMM: c\n\nAR: d')).toEqual([]);
  });
});

describe('speakers', () => {
  const talk = '\n\nMM: a\n\nAR: b\n\nMM: c\n\nAR: d';

  it.each<[string, string, string[]]>([
    [
      'full names that stand as labels once',
      'Maria Mendez: a\n\nAna Ruiz: b\n\nMM: c\n\nAR: d\n\nMM: e\n\nAR: f',
      ['MM = Maria Mendez', 'AR = Ana Ruiz'],
    ],
    [
      'initials, where the names stand above',
      `In this talk the Lantern’s Maria Mendez meets the skipper Ana Ruiz.${talk}`,
      ['MM = Maria Mendez', 'AR = Ana Ruiz'],
    ],
    ['names with particles', `A talk with Maria de la Mendez${talk}`, ['MM = Maria de la Mendez', 'AR']],
    ['no name where two fit', `Maria Mendez and Marc Miller came.${talk}`, ['MM', 'AR']],
    ['no thing with a matching name', `She read the Maritime Mirror.${talk}`, ['MM', 'AR']],
    ['no acronyms', `She works for MARINE MATTERS.${talk}`, ['MM', 'AR']],
    [
      'first names, where the line names who speaks',
      'Odile Brack and Mina Dace\n\nMina: a\n\nOd: b\n\nMina: c\n\nOd: d',
      ['Mina = Mina Dace', 'Od'],
    ],
    [
      'short first names',
      'Odile Brack, Mina Dace\n\nOdi: a\n\nMina: c\n\nOdi: b\n\nMina: d',
      ['Odi = Odile Brack', 'Mina = Mina Dace'],
    ],
    [
      'no short first name in a sentence',
      'There was Odile Brack in town.\n\nOdi: a\n\nMina: c\n\nOdi: b\n\nMina: d',
      ['Odi', 'Mina'],
    ],
    [
      'a first name, not a word before it',
      'The head of Brede Odile Brack explains.\n\nOdile: a\n\nOdile: b',
      ['Odile = Odile Brack'],
    ],
    ['last names', 'With Odile Brack.\n\nBRACK: a\n\nBRACK: b', ['BRACK = Odile Brack']],
    [
      'who says so',
      'BRACK: Good evening, I’m Odile Brack, and here is Mina Dace.\n\nDACE: a\n\nBRACK: b\n\nDACE: c',
      ['BRACK = Odile Brack', 'DACE'],
    ],
    [
      'no name that two labels share',
      'With Odile Brack.\n\nOdile: a\n\nBRACK: b\n\nOdile: c\n\nBRACK: d',
      ['Odile', 'BRACK'],
    ],
    ['who asks, by the label', 'INT: a\n\nAR: b\n\nINT: c\n\nAR: d', ['INT = interviewer', 'AR']],
    [
      'who asks, by the questions',
      Array.from({ length: 4 }, () => 'MM: Why?\n\nAR: Because it rains.\n\n').join(''),
      ['MM = interviewer', 'AR'],
    ],
    [
      'nobody who asks, where both do',
      Array.from({ length: 4 }, () => 'MM: Why?\n\nAR: Because it rains, no?\n\n').join(''),
      ['MM', 'AR'],
    ],
  ])('have %s', (_, text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });

  it('are declared, so that both names are one speaker', () => {
    const { text } = importText(`In this talk the Lantern’s Maria Mendez meets the skipper Ana Ruiz.${talk}`, {
      name: 'a.txt',
    });
    expect(text).toContain('speakers:\n  MM: Maria Mendez\n  AR: Ana Ruiz\n---\n');
    expect(parse(text).speakers.map(({ name }) => name)).toEqual(['Maria Mendez', 'Ana Ruiz']);
  });
});

describe('notes', () => {
  it.each<[string, string, string[]]>([
    ['a text without labels, once', '\nAna came early.\n\nShe left.', ['2 unlabelled']],
    ['a label that stands once', 'MM: a\n\nMM: b\n\nFerries: c', ['5 possible-speaker']],
    ['mixed line ends', 'MM: a\nMM: b\r\nMM: c\n', ['2 mixed-line-ends']],
    ['a short line between turns', 'MM: a\n\nTide and Tithe\n\nMM: b', ['3 possible-heading']],
    ['what may be an answer', 'INT: Why?\n\nIt rained all day.\n\nINT: Oh.\n\nMM: a\n\nMM: b', ['3 unlabelled']],
    [
      'words that nobody speaks',
      '• [0:01] Rents\n• [0:02] Boats\n\nRents\n\nAna came.\n\nMM: a\n\nBoats\n\nAna left.\n\nMM: b',
      ['12 unlabelled'],
    ],
    ['a number alone', 'MM: a\n\n12\n\nMM: b', ['3 boilerplate']],
    ['a caption', 'MM: a\n\nA man on a quay\nHe waits © Vane\n\nMM: b', ['3 boilerplate', '4 boilerplate']],
    [
      'a comment box',
      'MM: a\n\nMM: b\n\nLeave a Reply\n\nYour email address will not be published. *',
      ['5 boilerplate', '7 boilerplate'],
    ],
    ['hashtags', 'MM: a\n\nMM: b\n\n#Gate #harbour', ['5 boilerplate']],
    ['a short code', 'MM: a\n\n[video-player id="a b"]\n\nMM: b', ['3 boilerplate']],
    ['nothing in a plain interview', 'MM: a\n\n[laughs]\n\nMM: b\n', []],
  ])('tell of %s', (_, text, expected) => {
    expect(notes(text)).toEqual(expected);
  });
});

describe.runIf(hasShared)('real transcripts', () => {
  it('come back byte for byte, and keep their turns', () => {
    for (const { path } of sharedTranscripts()) {
      const bytes = new Uint8Array(readFileSync(path));
      const decoded = decode(bytes);
      if ('error' in decoded) throw new Error(decoded.error);
      const imported = importText(decoded.text, { name: basename(path) });
      expect([path, Buffer.compare(encode(strip(imported.text), decoded), bytes)]).toEqual([path, 0]);
      const before = parse(escape(decoded.text));
      const after = parse(imported.text);
      const shape = ({ turns }: typeof after): string =>
        turns.map(({ label, time }) => `${label} ${time?.ms}`).join('\n');
      expect([path, shape(after) === shape(before), after.speakers.length]).toEqual([
        path,
        true,
        before.speakers.length,
      ]);
    }
  });

  it('show their headings and names', () => {
    const seeds = sharedTranscripts('seeds').map(({ path, text }) => ({
      original: text,
      ...importText(text, { name: basename(path) }),
    }));
    expect(seeds.map(({ topics }) => topics.length)).toEqual([9, 0, 0, 0, 6]);
    expect(lineOf(seeds[0]?.original ?? '', seeds[0]?.topics[5] ?? 0)).toMatch(/^Economics: pricing changes/);
    expect(seeds[1]?.speakers).toEqual([
      { label: 'MM', name: 'Madhumita Murgia', role: 'interviewer' },
      { label: 'DA', name: 'Dario Amodei' },
    ]);
    expect(seeds[4]?.speakers).toEqual([
      { label: 'Anj', name: 'Anjney Midha', role: 'interviewer' },
      { label: 'Dario', name: 'Dario Amodei' },
    ]);
    expect(seeds[1]?.notes.map(({ line, code }) => `${line} ${code}`)).toContain('22 possible-heading');
    for (const index of [0, 2, 3]) expect(seeds[index]?.speakers).toEqual([]);
  });
});
