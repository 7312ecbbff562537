import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInterview } from '../../server/core/interview';
import { links } from '../../server/features/links';

const at = 'file:///home/ana/field%20work/07.transcript';

function targets(frontMatter: string, uri = at): string[] {
  return links(readInterview(uri, `---\n${frontMatter}\n---\nWords.`)).map(({ target }) => target);
}

test('each link covers its value, without quotation marks', () => {
  const text = '---\nmedia: "07.mp3"\noriginal: 07.txt\nsource: https://example.org/7\n---\nWords.';
  const found = links(readInterview(at, text)).map(({ span, target }) => [text.slice(span.start, span.end), target]);
  expect(found).toEqual([
    ['07.mp3', 'file:///home/ana/field%20work/07.mp3'],
    ['07.txt', 'file:///home/ana/field%20work/07.txt'],
    ['https://example.org/7', 'https://example.org/7'],
  ]);
});

test.each([
  ['raw/07.txt', 'file:///home/ana/field%20work/raw/07.txt'],
  ['./07.txt', 'file:///home/ana/field%20work/07.txt'],
  ['../tapes/a b#c?d%20.txt', 'file:///home/ana/tapes/a%20b%23c%3Fd%2520.txt'],
  ['raw\\07.txt', 'file:///home/ana/field%20work/raw/07.txt'],
  ['/tapes/07.txt', 'file:///tapes/07.txt'],
  ['日本.txt', 'file:///home/ana/field%20work/%E6%97%A5%E6%9C%AC.txt'],
  ['../../../../../07.txt', 'file:///07.txt'],
])('the path %s', (path, target) => {
  expect(targets(`original: ${JSON.stringify(path)}`)).toEqual([target]);
});

test('a virtual workspace keeps its scheme and host', () => {
  expect(targets('media: 07.mp3', 'vscode-vfs://github/ana/rents/a/07.transcript')).toEqual([
    'vscode-vfs://github/ana/rents/a/07.mp3',
  ]);
});

test('an untitled document has no folder', () => {
  expect(targets('media: 07.mp3', 'untitled:Untitled-1')).toEqual([]);
});

const evil = [
  'javascript:alert(1)',
  'command:evil',
  'JAVASCRIPT:x',
  'data:text/html,x',
  'file:///etc/passwd',
  '//evil/x',
  '\\\\evil\\x',
  'c:\\x',
  '.',
  '..',
  '/',
  '',
];

test.each(evil)('no link from %j', (value) => {
  for (const key of ['original', 'media', 'source']) expect(targets(`${key}: ${JSON.stringify(value)}`)).toEqual([]);
});

test('only a web page is a source', () => {
  expect(targets('source: 07.txt')).toEqual([]);
  expect(targets('source: "http://example.org/a b"')).toEqual(['http://example.org/a%20b']);
  expect(targets('source: "https://"')).toEqual([]);
});

test('whatever stands there, a link is a file beside the interview or a web page', () => {
  const key = fc.constantFrom('original', 'media', 'source');
  fc.assert(
    fc.property(key, fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...evil)), (name, value) => {
      for (const target of targets(`${name}: ${JSON.stringify(value)}`)) {
        expect(target).toMatch(/^(?:file:\/\/\/|https?:\/\/)[^\s<>"\\^`{|}]+$/);
        expect(() => decodeURI(target.replace(/%(?![\da-f]{2})/gi, ''))).not.toThrow();
      }
    }),
  );
});
