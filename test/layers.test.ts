/** The house keeps its direction: what each folder may import, read from the import lines. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Layer {
  /** Files and folders of the project that may be imported; a folder ends with `/`. */
  files: string[];
  /** Packages: exactly this name, or all below where it ends with `/` or `:`. */
  packages: string[];
}

const LANGUAGE = ['vscode-languageserver'];

/** The first that fits counts. */
const LAYERS: [path: string, layer: Layer][] = [
  ['server/core/', { files: ['server/core/'], packages: ['yaml'] }],
  ['server/related/', { files: ['server/core/', 'server/related/'], packages: ['stemmer', '@orama/stemmers/'] }],
  ['server/features/', { files: ['server/core/', 'server/related/', 'server/features/'], packages: ['yaml'] }],
  ['server/formats/', { files: ['server/core/', 'server/formats/'], packages: ['yaml', 'fflate', 'saxes', 'docx'] }],
  [
    'server/store/',
    {
      files: ['server/core/', 'server/related/', 'server/store/', 'server/features/diagnostics', 'server/host/storage'],
      packages: [],
    },
  ],
  ['server/host/disk.ts', { files: ['server/host/'], packages: ['node:'] }],
  ['server/host/disk-storage.ts', { files: ['server/host/'], packages: ['node:'] }],
  ['server/host/', { files: ['server/host/', 'server/lsp/protocol'], packages: [...LANGUAGE, 'picomatch/posix'] }],
  ['server/lsp/protocol.ts', { files: [], packages: ['vscode-languageserver-types'] }],
  [
    'server/lsp/',
    {
      files: ['core', 'related', 'features', 'formats', 'host', 'store', 'lsp'].map((folder) => `server/${folder}/`),
      packages: [...LANGUAGE, 'vscode-languageserver-textdocument'],
    },
  ],
  ['server/main.ts', { files: ['server/start'], packages: [] }],
  ['server/start.ts', { files: ['server/lsp/server', 'server/host/'], packages: ['vscode-languageserver/node'] }],
  ['server/worker.ts', { files: ['server/lsp/server'], packages: ['vscode-languageserver/browser'] }],
  [
    'server/cli',
    {
      files: [
        'server/core/',
        'server/related/',
        'server/features/',
        'server/formats/',
        'server/cli/',
        'server/main',
        'server/start',
        'package.json',
      ],
      packages: ['node:'],
    },
  ],
  ['client/node.ts', { files: ['client/'], packages: ['vscode', 'vscode-languageclient/node'] }],
  ['client/browser.ts', { files: ['client/'], packages: ['vscode', 'vscode-languageclient/browser'] }],
  [
    'client/',
    { files: ['client/', 'server/lsp/protocol'], packages: ['vscode', 'vscode-languageclient', 'picomatch/posix'] },
  ],
];

/** Vocabulary of several features, and what is known to more than one of them. Features know nothing else of each other. */
const SHARED = [
  'place',
  'preview',
  'matching',
  'subject',
  'people',
  'attribution',
  'card',
  'markdown',
  // What is left out of a quote that is copied is not missed in a draft.
  'notes',
  'related-passages',
  'reasons',
  'statements',
  'codes-in-use',
  'suggest-codes',
  'quote-marks',
  'sentence-at',
  'words-at',
  // What is a problem where it is asked for is a stop of the coding walk, too.
  'reported-speech',
  // Quick fixes answer problems.
  'diagnostics',
  'codebook-problems',
  // What annotates words by a request is what annotates them by a quick fix.
  'fixes/action',
  'fixes/front-matter',
  // Whose words these may be is the same in a quick fix and in a quick pick.
  'fixes/likely-codes',
  // What decides on a suggestion by a request is what decides on it by a code action.
  'dismissals',
  'relate',
  // Whoever labels goes by the guesses.
  'guess-turns',
  'guess/signs',
  'guess/units',
];

/** Files that belong to one feature. */
const PARTS: Record<string, RegExp> = {
  hover: /^(?:code|passage|person)-cards?$/,
  completion: /^completion-/,
  citation: /^citation-/,
  drafts: /^drafts\//,
  'code-actions': /^fixes\//,
  mark: /^marking\//,
  choices: /^codebook-order$/,
  'guess-turns': /^guess\//,
  'reported-speech': /^reported\//,
  labelling: /^labelling\//,
  rename: /^refactoring\//,
  refactor: /^refactoring\//,
};

const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s[^'"`;]{0,2000}?from\s{0,9}['"]([^'"\n]+)['"]|\bimport\s{0,9}\(?\s{0,9}['"]([^'"\n]+)['"]|\brequire\(\s{0,9}['"]([^'"\n]+)['"]/g;

/** What a source imports, as written. */
function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map(([, from, call, require]) => from ?? call ?? require ?? '');
}

function isListed(list: readonly string[], name: string): boolean {
  return list.some((entry) => name === entry || (/[/:]$/.test(entry) && name.startsWith(entry)));
}

function featureBreach(importer: string, target: string): boolean {
  const name = (path: string): string => path.replace('server/features/', '').replace(/\.ts$/, '');
  const [from, to] = [name(importer), name(target)];
  const isPart = Object.entries(PARTS).some(
    ([feature, part]) => part.test(to) && (from === feature || part.test(from)),
  );
  return !SHARED.includes(to) && !isPart;
}

/** The imports that a file may not have: `importer -> imported`. */
function breaches(path: string, source: string): string[] {
  const layer = LAYERS.find(([prefix]) => path.startsWith(prefix))?.[1];
  if (!layer) return [`${path} is in no layer`];
  return importsOf(source).flatMap((written) => {
    const target = written.startsWith('.') ? posix.join(posix.dirname(path), written) : undefined;
    const allowed = target === undefined ? isListed(layer.packages, written) : isListed(layer.files, target);
    const amongFeatures = path.startsWith('server/features/') && target?.startsWith('server/features/');
    const breach = !allowed || (amongFeatures && featureBreach(path, target ?? ''));
    return breach ? [`${path} -> ${target ?? written}`] : [];
  });
}

const root = resolve(import.meta.dirname, '..');
const sources = ['server', 'client'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/'))),
);

describe('the direction of imports', () => {
  it('is kept by every file', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap((path) => breaches(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it.each([
    ['server/core/parse.ts', "import { a } from '../related/words';"],
    ['server/core/parse.ts', "import 'node:fs';"],
    ['server/core/parse.ts', "const fs = require('fs');"],
    ['server/related/words.ts', "import type {\n  A,\n  B,\n} from '../features/hover';"],
    ['server/features/hover.ts', "import type { Range } from 'vscode-languageserver-types';"],
    ['server/features/hover.ts', "export { definition } from './definition';"],
    ['server/features/links.ts', "import { tagCard } from './code-cards';"],
    ['server/features/codes-in-use.ts', "import type { CodeList } from '../lsp/protocol';"],
    ['server/formats/html.ts', "const hover = await import('../features/hover');"],
    ['server/lsp/server.ts', "import { readFile } from 'node:fs/promises';"],
    ['server/lsp/server.ts', "import { createConnection } from 'vscode-languageserver/node';"],
    ['server/host/client.ts', "import { join } from 'node:path';"],
    ['server/worker.ts', "import { disk } from './host/disk';"],
    ['server/cli/check.ts', "import { serve } from '../lsp/server';"],
    ['client/extension.ts', "import { parse } from '../server/core/parse';"],
    ['client/extension.ts', "import { readFile } from 'node:fs';"],
    ['client/files.ts', "import { LanguageClient } from 'vscode-languageclient/node';"],
    ['server/lsp/protocol.ts', "import type { Span } from '../core/span';"],
    ['server/elsewhere.ts', ''],
  ])('would notice a breach in %s: %s', (path, source) => {
    expect(breaches(path, source)).toHaveLength(1);
  });

  it('allows what is as it should be', () => {
    const hover =
      "import { line } from './card';\nimport { tagCard } from './code-cards';\nimport type { Corpus } from '../core/corpus';\n";
    expect(importsOf(hover)).toEqual(['./card', './code-cards', '../core/corpus']);
    expect(breaches('server/features/hover.ts', hover)).toEqual([]);
    expect(breaches('server/features/fixes/bad-code.ts', "import { a } from './nearest';")).toEqual([]);
    expect(importsOf("// to import 'this' from the words of a comment\nconst a = 'from';")).toEqual(['this']);
  });
});
