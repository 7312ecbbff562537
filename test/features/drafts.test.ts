import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/core/edit';
import { cite, citeAll } from '../../server/features/citation';
import { draftProblems, type DraftProblem } from '../../server/features/drafts';
import { tokens } from '../../server/features/drafts/tokens';
import { fixture, sampleCorpus } from '../fixture';

const { corpus, uri } = fixture(`
//- 07.transcript
---
title: Rents in the ward
speakers: { INT: Ana Ruiz, MM: Maria Mendez }
---
# How it began
INT: When did it start?

MM: After 2019 [sighs] the rent doubled, in a year (which was short). ==Nobody told us=={#a}. They
said “you can always move” — so we stayed... for 3.5 years.

INT: And the neighbours? [laughs] Did they stay, too?

MM: Some of them – not all. The {b>old ones stayed because they could pay<b #c}; don't ask me how.

An advert for soap and water.
%aside
`);

const find = (target: string) => (target.endsWith('07.transcript') ? corpus.interviews.get(uri) : undefined);
const check = (draft: string): DraftProblem[] => draftProblems(corpus, draft, find);
const codes = (draft: string) => check(draft).map(({ code, span }) => [code, draft.slice(span.start, span.end)]);
const mend = (draft: string): string => {
  let text = draft;
  for (let steps = 0; steps < 20; steps++) {
    const fix = check(text).flatMap(({ fixes }) => fixes)[0];
    if (!fix) return text;
    text = applyEdits(text, fix.edits);
  }
  return text;
};
const link = (line: number, name = '07'): string => `[${name}](a/07.transcript#L${line})`;

describe('a quote in a draft', () => {
  it.each([
    ['as it is copied', `> Nobody told us.\n\n— Maria Mendez, [Rents in the ward](07.transcript#L9,1), 2024`],
    ['in quotation marks', `She says “nobody told us” (${link(9)}).`],
    ['in straight ones', `She says "Nobody told us," and so on (Maria Mendez, ${link(9)}).`],
    ['as the link', `They said that [nobody told us](07.transcript#L9) of it.`],
    [
      'as the link, in quotation marks',
      `He: [“nobody told us”](07.transcript#L9) and “[Nobody told us](07.transcript#L9)”.`,
    ],
    [
      'over lines',
      `> After 2019 the rent\n> doubled, in a year (which was short).\n> Nobody told us.\n>\n> — ${link(9)}`,
    ],
    ['with notes', `> After 2019 \\[sighs\\] the rent doubled\n\n${link(9)}`],
    ['with words left out', `“After 2019 … [n]obody told us. … [T]he old ones stayed” (${link(9)})`],
    ['left out otherwise', `“After 2019 […] doubled ... told us (...) so we stayed” (${link(9)})`],
    [
      'with words put in',
      `“[The landlords] said ‘you can always move’” and “After 2019 the rent[s] doubled” (${link(9)})`,
    ],
    ['with other marks', `« They said "you can always move" -- so we stayed » (${link(9)})`],
    ['with emphasis', `> *Nobody* told **us**. They <em>said</em>\n\n— ${link(9)}`],
    ['with entities', `> &ldquo;you can always move&rdquo; &mdash; so we stayed\n\n— ${link(9)}`],
    ['of a heading', `> How it began\n\n— ${link(5)}`],
    ['of an aside', `> An advert for soap\n\n— ${link(15)}`],
    [
      'in a description',
      `See [the story of the rents of hers](07.transcript#L9), [line 9](07.transcript#L9), [Rents in the ward](07.transcript#L9).`,
    ],
    ['without an address of ours', `> Everybody told us.\n\n— [08](08.transcript#L9)`],
    ['in code', '```\n> Everybody told us.\n\n— ' + link(9) + '\n```\n'],
    ['of another sentence', `“Rents are fair,” says the town. The tenants do not think so, see ${link(9)}.`],
    ['named otherwise', `> Nobody told us.\n\n— M. Mendez, tenant, ${link(9)}`],
    ['of several', `> **Ana Ruiz:** Did they stay, too?\n>\n> **Maria Mendez:** Some of them\n\n— ${link(11)}`],
    ['with an address', `“Nobody told us” (Maria Mendez, Rents in the ward)\nfile:///x/07.transcript#L9,3`],
    ['of the whole', '> (the whole interview)\n\n— ' + link(1)],
  ])('is right %s', (_, draft) => {
    expect(codes(draft)).toEqual([]);
  });

  it.each([
    ['a word', `> Nobody asked us.\n\n— ${link(9)}`, 'asked', `> Nobody told us.\n\n— ${link(9)}`],
    ['a word in a phrase', `“nobody asked us” (${link(9)})`, 'asked', `“nobody told us” (${link(9)})`],
    [
      'a word in a link',
      `[The old ones moved because they could pay](07.transcript#L13)`,
      'moved',
      `[The old ones stayed because they could pay](07.transcript#L13)`,
    ],
    ['a figure', `“we stayed for 35 years” (${link(9)})`, '35', `“we stayed for 3.5 years” (${link(9)})`],
    ['left out', `“the rent in a year” (${link(9)})`, 'rent in', `“the rent doubled in a year” (${link(9)})`],
    ['put in', `“Nobody has told us. They said” (${link(9)})`, 'has', `“Nobody told us. They said” (${link(9)})`],
    [
      'an ending',
      `“The old one stayed because they could” (${link(13)})`,
      'one',
      `“The old ones stayed because they could” (${link(13)})`,
    ],
    [
      'behind what is left out',
      `“After 2019 … the old ones moved” (${link(9)})`,
      'moved',
      `“After 2019 … the old ones stayed” (${link(9)})`,
    ],
    [
      'what turns it round',
      `“because they could not pay” (${link(13)})`,
      'not',
      `“because they could pay” (${link(13)})`,
    ],
    [
      'over lines',
      `> Some of them\n> -- not many. The old\n\n— ${link(13)}`,
      'many',
      `> Some of them\n> -- not all. The old\n\n— ${link(13)}`,
    ],
  ])('is wrong: %s', (_, draft, shown, right) => {
    const [first] = check(draft);
    expect([first?.code, first && draft.slice(first.span.start, first.span.end)]).toEqual(['misquoted', shown]);
    expect(mend(draft).replace('doubled, in', 'doubled in').replace('stayed...', 'stayed')).toBe(right);
    expect(check(mend(draft))).toEqual([]);
  });

  it('shows the nearest passage beside the message, which holds no words', () => {
    const [found] = check(`> Nobody asked us.\n\n— ${link(9)}`);
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'These words are not in the transcript; the nearest are in line 8.',
    });
    expect(found!.related).toEqual([{ place: { uri, span: expect.anything() as object }, message: 'Nobody told us' }]);
  });

  it.each([
    [
      'that is made up',
      `> Quite other words were used by everybody here.\n\n— ${link(9)}`,
      [['misquoted', 'Quite other words were used by everybody here']],
    ],
    [
      'in another order',
      `“The old ones stayed … After 2019” (${link(13)})`,
      [['misquoted', 'The old ones stayed … After 2019']],
    ],
    ['with a capital within', `“the Rent doubled” (${link(9)})`, [['misquoted', 'Rent']]],
    [
      'with more left out than brackets stand for',
      `“After 2019 [it all grew] stayed because they could” (${link(9)})`,
      [['misquoted', 'After 2019 [it all grew] stayed because they could']],
    ],
    ['by another speaker', `> Nobody told us.\n\n— Ana Ruiz, ${link(9)}`, [['misattributed', 'Ana Ruiz']]],
    ['by another label', `“Nobody told us” (INT, ${link(9)})`, [['misattributed', 'INT']]],
    [
      'by two',
      `“don't ask me how … And the neighbours?” (${link(9)})`,
      [['misquoted', "don't ask me how … And the neighbours"]],
    ],
    [
      'across two',
      `“for 3.5 years. And the neighbours?” (${link(9)})`,
      [['misattributed', 'for 3.5 years. And the neighbours']],
    ],
    ['in another line', `“Nobody told us” (${link(13)})`, [['moved-quote', '13']]],
    ['with other punctuation', `“After 2019 the rent doubled in a year” (${link(9)})`, [['misquoted', 'doubled in']]],
    [
      'of several, one wrong',
      `> **Ana Ruiz:** Did they stay, too?\n>\n> **Ana Ruiz:** Some of them\n\n— ${link(11)}`,
      [['misattributed', 'Ana Ruiz']],
    ],
  ])('is told %s', (_, draft, expected) => {
    expect(codes(draft)).toEqual(expected);
  });

  it('is mended: name, line, punctuation', () => {
    expect(mend(`> Nobody told us.\n\n— Ana Ruiz, [x](07.transcript#L2,1)`)).toBe(
      `> Nobody told us.\n\n— Maria Mendez, [x](07.transcript#L8,73)`,
    );
    expect(mend(`“the rent doubled in a year” (${link(9)})`)).toBe(`“the rent doubled, in a year” (${link(9)})`);
  });
});

describe('what is copied', () => {
  const sample = sampleCorpus();
  const interviews = [...sample.interviews.values()];
  const lookup = (target: string) => sample.interviews.get(target);
  const numbers = fc.tuple(fc.nat(interviews.length - 1), fc.nat(99_999), fc.integer({ min: 1, max: 900 }));
  /** A selection of whole words of one interview, notes not cut. */
  const select = ([index, from, length]: [number, number, number]) => {
    const interview = interviews[index]!;
    const { text } = interview.transcript;
    const edge = (at: number): number => {
      let edge = at;
      while (edge < text.length && edge > 0 && !/\s/.test(text[edge - 1]!) && !/\s/.test(text[edge]!)) edge++;
      return edge;
    };
    const start = edge(from % text.length);
    return { interview, span: { start, end: edge(Math.min(text.length, start + length)) } };
  };

  it.each(['markdown', 'plain'] as const)('is never told, as %s', (form) => {
    let compared = 0;
    fc.assert(
      fc.property(numbers, fc.boolean(), (three, brackets) => {
        const { interview, span } = select(three);
        const copied = cite(sample, interview.uri, span, { form, brackets });
        if (copied === undefined) return;
        compared++;
        expect(draftProblems(sample, `So it was.\n\n${copied}\n\nAnd so on.`, lookup)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('is never told of all quotes of a tag or claim', () => {
    for (const name of sample.tagNames())
      expect(draftProblems(sample, citeAll(sample, { kind: 'tag', name }, false).text, lookup)).toEqual([]);
    for (const name of sample.claimNames())
      expect(draftProblems(sample, citeAll(sample, { kind: 'claim', name }, true).text, lookup)).toEqual([]);
  });

  /** What one speaker says in a paragraph. */
  const passage = ([index, from]: [number, number, number]) => {
    const interview = interviews[index]!;
    const of = interview.transcript.paragraphs.filter(({ aside, parts }) => !aside && parts.length === 1);
    const paragraph = of[from % of.length]!;
    const span = { start: paragraph.parts[0]!.words, end: paragraph.end };
    const copied = cite(sample, interview.uri, span, { form: 'plain', brackets: false });
    return { interview, said: /^“([^]*)” \(/.exec(copied ?? '')?.[1] ?? '' };
  };

  it('with words left out is not told either', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.nat(999),
        fc.nat(99),
        fc.constantFrom('…', '...', '[…]', '[...]', '. . .'),
        (three, at, length, mark) => {
          const { interview, said } = passage(three);
          const words = said.split(' ');
          const from = at % words.length;
          words.splice(from, 1 + (length % words.length), mark);
          const draft = `> ${words.join(' ').replace(/[\\*_`<&]/g, '\\$&')}\n\n— [x](${interview.uri})`;
          expect(draftProblems(sample, draft, lookup).filter(({ severity }) => severity === 'warning')).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('with one word changed is always told, and mended', () => {
    fc.assert(
      fc.property(numbers, fc.nat(999), fc.constantFrom('never', 'Xylophone', '17', 'not so'), (three, at, other) => {
        const { interview, said } = passage(three);
        const all = tokens(said);
        if (all.length < 4) return;
        const { start, end } = all[at % all.length]!;
        const changed = `${said.slice(0, start)}${other}${said.slice(end)}`;
        const isOther = tokens(changed).map(({ word }) => word.toLowerCase());
        if (isOther.join(' ') === all.map(({ word }) => word.toLowerCase()).join(' ')) return;
        const draft = `> ${changed.replace(/[\\*_`<&[\]]/g, '\\$&')}\n\n— [x](${interview.uri})`;
        const found = draftProblems(sample, draft, lookup);
        expect(found.map(({ code }) => code)).toContain('misquoted');
        const fix = found.find(({ severity }) => severity === 'warning')?.fixes[0];
        if (all.length < 8) return;
        expect(fix).toBeDefined();
        const after = draftProblems(sample, applyEdits(draft, fix!.edits), lookup);
        expect(after.filter(({ severity }) => severity === 'warning')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

it('long and hostile drafts are read to their end', () => {
  const hostile = [
    '](<'.repeat(200_000),
    '> “nobody asked us” (' + (link(9) + '\n>\n> x ').repeat(3000),
    '['.repeat(300_000),
    ']('.repeat(200_000),
    '“'.repeat(300_000) + link(9),
    '> '.repeat(200_000),
    `“${'a '.repeat(200_000)}” (${link(9)})`,
    `${'“nobody asked us” ('.repeat(3000)}${link(9)}`,
    `“nobody asked us” (${link(9)})\n\n`.repeat(2000),
    `> ${'After 2019 the rent doubled. '.repeat(20_000)}\n\n— ${link(9)}`,
    '*'.repeat(200_000) + link(9),
  ];
  for (const draft of hostile) expect(Array.isArray(check(draft))).toBe(true);
  const all = check(hostile[8]!);
  expect(all).toHaveLength(2000);
});

it('any draft is read, and told places lie in it', () => {
  const bits = fc.constantFrom(
    '> ',
    '\n',
    '\n\n',
    '“',
    '”',
    '"',
    'Nobody told us',
    'asked',
    link(9),
    '[…]',
    '— ',
    '(',
    ')',
    '[',
    ']',
    '\\',
    '*',
    ' ',
    'Ana Ruiz, ',
    '[a b c](07.transcript#L3)',
    '<',
    '```',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 25 }), (list) => {
      const draft = list.join('');
      for (const { span, fixes } of check(draft)) {
        expect(span.start).toBeLessThan(span.end);
        expect(span.end).toBeLessThanOrEqual(draft.length);
        for (const { edits } of fixes) expect(applyEdits(draft, edits)).not.toBe(draft);
      }
    }),
    { numRuns: 3000 },
  );
});
