import fc from 'fast-check';
import { micromark } from 'micromark';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../server/core/strip';
import { cite, citeAll } from '../../server/features/citation';
import { fixture } from '../fixture';

const source = (selected: string): string => `
//- 01.transcript
---
title: Rents in the ward
date: 2024-03-02
speakers: { INT: Ana Ruiz, MM: Maria Mendez }
---
# Rents
[0:32] INT: When did it start?

MM: ${selected}

An advert for soap.
%aside

[1:04] {@INT?} And {a>the neighbours, {b>all of them<a #neighbours}, stayed?<b #staying}`;

const said = '$0==After 2019 [sighs] the\nrent (which was low) doubled.=={#housing} [0:50] Nobody told us (laughs).$0';

function cited(text: string, form: 'plain' | 'markdown' | 'html', brackets = true): string | undefined {
  const { corpus, uri, selection } = fixture(text);
  return cite(corpus, uri, selection, { form, brackets });
}

describe('a quote with its source', () => {
  const words = 'After 2019 [sighs] the rent (which was low) doubled. [0:50] Nobody told us (laughs).';
  const link = 'file:///01.transcript#L9,5';

  it('as plain text', () => {
    expect(cited(source(said), 'plain')).toBe(`“${words}” (Maria Mendez, Rents in the ward, 2024-03-02)\n${link}`);
  });

  it('without the brackets of the transcriber', () => {
    expect(cited(source(said), 'plain', false)).toContain(
      '“After 2019 the rent (which was low) doubled. Nobody told us.”',
    );
  });

  it('as Markdown', () => {
    expect(cited(source(said), 'markdown')).toBe(
      `> After 2019 \\[sighs\\] the rent (which was low) doubled. \\[0:50\\] Nobody told us (laughs).\n\n— Maria Mendez, [Rents in the ward](${link}), 2024-03-02`,
    );
  });

  it('as rich text', () => {
    expect(cited(source(said), 'html')).toBe(
      `<blockquote><p>${words}</p></blockquote><p>— Maria Mendez, <a href="${link}"><cite>Rents in the ward</cite></a>, 2024-03-02</p>`,
    );
  });

  it('of several speakers keeps their names, guessed ones with a question mark, and leaves out asides', () => {
    const all = source('So it was.').replace('When', '$0When').replace('neighbours, ', 'neighbours, $0');
    expect(cited(all, 'plain')).toBe(
      'Ana Ruiz: When did it start?\n\nMaria Mendez: So it was.\n\nAna Ruiz?: And the neighbours,\n\n(Rents in the ward, 2024-03-02, 0:32)\nfile:///01.transcript#L7,13',
    );
    expect(cited(all, 'markdown')).toContain(
      '> **Ana Ruiz:** When did it start?\n>\n> **Maria Mendez:** So it was.\n>\n',
    );
    expect(cited(all, 'html')).toContain('<p><strong>Ana Ruiz?:</strong> And the neighbours,</p>');
  });

  it.each([
    [
      'the innermost quote at the cursor',
      source('x').replace('all of', 'a$0ll of'),
      '“the neighbours, all of them” (Ana Ruiz?',
    ],
    ['what one speaker says in the paragraph', source('So i$0t was. Yes.'), '“So it was. Yes.” (Maria'],
    ['an aside alone', source('x').replace('advert', '$0advert$0'), '“advert”'],
    ['a heading alone', source('x').replace('# Rents', '# $0Rents$0'), '“Rents” (Rents in'],
    [
      'a time near the words',
      source('Well. [0:51] So $0it$0'),
      '“it” (Maria Mendez, Rents in the ward, 2024-03-02, 0:51)',
    ],
  ])('is %s', (_, text, expected) => {
    expect(cited(text, 'plain')).toContain(expected);
  });

  it.each([
    ['blanks', source('So$0 $0it')],
    ['front matter', source('x').replace('title', '$0title$0')],
    ['an annotation line', source('x').replace('%aside', '%a$0sid$0e')],
    ['notes that are left out', source('$0[sighs]$0')],
  ])('is none of %s', (_, text) => {
    expect(cited(text, 'plain', false)).toBeUndefined();
  });

  it('of nobody has no name', () => {
    expect(cited('So $0it$0 was.', 'plain')).toBe('“it” (01)\nfile:///01.transcript#L1,4');
    expect(cited('So $0it was.\n\n{@AB} Yes$0', 'plain')).toContain('Unknown speaker: it was.\n\nAB: Yes');
  });

  it.each([
    ['Well(laughs), so [laughs]. [sic]', 'Well, so.'],
    ['no [0:32]yes (0:33) (1:02:03.5) [a] no', 'no yes no'],
    ['“[sighs] No.” She said “no [sighs]” so', '“No.” She said “no” so'],
    ['"[sighs] No." She said "no [sighs]" so', '"No." She said "no" so'],
    ['([0:32]) the re[-]fund (he laughs) (see [x] 12:30)', 'the refund (he laughs) (see 12:30)'],
    ['so … [pause] … it', 'so … … it'],
    ['the [was [sic] odd] [[inaudible]] refund', 'the refund'],
    ['(LAUGHTER) (Long pause) (Pause) So', 'So'],
  ])('leaves one blank for a note: %s', (noted, words) => {
    expect(cited(`MM: so\n\nMM: $0${noted}$0`, 'plain', false)).toContain(`“${words}” (`);
    expect(cited(`MM: so\n\nMM: $0${noted}$0`, 'plain')).toContain(`“${noted}” (`);
  });

  it('of one speaker has the name once, over paragraphs and guesses alike', () => {
    expect(cited('$0It ==is=={#a}.\n\nAnd\nso$0 on', 'plain')).toBe(
      '“It is.\n\nAnd so” (01)\nfile:///01.transcript#L1,1',
    );
    const guessed = 'MM: No.\n\nMM: Why {@AB?} So ==it was== then.\n\nI {a>say$0 it.<a #t}';
    expect(cited(guessed, 'plain')).toContain('“say it.” (AB?, 01)\nfile:///01.transcript#L5,6');
    expect(cited(guessed.replace('$0', '').replace('So', '$0So').replace('I {', 'I$0 {'), 'plain')).toBe(
      '“So it was then.\n\nI” (AB?, 01)\nfile:///01.transcript#L3,16',
    );
    expect(cited(guessed.replace('$0', '').replace('Why', '$0Why').replace('then', 'the$0n'), 'plain')).toBe(
      'MM: Why\n\nAB?: So it was the\n\n(01)\nfile:///01.transcript#L3,5',
    );
  });

  it('has the place of the words, not that of their marks', () => {
    expect(cited('😀 So ==i$0t=={#a} is', 'plain')).toBe('“it” (01)\nfile:///01.transcript#L1,9');
  });

  const hostile = `---
title: "[x](javascript:alert(1)) \`t\` <script>\u202e"
date: "*1* <b>\\n2"
speakers: { MM: "<img src=x> *M* [a](b)", AB: Ana }
---
MM: No.

`;

  it('is read as words, whoever wrote them', () => {
    const one = hostile + 'MM: $0# [x](javascript:alert(1)) `c` <script>$0';
    const two = hostile + 'MM: $0So.\n\nAB: > no$0';
    const said = '[x](javascript:alert(1)) `c` <script>';
    expect(cited(one, 'plain')).toBe(
      `“# ${said}” (<img src=x> *M* [a](b), ${said.replace('`c`', '`t`')}, *1* <b> 2)\nfile:///01.transcript#L8,5`,
    );
    for (const text of [one, two]) {
      const page = micromark(cited(text, 'markdown')!, { allowDangerousProtocol: true });
      // The only elements are ours, and the only address is that of the place.
      expect(page.match(/<\/?\w+/g)?.filter((tag) => !/^<\/?(?:blockquote|p|a|strong)$/.test(tag))).toEqual([]);
      expect(page.match(/<a href="[^"]*"/g)).toEqual(['<a href="file:///01.transcript#L8,5"']);
      expect(page.match(/<blockquote>/g)).toHaveLength(1);
      expect(page).toContain(', *1* &lt;b&gt; 2</p>');
      const rich = cited(text, 'html')!;
      expect(rich.match(/<\/?\w+/g)?.filter((tag) => !/^<\/?(?:blockquote|p|a|strong|cite)$/.test(tag))).toEqual([]);
      expect(rich.match(/href="[^"]*"/g)).toEqual(['href="file:///01.transcript#L8,5"']);
    }
    expect(micromark(cited(one, 'markdown')!)).toContain(`<p># ${said.replace('<script>', '&lt;script&gt;')}</p>`);
    expect(micromark(cited(two, 'markdown')!)).toContain('<strong>&lt;img src=x&gt; *M* [a](b):</strong> So.');
  });

  it.each(['untitled:Untitled-1', 'javascript:alert(1)'])('has no link to what is no address: %s', (uri) => {
    const { corpus } = fixture('');
    corpus.put(uri, 'So it was.');
    const forms = (['plain', 'markdown', 'html'] as const).map((form) =>
      cite(corpus, uri, { start: 0, end: 2 }, { form, brackets: true }),
    );
    const [title] = /[^/:]*$/.exec(corpus.interviews.get(uri)!.title)!;
    expect(forms[0]).toBe(`“So” (${corpus.interviews.get(uri)!.title})`);
    expect(forms[1]).not.toContain('](');
    expect(forms[2]).not.toContain('<a');
    expect(forms.every((form) => form?.includes(title.replace(/\(1\)/, '')))).toBe(true);
  });

  it('has a link that ends where it should', () => {
    const { corpus } = fixture('');
    const uri = 'file:///a(b)&"c".transcript';
    corpus.put(uri, 'So it was.');
    const span = { start: 0, end: 2 };
    const markdown = cite(corpus, uri, span, { form: 'markdown', brackets: true })!;
    const page = micromark(markdown, { allowDangerousProtocol: true });
    expect(/href="([^"]*)"/.exec(page)?.[1]).toBe('file:///a%28b%29&amp;%22c%22.transcript#L1,1');
    expect(cite(corpus, uri, span, { form: 'html', brackets: true })).toContain(
      '<a href="file:///a(b)&#38;&#34;c&#34;.transcript#L1,1">',
    );
  });

  it('shows the words themselves, whatever they hold', () => {
    const bits = fc.constantFrom(
      '*',
      '_',
      '`',
      '[a](b)',
      '<b>',
      '&amp;',
      '# ',
      '- ',
      '1. ',
      '> ',
      '\\',
      '"',
      "'",
      'so',
      ' ',
      'https://x.y',
      '![',
      '|',
      '$',
      '~',
    );
    fc.assert(
      fc.property(fc.array(bits, { minLength: 1, maxLength: 12 }), (list) => {
        const { corpus, uri, files } = fixture(`AB: so.\n\nAB: x${list.join('')}`);
        const text = files.get(uri)!;
        const span = { start: text.lastIndexOf('AB: ') + 4, end: text.length };
        const words = plainText(corpus.interviews.get(uri)!.transcript, span).replace(/\s+/g, ' ').trim();
        const entities: Record<string, string> = { '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&' };
        const read = (html: string): string =>
          html
            .replace(/<[^>]*>/g, '')
            .replace(/&(?:#(\d+)|\w+);/g, (entity, code?: string) =>
              code === undefined ? entities[entity]! : String.fromCharCode(Number(code)),
            );
        const html = cite(corpus, uri, span, { form: 'html', brackets: true })!;
        expect(read(html.slice(0, html.indexOf('</p>')))).toBe(words);
        expect(html.match(/<[^>]*>/g)!.slice(0, 3)).toEqual(['<blockquote>', '<p>', '</p>']);
        const markdown = micromark(cite(corpus, uri, span, { form: 'markdown', brackets: true })!);
        expect(read(markdown.slice(0, markdown.indexOf('</p>'))).trim()).toBe(words);
      }),
    );
  });
});

describe('all quotes of a code', () => {
  const corpusOf = () =>
    fixture(`
//- b.transcript
---
title: Later
date: 2025
---
MM: ==So *it* was.=={#housing/rent -dear}

MM: {x>One. Two.<x #work}
//- a.transcript
AB: ==It was dear.=={^dear #housing} Why [0:12] ==not [sic]?=={#housing}

AB: Yes, so.
%tags #housing +dear

# Fees
%tags #housing
AB: No.
//- codebook.yaml
tags: { housing: { about: Where people live } }
claims: { dear: { says: Fees are *dear*. } }`).corpus;

  it('of a tag: those of the tags below it, too, by date', () => {
    const { text, quotes } = citeAll(corpusOf(), { kind: 'tag', name: 'housing' }, true);
    expect(quotes).toBe(5);
    expect(text).toBe(
      [
        '# #housing',
        'Where people live',
        '> So \\*it\\* was.',
        '— MM, [Later](file:///b.transcript#L5,7), 2025',
        '> It was dear.',
        '— AB, [a](file:///a.transcript#L1,7)',
        '> not \\[sic\\]?',
        '— AB, [a](file:///a.transcript#L1,51), 0:12',
        '> Yes, so.',
        '— AB, [a](file:///a.transcript#L3,5)',
        '> (the section “Fees”)',
        '— [a](file:///a.transcript#L7,7)',
      ].join('\n\n') + '\n',
    );
    expect(citeAll(corpusOf(), { kind: 'tag', name: 'housing' }, false).text).toContain('> not?');
  });

  it('of a claim: by what they do with it', () => {
    const { text, quotes } = citeAll(corpusOf(), { kind: 'claim', name: 'dear' }, true);
    expect(quotes).toBe(3);
    expect(text.split('\n\n').filter((block) => !block.startsWith('—'))).toEqual([
      '# ^dear',
      'Fees are \\*dear\\*.',
      '## States it',
      '> It was dear.',
      '## Supports it',
      '> Yes, so.',
      '## Contradicts it',
      '> So \\*it\\* was.',
    ]);
  });

  it('has headings for what there is, and says what is wide', () => {
    const { corpus } = fixture('%tags ^a_b #x_y\n\nMM: ==So.=={-a_b}\n\nMM: No.');
    expect(citeAll(corpus, { kind: 'claim', name: 'a_b' }, true)).toEqual({
      text: [
        '# ^a\\_b',
        '## States it',
        '> (the whole interview)',
        '— [01](file:///01.transcript#L1,7)',
        '## Contradicts it',
        '> So.',
        '— MM, [01](file:///01.transcript#L3,7)\n',
      ].join('\n\n'),
      quotes: 2,
    });
    expect(citeAll(corpus, { kind: 'tag', name: 'x_y' }, true).text).toContain('# #x\\_y\n\n> (the whole');
  });

  it('of none there are none', () => {
    expect(citeAll(corpusOf(), { kind: 'tag', name: 'hous' }, true)).toEqual({ text: '# #hous\n', quotes: 0 });
  });
});
