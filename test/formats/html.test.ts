import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../server/core/strip';
import { toHtml } from '../../server/formats/html';
import { anyText } from '../core/arbitrary';
import { corpusOf, hostile, HOSTILE } from './interviews';

/** The elements and attributes that the export writes itself; anything else came out of a transcript. */
const ELEMENTS: Record<string, string[]> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'http-equiv', 'content', 'name'],
  title: [],
  style: [],
  body: [],
  nav: ['class'],
  main: [],
  section: ['class', 'id'],
  article: ['id', 'lang'],
  header: [],
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, ['dir']])),
  p: ['class', 'dir'],
  ul: [],
  ol: [],
  li: ['id', 'dir'],
  a: ['href', 'class', 'title', 'rel'],
  b: ['class'],
  q: ['dir'],
  br: [],
  span: ['class', 'title', 'dir'],
  mark: ['class', 'id'],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['scope', 'dir'],
  td: ['dir'],
};
const EMPTY = new Set(['meta', 'br']);

interface Page {
  text: string;
  ids: string[];
  links: string[];
  classes: string[];
}

/** A strict reader: fails on everything that the export does not write itself. */
function read(html: string): Page {
  const page: Page = { text: '', ids: [], links: [], classes: [] };
  expect(html.startsWith('<!doctype html>\n')).toBe(true);
  const open: string[] = [];
  const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>|([^<>]+)/gy;
  tag.lastIndex = '<!doctype html>\n'.length;
  while (tag.lastIndex < html.length) {
    const at = tag.lastIndex;
    const match = tag.exec(html);
    if (!match) throw new Error(`no markup of ours at ${at}: ${JSON.stringify(html.slice(at, at + 60))}`);
    const [, slash, name = '', attributes = '', words] = match;
    if (words !== undefined) {
      if (open.at(-1) === 'style') expect(words).not.toMatch(/url\(|@import|expression|javascript/i);
      else {
        expect(words.replace(/&#\d{1,4};/g, '')).not.toContain('&');
        if (open.includes('main')) page.text += decode(words);
      }
      continue;
    }
    expect(Object.keys(ELEMENTS)).toContain(name);
    if (slash) {
      expect(open.pop()).toBe(name);
      continue;
    }
    for (const [, key = '', value = ''] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      expect({ name, allowed: ELEMENTS[name] }).toEqual({ name, allowed: expect.arrayContaining([key]) as unknown });
      if (key === 'id') page.ids.push(value);
      if (key === 'class') page.classes.push(...value.split(' '));
      if (key === 'href') page.links.push(decode(value));
    }
    if (!EMPTY.has(name)) open.push(name);
  }
  expect(open).toEqual([]);
  expect(new Set(page.ids).size).toBe(page.ids.length);
  for (const link of page.links) {
    if (link.startsWith('#')) expect(page.ids).toContain(link.slice(1));
    else expect(link).toMatch(/^https?:\/\//);
  }
  return page;
}

function decode(text: string): string {
  return text.replace(/&#(\d{1,4});/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** Blanks fall together in HTML, and some characters cannot be shown. */
function folded(text: string): string {
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\s]+/gu, '');
}

describe('escaping', () => {
  it.each(HOSTILE)('shows %j as words, wherever they stand', (words) => {
    const { corpus, interviews } = hostile(words);
    const page = read(toHtml(corpus, interviews));
    expect(folded(page.text).split(folded(words)).length - 1).toBeGreaterThan(10);
  });

  it('holds nothing but its own markup, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { corpus, interviews } = corpusOf({ 'a.transcript': text, 'b.transcript': `==x=={#t}\n\n${text}` });
        read(toHtml(corpus, interviews));
      }),
      { numRuns: 500 },
    );
  });

  it('forbids scripts and everything from elsewhere', () => {
    const { corpus, interviews } = corpusOf({ 'a.transcript': 'words' });
    const html = toHtml(corpus, interviews);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img|<iframe|src=|@import|url\(/i);
  });
});

it('says all words of the paragraphs, for any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { corpus, interviews } = corpusOf({ 'a.transcript': text });
      const transcript = interviews[0]!.transcript;
      const shown = folded(read(toHtml(corpus, interviews)).text.replace(/\(\?\)/g, ''));
      for (const { parts } of transcript.paragraphs) {
        for (const { words, end } of parts) {
          // Codes stand between the words that they are about and the next ones: only whole stretches without quotes are looked for.
          const span = { start: words, end };
          if (words < end && !transcript.quotes.some((quote) => quote.start < end && quote.end > words)) {
            expect(shown).toContain(folded(plainText(transcript, span).replace(/\(\?\)/g, '')));
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

describe('quotes', () => {
  const overlapping = `---
speakers: { MM: Maria Mendez }
---
MM: one {a>two {b>three<a #red} four<b #blue ^low} five

%topic Next
==plain== and ==low=={-low}
`;
  const codebook = `tags:
  red: { about: "The red one", color: "#ff0000" }
  blue: { color: "#00f" }
claims:
  low: { says: "It is low.", contradicts: [high] }
`;
  const { corpus, interviews } = corpusOf({ 'a.transcript': overlapping, 'codebook.yaml': codebook });
  const html = toHtml(corpus, interviews);
  const page = read(html);

  it('colours words by tag, each overlapping quote on a line of its own', () => {
    const classOf = (words: string): string[] =>
      [...(new RegExp(`((?:<mark [^>]*>)+)${words}`).exec(html)?.[1] ?? '').matchAll(/class="([^"]*)"/g)].map(
        ([, name]) => name ?? '',
      );
    expect(html).toContain('.t0{--c:#00f}\n.t1{--c:#ff0000}');
    expect(classOf('two ')).toEqual(['l0 t1']);
    expect(classOf('three')).toEqual(['l1 t0', 'l0 t1']);
    expect(classOf(' four')).toEqual(['l1 t0']);
    expect(classOf('plain')).toEqual(['l0 bare']);
    expect(classOf('low')).toEqual(['l0 claim']);
  });

  it('explains the colours in a legend', () => {
    expect(html).toMatch(/<li id="t1"><span class="tag t1">red<\/span> <span class="count">1<\/span>.*The red one/);
  });

  it('links codes to claims, and claims to their statements', () => {
    expect(html).toMatch(/<a class="stance states" href="#c0" title="It is low.">states low<\/a>/);
    const claim = /<section id="c0">[^]*?<\/section>/.exec(html)?.[0] ?? '';
    expect(claim).toContain('It is low.');
    expect(claim).toContain('contradicts high');
    const targets = [...claim.matchAll(/href="#(i0q\d)"/g)].map(([, id]) => id);
    expect(targets).toEqual(['i0q1', 'i0q3']);
    expect(claim).toContain('three four');
    expect(page.ids).toEqual(expect.arrayContaining(targets));
  });

  it('names each turn by the full name', () => {
    expect(html).toContain('<b class="who">Maria Mendez</b> one ');
    expect(html).toContain('<h2 dir="auto">Next</h2>');
  });
});

it('draws a few lines where thousands of quotes overlap', () => {
  const marks = Array.from({ length: 2000 }, (_, index) => `{q${index}>`).join('');
  const ends = Array.from({ length: 2000 }, (_, index) => `<q${index} #t}`).join('');
  const { corpus, interviews } = corpusOf({ 'a.transcript': `${marks}words${ends} behind` });
  const { classes } = read(toHtml(corpus, interviews));
  expect(classes.filter((name) => /^l\d+$/.test(name)).length).toBe(8);
});

it('keeps the lines of a list', () => {
  const { corpus, interviews } = corpusOf({ 'a.transcript': 'We want:\n• ==this=={#t}\n• that\nand no more' });
  expect(toHtml(corpus, interviews)).toMatch(/We want:<br>\n• .*<br>\n• that\nand no more/);
});
