/** Web Annotation as others read it: the schemas of the W3C, and a processor of JSON-LD. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv-draft-04';
import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import { exportInterviews } from '../../server/formats/export';
import { importFile } from '../../server/formats/import';
import { corpusOf } from './interviews';

const root = resolve(import.meta.dirname, '../..');
const schemas = resolve(root, '../shared/schemas/webannotation');
const here = existsSync(schemas);
if (!here) console.warn('skipped: the schemas of Web Annotation are not beside the project');

type Json = Record<string, unknown>;

const FILES = {
  'in/a.transcript':
    '---\ntitle: Rents\ncoder: ana\nlanguage: en\n---\n# Money\n%tags #all ^up\n\nMM: 😀 ==It doubled.=={#rent ^up @who k="a b"} Yes {q>all<q}.\n' +
    '%memo(bo): ask\n\n{@MM?} No.\n%aside\n',
  'in/b.transcript': '==So it goes=={-up}\n%topic Later\nEnd.\n',
  'in/codebook.yaml': 'claims: { up: { says: Rents go up, contradicts: [down] } }\n',
};

async function collection(files: Record<string, string> = FILES): Promise<{ document: Json; items: Json[] }> {
  const { corpus, interviews } = corpusOf(files);
  const { data } = await exportInterviews(corpus, interviews, 'jsonld');
  const document = JSON.parse(data as string) as Json & { first: { items: Json[] } };
  return { document, items: document.first.items };
}

it('selects by code points, and by the words with what stands around them', async () => {
  const { items } = await collection();
  const quote = items.find(
    ({ motivation }) => (motivation as string[]).includes('tagging') && (motivation as string[])[0] === 'highlighting',
  );
  expect(quote).toMatchObject({
    type: 'Annotation',
    motivation: ['highlighting', 'tagging', 'linking'],
    creator: { type: 'Person', name: 'ana' },
    body: [
      { type: 'TextualBody', purpose: 'tagging', value: 'rent' },
      {
        type: 'SpecificResource',
        purpose: 'linking',
        source: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/) as string,
      },
      { type: 'TextualBody', purpose: 'linking', value: 'states up' },
      { type: 'TextualBody', purpose: 'identifying', value: 'who' },
      { type: 'TextualBody', purpose: 'describing', value: 'k=a b' },
    ],
    target: {
      selector: [
        { type: 'TextPositionSelector', start: 13, end: 24 },
        { type: 'TextQuoteSelector', exact: 'It doubled.', prefix: 'Money\n\nMM: 😀 ', suffix: ' Yes all.\n\nNo.\n' },
      ],
    },
  });
});

it('has an id of its own for each annotation, the same every time, and one for each claim', async () => {
  const [one, two] = [await collection(), await collection()];
  expect(two).toEqual(one);
  const ids = one.items.map(({ id }) => id as string);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  const links = JSON.stringify(one.items).match(/"purpose":"linking","source":"[^"]*"/g) ?? [];
  // `up` from three places and the codebook's `down`.
  expect(links).toHaveLength(4);
  expect(new Set(links).size).toBe(2);
});

it('tells that it needs the text', async () => {
  const { items } = await collection();
  const alone = { '@context': 'http://www.w3.org/ns/anno.jsonld', ...items[2] };
  const bytes = new TextEncoder().encode(JSON.stringify(alone));
  await expect(importFile(bytes, { name: 'a.jsonld' })).rejects.toThrow(/without the text/);
});

describe.skipIf(!here)('is valid', () => {
  const read = (path: string): Json => JSON.parse(readFileSync(join(schemas, path), 'utf8')) as Json;
  const musts = here ? (read('annotations/annotationMusts.test')['assertions'] as string[]) : [];
  const validators = (() => {
    const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
    if (!here) return [];
    for (const name of readdirSync(join(schemas, 'definitions')))
      if (name.endsWith('.json')) ajv.addSchema(read(`definitions/${name}`));
    return musts.map((path) => ({ path, validate: ajv.compile(read(path)) }));
  })();
  const failing = (annotation: Json): string[] =>
    validators.flatMap(({ path, validate }) => (validate(annotation) ? [] : [path]));

  it('by the 54 schemas of what must be', async () => {
    expect(validators).toHaveLength(54);
    const seeds = join(root, 'seeds');
    const names = readdirSync(seeds).filter((name) => /\.transcript$|codebook/.test(name));
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(seeds, name), 'utf8')]));
    for (const each of [FILES, files]) {
      const { document, items } = await collection(each);
      for (const item of items)
        expect(failing({ '@context': document['@context'], ...item }), JSON.stringify(item)).toEqual([]);
    }
  });

  it.each<[string, (annotation: { target: { selector: Json[] } }) => unknown]>([
    ['no target', (annotation) => delete (annotation as Partial<typeof annotation>).target],
    ['a position below 0', ({ target }) => (target.selector[0] = { type: 'TextPositionSelector', start: -1, end: 2 })],
    ['a quote without words', ({ target }) => (target.selector[1] = { type: 'TextQuoteSelector' })],
  ])('or else not, with %s', async (_, spoil) => {
    const { document, items } = await collection();
    const quote = items.find(({ motivation }) => (motivation as string[])[0] === 'highlighting');
    const broken = structuredClone({ '@context': document['@context'], ...quote });
    spoil(broken as never);
    expect(failing(broken).length).toBeGreaterThan(0);
  });

  it('as linked data', async () => {
    const { document, items } = await collection();
    const context = read('anno.jsonld');
    const documentLoader = (url: string) => {
      if (!url.includes('anno.jsonld')) throw new Error('another context');
      return Promise.resolve({ contextUrl: undefined, documentUrl: url, document: context });
    };
    const quads = (await jsonld.toRDF(document, { documentLoader })) as {
      subject: { value: string };
      predicate: { value: string };
      object: { value: string; termType: string; datatype?: { value: string } };
    }[];
    const all = (predicate: string) =>
      quads.filter((quad) => quad.predicate.value === `http://www.w3.org/ns/oa#${predicate}`);
    expect(all('hasTarget')).toHaveLength(items.length);
    for (const { object } of [...all('start'), ...all('end')])
      expect(object.datatype?.value).toBe('http://www.w3.org/2001/XMLSchema#nonNegativeInteger');
    const motivations = new Set(all('motivatedBy').map(({ object }) => object.value.replace(/.*#/, '')));
    expect([...motivations].sort()).toEqual([
      'bookmarking',
      'classifying',
      'commenting',
      'describing',
      'highlighting',
      'identifying',
      'linking',
      'moderating',
      'tagging',
    ]);
    // What a context does not know is dropped in silence: every value that was written is there.
    const values = new Set(quads.map(({ object }) => object.value));
    const written = (
      JSON.stringify(document).match(/"(?:value|exact|prefix|suffix|name)":"(?:[^"\\]|\\.)*"/g) ?? []
    ).map((field) => JSON.parse(field.slice(field.indexOf(':') + 1)) as string);
    expect(written.length).toBeGreaterThan(20);
    for (const value of written) expect(values.has(value), value).toBe(true);
  });
});
