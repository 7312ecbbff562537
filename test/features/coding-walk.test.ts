import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { parse } from '../../server/core/parse';
import {
  candidates,
  countStops,
  hasSuggestion,
  interviewsInOrder,
  stops,
  type Direction,
  type StopKind,
} from '../../server/features/coding-walk';
import { diagnostics } from '../../server/features/diagnostics';
import { anyText } from '../core/arbitrary';
import { fixture, sampleCorpus } from '../fixture';

/** `+words` of an open stop, `-words` of a decided one. */
function list(text: string, kind: StopKind): string[] {
  return stops(parse(text), kind).map(
    ({ start, end, open }) => `${open === undefined ? '?' : open ? '+' : '-'}${text.slice(start, end)}`,
  );
}

describe('quotes', () => {
  it('leave out tagged ones of asides', () => {
    const text = '==So=={#a}\n%aside\n\n==It=={#a} was.\n';
    expect(list(text, 'quote')).toEqual(['-It']);
    expect(list(text, 'suggestion')).toEqual(['?It']);
  });

  it('are those with a tag and those without, and quotations that no tagged quote holds', () => {
    const text = `MM: ==Rents doubled.=={#rent} ==Nobody came.== She said “you can always move on from here”.

MM: {a>It was ==cold=={#a}, and long.<a} ==“we never promised you that”=={^b}

MM: ==Not this.==
%aside
`;
    expect(list(text, 'quote')).toEqual([
      '-Rents doubled.',
      '+Nobody came.',
      '+“you can always move on from here”',
      '+It was ==cold=={#a}, and long.',
      '-cold',
      '-“we never promised you that”',
    ]);
  });

  it('are open where the problem is reported, in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const corpus = new Corpus();
        corpus.put('a.transcript', text);
        const problems = diagnostics(corpus, 'a.transcript').filter(({ code }) => code === 'untagged-quote');
        const found = stops(parse(text), 'quote').filter(({ open }) => open);
        expect(found).toHaveLength(problems.length);
        for (const { start, end } of found)
          expect(problems.some(({ span }) => span.start <= start && end <= span.end)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('keep their number when one of them is tagged', () => {
    const before =
      'MM: He said “you can always move on from here”, ==and laughed.== “we never promised you that”, he said.';
    const after = before.replace('“you can always move on from here”', '==$&=={#move}');
    expect(list(before, 'quote')).toHaveLength(3);
    expect(list(after, 'quote').map((stop) => stop.charAt(0))).toEqual(['-', '+', '+']);
  });
});

describe('paragraphs', () => {
  it('are open before the first label and behind a topic', () => {
    const text = 'Some words.\n\nMM: Yes.\n\nMore.\n\n# Topic\nOdd.\n\nMM: No.\n\nAn advert.\n%aside\n';
    expect(list(text, 'paragraph')).toEqual(['+Some words.', '-Yes.', '-More.', '+Odd.', '-No.']);
  });

  it('are open where the label is a guess, and behind the last label of an analyst', () => {
    const text = '{@INT} When?\n\n{@MM?} In May.\n\nIn June, too.\n\n{@INT} Where?\n\nThere.\n';
    expect(list(text, 'paragraph')).toEqual(['-When?', '+In May.', '+In June, too.', '-Where?', '+There.']);
  });
});

it('reported words are open until any of them are marked', () => {
  const text = 'They told me that it ==would double.=={#a} She said, you can go.';
  expect(list(text, 'reported')).toEqual(['-it ==would double.', '+you can go.']);
});

it('a tagged quote has a suggestion until it is dismissed or linked', () => {
  const said = 'the ferry to Sandrey stopped running after the storm of November and nobody told the islanders';
  const source = (here: string, there: string): ReturnType<typeof fixture> =>
    fixture(`
      //- 01.transcript
      MM: ==Well, $0${said}.=={#ferry${here}}
      //- 02.transcript
      AB: ==We heard that ${said}.=={#ferry${there}}

      AB: Bread was dear in the winter, and the baker closed.
    `);
  const asks = ({ corpus, related, uri }: ReturnType<typeof fixture>): boolean => {
    const [stop] = stops(corpus.interviews.get(uri)!.transcript, 'suggestion');
    return hasSuggestion(corpus, related, uri, stop!);
  };
  expect(asks(source('', ''))).toBe(true);
  expect(asks(source(' ^stopped', ' ^stopped'))).toBe(false);
  const dismissed = source('', '');
  dismissed.corpus.put(dismissed.uri, (dismissed.files.get(dismissed.uri) ?? '').trimEnd() + '\n%unrelated 02\n');
  expect(asks(dismissed)).toBe(false);
});

describe('steps', () => {
  const corpus = new Corpus();
  const texts = {
    'a.transcript': 'MM: ==one== ==two== ==three==',
    'b.transcript': 'MM: ==done=={#x}',
    'c.transcript': 'MM: ==four== ==five==',
  };
  for (const [uri, text] of Object.entries(texts)) corpus.put(uri, text);
  const walk = (
    uri: keyof typeof texts,
    word: string,
    direction: Direction,
    scope: 'interview' | 'corpus',
  ): string[] => {
    const start = texts[uri].indexOf(word);
    const span = { start, end: start + word.length };
    return [...candidates(corpus, corpus.interviews.get(uri)!, span, { kind: 'quote', direction, scope })].flatMap(
      (candidate) => {
        if (!candidate) return [];
        const { interview, stop, wrapped } = candidate;
        return [(wrapped ? '~' : '') + interview.transcript.text.slice(stop.start, stop.end)];
      },
    );
  };

  it('go round in the interview', () => {
    expect(walk('a.transcript', 'two', 'next', 'interview')).toEqual(['three', '~one', '~two']);
    expect(walk('a.transcript', 'two', 'previous', 'interview')).toEqual(['one', '~three', '~two']);
    expect(walk('a.transcript', 'two', 'here', 'interview')).toEqual(['two', 'three', '~one']);
  });

  it('go round through all interviews', () => {
    expect(walk('a.transcript', 'two', 'next', 'corpus')).toEqual(['three', 'four', 'five', '~one', '~two']);
    expect(walk('c.transcript', 'four', 'next', 'corpus')).toEqual(['five', '~one', '~two', '~three', '~four']);
    expect(walk('c.transcript', 'four', 'previous', 'corpus')).toEqual(['three', 'two', 'one', '~five', '~four']);
    expect(walk('b.transcript', 'done', 'here', 'corpus')).toEqual(['four', 'five', '~one', '~two', '~three']);
  });

  it('come to every open stop of the sample corpus once', () => {
    const sample = sampleCorpus();
    for (const kind of ['quote', 'paragraph', 'reported'] as const) {
      const open = interviewsInOrder(sample).reduce((sum, each) => sum + (countStops(each, kind).open ?? 0), 0);
      for (const interview of sample.interviews.values())
        for (const direction of ['here', 'next', 'previous'] as const) {
          const from = { start: 1000, end: 1000 };
          const seen = [...candidates(sample, interview, from, { kind, direction, scope: 'corpus' })];
          expect(seen.filter((candidate) => candidate !== undefined)).toHaveLength(open);
        }
    }
  });
});

it('a paragraph is open where its open part is, not where it begins', () => {
  expect(list('{@A} So. {@B?} It was.\n\n{@A} Yes.\n', 'paragraph')).toEqual(['+It was.', '-Yes.']);
});
