/** What is told of closed interviews does not depend on whether their text is at hand. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../server/core/corpus';
import { completion } from '../../server/features/completion';
import { definition } from '../../server/features/definition';
import { diagnostics } from '../../server/features/diagnostics';
import { highlights } from '../../server/features/highlight';
import { hover } from '../../server/features/hover';
import { references } from '../../server/features/references';
import { stats } from '../../server/features/stats';
import { workspaceSymbols } from '../../server/features/workspace-symbols';
import type { RelatedIndex } from '../../server/related/related-index';
import { keptCorpus, releasedCorpus } from '../released';

const OPTIONS = { limit: 5, markdown: true };

/** All that is told of a place. */
function at(corpus: Corpus, related: RelatedIndex, uri: string, offset: number): unknown {
  return {
    hover: hover(corpus, related, uri, offset, OPTIONS),
    definition: definition(corpus, uri, offset),
    references: references(corpus, uri, offset, true),
    highlights: highlights(corpus, uri, offset),
    completion: completion(corpus, uri, offset),
    related: related.related(uri, { start: offset, end: offset + 60 }, { limit: 5, all: true }),
  };
}

/** All that is told of the corpus. */
function overall(corpus: Corpus): unknown {
  const uris = [...corpus.interviews.keys(), ...corpus.codebooks.keys()];
  return {
    symbols: ['', 'a', 'maria', 'rents'].map((query) => workspaceSymbols(corpus, query, 1000)),
    stats: stats(corpus, [...corpus.interviews.values()]),
    diagnostics: uris.map((uri) => diagnostics(corpus, uri)),
  };
}

const CODEBOOK = `tags:
  housing: { about: Where people live }
claims:
  rents-doubled: { says: Rents doubled., contradicts: [rents-stable] }
people:
  maria: { name: Maria Mendez, aliases: [MM, Mia] }
`;

const sentence = fc.constantFrom(
  'Rents in the harbour ward doubled.',
  'The ferry to the island left early.',
  'Nobody told the fishermen of it.',
  'They said “the harbour was never theirs” at the time.',
);
const coded = fc.tuple(
  sentence,
  fc.constantFrom('#housing', '^rents-doubled', '+rents-doubled @maria', '-rents-stable', '@Ana ^rents-doubled #a'),
);
const words = fc.oneof(
  sentence,
  coded.map(([said, codes]) => `==${said}=={${codes}}`),
);
const turn = fc
  .tuple(
    fc.constantFrom('MM: ', '[0:32] MM: ', 'Ana Ruiz: ', 'INT: ', '{@MM?} ', ''),
    fc.array(words, { minLength: 1, maxLength: 3 }),
  )
  .map(([head, said]) => head + said.join(' '));
const line = fc.constantFrom(
  '%tags #housing +rents-doubled',
  '%claim rents-doubled: They rose.',
  '%aside',
  '# Rents',
  '%unrelated b "Rents in the"',
);
const front = fc.constantFrom(
  '',
  '---\ntitle: On rents\ndate: 2024-03-02\nspeakers: { MM: Maria Mendez, INT: { name: Ana Ruiz, role: interviewer } }\n---\n',
  '---\nspeakers: { Mia: null }\nlanguage: de\n---\n',
);
const interview = fc
  .tuple(front, fc.array(fc.oneof({ weight: 3, arbitrary: turn }, line), { minLength: 1, maxLength: 10 }))
  .map(([top, parts]) => top + parts.map((part) => part + (part.startsWith('%') ? '\n' : '\n\n')).join(''));
const corpora = fc
  .array(interview, { minLength: 1, maxLength: 5 })
  .map(
    (texts) =>
      new Map([
        ...texts.map((text, index): [string, string] => [`file:///${'abcde'.charAt(index)}.transcript`, text]),
        ['file:///codebook.yaml', CODEBOOK],
      ]),
  );

/** The sample corpus. */
function samples(): Map<string, string> {
  const folder = new URL('../../seeds/', import.meta.url);
  const names = readdirSync(folder).filter((name) => /\.(?:transcript|yaml)$/.test(name));
  return new Map(names.map((name) => [new URL(name, folder).href, readFileSync(new URL(name, folder), 'utf8')]));
}

describe('released interviews', () => {
  it('answer as those do that keep their text', () => {
    fc.assert(
      fc.property(
        corpora,
        fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        fc.constantFrom(0, 300),
        (texts, offsets, capacity) => {
          const kept = keptCorpus(texts);
          const released = releasedCorpus(texts, capacity);
          for (const [uri, text] of texts) {
            for (const offset of offsets.map((offset) => offset % (text.length + 1))) {
              const expected = at(kept.corpus, kept.related, uri, offset);
              expect(at(released.corpus, released.related, uri, offset)).toEqual(expected);
            }
          }
          expect(overall(released.corpus)).toEqual(overall(kept.corpus));
          expect(released.changed).toEqual([]);
          expect(kept.corpus.interviews.size).toBe(texts.size - 1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('answer so in the sample corpus, too', () => {
    const texts = samples();
    const kept = keptCorpus(texts);
    const released = releasedCorpus(texts, 0);
    expect(overall(released.corpus)).toEqual(overall(kept.corpus));
    for (const [uri, text] of texts) {
      for (let offset = 7; offset < text.length; offset += 401) {
        expect(at(released.corpus, released.related, uri, offset)).toEqual(at(kept.corpus, kept.related, uri, offset));
      }
    }
  });

  it('show none of what the files say now when these have changed', () => {
    fc.assert(
      fc.property(corpora, fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), (texts, offsets) => {
        const { corpus, related, files } = releasedCorpus(texts, 0);
        const open = 'file:///a.transcript';
        const text = texts.get(open) ?? '';
        corpus.put(open, text);
        related.flush();
        for (const uri of [...files.keys()].filter((uri) => uri !== open)) files.set(uri, 'SECRET '.repeat(200));
        for (const offset of offsets.map((offset) => offset % (text.length + 1))) {
          const shown = hover(corpus, related, open, offset, OPTIONS)?.content ?? '';
          expect(shown).not.toContain('SECRET');
          // Nor names with nothing said: what is left out is left out as a whole.
          for (const other of ['b', 'c', 'd', 'e']) expect(shown).not.toContain(`${other}.transcript#L`);
        }
      }),
      { numRuns: 150 },
    );
  });
});
