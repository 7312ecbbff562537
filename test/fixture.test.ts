import { expect, test } from 'vitest';
import { fixture } from './fixture';

test('a fixture has files, a cursor and ranges', () => {
  const { files, uri, offset, places, words, corpus } = fixture(`
    //- 01.transcript
    MM: Rents $0doubled.
        ^^^^^ word
              ^^^^^^^^^ verb

    //- sub/02.transcript
      indented
      ^^ word
    //- codebook.yaml
    tags:
      rent: {}
  `);
  expect([...files]).toEqual([
    ['file:///01.transcript', 'MM: Rents doubled.\n\n'],
    ['file:///sub/02.transcript', '  indented\n'],
    ['file:///codebook.yaml', 'tags:\n  rent: {}\n'],
  ]);
  expect(uri).toBe('file:///01.transcript');
  expect(offset).toBe(10);
  expect(places('word').map(words)).toEqual(['Rents', 'in']);
  expect(places('verb').map(words)).toEqual(['doubled']);
  expect(corpus.tagNames()).toEqual(['rent']);
});

test('two cursors are a selection, and a file needs no name', () => {
  const { uri, selection, files } = fixture('a $0b$0 c');
  expect(uri).toBe('file:///01.transcript');
  expect(files.get(uri)?.slice(selection.start, selection.end)).toBe('b');
});

test('a range longer than its line is a fault of the test', () => {
  expect(() => fixture('ab\n^^^^')).toThrow();
});
