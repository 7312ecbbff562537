/** What the documents promise is there: commands, scripts, files, and the names of the editor's commands. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

interface Manifest {
  scripts: Record<string, string>;
  contributes: {
    commands: { command: string; title: string }[];
    keybindings: { command: string; key: string }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const documents = ['README.md', 'seeds/README.md', ...readdirSync('docs').map((name) => join('docs', name))]
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test.each(documents)('$path names scripts that exist', ({ text }) => {
  const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script as string);
  expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
});

test.each(documents)('$path links to files that exist', ({ path, text }) => {
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target as string);
  const files = links.filter((target) => !/^[a-z]+:/.test(target));
  expect(files.filter((target) => !existsSync(join(dirname(path), target)))).toEqual([]);
});

test('the README names the commands of the editor as they are called', () => {
  const titles = manifest.contributes.commands.map(({ title }) => title.replace(/ \(.*/, ''));
  const bold = [...(documents[0]?.text ?? '').matchAll(/^\* [\s\S]*?(?=\n\n|\n\*)/gm)].flatMap(([entry]) =>
    [...entry.matchAll(/\*\*([A-Z][^*]*)\*\*/g)].map(([, name]) => (name as string).replace(/\s+/g, ' ')),
  );
  expect(bold.length).toBeGreaterThan(4);
  expect(bold.filter((name) => !titles.includes(name))).toEqual([]);
});

test('the manual of annotating names the commands as they are called, with their keys', () => {
  const text = documents.find(({ path }) => path === join('docs', 'annotating.md'))?.text ?? '';
  const { commands, keybindings } = manifest.contributes;
  const bold = [...text.matchAll(/\*\*([A-Z][^*]*[^*.])\*\*/g)].map(([, name]) =>
    (name as string).replace(/\s+/g, ' '),
  );
  expect(bold.length).toBeGreaterThan(20);
  expect(bold.filter((name) => !commands.some(({ title }) => title === name))).toEqual([]);
  const normal = (key: string): string =>
    key
      .toLowerCase()
      .split(' ')
      .map((stroke) => stroke.split('+').sort().join('+'))
      .join(' ');
  const rows = [...text.matchAll(/^\| (\*\*.*) \| (.+) \|$/gm)].map(([, names = '', keys = '']) => ({
    titles: [...names.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name as string),
    keys: keys.replace(/, then .*/, '').split(', '),
  }));
  expect(rows.length).toBeGreaterThan(8);
  for (const { titles, keys } of rows) {
    for (const [index, name] of titles.entries()) {
      const id = commands.find(({ title }) => title === name)?.command;
      const bound = keybindings.filter(({ command }) => command === id).map(({ key }) => normal(key));
      expect(bound, name).toContain(normal(keys[index] ?? ''));
    }
  }
});

test('the commands of the README are commands of the command line', () => {
  const used = [...(documents[0]?.text ?? '').matchAll(/node dist\/cli\.js (\w+)/g)].map(([, name]) => name as string);
  expect(used.length).toBeGreaterThan(3);
  expect(used.filter((name) => !existsSync(`server/cli/${name}.ts`))).toEqual([]);
});
