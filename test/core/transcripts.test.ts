import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../server/core/content-hash';
import { Corpus } from '../../server/core/corpus';
import { detacher } from '../../server/core/detached';
import {
  digestOf,
  labelSpans,
  LOST,
  readInterview,
  restoreInterview,
  speakerOfTurn,
  transcriptOf,
} from '../../server/core/interview';
import { parse } from '../../server/core/parse';
import { Transcripts } from '../../server/core/transcripts';
import { releasedCorpus } from '../released';
import { anyText } from './arbitrary';

const uris = ['a', 'b', 'c', 'd', 'e'].map((name) => `file:///${name}.transcript`);

describe('a released interview', () => {
  it('has the same transcript again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { corpus } = releasedCorpus(new Map([['a', text]]));
        expect(corpus.interviews.get('a')?.transcript).toEqual(parse(text));
      }),
    );
  });

  it('is the same interview, and known by the same digest', () => {
    const { corpus } = releasedCorpus(new Map());
    corpus.put('a', 'MM: ==One=={#tag}\n\nMM: Two');
    const interview = corpus.interviews.get('a');
    const { uses, speakers } = interview ?? {};
    corpus.release('a');
    expect(corpus.interviews.get('a')).toBe(interview);
    expect(interview).toMatchObject({ uses, speakers });
  });

  it('is kept where nobody can read it again', () => {
    const interview = readInterview('a', 'MM: One');
    const { transcript } = interview;
    interview.release();
    expect(interview.transcript).toBe(transcript);
    expect(transcriptOf(interview)).toBe(transcript);
  });

  it('has no words where the file says something else, and is asked for once', () => {
    const same = 'MM: One.\n\nMM: Two.\n';
    for (const now of [undefined, '', same + 'x', same.replace('Two', 'Six')]) {
      const { corpus, files, changed } = releasedCorpus(new Map([['a', same]]));
      if (now === undefined) files.delete('a');
      else files.set('a', now);
      const interview = corpus.interviews.get('a');
      expect([interview?.transcript, interview?.transcript]).toEqual([LOST, LOST]);
      expect(interview && transcriptOf(interview)).toBeUndefined();
      expect(changed).toEqual(['a']);
      // Read anew it counts, even if it says again what it did.
      for (const text of [now ?? same, same]) {
        files.set('a', text);
        corpus.put('a', text);
        corpus.release('a');
        expect(corpus.interviews.get('a')?.transcript.text).toBe(text);
      }
    }
  });

  it('of no words is not lost', () => {
    const { corpus, changed } = releasedCorpus(new Map([['a', '']]));
    const interview = corpus.interviews.get('a');
    expect(interview && transcriptOf(interview)).toEqual(parse(''));
    expect(changed).toEqual([]);
  });
});

describe('transcripts that are read again', () => {
  it('are bounded, the least recently used going first', () => {
    const length = fc.nat({ max: 40 });
    const asked = fc.array(fc.nat({ max: uris.length - 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(length, { minLength: 5, maxLength: 5 }),
        asked,
        fc.nat({ max: 80 }),
        (lengths, list, bound) => {
          const reads: string[] = [];
          const texts = new Map(uris.map((uri, index) => [uri, 'x'.repeat(lengths[index] ?? 0)]));
          const read = (uri: string): string | undefined => (reads.push(uri), texts.get(uri));
          const transcripts = new Transcripts({ read, changed: () => undefined }, bound);
          const interviews = uris.map((uri) => readInterview(uri, texts.get(uri) ?? '', transcripts));
          for (const interview of interviews) interview.release();
          // The most recently used last.
          let kept: string[] = [];
          const size = (): number => kept.reduce((sum, uri) => sum + (texts.get(uri)?.length ?? 0), 0);
          for (const index of list) {
            const uri = uris[index]!;
            const known = kept.includes(uri);
            const before = reads.length;
            expect(interviews[index]!.transcript.text).toBe(texts.get(uri));
            expect(reads.length - before).toBe(known ? 0 : 1);
            kept = [...kept.filter((other) => other !== uri), uri];
            while (size() > bound && kept.length > 1) kept = kept.slice(1);
            expect(transcripts.size).toBe(size());
          }
        },
      ),
    );
  });

  it('are forgotten with their interviews', () => {
    const { corpus, transcripts } = releasedCorpus(
      new Map([
        ['a', 'MM: One'],
        ['b', 'MM: Two and more'],
      ]),
    );
    for (const { transcript } of corpus.interviews.values()) expect(transcript.text).not.toBe('');
    corpus.put('a', 'MM: Three');
    expect(transcripts.size).toBe('MM: Two and more'.length);
    corpus.drop('b');
    expect(transcripts.size).toBe(0);
  });

  it('are none of an interview that was replaced, and nobody is told', () => {
    const { corpus, files, changed } = releasedCorpus(new Map([['a', 'MM: One']]));
    const before = corpus.interviews.get('a');
    files.set('a', 'MM: Two');
    corpus.put('a', 'MM: Two');
    expect(before?.transcript).toBe(LOST);
    corpus.drop('a');
    expect(changed).toEqual([]);
  });
});

describe('a digest', () => {
  it('can be stored, and makes the interview again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const interview = readInterview('file:///a.transcript', text);
        const stored = structuredClone(digestOf(interview));
        const transcripts = new Transcripts({ read: () => text, changed: () => undefined });
        const again = restoreInterview('file:///a.transcript', stored, transcripts);
        expect(digestOf(again)).toEqual(digestOf(interview));
        expect(again.transcript).toEqual(interview.transcript);
      }),
    );
  });

  it('knows of turns, labels and lines what the transcript does', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const interview = readInterview('a', text);
        const { turns, lines, speakers } = interview.transcript;
        expect(interview.turns).toHaveLength(3 * turns.length);
        expect(turns.map((_, index) => speakerOfTurn(interview, index))).toEqual(turns.map(({ speaker }) => speaker));
        expect([speakerOfTurn(interview, -1), speakerOfTurn(interview, turns.length)]).toEqual([-1, -1]);
        expect([...interview.lineStarts]).toEqual(lines.map(({ start }) => start));
        for (const index of speakers.keys()) {
          const labels = turns.filter(({ speaker }) => speaker === index).map(({ labelSpan }) => labelSpan);
          expect(labelSpans(interview, index)).toEqual(labels.map(({ start, end }) => ({ start, end })));
        }
      }),
    );
  });

  it('keeps words of any kind as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (words) => {
        const own = detacher();
        expect([own(words), own(words)]).toEqual([words, words]);
      }),
    );
    const own = detacher();
    expect(own('a lone surrogate \ud800 and a quote "')).toBe('a lone surrogate \ud800 and a quote "');
  });

  it('keeps no text in memory', () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const used = (): number => {
      gc();
      return process.memoryUsage().heapUsed;
    };
    // All that may be cut out of a text: titles, dates, names, labels, headings, codes, glosses, dismissals.
    const text = (number: number): string =>
      [
        `---\ntitle: A title of interview ${number}\ndate: the year ${number} after Christ\nlanguage: language number ${number}`,
        `speakers:\n  Doctor Number ${number}: { name: Full Name Number ${number}, role: Role of somebody ${number} }\n---`,
        `# Heading of interview ${number}`,
        `Doctor Number ${number}: ==Words “quoted here” ${number}=={#a-tag-of-number-${number} ` +
          `+a-claim-of-number-${number} @a-person-of-number-${number} a-key-of-number-${number}="a value of number ${number}"}`,
        `%claim a-claim-of-number-${number}: A gloss of number ${number}\n%unrelated another interview "of number ${number}"\n`,
        `\nAnother Speaker ${number}: x\n\nAnother Speaker ${number}: ${'y'.repeat(200_000)}\n`,
      ].join('\n');
    const files = 100;
    const none = { read: () => undefined, changed: () => undefined };
    const corpus = new Corpus([], new Transcripts(none));
    corpus.put('first', text(0));
    corpus.release('first');
    const before = used();
    for (let number = 0; number < files; number++) {
      corpus.put(`file:///${number}.transcript`, text(number));
      corpus.release(`file:///${number}.transcript`);
    }
    const each = (used() - before) / files;
    // Of 200,000.
    expect(each).toBeLessThan(20_000);
    expect(corpus.interviews.size).toBe(files + 1);
    for (const names of [corpus.tagNames(), corpus.claimNames(), corpus.personNames()])
      expect(names).toHaveLength(files);
  });
});

describe('the hash of a text', () => {
  it('differs wherever one character does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.nat(),
        (text, place, unit) => {
          const at = place % text.length;
          const other = text.slice(0, at) + String.fromCharCode(unit % 65_536) + text.slice(at + 1);
          expect(contentHash(text)).toBe(contentHash(text.slice(0, at) + text.slice(at)));
          if (other !== text) expect(contentHash(other)).not.toBe(contentHash(text));
          expect(Number.isSafeInteger(contentHash(text))).toBe(true);
        },
      ),
    );
  });
});
