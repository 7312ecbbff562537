/**
 * The invariant: whatever edits a file for an analyst leaves the words of the original what they are. Everything that makes edits stands in
 * one table, and is driven over selections that are hard on it, in generated interviews and in real ones.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import type { Span } from '../../server/core/span';
import { strip } from '../../server/core/strip';
import { annotateRange } from '../../server/features/annotate-range';
import { codeActions } from '../../server/features/code-actions';
import { completion } from '../../server/features/completion';
import { dismiss } from '../../server/features/dismissals';
import { formatting } from '../../server/features/formatting';
import { setLabels } from '../../server/features/labelling';
import { mark, type Action } from '../../server/features/mark';
import { onType } from '../../server/features/on-type';
import type { Edit, Place } from '../../server/features/place';
import { atOnce, merge, move, remove, renameCode, type Steps } from '../../server/features/refactor';
import { sameClaim } from '../../server/features/relate';
import { prepareRename, rename } from '../../server/features/rename';
import { annotated as interview, select, shares } from '../annotated';
import { anyText } from '../core/arbitrary';
import { hasShared, sharedTranscripts } from '../shared';

const HERE = 'file:///here.transcript';
const THERE = 'file:///there.transcript';

/** What one feature would do; `name` tells which, if the words change. */
interface Proposal {
  name: string;
  files: { uri: string; edits: readonly Edit[] }[];
}

/** What is done to the words at a selection, or at its two ends as if they were two cursors. */
function marking(corpus: Corpus, { start, end }: Span, action: Action): Proposal[] {
  const cursors = [start, end].map((at) => ({ start: at, end: at }));
  return [[{ start, end }], cursors].flatMap((selections) => {
    const { edits = [], done = 0 } = mark(corpus, HERE, selections, action) ?? {};
    return done > 0 ? [{ name: JSON.stringify(action), files: [{ uri: HERE, edits }] }] : [];
  });
}

const RESIZING: Action[] = (['word', 'sentence', 'paragraph'] as const).flatMap((by): Action[] => [
  { do: 'resize', end: 'start', direction: 'back', by },
  { do: 'resize', end: 'start', direction: 'forward', by },
  { do: 'resize', end: 'end', direction: 'back', by },
  { do: 'resize', end: 'end', direction: 'forward', by },
]);

/** One of several in turn, by where the selection is: to try all of them at each would tell little more, and takes long. */
function oneOf<T>({ start, end }: Span, ...list: T[]): T {
  return list[(start + end) % list.length]!;
}

/** What edits a file, and what it would do to a selection. */
const EDITORS: Record<string, (corpus: Corpus, selection: Span) => Proposal[]> = {
  annotate(corpus, selection) {
    const wishes = [
      ['tag', '#housing/rent'],
      ['claim', '^rents-doubled +other'],
      ['attribute', '@mayor note="a b"'],
      ['term', ''],
      ['speaker', 'Ana Ruiz?'],
      ['speaker', 'MM'],
    ] as const;
    const [kind, codes] = oneOf<(typeof wishes)[number]>(selection, ...wishes);
    const edits = annotateRange(corpus, HERE, selection, codes, kind);
    return edits ? [{ name: `annotate: ${kind}`, files: [{ uri: HERE, edits }] }] : [];
  },
  code: (corpus, selection) =>
    marking(corpus, selection, { do: 'code', codes: '#new ^new', gloss: { claim: 'new', says: 'So\nit is.' } }),
  uncode: (corpus, selection) => marking(corpus, selection, { do: 'uncode', codes: '#b ^t #n' }),
  unmark: (corpus, selection) => marking(corpus, selection, { do: 'unmark' }),
  memo: (corpus, selection) => marking(corpus, selection, { do: 'memo', text: 'Ask\r\nher.', coder: 'ana' }),
  aside: (corpus, selection) => marking(corpus, selection, { do: 'aside' }),
  resize: (corpus, selection) => marking(corpus, selection, oneOf(selection, ...RESIZING)),
  split: (corpus, selection) => marking(corpus, selection, { do: 'split' }),
  'merge quotes': (corpus, selection) => marking(corpus, selection, { do: 'merge' }),
  'code actions': (corpus, selection) =>
    codeActions(corpus, HERE, selection).flatMap(({ title, edits, fixes }) => {
      // These say which characters are the original's.
      const isRestatement =
        /^Close (?:it here|the braces|the front matter)$/.test(title) ||
        (title === 'Make it plain text' && fixes?.code === 'unknown-annotation');
      return edits && !isRestatement ? [{ name: `code action: ${title}`, files: edits }] : [];
    }),
  relate(corpus, selection) {
    const here: Place = { uri: HERE, span: selection };
    const there: Place = { uri: THERE, span: DOUBLED };
    const isNew = oneOf(selection, true, false);
    const same = isNew
      ? sameClaim(corpus, here, there, { claim: 'new', gloss: 'So\nit is.' })
      : sameClaim(corpus, there, here);
    const unrelated = dismiss(corpus, here, there);
    return [
      ...(same ? [{ name: 'same claim', files: same.files }] : []),
      ...(unrelated ? [{ name: 'unrelated', files: [{ uri: HERE, edits: unrelated }] }] : []),
    ];
  },
  rename(corpus, selection) {
    return [selection.start, selection.end].flatMap((offset) => {
      // A label is words of the original: whoever renames it wants them changed. What the analyst declares and adds is none.
      const { turns, speakers } = corpus.interviews.get(HERE)!.transcript;
      const target = prepareRename(corpus, HERE, offset);
      const speaker = speakers.find(({ labels }) => labels.includes(target?.name ?? ''));
      if (speaker && turns.some(({ added, label }) => !added && speaker.labels.includes(label))) return [];
      return proposed('rename', rename(corpus, HERE, offset, 'New-name'));
    });
  },
  refactor(corpus, selection) {
    const codes = corpus.interviews
      .get(HERE)!
      .uses.flatMap(({ code }) => (code.kind === 'tag' || code.kind === 'claim' ? [code] : []));
    const code = codes[selection.start % Math.max(1, codes.length)];
    if (!code) return [];
    const { kind, name } = code;
    const other = kind === 'tag' ? 'housing' : 'rents-doubled';
    return oneOf(
      selection,
      () => proposed('rename a code', renameCode(corpus, kind, name, 'new/name')),
      () => proposed('merge', merge(corpus, kind, name, other)),
      () => proposed('merge', merge(corpus, kind, other, name)),
      () => (kind === 'tag' ? proposed('move', move(corpus, name, 'above')) : []),
      () => proposed('delete', remove(corpus, kind, name)),
    )();
  },
  formatting(corpus, selection) {
    const interview = corpus.interviews.get(HERE)!;
    return [
      { name: 'formatting', files: [{ uri: HERE, edits: formatting(interview) }] },
      { name: 'range formatting', files: [{ uri: HERE, edits: formatting(interview, selection) }] },
    ];
  },
  'on type'(corpus, { start }) {
    const { text } = corpus.interviews.get(HERE)!.transcript;
    // Nobody types within a character.
    if (/^[\udc00-\udfff]/.test(text.slice(start))) return [];
    return ['==', '{'].flatMap((mark): Proposal[] => {
      const typed = new Corpus();
      typed.put(HERE, text.slice(0, start) + mark + text.slice(start));
      const edits = onType(typed.interviews.get(HERE)!, start + mark.length, mark.charAt(mark.length - 1));
      if (edits.length === 0) return [];
      const after = applyEdits(typed.interviews.get(HERE)!.transcript.text, edits);
      const whole = { start: 0, end: text.length };
      return [{ name: `typed ${mark}`, files: [{ uri: HERE, edits: [{ span: whole, text: after }] }] }];
    });
  },
  labels(corpus, selection) {
    const { start, end } = selection;
    const { transcript } = corpus.interviews.get(HERE)!;
    const named = [
      { label: 'INT', name: 'Ana Ruiz', role: 'interviewer' },
      { label: 'MM', role: 'interviewee' },
    ];
    const wishes = [
      [{ offset: start, label: 'INT' }],
      [{ offset: start, label: null }],
      [
        { offset: start, label: 'MM', guess: true },
        { offset: end, label: 'INT', guess: true },
      ],
    ];
    const labelled = setLabels(transcript, oneOf(selection, ...wishes), named);
    return labelled ? [{ name: 'labels', files: [{ uri: HERE, edits: labelled.edits }] }] : [];
  },
  completion(corpus, selection) {
    const { layer } = corpus.interviews.get(HERE)!.transcript;
    // Elsewhere it completes words, or marks that are none yet.
    const isLayer = ({ start, end }: Span): boolean => layer.some((mark) => mark.start < start && end < mark.end);
    return [selection.start, selection.end].flatMap((offset) =>
      completion(corpus, HERE, offset)
        .filter(({ replace }) => isLayer(replace))
        .map(({ label, replace, insert }) => ({
          name: `completion: ${label}`,
          files: [{ uri: HERE, edits: [{ span: replace, text: insert }] }],
        })),
    );
  },
};

function proposed(name: string, steps: Steps | undefined): Proposal[] {
  const refactoring = steps && atOnce(steps);
  return refactoring && 'files' in refactoring ? [{ name, files: refactoring.files }] : [];
}

const BROKEN = /\p{Cs}/u;

/** How often each feature had something to do. */
type Counts = Record<string, number>;

function drive(corpus: Corpus, selection: Span, counts: Counts): void {
  const seen = new Set<string>();
  for (const [editor, propose] of Object.entries(EDITORS)) {
    for (const { name, files } of propose(corpus, selection)) {
      counts[editor] = (counts[editor] ?? 0) + 1;
      for (const { uri, edits } of files) {
        const before = corpus.interviews.get(uri)?.transcript;
        if (!before) continue;
        const text = applyEdits(before.text, edits);
        // Several features may do the same.
        if (text === before.text || seen.has(uri + text)) continue;
        seen.add(uri + text);
        // Half a character would be lost when the file is saved.
        const isWhole = BROKEN.test(before.text) || !BROKEN.test(text);
        if (strip(text) !== strip(before) || !isWhole) {
          // Real words are not printed.
          const { start, end } = selection;
          throw new Error(`${name} changes the words, with ${start}–${end} selected of ${before.text.length}`);
        }
      }
    }
  }
}

const other =
  '---\ntitle: The other side\n---\nAB: The rents in the ward never doubled. ==They rose.=={^rose}\n\nAB: No.\n';
const codebook = 'tags:\n  housing: Homes\nclaims:\n  rents-doubled: Rents doubled.\n';

/** A sentence of the other interview. */
const DOUBLED = { start: other.indexOf('The rents'), end: other.indexOf(' ==They') };

function corpusOf(text: string): Corpus {
  const corpus = new Corpus();
  corpus.put('file:///codebook.yaml', codebook);
  corpus.put(THERE, other);
  corpus.put(HERE, text);
  return corpus;
}

describe('no edit changes a word of the original', () => {
  it('in interviews that are full of marks', () => {
    const counts: Counts = {};
    fc.assert(
      fc.property(
        fc.oneof({ weight: 5, arbitrary: interview }, { weight: 1, arbitrary: anyText }),
        fc.array(shares, { minLength: 1, maxLength: 3 }),
        (text, list) => {
          const corpus = corpusOf(text);
          for (const one of list) drive(corpus, select(corpus.interviews.get(HERE)!.transcript, one), counts);
        },
      ),
      { numRuns: 150 },
    );
    for (const editor of Object.keys(EDITORS)) expect([editor, (counts[editor] ?? 0) > 8]).toEqual([editor, true]);
  });

  it('however many edits follow one another', () => {
    fc.assert(
      fc.property(
        fc.oneof(interview, anyText),
        fc.array(fc.tuple(shares, fc.nat()), { minLength: 2, maxLength: 6 }),
        (original, list) => {
          let text = escape(original);
          for (const [one, choice] of list) {
            const corpus = corpusOf(text);
            const selection = select(corpus.interviews.get(HERE)!.transcript, one);
            // The first of the features that has something to do there, from any of them on.
            const editors = Object.values(EDITORS);
            const from = choice % editors.length;
            let all: Proposal[] = [];
            for (const propose of [...editors.slice(from), ...editors.slice(0, from)]) {
              all = propose(corpus, selection);
              if (all.length > 0) break;
            }
            const chosen = all[choice % Math.max(1, all.length)];
            const edits = chosen?.files.find(({ uri }) => uri === HERE)?.edits ?? [];
            text = applyEdits(text, edits);
            expect([chosen?.name, strip(text)]).toEqual([chosen?.name, original]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it.runIf(hasShared)('in real interviews', () => {
    const counts: Counts = {};
    const texts = sharedTranscripts('seeds').map(({ text }) => text);
    const lists = fc.sample(fc.array(shares, { minLength: 12, maxLength: 12 }), { numRuns: texts.length, seed: 4 });
    for (const [index, original] of texts.entries()) {
      let text = escape(original);
      for (const one of lists[index] ?? []) {
        const corpus = corpusOf(text);
        const selection = select(corpus.interviews.get(HERE)!.transcript, one);
        drive(corpus, selection, counts);
        // The next selection meets the marks of this one.
        const edits = annotateRange(corpus, HERE, selection, '#b  #a ^c') ?? [];
        text = applyEdits(text, edits);
      }
      expect(strip(text) === original).toBe(true);
    }
    expect(counts.annotate).toBeGreaterThan(25);
    expect(counts['code actions']).toBeGreaterThan(50);
  });
});
