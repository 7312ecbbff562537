/** The first steps in VS Code: what they name is there, and is packed. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Manifest {
  name: string;
  publisher: string;
  contributes: {
    commands: { command: string; title: string }[];
    keybindings: { command: string; key: string; mac?: string }[];
    views: Record<string, { id: string }[]>;
    viewsWelcome: { contents: string }[];
    walkthroughs: {
      id: string;
      steps: { description: string; media: { markdown: string }; completionEvents: string[] }[];
    }[];
  };
}

const { name, publisher, contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const pages = steps.map(({ media }) => readFileSync(media.markdown, 'utf8'));
const views = Object.values(contributes.views).flat();
const ours = new Set([...contributes.commands.map(({ command }) => command), ...views.map(({ id }) => `${id}.focus`)]);

test('buttons and completion events are commands and views that exist', () => {
  const texts = [
    ...steps.map(({ description }) => description),
    ...contributes.viewsWelcome.map((one) => one.contents),
  ];
  const linked = texts.flatMap((text) => [...text.matchAll(/\]\(command:([\w.]+)/g)].map(([, id]) => id as string));
  const events = steps.flatMap(({ completionEvents }) => completionEvents.map((event) => event.split(':')));
  expect(linked.length).toBeGreaterThan(steps.length);
  expect(linked.filter((id) => id.startsWith('throughline.') && !ours.has(id))).toEqual([]);
  for (const [kind, id = ''] of events)
    expect(kind === 'onCommand' ? [...ours] : views.map((view) => view.id), id).toContain(id);
});

test('the view opens a walkthrough that exists', () => {
  const [{ contents = '' } = {}] = contributes.viewsWelcome;
  const asked = /openWalkthrough\?([^)]*)/.exec(contents)?.[1] ?? '';
  const known = contributes.walkthroughs.map(({ id }) => `${publisher}.${name}#${id}`);
  expect(known).toContain(JSON.parse(decodeURIComponent(asked)));
});

test('commands are named as they are called, and keys are bound', () => {
  const titles = contributes.commands.map(({ title }) => title.replace(/ \(.*/, ''));
  const text = [...steps.map(({ description }) => description), ...pages].join('\n');
  const named = [...text.matchAll(/\*\*Throughline: ([^*]+)\*\*|\*([A-Z]\w+(?: [A-Z]\w+)+…?)\*/g)];
  const names = named.map(([, full, short]) => full ?? short);
  expect(names.length).toBeGreaterThan(4);
  expect(names.filter((one) => !titles.includes(one ?? ''))).toEqual([]);
  const normal = (key: string): string => key.toLowerCase().split('+').sort().join('+');
  const bound = new Set(contributes.keybindings.flatMap(({ key, mac }) => [key, mac ?? key]).map(normal));
  const keys = [...text.matchAll(/`((?:(?:Ctrl|Alt|Shift|Cmd)\+)+\w+)`/g)].map(([, key]) => key as string);
  expect(keys.length).toBeGreaterThan(5);
  // VS Code's own.
  expect(keys.filter((key) => key !== 'Ctrl+Z' && !bound.has(normal(key)))).toEqual([]);
});

test('the pages are packed', () => {
  expect(readFileSync('.vscodeignore', 'utf8').split('\n')).toContain('!syntaxes/walkthrough/*.md');
  for (const { media } of steps) expect(media.markdown).toMatch(/^\.\/syntaxes\/walkthrough\/\w+\.md$/);
});
