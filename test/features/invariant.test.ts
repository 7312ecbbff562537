/**
 * The invariant: whatever edits a file for an analyst leaves the words of the original what they are. Everything that makes edits stands in
 * one table, and is driven over selections that are hard on it, in generated interviews and in real ones.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import { upperBound, type Span } from '../../server/core/span';
import { strip } from '../../server/core/strip';
import type { Transcript } from '../../server/core/syntax';
import { annotateRange } from '../../server/features/annotate-range';
import { codeActions } from '../../server/features/code-actions';
import { completion } from '../../server/features/completion';
import { dismiss } from '../../server/features/dismissals';
import { formatting } from '../../server/features/formatting';
import { onType } from '../../server/features/on-type';
import type { Edit, Place } from '../../server/features/place';
import { atOnce, merge, move, remove, renameCode, type Steps } from '../../server/features/refactor';
import { sameClaim } from '../../server/features/relate';
import { prepareRename, rename } from '../../server/features/rename';
import { anyText } from '../core/arbitrary';
import { hasShared, sharedTranscripts } from '../shared';

const HERE = 'file:///here.transcript';
const THERE = 'file:///there.transcript';

/** What one feature would do; `name` tells which, if the words change. */
interface Proposal {
  name: string;
  files: { uri: string; edits: readonly Edit[] }[];
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
    return wishes.flatMap(([kind, codes]) => {
      const edits = annotateRange(corpus, HERE, selection, codes, kind);
      return edits ? [{ name: `annotate: ${kind}`, files: [{ uri: HERE, edits }] }] : [];
    });
  },
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
    const same = [
      sameClaim(corpus, here, there, { claim: 'new', gloss: 'So\nit is.' }),
      sameClaim(corpus, there, here),
    ];
    const unrelated = dismiss(corpus, here, there);
    return [
      ...same.flatMap((found) => (found ? [{ name: 'same claim', files: found.files }] : [])),
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
  refactor(corpus, { start }) {
    const codes = corpus.interviews
      .get(HERE)!
      .uses.flatMap(({ code }) => (code.kind === 'tag' || code.kind === 'claim' ? [code] : []));
    const code = codes[start % Math.max(1, codes.length)];
    if (!code) return [];
    const { kind, name } = code;
    const other = kind === 'tag' ? 'housing' : 'rents-doubled';
    return [
      ...proposed('rename a code', renameCode(corpus, kind, name, 'new/name')),
      ...proposed('merge', merge(corpus, kind, name, other)),
      ...proposed('merge', merge(corpus, kind, other, name)),
      ...(kind === 'tag' ? proposed('move', move(corpus, name, 'above')) : []),
      ...proposed('delete', remove(corpus, kind, name)),
    ];
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

function textOf(corpus: Corpus, uri: string): string {
  return (corpus.interviews.get(uri)?.transcript.text ?? corpus.codebooks.get(uri)?.text)!;
}

const BROKEN = /\p{Cs}/u;

/** How often each feature had something to do. */
type Counts = Record<string, number>;

function drive(corpus: Corpus, selection: Span, counts: Counts): void {
  for (const [editor, propose] of Object.entries(EDITORS)) {
    for (const { name, files } of propose(corpus, selection)) {
      counts[editor] = (counts[editor] ?? 0) + 1;
      for (const { uri, edits } of files) {
        const before = corpus.interviews.get(uri);
        if (!before) continue;
        const text = applyEdits(textOf(corpus, uri), edits);
        const words = strip(before.transcript);
        // Half a character would be lost when the file is saved.
        const isWhole = BROKEN.test(textOf(corpus, uri)) || !BROKEN.test(text);
        if (strip(text) !== words || !isWhole) {
          // Real words are not printed.
          const { start, end } = selection;
          throw new Error(`${name} changes the words, with ${start}–${end} selected of ${textOf(corpus, uri).length}`);
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

/** Offsets at which things begin and end: marks, turns, paragraphs, lines, and characters of several units. */
function edges({ text, layer, turns, paragraphs, lines, quotations }: Transcript): number[] {
  const spans = [...layer, ...turns, ...paragraphs, ...quotations, ...turns.map(({ labelSpan }) => labelSpan)];
  const found = [0, text.length, ...spans.flatMap(({ start, end }) => [start, end])];
  for (const { start, contentEnd, end } of lines) found.push(start, contentEnd, end);
  for (const pattern of [/\p{M}/gu, /[\u200d\ud800-\udfff]/g])
    for (const match of text.matchAll(pattern)) found.push(match.index);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** A selection from two shares of the text: some from edge to edge or beside one, some anywhere. */
function select(transcript: Transcript, [from, to, nudge]: Shares): Span {
  const all = edges(transcript);
  const { length } = transcript.text;
  const near = (share: number): number => {
    const edge = all[Math.floor(share * all.length)] ?? 0;
    return Math.min(length, Math.max(0, edge + (nudge % 3) - 1));
  };
  // Selections that are a few words long, and others that are longer.
  const start = nudge < 6 ? near(from) : Math.floor(from * (length + 1));
  const at = upperBound(
    all.map((edge) => ({ start: edge, end: edge })),
    start,
  );
  const end = nudge % 2 === 0 ? (all[at + Math.floor(to * 6)] ?? length) : near(to);
  return { start: Math.min(start, end), end: Math.max(start, end) };
}

type Shares = [from: number, to: number, nudge: number];
const share = fc.integer({ min: 0, max: 9_999 }).map((n) => n / 10_000);
const shares: fc.Arbitrary<Shares> = fc.tuple(share, share, fc.integer({ min: 0, max: 11 }));

const words = fc.constantFrom(
  'The rent doubled.',
  'They said “you can always move”.',
  '==After 2019=={#housing ^rents-doubled}',
  '== ==the fees=={  #b  #a }',
  '{a>the neighbours, {b>all of them<a   #n}, stayed<b #s  ^t}',
  '{@MM} No. ',
  '{@AB?} Why?',
  'family 👨‍👩‍👧‍👦 came',
  'cafe\u0301 na\u0308ive',
  '王伟说他们走了。',
  '[laughs] (pause) [0:32]',
  'C:\\new \\# \\== a=b',
  '==open and',
  '<c #x}',
  '{d>so',
  ' ',
);
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('MM: ', 'AB: ', '[0:32] AB: ', '', ''), fc.array(words, { maxLength: 4 }))
      .map(([label, list]) => label + list.join(' ')),
  },
  { weight: 2, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '# Rents',
      '%topic Fees',
      '%claim rents-doubled : So.',
      '%tags  #b #a',
      '%memo: x',
      '%aside',
      '%seen x',
    ),
  },
);
const interview = fc
  .tuple(
    fc.constantFrom('', '---\ntitle: x\nspeakers: { MM: Maria Mendez }\n---\n', '\ufeff'),
    fc.array(line, { minLength: 1, maxLength: 12 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([front, lines, end, last]) => front.replaceAll('\n', end) + lines.join(end) + (last ? end : ''));

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
      { numRuns: 200 },
    );
    for (const editor of Object.keys(EDITORS)) expect([editor, (counts[editor] ?? 0) > 20]).toEqual([editor, true]);
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
            const all = Object.values(EDITORS).flatMap((propose) => propose(corpus, selection));
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
    expect(counts.annotate).toBeGreaterThan(100);
    expect(counts['code actions']).toBeGreaterThan(50);
  });
});
