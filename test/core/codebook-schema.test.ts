/** The schema of codebook.yaml accepts what is read without complaint, and nothing else. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CODEBOOK_KEYS, readCodebook } from '../../server/core/codebook';

/** The part of JSON Schema that the schema uses; a word that is not known here is an error. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  pattern?: string;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  propertyNames?: Schema;
  additionalProperties?: boolean | Schema;
}
const KNOWN = new Set(
  '$schema title description definitions $ref type pattern anyOf items properties propertyNames additionalProperties'.split(
    ' ',
  ),
);

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../syntaxes/codebook.schema.json'), 'utf8'),
) as Schema & { definitions: Record<string, Schema> };

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function isValid(value: unknown, by: Schema): boolean {
  for (const word of Object.keys(by)) if (!KNOWN.has(word)) throw new Error(`not known to this test: ${word}`);
  if (by.$ref !== undefined) return isValid(value, schema.definitions[by.$ref.replace('#/definitions/', '')]!);
  if (by.type !== undefined && ![by.type].flat().includes(typeOf(value))) return false;
  if (by.pattern !== undefined && typeof value === 'string' && !new RegExp(by.pattern, 'u').test(value)) return false;
  if (by.anyOf && !by.anyOf.some((one) => isValid(value, one))) return false;
  if (Array.isArray(value)) return !by.items || value.every((item) => isValid(item, by.items!));
  if (typeOf(value) !== 'object') return true;
  return Object.entries(value as object).every(([key, part]) => {
    if (by.propertyNames && !isValid(key, by.propertyNames)) return false;
    const known = by.properties && Object.hasOwn(by.properties, key) ? by.properties[key] : by.additionalProperties;
    return known === undefined || known === true || (known !== false && isValid(part, known));
  });
}

function complaints(text: string): string[] {
  return readCodebook('codebook.yaml', text).problems.map(({ code }) => code);
}

const odd = fc.oneof(
  fc.string(),
  fc.constantFrom('#b5651d', '#FFF', '#ffff', 'red', '', 'a b', '^a', '#a/b', '@x'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const anything = fc.oneof(odd, fc.array(odd, { maxLength: 2 }), fc.dictionary(fc.constantFrom('about', 'x'), odd));
const keys = fc.constantFrom('about', 'color', 'says', 'contradicts', 'name', 'aliases', 'colour');
const entry = fc.oneof({ weight: 3, arbitrary: fc.dictionary(keys, anything, { maxKeys: 2 }) }, anything);
const name = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'rent',
      '#rent',
      '^rent',
      '@rent',
      'rent/rises',
      'años_2-b',
      'a b',
      '',
      '#',
      '@',
      '__proto',
    ),
  },
  fc.string(),
);
const section = fc.oneof({ weight: 4, arbitrary: fc.dictionary(name, entry, { maxKeys: 2 }) }, anything);
const codebook = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(fc.constantFrom('tags', 'claims', 'people', 'tag'), section, { maxKeys: 2 }) },
  anything,
);

describe('the schema of codebook.yaml', () => {
  it('accepts what is read without complaint, and nothing else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(codebook, (data) => {
        const valid = isValid(data, schema);
        if (valid) accepted++;
        const found = complaints(JSON.stringify(data));
        // What stands twice under two spellings is beyond a schema, and the second one is not read.
        fc.pre(!found.includes('duplicate-entry'));
        expect(found.length === 0).toBe(valid);
      }),
      { numRuns: 4000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('accepts the codebook of the samples', () => {
    const text = readFileSync(resolve(import.meta.dirname, '../../seeds/codebook.yaml'), 'utf8');
    expect(isValid(parse(text), schema)).toBe(true);
    expect(complaints(text)).toEqual([]);
  });

  it('knows the sections and keys that are read', () => {
    const known = ['tag', 'claim', 'person'].map((kind) => Object.keys(schema.definitions[kind]?.properties ?? {}));
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(CODEBOOK_KEYS));
    expect(known).toEqual(Object.values(CODEBOOK_KEYS));
  });
});
