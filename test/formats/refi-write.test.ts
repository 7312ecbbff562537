/** What programs need beyond the schemas, each learned from one that dies, or drops what is coded, without it. */
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toQdpx } from '../../server/formats/refi/qdpx';
import { readXml, children, child, type XmlElement } from '../../server/formats/read/xml-read';
import { annotated } from '../annotated';
import { corpusOf, HOSTILE, hostile } from './interviews';

function exported({ corpus, interviews }: ReturnType<typeof corpusOf>): {
  files: Record<string, Uint8Array>;
  root: XmlElement;
  all: XmlElement[];
  losses: string[];
} {
  const { data, losses } = toQdpx(corpus, interviews);
  const files = unzipSync(data as Uint8Array);
  const root = readXml(files['project.qde']!);
  const walk = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(walk)];
  return { files, root, all: walk(root), losses };
}

const named = (all: XmlElement[], name: string): XmlElement[] => all.filter((element) => element.name === name);

const TEXT = `---
title: Rents
date: 2024-03-02
coder: ana
speakers: { MM: { name: Maria Mendez, role: tenant } }
---
# Home
INT: Well?

MM: ==It doubled.=={#home/rent #work/rent ^rents +home}
%memo(bo): ask

INT: Oh.
`;
const CODEBOOK = `tags: { home: { color: "#f80", about: Where }, home/rent: {} }
claims: { rents: { says: Rents rise, contradicts: [stable] }, stable: { says: Rents stay }, home: {} }
`;

describe('a project', () => {
  const { files, root, all, losses } = exported(
    corpusOf({ 'a.transcript': TEXT, 'b.transcript': 'INT: Yes.\n\nINT: No.\n', 'codebook.yaml': CODEBOOK }),
  );
  const codes = new Map(named(all, 'Code').map((code) => [code.attributes.name, code]));
  const guidOf = (name: string): string => codes.get(name)!.attributes.guid!;

  it('has code names that are unique, with the path where a leaf repeats, and colours in full', () => {
    expect([...codes.keys()].sort()).toEqual(
      [
        ...['home', 'home/rent', 'work', 'work/rent'],
        ...['Claims', 'Claims/home', 'home (supports)', 'rents', 'stable'],
        ...['Speakers', 'INT (a)', 'INT (b)', 'Maria Mendez', 'Topics', 'Topics/Home'],
      ].sort(),
    );
    expect(codes.get('home')!.attributes.color).toBe('#FF8800');
    expect(codes.get('home/rent')!.attributes.color).toBe('#FF8800');
    expect(codes.get('Speakers')!.attributes.isCodable).toBe('false');
  });

  it('says what contradicts what as a link and in words', () => {
    const links = named(all, 'Link').map(({ attributes }) => [
      attributes.name,
      attributes.originGUID,
      attributes.targetGUID,
    ]);
    const selection = named(all, 'PlainTextSelection').find((each) =>
      child(each, 'Description')!.text.startsWith('This'),
    )!;
    expect(links).toEqual([
      ['contradicts', guidOf('rents'), guidOf('stable')],
      ['supports', selection.attributes.guid, guidOf('Claims/home')],
    ]);
    expect(child(codes.get('rents'), 'Description')!.text).toBe('Rents rise\nContradicts: stable');
    expect(child(selection, 'Description')!.text).toBe('This states ^rents: Rents rise\nThis supports ^home');
  });

  it('has speakers as cases and as codes on their turns', () => {
    const cases = named(all, 'Case');
    expect(cases.map(({ attributes }) => attributes.name)).toEqual(['Maria Mendez', 'INT (a)', 'INT (b)']);
    expect(child(child(cases[0], 'VariableValue'), 'TextValue')!.text).toBe('tenant');
    const turns = named(all, 'PlainTextSelection').filter((selection) =>
      children(selection, 'Coding').some(
        (coding) => child(coding, 'CodeRef')!.attributes.targetGUID === guidOf('Maria Mendez'),
      ),
    );
    expect(turns.map(({ attributes }) => attributes.name)).toEqual(['MM: It doubled.']);
  });

  it('names origin, user and date wherever one can stand', () => {
    expect(root.attributes).toMatchObject({ origin: 'Throughline', creationDateTime: '2024-03-02T00:00:00Z' });
    const users = new Map(named(all, 'User').map(({ attributes }) => [attributes.guid, attributes.name]));
    for (const { name, attributes } of all) {
      if (!['TextSource', 'PlainTextSelection', 'Coding', 'Note'].includes(name)) continue;
      expect(attributes.creationDateTime).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
      expect([...users.keys()]).toContain(attributes.creatingUser);
    }
    expect([...users.values()].sort()).toEqual(['Throughline', 'ana', 'bo']);
    expect(users.get(named(all, 'Note')[0]!.attributes.creatingUser)).toBe('bo');
    expect(losses).toEqual([]);
  });

  it('lies in project.qde, with its texts as UTF-8 without byte order mark in sources', () => {
    const [first, ...rest] = Object.keys(files);
    expect(first).toBe('project.qde');
    for (const name of rest) expect(name).toMatch(/^sources\/[0-9a-f-]{36}\.txt$/);
    expect(rest).toHaveLength(3);
  });
});

it('is whole for any interviews: GUIDs are unique, references lead somewhere, names are the words', () => {
  const check = (made: ReturnType<typeof corpusOf>): void => {
    const { files, all } = exported(made);
    const guids = all.flatMap(({ attributes }) => attributes.guid ?? []);
    expect(new Set(guids).size).toBe(guids.length);
    for (const { attributes } of all)
      for (const key of ['targetGUID', 'originGUID', 'creatingUser'])
        if (attributes[key] !== undefined) expect(guids).toContain(attributes[key]);
    const names = named(all, 'Code').map(({ attributes }) => attributes.name);
    expect(new Set(names).size).toBe(names.length);
    for (const source of named(all, 'TextSource')) {
      const bytes = files[source.attributes.plainTextPath!.replace('internal://', 'sources/')]!;
      expect([...bytes.slice(0, 3)]).not.toEqual([0xef, 0xbb, 0xbf]);
      expect(strFromU8(bytes)).not.toContain('\r');
      const points = [...strFromU8(bytes)];
      for (const { attributes } of children(source, 'PlainTextSelection')) {
        const words = points.slice(Number(attributes.startPosition), Number(attributes.endPosition)).join('');
        const name = attributes.name!.replace(/…$/, '');
        const sayable = words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
        expect(sayable.trim().startsWith(name.trim().replace(/[\ud800-\udfff\ufffd]+$/u, ''))).toBe(true);
        expect(words).not.toBe('');
      }
    }
  };
  for (const words of HOSTILE) check(hostile(words));
  fc.assert(
    fc.property(annotated, annotated, (a, b) => check(corpusOf({ 'a.transcript': a, 'x/a.transcript': b }))),
    { numRuns: 200 },
  );
});

it('tells what it cannot hold, counted, without words', () => {
  const { losses } = exported(
    corpusOf({
      'a.transcript':
        '---\nSECRET: x\n---\n{@SECRET?} Well 😀.\r\n%aside\r\n\r\n{x><x #t} No.\r\n%secret SECRET\r\n%unrelated SECRET\r\n%claim c: SECRET\r\n',
      'codebook.yaml': 'claims: { c: Else }\n',
    }),
  );
  expect(losses.map((line) => line.slice(0, 24))).toEqual([
    '1 aside is left out.',
    '1 line of %unrelated is ',
    '1 annotation line of ano',
    '1 selection without word',
    '1 wording of a claim is ',
    '1 unknown key of front m',
    '1 turn is no longer mark',
    '1 interview has CRLF or ',
    '1 interview holds charac',
  ]);
  expect(losses.join()).not.toContain('SECRET');
});
