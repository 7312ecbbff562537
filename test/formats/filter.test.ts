/** Exports of what matches. */
import { describe, expect, it } from 'vitest';
import { strip } from '../../server/core/strip';
import { EXPORT_FORMATS, exportInterviews, SINGLE } from '../../server/formats/export';
import { matching, type Filter } from '../../server/formats/filter';
import { corpusOf } from './interviews';

const FILES = {
  'in/a.transcript': `---
speakers: { INT: Ana Ruiz, MM: Maria Mendez }
---
# Money
%tags #section

INT: ==One.=={#rent/rise ^up} ==Two.=={#rental} ==Bare.=={}
%memo: first

MM: ==Three.=={-up #other} ==Four.=={#rent}
%memo: second
%claim up: Rents go up
%claim down: Rents go down
%unrelated b
`,
  'in/b.transcript': 'Bo Lee: ==Five.=={#other}\n\nBo Lee: ==Six.=={+down}\n',
  'in/codebook.yaml': 'people: { maria: { name: Maria Mendez, aliases: [Mia] } }\n',
};

const { corpus, interviews } = corpusOf(FILES);

/** The words of what matches, with the memos and glosses that come along. */
function found(filter: Filter): string[] {
  return matching(corpus, interviews, filter).flatMap(({ transcript, uses, glosses }) => {
    const words = (span: { start: number; end: number }): string => transcript.text.slice(span.start, span.end);
    const codes = uses.map(({ code }) => `${code.kind} ${code.name}`);
    const here = [...transcript.quotes, ...transcript.annotations].flatMap((thing) =>
      thing.codes.map(({ kind, name }) => `${kind} ${name}`),
    );
    expect(codes.sort()).toEqual(here.sort());
    const owned = [...transcript.paragraphs, ...transcript.topics].flatMap(({ annotations }) => annotations);
    expect(owned.map(({ start }) => start).sort()).toEqual(transcript.annotations.map(({ start }) => start).sort());
    return [
      ...transcript.quotes.map((quote) => words(quote.words)),
      ...transcript.annotations.flatMap(({ word, codes: of, body }) =>
        word === 'memo' || of.length > 0 ? [words(body)] : [],
      ),
      ...glosses.map(({ claim }) => `^${claim}`),
    ];
  });
}

describe('what matches', () => {
  it.each<[Filter, string[]]>([
    [{ tags: ['rent'] }, ['One.', 'Four.', 'first', 'second', '^up']],
    [{ tags: ['#rent/rise'] }, ['One.', 'first', '^up']],
    [{ tags: ['rental', 'section'] }, ['Two.', '#section', 'first']],
    [{ claims: ['up'] }, ['One.', 'Three.', 'first', 'second', '^up']],
    [{ claims: ['^down'], tags: ['rental'] }, ['Two.', 'first', '^down', 'Six.']],
    [{ speakers: ['mm'] }, ['Three.', 'Four.', 'second', '^up']],
    [{ speakers: ['Mia', 'bo lee'] }, ['Three.', 'Four.', 'second', '^up', 'Five.', 'Six.']],
    [{ speakers: ['@maria'], tags: ['rent'] }, ['Four.', 'second']],
    [{ speakers: ['Ana Ruiz'] }, ['One.', 'Two.', 'Bare.', 'first', '^up']],
    [{ tags: ['re', 'rent/rise/high', 'Rent'] }, []],
  ])('by %j', (filter, expected) => {
    expect(found(filter)).toEqual(expected);
  });

  it('leaves the words as they are, and the interviews where nothing is asked', () => {
    expect(matching(corpus, interviews, {})).toEqual(interviews);
    const [part] = matching(corpus, interviews, { tags: ['rent'] });
    expect(part && strip(part.transcript)).toBe(interviews[0] && strip(interviews[0].transcript));
    expect(interviews[0]?.transcript.quotes).toHaveLength(5);
  });

  it.each(EXPORT_FORMATS.filter((format) => !SINGLE.has(format)))('is what %s holds', async (format) => {
    const whole = await exportInterviews(corpus, interviews, format);
    const part = await exportInterviews(corpus, interviews, format, { tags: ['rent'] });
    expect(part.interviews).toBe(1);
    expect(part.data).not.toEqual(whole.data);
    await expect(exportInterviews(corpus, interviews, format, { tags: ['none'] })).rejects.toThrow(/matches/);
  });
});
