import type { Corpus } from '../core/corpus';
import { applyEdits } from '../core/edit';
import { atOnce, merge, move, remove, renameCode, type Steps } from '../features/refactor';
import { encode } from '../formats/encoding';
import { command, Failure, FINE, UsageError } from './command';
import { identity, readBytes, readText, writeWhole } from './io';
import { load } from './load';
import { count } from './output';

type What = 'tag' | 'claim';
type Action = (corpus: Corpus, what: What, name: string, into: string) => Steps;

const ACTIONS: Record<string, { names: 1 | 2; run: Action }> = {
  rename: { names: 2, run: renameCode },
  merge: { names: 2, run: merge },
  move: { names: 2, run: (corpus, _, name, parent) => move(corpus, name, parent) },
  delete: { names: 1, run: remove },
};

const USAGE_LINE = 'codes rename|merge|move|delete <name> [<other name>] <path>… [--claim] [--write]';

export default command({
  usage: USAGE_LINE,
  about: `
Gives a tag or claim another name, makes two of them one, moves a tag under another or deletes one, in all interviews and codebooks that
are named. No word of a transcript changes. Without --write it only tells what would.`,
  options: {
    claim: { type: 'boolean', about: 'The names are those of claims, not of tags.' },
    write: { type: 'boolean', about: 'Change the files: all of them, or none.' },
    json: { type: 'boolean', about: 'One JSON value.' },
  },
  paths: { least: 3, most: Infinity },
  run({ claim = false, write = false, json = false }, [name = '', ...rest], terminal) {
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) throw new UsageError(`codes wants one of ${Object.keys(ACTIONS).join(', ')}`);
    if (claim && name === 'move') throw new UsageError('only tags can be moved');
    const [code = '', into = ''] = rest;
    const paths = rest.slice(action.names);
    if (paths.length === 0) throw new UsageError(`something is missing\nUsage: throughline ${USAGE_LINE}`);
    const { corpus, complete } = load(paths, terminal);
    if (!complete) throw new Failure('Not every file could be read: nothing was changed.');
    const result = atOnce(action.run(corpus, claim ? 'claim' : 'tag', code, into));
    if ('refused' in result) throw new Failure(result.refused);
    const files = result.files.map(({ uri, edits }) => ({ file: uri, places: edits.length, written: write }));
    if (write) replaceAll(result.files.map(({ uri, edits }) => ({ path: uri, bytes: edited(corpus, uri, edits) })));
    if (json) terminal.json(files);
    else for (const { file, places } of files) terminal.write(`${file}: ${count(places, 'place')}\n`);
    if (!json && !write && files.length > 0) terminal.say('Nothing is changed without --write.');
    return FINE;
  },
});

/** A file after its edits, in its own encoding; it has to say what it did when it was read. */
function edited(corpus: Corpus, path: string, edits: Parameters<typeof applyEdits>[1]): Uint8Array {
  const now = readText(path);
  const known = corpus.codebooks.get(path)?.text ?? corpus.interviews.get(path)?.transcript.text;
  if (now.text !== known) throw new Failure(`${path}: it has changed meanwhile; nothing was changed`);
  return encode(applyEdits(now.text, edits), now);
}

/** Writes all the files; if one cannot be written, those before it are what they were. */
function replaceAll(files: readonly { path: string; bytes: Uint8Array }[]): void {
  const before = files.map(({ path }) => readBytes(path));
  let done = 0;
  try {
    // Behind a symbolic link the file itself is written.
    for (const { path, bytes } of files) {
      writeWhole(identity(path), bytes, true);
      done++;
    }
  } catch (error) {
    for (const [index, { path }] of files.slice(0, done).entries())
      writeWhole(identity(path), before[index] ?? new Uint8Array(), true);
    throw error;
  }
}
