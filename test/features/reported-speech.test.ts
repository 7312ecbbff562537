import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { parse } from '../../server/core/parse';
import { diagnostics } from '../../server/features/diagnostics';
import { reportedIn, reportedSpeech } from '../../server/features/reported-speech';
import { sentences } from '../../server/related/sentences';
import { anyText } from '../core/arbitrary';
import { sharedTranscripts } from '../shared';

/** The sentence with what was found in it: `<lead>` and `[words]`. */
function marked(text: string): string {
  let out = '';
  let at = 0;
  for (const { lead, start, end } of reportedIn(text)) {
    out += `${text.slice(at, lead.start)}<${text.slice(lead.start, lead.end)}>${text.slice(lead.end, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return out + text.slice(at);
}

describe('finds', () => {
  it.each([
    '<People say,> [this crane is a danger.]',
    '<He was like,> [why are you here.]',
    'And <I’m like,> [oh no.]',
    '<They told me that> [the rent would double.]',
    '<She goes:> [no way.]',
    'The clerk came out and <said> [there is no form for that.]',
    '<The letter says> [it will be shut by May.]',
    'There was <a sign that said> [we are closed.]',
    '<We were told that> [nobody would lose a tide.]',
    '<They asked us> [whether we could wait.]',
    '<He said,> [no], and <she said,> [maybe.]',
    '<Tam said yesterday in the bakery that> [he would never sell.]',
    '<She told her sister> [she was leaving.]',
    'Critics like Odo <who say,> [well, he wants the quay for himself.]',
    'Ida Marsh, of the council, <says> [it was never promised.]',
    '<The others would say> [we had it easy.]',
  ])('%s', (sentence) => {
    expect(marked(sentence.replace(/[<>[\]]/g, ''))).toBe(sentence);
  });
});

describe('does not find', () => {
  it.each([
    'I would say it was colder then.',
    'I’d say that we lost.',
    'Some might say that it was cheap.',
    'They should tell us that it is over.',
    'I’m telling you it works.',
    'Did he say that it was over?',
    'What did they tell you?',
    'As he said, it was late.',
    'He never said that it was over.',
    'They didn’t tell us it would close.',
    'If they say it is closed, we leave.',
    'That says a lot about them.',
    'He said it again.',
    'They said so.',
    'She told the truth.',
    'Let me tell you, it was cold.',
    'It was like, you know, a fair.',
    'My answer is that we stay.',
    'He asked for the key.',
    'She said, “no way.”',
    'He likes what they say.',
    'We said goodbye.',
    'The claim that it was cheap is old.',
    'He goes to the quay.',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });
});

it('leaves out asides, what stands in quotation marks, and other languages', () => {
  const found = (text: string) => reportedSpeech(parse(text)).length;
  const sentence = 'They told me that the rent would double.';
  expect(found(sentence)).toBe(1);
  expect(found(`${sentence}\n%aside`)).toBe(0);
  expect(found(`He wrote “Well. ${sentence} Fine.”`)).toBe(0);
  expect(found(`---\nlanguage: de\n---\n${sentence}`)).toBe(0);
  expect(found(`---\nlanguage: en-GB\n---\n${sentence}`)).toBe(1);
});

it('finds the same words whatever is marked among them', () => {
  const text = 'MM: They ==told== me {a>that the ==rent=={#x} would double.<a #y} \\==Fine.\nMM: Yes.';
  const [said] = reportedSpeech(parse(text));
  expect(said && text.slice(said.start, said.end)).toBe('the ==rent=={#x} would double.');
});

it('finds spans in order, within one paragraph, in any text', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.constantFrom('', 'He said, ', 'people were like, no ', 'they told us that we '),
      (text, more) => {
        const transcript = parse(text + more + text);
        let last = 0;
        for (const { start, end, lead } of reportedSpeech(transcript)) {
          expect(lead.start).toBeGreaterThanOrEqual(last);
          expect(lead.end).toBeGreaterThan(lead.start);
          expect(start).toBeGreaterThanOrEqual(lead.end);
          expect(end).toBeGreaterThan(start);
          expect(transcript.paragraphs.some((p) => p.start <= lead.start && end <= p.end)).toBe(true);
          last = end;
        }
      },
    ),
    { numRuns: 1000 },
  );
});

it('looks at each token a bounded number of times', () => {
  // Quadratic work would take minutes.
  for (const unit of ['he said that ', 'said ', 'told the ', 'people of the ', "they're like, ", 'Aa '])
    expect(reportedIn(unit.repeat(100_000)).length).toBeLessThan(100_001);
});

it('is a problem only where it is asked for, and none where anybody has marked it', () => {
  const corpus = new Corpus();
  const codes = (text: string, reported: boolean): string[] => {
    corpus.put('a.transcript', text);
    return diagnostics(corpus, 'a.transcript', { reported }).map(({ code, severity }) => `${code} ${severity}`);
  };
  const text = 'They told me that the rent would double.';
  expect(codes(text, false)).toEqual([]);
  expect(codes(text, true)).toEqual(['reported-speech hint']);
  expect(codes('They told me that ==the rent would double.=={#rent}', true)).toEqual([]);
  expect(codes('They told me that the ==rent would== double.', true)).toEqual(['untagged-quote information']);
});

it('finds some in real transcripts, and not everywhere', () => {
  for (const folder of ['seeds', 'corpus/scotus', 'bench/claims/transcripts']) {
    const all = sharedTranscripts(folder).slice(0, 10);
    const sum = (count: (text: string) => number): number => all.reduce((total, { text }) => total + count(text), 0);
    const found = sum((text) => reportedSpeech(parse(text)).length);
    const sentencesThere = sum((text) => sentences(text, 0, text.length).length);
    if (all.length > 0) expect(found).toBeGreaterThan(0.005 * sentencesThere);
    expect(found).toBeLessThanOrEqual(0.1 * sentencesThere);
  }
});
