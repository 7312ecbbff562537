import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, entry, item, line, render, type Block } from '../../server/features/card';
import { hover, type CommandLink, type HoverOptions } from '../../server/features/hover';
import { escapeMarkdown, oneLine } from '../../server/features/markdown';
import { RelatedIndex } from '../../server/related/related-index';
import { fixture, sampleCorpus } from '../fixture';

function card(source: string, { limit = 5, markdown = true, command }: Partial<HoverOptions> = {}): string | undefined {
  const { corpus, related, uri, offset } = fixture(source);
  return hover(corpus, related, uri, offset, { limit, markdown, command })?.content;
}

/** As the language server writes them, but for the places. */
const command: CommandLink = (name, here, there) =>
  `command:${name}?${[here, there].map(({ uri, span }) => `${uri.slice(8, 10)}.${span.start}.${span.end}`).join('.')}`;

/** The lines of a card that are not blank. */
function lines(source: string, options = {}): string[] {
  return (card(source, options) ?? '').split('\n').filter((text) => text !== '');
}

describe('a tag', () => {
  const corpus = `
    //- 01.transcript
    ==It doubled.=={#hous$0ing} ==Twice.=={#housing}
    //- 02.transcript
    ---
    title: The second
    ---
    ==It did not.=={#housing #housing/rent}`;
  const codebook = (entry: string) => `\n    //- codebook.yaml\n    tags: { ${entry} }`;

  test('its description, its uses, and the tags below it', () => {
    expect(card(corpus + codebook('housing: { about: Where people live }'))).toBe(
      [
        '**#housing** · tag',
        'Where people live',
        '3 uses in 2 interviews',
        '- 01 · 2\n- The second · 1',
        'Below it 1 tag with 1 use',
      ].join('\n\n'),
    );
  });

  test('that it is not in the codebook, only where there is one', () => {
    expect(lines(corpus)).not.toContain('Not in the codebook.');
    expect(lines(corpus + codebook('other: {}'))).toContain('Not in the codebook.');
  });

  test('no more interviews than the limit', () => {
    expect(lines(corpus, { limit: 1 })).toEqual(expect.arrayContaining(['- 01 · 2', '- and 1 more']));
  });

  test('in the codebook', () => {
    expect(lines(corpus.replace('$0', '') + codebook('hous$0ing: { about: Homes }'))[1]).toBe('Homes');
  });
});

describe('a claim', () => {
  test('that its gloss is worded differently elsewhere', () => {
    const source = `
      //- 01.transcript
      ==Up.=={^u$0p}
      %claim up: Rents rose.
      //- 02.transcript
      ---
      title: The second
      ---
      ==It went up.=={^up}
      %claim up: Rents went up.
      //- 03.transcript
      ==It did.=={^up}
      %claim up: Rents rose.`;
    expect(lines(source).slice(1, 3)).toEqual(['Rents rose.', 'Worded differently in The second: Rents went up.']);
  });

  const corpus = `
    //- 01.transcript
    ---
    title: First
    date: 2024-03-02
    ---
    [0:32] MM: ==It doubled.=={^dou$0bled @landlord} And ==twice!=={^doubled @landlord}

    MM: Yes.
    %claim doubled: Rents *doubled*.
    //- 02.transcript
    ---
    title: Second
    ---
    ==It did not.=={-doubled}
    //- codebook.yaml
    claims:
      stable: { says: Rents did not rise., contradicts: [doubled] }
  `;

  test('who states and contradicts it, where and when', () => {
    expect(card(corpus)).toBe(
      [
        '**^doubled** · claim',
        'Rents \\*doubled\\*.',
        '**Stated by**',
        '- **MM**, speaking of landlord · First · 2024-03-02 · [0:32](file:///01.transcript#L5,14), [0:32](file:///01.transcript#L5,54)',
        '**Contradicted by**',
        '- **Second** · [line 4](file:///02.transcript#L4,3)',
        '**Contradicting claims**',
        '- `^stable` Rents did not rise. · 0 statements',
      ].join('\n\n'),
    );
  });

  test('without Markdown the places stand in words', () => {
    expect(lines(corpus, { markdown: false })).toEqual([
      '^doubled · claim',
      'Rents *doubled*.',
      'Stated by',
      '- MM, speaking of landlord · First · 2024-03-02 · 0:32 (01:5), 0:32 (01:5)',
      'Contradicted by',
      '- Second · line 4 (02:4)',
      'Contradicting claims',
      '- ^stable Rents did not rise. · 0 statements',
    ]);
  });
});

describe('a person', () => {
  const corpus = (cursor: string) => `
    //- 01.transcript
    ---
    title: First
    speakers:
      MM: { name: Maria Mendez, role: tenant }
      INT: Ana Ruiz
    ---
    MM: One two three.

    INT: ==Four.=={@MM}

    MM: Five.
    //- 02.transcript
    ---
    title: Second
    date: 2024
    speakers: { M: Maria Mendez }
    ---
    M: Six.

    JO: Seven ==eight=={#rent @maria-mendez}.

    JO: ${cursor}
    //- 03.transcript
    ---
    speakers: { MM: Mona Mann }
    ---
    MM: Nine.
  `;

  test('a label: full name, role, share, other interviews and mentions', () => {
    expect(card(corpus('').replace('MM: One', 'M$0M: One'))).toBe(
      [
        '**Maria Mendez** · MM · tenant',
        '2 turns · 4 words · 80 % of the words of this interview',
        '**Also speaks in**',
        '- Second · 2024 · 1 turn',
        'Quoted or spoken of 2 times in 2 interviews',
      ].join('\n\n'),
    );
  });

  test('the declaration of a speaker has the same card', () => {
    expect(card(corpus('').replace('      MM: {', '      $0MM: {'))).toBe(
      card(corpus('').replace('MM: One', 'M$0M: One')),
    );
  });

  test('somebody who does not speak', () => {
    expect(card(corpus('==Ten.=={#rent @land$0lord}'))).toBe(
      '**landlord**\n\nQuoted or spoken of 1 time in 1 interview',
    );
  });
});

describe('a passage', () => {
  const corpus = `
    //- 01.transcript
    ---
    title: First
    ---
    MM: The ferry to Lisbon was painted green.

    MM: Nothing else.
    //- 02.transcript
    ---
    title: Second
    date: 2024-05-01
    speakers:
      TF: Tam Ferrow
    ---
    [1:04] TF: They painted the ==ferry=={#boats} again. I never saw Lisbon.

    INT: Who cares about apples?

    INT: Or pears?
    //- 03.transcript
    Apples and oranges grow in the garden here.
  `;

  test('what other interviews say, shared words bold', () => {
    expect(card(corpus.replace('The ferry', 'The fe$0rry'))).toBe(
      [
        '**Related in other interviews** · suggested by shared words',
        '- **Tam Ferrow** · Second · 2024-05-01 · [1:04](file:///02.transcript#L7,12)  \n' +
          '  They **painted** the **ferry** again. I never saw **Lisbon**.  \n' +
          '  shared: painted, ferry, Lisbon',
      ].join('\n\n'),
    );
  });

  test('the sentence that matched best, and nothing of what is shared before and behind it', () => {
    const long = 'and then there was nothing to be seen of it for a very long while indeed, '.repeat(5);
    const said = 'They painted the ferry to Lisbon in green.';
    const shown = lines(
      `//- 01.transcript\nThe fe$0rry to Lisbon was painted green.\n//- 02.transcript\nA ferry, ${long} yes. ${said} A ferry, ${long} no.`,
    );
    expect(shown.at(-2)?.replaceAll('**', '').trim()).toBe(said);
  });

  test('the full name of a speaker that the codebook knows by the label', () => {
    const named =
      corpus.replace('TF: Tam Ferrow', 'TF: TF') +
      '\n    //- codebook.yaml\n    people: { tam: { name: Tam Ferrow, aliases: [TF] } }';
    expect(lines(named.replace('The ferry', 'The fe$0rry'))[1]).toContain('- **Tam Ferrow** · Second');
  });

  test('where the client runs commands, each suggestion has two', () => {
    const shown = lines(corpus.replace('The ferry', 'The fe$0rry'), { command });
    expect(shown.at(-1)).toBe(
      '  shared: painted, ferry, Lisbon · [same claim…](command:throughline.sameClaim?01.25.63.02.77.138) · ' +
        '[not related](command:throughline.unrelated?01.25.63.02.77.138)',
    );
    expect(lines(corpus.replace('The ferry', 'The fe$0rry'), { command, markdown: false }).at(-1)).toBe(
      '  shared: painted, ferry, Lisbon',
    );
  });

  test('why: the same words, topic and figures, or a possible tension', () => {
    const asked = (here: string, there: string): string[] =>
      lines(
        `//- 01.transcript\n# Boats & *rents*\n${here}\n//- 02.transcript\n## boats & *Rents*\n${there}\n# Else\nNo.`,
      );
    const why = (here: string, there: string): string => asked(here, there).at(-1) ?? '';
    expect(why('The rent of the fe$0rry was 300 million.', 'For the ferry they paid a rent of $300mn.')).toContain(
      ' · same topic: boats \\& \\*Rents\\* · same figure: \\$300mn',
    );
    expect(why('The rent of the fe$0rry rose by 20 percent.', 'The rent of the ferry rose by 35 percent.')).toMatch(
      / · \*\*possible tension: 20 percent here, 35 percent there\*\*$/,
    );
    expect(why('The rent of the fe$0rry was $20 in 2019.', 'In 2019 they paid a rent of $20 for the ferry.')).toMatch(
      / · same figure: \\\$20 · same year: 2019$/,
    );
    const same = 'The captain of the old ferry painted her green in a single night.';
    expect(why(same.replace('ferry', 'fe$0rry'), `She said: ${same}`)).toContain(' · same words · ');
    expect(why('The fe$0rry sank in the harbour.', 'A ferry in the harbour of Lisbon.')).not.toMatch(
      /same words|figure|tension/,
    );
  });

  test('the card is about the words that one speaker says in the paragraph', () => {
    const { corpus: all, related, uri, offset } = fixture(corpus.replace('The ferry', 'The fe$0rry'));
    const { span } = hover(all, related, uri, offset, { limit: 5, markdown: true }) ?? { span: { start: 0, end: 0 } };
    expect(all.interviews.get(uri)?.transcript.text.slice(span.start, span.end)).toBe(
      'The ferry to Lisbon was painted green.',
    );
  });

  test('without Markdown the same without markup', () => {
    expect(lines(corpus.replace('The ferry', 'The fe$0rry'), { markdown: false })).toEqual([
      'Related in other interviews · suggested by shared words',
      '- Tam Ferrow · Second · 2024-05-01 · 1:04 (02:7)',
      '  They painted the ferry again. I never saw Lisbon.',
      '  shared: painted, ferry, Lisbon',
    ]);
  });

  test('a quote: its codes, and the question is the quote alone', () => {
    expect(lines(corpus.replace('==ferry', '==fer$0ry'))[0]).toBe('**Quote** · `#boats`');
    expect(card(corpus.replace('==ferry', '==fer$0ry'))).toContain('\n\n---\n\n**Related in other interviews**');
  });

  test.each([
    ['front matter', corpus.replace('title: First', 'tit$0le: First')],
    ['a blank line', corpus.replace('green.\n\n', 'green.\n$0\n')],
    ['words that nobody shares', corpus.replace('Nothing else', 'Not$0hing else')],
    ['an annotation line', corpus.replace('green.\n', 'green.\n    %memo: Lisb$0on ferry\n')],
    ['a topic', corpus.replace('MM: The ferry', '# Lisbon f$0erry\n    MM: The ferry')],
    [
      'an aside',
      corpus.replace('MM: The ferry to Lisbon', 'The fe$0rry to Lisbon is painted\n    %aside\n\n    MM: The'),
    ],
  ])('no card on %s', (_, source) => {
    expect(card(source)).toBeUndefined();
  });

  test('an aside of another interview is not found', () => {
    expect(
      card(`
      //- 01.transcript
      The fer$0ry to Lisbon.
      //- 02.transcript
      The ferry to Lisbon.
      %aside
    `),
    ).toBeUndefined();
  });
});

describe('a passage that states a claim', () => {
  const corpus = `
    //- 01.transcript
    Well, ==rents dou$0bled after the storm=={^doubled}, as I said about the harbour storm.
    %claim doubled: Rents doubled.
    //- 02.transcript
    ==Everything costs twice as much.=={^doubled}
    //- 03.transcript
    ==Not a penny more since the storm=={-doubled}, and rents were never doubled.
    //- 04.transcript
    ==I pay what I paid.=={^stable @landlord}
    //- 05.transcript
    After the storm our rents doubled at once.
    //- codebook.yaml
    claims:
      doubled: { contradicts: [stable] }
  `;

  test('what is stated comes first, apart from what is suggested', () => {
    expect(card(corpus)).toBe(
      [
        '**Quote** · `^doubled`',
        '---',
        '**On the same claim** · `^doubled` Rents doubled.',
        [
          '- **“02”** states it · [line 1](file:///02.transcript#L1,3)  ',
          '  Everything costs twice as much.',
          '- **“03”** contradicts it · [line 1](file:///03.transcript#L1,3)  ',
          '  Not a penny more since the storm',
          '- **“04”** contradicts it (^stable), speaking of landlord · [line 1](file:///04.transcript#L1,3)  ',
          '  I pay what I paid.',
        ].join('\n'),
        '---',
        '**Related in other interviews** · suggested by shared words',
        '- **05** · [line 1](file:///05.transcript#L1,1)  \n' +
          '  After the **storm** our **rents** **doubled** at once.  \n' +
          '  shared: rents, doubled, storm',
      ].join('\n\n'),
    );
  });

  test('no more statements than the limit, what contradicts first, and some room for suggestions', () => {
    const entries = (limit: number): string[] => lines(corpus, { limit }).filter((text) => text.startsWith('- '));
    expect(entries(2)).toEqual([
      expect.stringContaining('“02”'),
      expect.stringContaining('“03”'),
      expect.stringContaining('**05**'),
    ]);
    expect(entries(1)).toEqual([expect.stringContaining('“03”'), expect.stringContaining('**05**')]);
    expect(lines(corpus, { limit: 1 })).toContain('and 2 more statements');
    expect(entries(0)).toEqual([]);
  });

  test('what contradicts is shown even beside many that agree, and where the same words state another claim too', () => {
    const many = Array.from(
      { length: 9 },
      (_, number) => `//- ${number + 20}.transcript\n==It did, so it did.=={^up}\n`,
    );
    const source = `==Ren$0ts rose.=={^up}\n${many.join('')}//- 99.transcript\n==Up and down.=={^up ^down}
//- codebook.yaml\nclaims: { up: { contradicts: [down] } }`;
    expect(lines(source).filter((text) => text.includes('99'))).toEqual([
      expect.stringContaining('**“99”** contradicts it (^down)'),
    ]);
  });

  test('grouped by claim and then by what they do to it; and what these words do', () => {
    const source = `
      //- 01.transcript
      ==Ren$0ts rose.=={-up ^costs}
      //- 02.transcript
      ==No.=={-up} ==Yes.=={^up} ==It is dear.=={^costs} ==So it seems.=={+up}`;
    expect(lines(source).filter((text) => !text.startsWith('  '))).toEqual([
      '**Quote** · `-up` `^costs`',
      '---',
      '**On the same claim** · `^up` · these words contradict it',
      '- **“02”** states it · [line 1](file:///02.transcript#L1,16)  ',
      '- **“02”** supports it · [line 1](file:///02.transcript#L1,54)  ',
      '- **“02”** contradicts it · [line 1](file:///02.transcript#L1,3)  ',
      '**On the same claim** · `^costs`',
      '- **“02”** states it · [line 1](file:///02.transcript#L1,30)  ',
    ]);
  });

  test('words that somebody else says in the same paragraph have their label', () => {
    const second = '{@TF} Rents {@LL?} doubled, {@TF} twice, {@LL} they say.\n      %tags ^up';
    const third = '{@TF} Before. {a>Rents {@LL} doubled.<a ^up}';
    const shown = card(`
      //- 01.transcript
      ==Ren$0ts=={^up}
      //- 02.transcript
      ${second}
      //- 03.transcript
      ${third}`);
    expect(shown).toContain('Rents LL?: doubled, TF: twice, LL: they say.');
    expect(shown).toContain('Rents LL: doubled.');
  });

  test('of two codebooks both count, whichever claim is said to contradict the other', () => {
    const file = (asked: string, other: string): string => `
      //- 01.transcript
      ==Ren$0ts=={^${asked}}
      //- 02.transcript
      ==Said.=={^${other}}
      //- a/codebook.yaml
      claims: { up: Up., down: Down. }
      //- b/codebook.yaml
      claims: { up: { contradicts: [down] }, down: Down. }`;
    expect(card(file('up', 'down'))).toContain('contradicts it (^down)');
    expect(card(file('down', 'up'))).toContain('contradicts it (^up)');
  });

  test('somebody is quoted where the words hold a quotation', () => {
    const source = `
      //- 01.transcript
      ==It$0 rose.=={^rose}
      //- 02.transcript
      PL: ==She said, “It rose.”=={^rose @landlord} ==So she does.=={+rose @landlord}

      PL: Yes.
      //- codebook.yaml
      people: { landlord: { name: Lia Lord } }`;
    expect(lines(source).filter((text) => text.startsWith('- **'))).toEqual([
      '- **PL** states it, quoting Lia Lord · 02 · [line 1](file:///02.transcript#L1,7)  ',
      '- **PL** supports it, speaking of Lia Lord · 02 · [line 1](file:///02.transcript#L1,49)  ',
    ]);
  });

  test('a claim of this interview alone shows its gloss', () => {
    expect(lines('==So it$0 is.=={^so}\n%claim so: That is how it is.')).toEqual([
      '**Quote** · `^so`',
      '`^so` That is how it is.',
    ]);
  });
});

test('in the sample corpus a card is about the place of the cursor, short, and of other interviews', () => {
  const related = new RelatedIndex();
  const corpus = sampleCorpus([related]);
  let cards = 0;
  for (const [uri, { transcript }] of corpus.interviews) {
    for (let offset = 0; offset <= transcript.text.length; offset += 61) {
      const found = hover(corpus, related, uri, offset, { limit: 5, markdown: true });
      const plain = hover(corpus, related, uri, offset, { limit: 5, markdown: false });
      expect(plain?.span).toEqual(found?.span);
      if (!found) continue;
      cards++;
      expect(found.content.length).toBeLessThan(6000);
      // Five statements and, beside them, two suggestions.
      expect(found.content.match(/^- .* {2}$/gm)?.length ?? 0).toBeLessThanOrEqual(7);
      // A card of related passages has words; that of a claim links to this interview too.
      if (found.content.includes('  \n  ')) expect(found.content).not.toContain(`(${uri}#`);
      expect(found.content).not.toMatch(/^ |undefined|\n\n\n/);
    }
  }
  expect(cards).toBeGreaterThan(200);
});

describe('words of a transcript are inert', () => {
  const evil = [
    '<img src=x onerror=alert(1)>',
    '[x](command:evil)',
    '![](http://evil.example/x.png)',
    'http://evil.example',
    'www.evil.example',
    'a@evil.example',
    '`code` ``',
    '**bold** _it_ ~~no~~',
    '&lt;b&gt;',
    '$(zap)',
    '| a | b |',
    '\\[x\\](command:evil)',
    '<!-- -->',
    '[same claim…](command:throughline.sameClaim?%5B%5D)',
    '](command:throughline.unrelated?%5B%5D)',
    '<command:throughline.unrelated?%5B%5D>',
    '[not related]: command:throughline.unrelated',
    '[not related][]',
  ];

  /** Everything that Markdown, GitHub's dialect or HTML could make something of has a backslash before it. */
  function isInert(markdown: string): boolean {
    const bare = markdown.replace(/\\[!-/:-@[-`{-~]/g, '');
    return !/[\\`*_[\]{}<>~|&$]|[\p{L}]:[^\s\d]|www\.|\S@\S/iu.test(bare);
  }

  const any = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom(...evil, '# ', '\n', '1. ', '- ', '\\', 'word', ' '), { maxLength: 6 })
      .map((parts) => parts.join('')),
  );

  test('escaped words are inert and still the same words', () => {
    fc.assert(
      fc.property(any, (text) => {
        const escaped = escapeMarkdown(text);
        expect(isInert(escaped)).toBe(true);
        expect(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(oneLine(text));
      }),
    );
  });

  const below = (text: string): Block => entry(['who'], [text]);

  test('a line stays one line, of the kind that it is', () => {
    fc.assert(
      fc.property(any, fc.constantFrom<(text: string) => Block>(line, item, below), (text, block) => {
        const markdown = render([block(text)], true).replace(/^- (?:who {2}\n {2})?/, '');
        expect(markdown).not.toMatch(/[\r\n\u2028]/);
        expect(markdown).not.toMatch(/^(?:[#+=:-]|\d+[.)])/);
      }),
    );
  });

  test.each(evil)('on the card of a passage: %s', (words) => {
    const source = [
      '//- 01.transcript',
      'The ferry to Lis$0bon.',
      '//- 02.transcript',
      '---',
      `title: ${JSON.stringify(words)}`,
      `date: ${JSON.stringify(words)}`,
      `speakers: { MM: ${JSON.stringify(words)} }`,
      '---',
      `# Boats ${words}`,
      `MM: The ferry to Lisbon ${words} ferry.`,
      '//- 03.transcript',
      `# Boats ${words}`,
      `==The ferry.=={^up} ==It is a quarter of 300 million ${words} now.=={+up ^${words.replace(/[^a-z]/g, '')}}`,
    ].join('\n');
    for (const at of ['The ferry to Lis$0bon.', '==The fe$0rry to Lisbon.=={^up}\n%claim up: ' + words]) {
      const markdown = card(source.replace('The ferry to Lis$0bon.', `# Boats ${words}\n${at}`), { command }) ?? '';
      let links = 0;
      const own = markdown
        .replace(/\[line \d+\]\(file:\/\/\/0[23]\.transcript#L\d+,\d+\)|`[\^+a-z]+`/g, '')
        // What is bold in part is no address.
        .replace(/\\[!-/:-@[-`{-~]|\*\*/g, (mark) => (mark === '**' ? ' ' : mark))
        .replace(/\[(?:same claim…|not related)\]\(command:throughline\.(?:sameClaim|unrelated)\?[0-9.]+\)/g, () => {
          links++;
          return '';
        })
        .replace(/^- /gm, '');
      expect(own).toContain('Lisbon');
      expect(isInert(own)).toBe(true);
      expect(links).toBe(2 * (markdown.match(/^ {2}shared: /gm) ?? []).length);
      expect(links).toBeGreaterThan(0);
    }
    expect(card(source, { markdown: false })).toContain(oneLine(words));
  });

  test('a file name cannot leave its link', () => {
    const markdown = card(
      '//- 01.transcript\nThe ferry to Lis$0bon.\n//- a)[x](command:evil).transcript\nThe ferry to Lisbon.',
    );
    expect(markdown).toContain('[line 1](file:///a%29[x]%28command:evil%29.transcript#L1,1)');
  });

  test('a long text is clipped between words and never inside a character', () => {
    expect(clip('one two three', 9)).toBe('one two…');
    expect(clip('😀'.repeat(9), 5)).toBe('😀😀…');
    expect(clip(' one\n two ', 20)).toBe('one two');
  });
});
