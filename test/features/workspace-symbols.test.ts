import { expect, test } from 'vitest';
import { workspaceSymbols } from '../../server/features/workspace-symbols';
import { fixture } from '../fixture';

const source = `
  //- 01.transcript
  ---
  title: Rents in the harbour ward
         ^^^^^^^^^^^^^^^^^^^^^^^^^ title
  speakers:
    MM: María Mendez
    ^^ speaker
  ---
  # Harbour dues
    ^^^^^^^^^^^^ topic
  MM: ==It doubled.=={#housing/rent ^rents-doubled}
                                    ^^^^^^^^^^^^^^ claim
  INT: Did it?
  ^^^ label

  INT: Really?
  //- 02.transcript
  ==It did not.=={-rents-doubled}
  //- codebook.yaml
  tags:
    housing/rent: { about: Rents and arrears }
    ^^^^^^^^^^^^ tag
`;

function names(query: string, limit = 100): string[] {
  return workspaceSymbols(fixture(source).corpus, query, limit).map(({ name }) => name);
}

test('everything that has a name, with its place', () => {
  const { corpus, places } = fixture(source);
  const [title, speaker, topic, claim, label, tag] = ['title', 'speaker', 'topic', 'claim', 'label', 'tag'].map(
    (name) => places(name)[0],
  );
  expect(workspaceSymbols(corpus, '', 100)).toEqual([
    { name: 'Rents in the harbour ward', kind: 'interview', place: title },
    { name: '02', kind: 'interview', place: { uri: 'file:///02.transcript', span: { start: 0, end: 0 } } },
    { name: '#housing/rent', kind: 'tag', container: 'Rents and arrears', place: tag },
    { name: '^rents-doubled', kind: 'claim', place: claim },
    { name: 'María Mendez', kind: 'speaker', container: 'Rents in the harbour ward', place: speaker },
    { name: 'INT', kind: 'speaker', container: 'Rents in the harbour ward', place: label },
    { name: 'Harbour dues', kind: 'topic', container: 'Rents in the harbour ward', place: topic },
  ]);
});

test('what begins with the words comes first, then words inside, then letters in order', () => {
  expect(names('harbour')).toEqual(['Harbour dues', 'Rents in the harbour ward']);
  expect(names('rent')).toEqual(['Rents in the harbour ward', '^rents-doubled', '#housing/rent']);
  expect(names('hsgrnt')).toEqual(['#housing/rent']);
});

test('a speaker is found by label and without accents, a code with or without its sign', () => {
  expect(names('mm')).toContain('María Mendez');
  expect(names('maria')).toEqual(['María Mendez']);
  expect(names('#hous')).toEqual(['#housing/rent']);
  expect(names('^rents')).toEqual(['^rents-doubled']);
});

test('a claim is found by its gloss', () => {
  const { corpus } = fixture('==It doubled.=={^a}\n%claim a: Prices went through the roof.');
  expect(workspaceSymbols(corpus, 'roof', 9)).toMatchObject([
    { name: '^a', kind: 'claim', container: 'Prices went through the roof.' },
  ]);
});

test('no more than the limit, and nothing for nothing', () => {
  expect(names('', 2)).toHaveLength(2);
  expect(names('xyzzy')).toEqual([]);
});
