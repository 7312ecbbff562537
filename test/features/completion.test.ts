import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { completion } from '../../server/features/completion';
import { fixture } from '../fixture';

const rest = `
//- other.transcript
==a=={#housing/rent ^rents-doubled @landlord} ==b=={#housing/rent -rents-doubled} ==c=={#work}
//- codebook.yaml
tags:
  housing: { about: Where people live }
  housing/rent/arrears: { about: Money owed }
claims:
  rents-doubled: { says: Rents doubled after 2019. }
people:
  maria-mendez: { name: Maria Mendez, aliases: [MM] }
`;

/** What is offered at `$0`, by label. */
function labels(source: string): string[] {
  return offered(source).map(({ label }) => label);
}

function offered(source: string) {
  const { corpus, uri, offset } = fixture('//- 01.transcript\n' + source + rest);
  return completion(corpus, uri, offset);
}

/** The text after the first of the offers is taken. */
function taken(source: string): string | undefined {
  const { corpus, uri, offset, files } = fixture('//- 01.transcript\n' + source + rest);
  const [first] = completion(corpus, uri, offset);
  const text = (files.get(uri) ?? '').replace(/\n$/, '');
  return first && text.slice(0, first.replace.start) + first.insert + text.slice(first.replace.end);
}

const allTags = ['#housing/rent', '#work', '#housing', '#housing/rent/arrears'];

describe('codes', () => {
  test.each([
    '==words=={#$0}',
    '==words=={#$0',
    '==words=={#$0 more words',
    '==words=={^a #$0 ^b}',
    '{a>words<a #$0}',
    '{a>words<a #$0',
    'Words.\n%tags #$0',
    'Words.\n%tags: #a #$0',
    '# ==Topic=={#$0}',
  ])('tags at %j, the most used first', (source) => {
    expect(labels(source).filter((label) => !/^#[ab]$/.test(label))).toEqual(allTags);
  });

  test('a tag has its description and how often it is used', () => {
    expect(offered('==words=={#housing$0}')[0]).toMatchObject({
      label: '#housing',
      kind: 'tag',
      detail: 'not used yet',
      documentation: 'Where people live',
    });
    expect(offered('==words=={#housing/r$0}')[0]).toMatchObject({ detail: 'used 2 times' });
  });

  test('what lies below a tag', () => {
    expect(labels('==words=={#housing/$0}')).toEqual(['#housing/rent', '#housing/rent/arrears']);
    expect(labels('==words=={#housing/rent/$0}')).toEqual(['#housing/rent/arrears']);
    expect(labels('==words=={#work/$0}')).toEqual([]);
  });

  test('exactly what is typed is replaced', () => {
    expect(taken('==words=={#hous$0 ^a}')).toBe('==words=={#housing/rent ^a}');
    expect(taken('==words=={#a wo$0}')).toBe('==words=={#a #work}');
    expect(taken('{a>words<a +ren$0')).toBe('{a>words<a +rents-doubled');
    expect(taken('Words.\n%tags @mar$0')).toBe('Words.\n%tags @maria-mendez');
  });

  test.each(['^', '+', '-'])('claims behind %s with their gloss', (sign) => {
    expect(offered(`==words=={${sign}$0}`)).toMatchObject([
      {
        label: sign + 'rents-doubled',
        kind: 'claim',
        detail: 'Rents doubled after 2019.',
        documentation: 'stated once, contradicted once',
      },
    ]);
  });

  test('people: of the codebook, named elsewhere, and speakers that the codebook does not know', () => {
    expect(labels('MM: One.\n\nJO: ==words=={@$0}\n\nMM: Two.\n\nJO: Three.')).toEqual([
      '@landlord',
      '@JO',
      '@maria-mendez',
    ]);
  });

  test('anything in empty braces, and without a sign', () => {
    expect(labels('==words=={$0}')).toEqual([...allTags, '^rents-doubled', '@landlord', '@maria-mendez']);
    expect(labels('==words=={rent$0}')).toEqual(['#housing/rent', '#housing/rent/arrears', '^rents-doubled']);
  });

  test('a code that stands there is not offered again', () => {
    expect(labels('==words=={#work #$0}')).not.toContain('#work');
  });

  test.each([
    'words {#$0}',
    'words #$0',
    'words ^$0',
    '==words== {#$0}',
    '==words=={#a} #$0',
    '==words==\\{#$0}',
    '<a #$0}',
    'words < #$0',
    '==words=={key="#$0"}',
    '==words=={key=$0}',
    '%memo: #$0',
    '# #$0',
    '$0==words=={#a}',
  ])('no codes at %j', (source) => {
    expect(labels(source)).toEqual([]);
  });
});

describe('labels', () => {
  const turns = 'INT: One?\n\nMM: Two.\n\nJO: Three.\n\nINT: Four?\n\nMM: Five.\n\nJO: Six.\n\nINT: Seven?\n\n';

  test('at the start of a line, whose turn it may be first', () => {
    expect(labels(turns + '$0').slice(0, 3)).toEqual(['JO', 'INT', 'MM']);
    expect(labels(turns + 'M$0')).toEqual(['MM']);
    expect(taken(turns + 'm$0')).toBe(turns + 'MM: ');
    expect(taken(turns + '[1:04] J$0')).toBe(turns + '[1:04] JO: ');
  });

  test('the full name finds the label', () => {
    expect(offered('---\nspeakers: { MM: { name: Maria Mendez, role: tenant } }\n---\nMar$0')).toMatchObject([
      { label: 'MM', detail: 'Maria Mendez, tenant', insert: 'MM: ' },
    ]);
  });

  test('in the mark of an added turn', () => {
    expect(taken(turns + 'Words {@M$0')).toBe(turns + 'Words {@MM} ');
    expect(taken(turns + 'Words {@M$0}')).toBe(turns + 'Words {@MM}');
    expect(taken(turns + 'Words {@M$0?}')).toBe(turns + 'Words {@MM?}');
    expect(taken(turns + 'Words {@M$0 and')).toBe(turns + 'Words {@MM} and');
    expect(labels(turns + '{@$0')).toEqual(['JO', 'INT', 'MM']);
    expect(labels(turns + '{@MM} Words {@J$0')).toEqual(['JO']);
  });

  test.each(['Words M$0', 'M$0 words', 'Think about M$0', '# M$0', '\\{@M$0', '%memo: M$0'])('none at %j', (source) => {
    expect(labels(turns + source)).toEqual([]);
  });
});

describe('annotation lines', () => {
  test('the words', () => {
    const words = ['%claim', '%tags', '%memo', '%topic', '%aside', '%unrelated'];
    expect(labels('Words.\n%$0')).toEqual(words);
    expect(labels('Words.\n$0')).toEqual(words);
    expect(taken('Words.\n%t$0')).toBe('Words.\n%tags ');
    expect(taken('Words.\n%me$0')).toBe('Words.\n%memo: ');
  });

  test('a memo is that of the coder', () => {
    expect(taken('---\ncoder: ana\n---\nWords.\n%me$0')).toContain('\n%memo(ana): ');
  });

  test('known claims behind %claim', () => {
    expect(offered('Words.\n%claim ren$0')).toMatchObject([
      { label: 'rents-doubled', detail: 'Rents doubled after 2019.' },
    ]);
    expect(taken('Words.\n%claim ren$0')).toBe('Words.\n%claim rents-doubled: ');
    expect(taken('Words.\n%claim ren$0: words')).toBe('Words.\n%claim rents-doubled: words');
  });

  test.each(['Words %$0', ' %$0', '%claim a: b$0', '%memo $0'])('none at %j', (source) => {
    expect(labels(source)).toEqual([]);
  });
});

describe('long quotes', () => {
  test('the names of those that are open', () => {
    expect(labels('{a>one {b>two {c>three<c #x} <$0')).toEqual(['a', 'b']);
    expect(taken('{loan>one <lo$0')).toBe('{loan>one <loan ');
    expect(labels('one < two <$0 {later>')).toEqual([]);
  });
});

describe('front matter', () => {
  const page = (front: string, body = 'MM: One.\n\nMM: Two.\n\nNote well: three.') => `---\n${front}\n---\n${body}`;

  test('keys that are not there yet', () => {
    expect(labels(page('title: A\nda$0'))).toEqual(['date']);
    expect(labels(page('title: A\n$0'))).not.toContain('title');
    expect(labels(page('title: A\n$0'))).toContain('speakers');
    expect(labels(page('tit$0'))).toEqual(['title']);
    expect(taken(page('title: A\nla$0', ''))).toBe(page('title: A\nlanguage: ', ''));
  });

  test('keys where the second line of hyphens is not written yet', () => {
    expect(labels('---\nti$0')).toEqual(['title']);
    expect(labels('---\ntitle: A\nda$0\n\nWords.')).toEqual(['date']);
  });

  test('labels that are not declared', () => {
    expect(labels(page('speakers:\n  $0'))).toEqual(['MM']);
    expect(labels(page('speakers: { $0 }'))).toEqual(['MM']);
    expect(labels(page('speakers:\n  MM: Maria\n  $0'))).toEqual([]);
    expect(taken(page('speakers:\n  M$0', 'MM: One.\n\nMM: Two.'))).toBe(
      page('speakers:\n  MM: ', 'MM: One.\n\nMM: Two.'),
    );
  });

  test('the keys of a speaker', () => {
    expect(labels(page('speakers:\n  MM: { $0 }'))).toEqual(['name', 'role']);
    expect(labels(page('speakers:\n  MM: { name: Maria, ro$0 }'))).toEqual(['role']);
    expect(labels(page('speakers:\n  MM:\n    na$0'))).toEqual(['name']);
    expect(labels(page('speakers: { MM: { na$0 } }'))).toEqual(['name']);
  });

  test('names of people', () => {
    expect(labels(page('speakers:\n  MM: Mar$0'))).toEqual(['Maria Mendez']);
    expect(labels(page('speakers:\n  MM: { name: Mar$0, role: tenant }'))).toEqual(['Maria Mendez']);
    expect(labels(page('speakers:\n  MM:\n    name: Mar$0'))).toEqual(['Maria Mendez']);
  });

  test.each(['title: ti$0', 'other:\n  $0', 'speakers:\n  MM: { role: te$0 }', 'speakers:\n  MM: "{$0"'])(
    'nothing at %j',
    (front) => {
      expect(labels(page(front))).toEqual([]);
    },
  );

  test('nothing on the lines of hyphens, and no keys below them', () => {
    expect(labels('---$0\ntitle: A\n---\nti')).toEqual([]);
    expect(labels('---\ntitle: A\n--$0-\nti')).toEqual([]);
    expect(labels('---\ntitle: A\n---\nti$0')).toEqual([]);
  });
});

test('no more than 200', () => {
  const tags = Array.from({ length: 300 }, (_, index) => `#tag${index}`).join(' ');
  expect(offered(`==a=={${tags}}\n==b=={#$0}`)).toHaveLength(200);
  expect(new Set(offered(`==a=={${tags}}\n==b=={#$0}`).map(({ sort }) => sort)).size).toBe(200);
});

test('nothing in a file that is not there', () => {
  expect(completion(new Corpus(), 'file:///x', 0)).toEqual([]);
});

test('whatever is written, what is replaced holds the cursor and lies on its line', () => {
  const bits = fc.constantFrom(
    '---\n',
    '\n',
    '==',
    '{',
    '}',
    '{@',
    '{a>',
    '<a ',
    '#h',
    '^',
    '%tags ',
    '%',
    'MM: ',
    'speakers:',
    '  ',
    '"',
    '\\',
    'word ',
    ':',
    '\r',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 20 }), fc.array(bits, { maxLength: 4 }), (before, after) => {
      const corpus = new Corpus();
      const text = before.join('') + after.join('');
      const offset = before.join('').length;
      corpus.put('file:///codebook.yaml', 'tags: { h: {} }\npeople: { p: Pia Poe }');
      corpus.put('file:///01.transcript', text);
      for (const { replace, label } of completion(corpus, 'file:///01.transcript', offset)) {
        // Only a label goes on behind it.
        expect(replace.end).toBeGreaterThanOrEqual(offset);
        expect(text.slice(offset, replace.end)).not.toMatch(/[{}=<]/);
        expect(replace.start).toBeLessThanOrEqual(offset);
        expect(text.slice(replace.start, replace.end)).not.toMatch(/[\r\n]/);
        expect(label).not.toBe('');
      }
    }),
  );
});
