import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isQuotation, pairQuotations } from '../../server/core/quotation';

/** The quotations of one paragraph, as words with their marks. */
function paired(text: string, escaped?: (offset: number) => boolean): string[] {
  return pairQuotations(text, 0, text.length, escaped).map(({ start, end }) => text.slice(start, end));
}

/** The quotations of one paragraph that the rule takes for somebody's words. */
function spoken(text: string, terms: string[] = []): string[] {
  const paragraph = { start: 0, end: text.length };
  return pairQuotations(text, 0, text.length)
    .filter((quotation) => isQuotation(text, quotation, paragraph, new Set(terms)))
    .map(({ words }) => text.slice(words.start, words.end));
}

describe('pairQuotations', () => {
  it.each([
    ['She said “the boats are late” and left.', ['“the boats are late”']],
    ['She said "the boats are late" and left.', ['"the boats are late"']],
    ['She said ‘the boats are late’ and left.', ['‘the boats are late’']],
    ['Elle dit : « Les bateaux tardent. »', ['« Les bateaux tardent. »']],
    ['Sie sagt: „Die Boote sind spät“, und geht.', ['„Die Boote sind spät“']],
    ['Sie sagt: »Die Boote sind spät«, und geht.', ['»Die Boote sind spät«']],
    ['Hän sanoi: »Veneet viipyvät», ja lähti.', ['»Veneet viipyvät»']],
    ['Sie sagt: ›Die Boote‹ und ‹Les bateaux›.', ['›Die Boote‹', '‹Les bateaux›']],
    ['Mówi: „Łodzie się spóźniają”.', ['„Łodzie się spóźniają”']],
    ['Hon sa: ”Båtarna är sena.” Och ”Hej.”', ['”Båtarna är sena.”', '”Hej.”']],
    ['彼女は「船が『かもめ』に遅れた」と言った。', ['「船が『かもめ』に遅れた」', '『かもめ』']],
    ['Er rief: „Nimm ‚das Boot‘ und geh“, so laut.', ['„Nimm ‚das Boot‘ und geh“', '‚das Boot‘']],
  ])('knows the marks of many languages: %s', (text, expected) => {
    expect(paired(text)).toEqual(expected);
  });

  it.each([
    ['“Wait," she said. "No, go.”', ['“Wait,"', '"No, go.”']],
    ['„Warte", sagt er. „Geh“weg. „Komm “ dann. “Hello“ then.', ['„Warte"', '„Geh“', '„Komm “', '“Hello“']],
    ['He wrote «one» and “two" and "three”.', ['«one»', '“two"', '"three”']],
  ])('pairs marks of different making: %s', (text, expected) => {
    expect(paired(text)).toEqual(expected);
  });

  it.each([
    ['“He called it ‘the pit’ for years,” she said.', ['“He called it ‘the pit’ for years,”', '‘the pit’']],
    ['"He shouted "stop" at me," she said.', ['"He shouted "stop" at me,"', '"stop"']],
    ['"He shouted "‘stop’ now" twice."', ['"He shouted "‘stop’ now" twice."', '"‘stop’ now"', '‘stop’']],
    ['“He shouted "stop" at me.”', ['“He shouted "stop" at me.”', '"stop"']],
    ['“‘Stop,’ he said.” And "‘Go.’"', ['“‘Stop,’ he said.”', '‘Stop,’', '"‘Go.’"', '‘Go.’']],
  ])('returns the outer before the nested: %s', (text, expected) => {
    expect(paired(text)).toEqual(expected);
  });

  it.each([
    ['The ’90s weren’t kind to the dogs’ owners.', []],
    ['The ‘90s and ‘em and ‘tis, isn’t it’ all.', []],
    ['She said ‘I don’t know’ twice.', ['‘I don’t know’']],
    ['She said ‘the neighbours’ dog barked’ twice.', ['‘the neighbours’ dog barked’']],
    ['It was ‘runnin’ late’, he said, on ‘rock ’n’ roll’ night.', ['‘runnin’ late’', '‘rock ’n’ roll’']],
    ['She said ‘it was his’ and left.', ['‘it was his’']],
    ['She said ‘it was his’ and ‘hers’ and left.', ['‘it was his’', '‘hers’']],
    ['She said ‘it was his’ and ‘mine’ and the cat’ left.', ['‘it was his’', '‘mine’']],
    ["It's the dogs' and the 'cats' here.", []],
  ])('tells marks from apostrophes: %s', (text, expected) => {
    expect(paired(text)).toEqual(expected);
  });

  it.each([
    ['A 12" pipe, a 14" pipe, 5\'10" tall.', []],
    ['A 12” pipe of 3’ and 5’10” tall.', []],
    ['He said "a 12" pipe is enough" to me.', ['"a 12" pipe is enough"']],
    ['“I’m 5’ 10” tall,” he said.', ['“I’m 5’ 10” tall,”']],
    ['He is "over 5\'10" tall.', []],
    ['Born "in 1999" and "dead" and stray" there.', ['"in 1999"', '"dead"']],
    ['Born "in 1999" and dead "in 2004" there.', ['"in 1999"', '"in 2004"']],
    ['Said "a ‘b 12" c’ d', ['‘b 12" c’']],
  ])('tells marks from inches: %s', (text, expected) => {
    expect(paired(text)).toEqual(expected);
  });

  it.each([
    ['“He never closed it. “This one” he did.', ['“This one”']],
    ['"He never closed it. "This one" he did.', ['"This one"']],
    ['Nothing opened” this. "Fine," he said.', ['"Fine,"']],
    ['Nothing opened" this. (“Fine”) he said.', ['“Fine”']],
    ['A « stray and “a ‘stray and” on.', ['“a ‘stray and”']],
    ['A stray 」 and » and ’ alone, a “” and "".', []],
    ['a=”true” b', []],
    ['Nothing opens —"— here" for once.', []],
    ['Alone» there, «one».', ['«one»']],
  ])('drops what has no partner: %s', (text, expected) => {
    expect(paired(text)).toEqual(expected);
  });

  it('decides by what is open where the neighbours do not tell', () => {
    expect(paired('He said,"Wait."Then she said — " no " — and left.')).toEqual(['"Wait."', '" no "']);
    expect(paired('“I was—” she said. "I was—" he said.')).toEqual(['“I was—”', '"I was—"']);
  });

  it('looks through annotation marks and passes over escaped offsets', () => {
    const marked = 'She said =="we stay"=={#home note="a b"} and {q>"we go"<q #leave} and \\"so\\".';
    const group = (offset: number) => offset === marked.indexOf('"a') || offset === marked.indexOf('b"') + 1;
    const escaped = (offset: number) => marked[offset - 1] === '\\' || group(offset);
    expect(paired(marked, escaped)).toEqual(['"we stay"', '"we go"']);
  });

  it('never runs on past the paragraph, but lets one of several be continued by the next', () => {
    const first = '“It began in spring, with ‘a letter’ to us.';
    const firstOf = (text: string) => pairQuotations(text, 0, first.length).map((p) => text.slice(p.start, p.end));
    expect(firstOf(first + '\n\n“Then the boats came.”')).toEqual([first, '‘a letter’']);
    expect(firstOf(first + '\n\nThen “the boats” came.')).toEqual(['‘a letter’']);
    expect(firstOf(first + ' “Then the boats came.”')).toEqual(['‘a letter’']);
    expect(firstOf(first)).toEqual(['‘a letter’']);
    // Not where the same mark comes again, and not where the mark stands inside the paragraph.
    const twice = '“It began. “Then what? “Nothing.';
    expect(pairQuotations(twice + '\n\n“So.”', 0, twice.length)).toEqual([]);
    const inner = 'He said “it began in spring.';
    expect(pairQuotations(inner + '\n\n“So.”', 0, inner.length)).toEqual([]);
    // The paragraph's own line end may be counted in or not.
    expect(pairQuotations('“It began.\n\n“So.”', 0, 11)).toEqual([{ start: 0, end: 10, words: { start: 1, end: 10 } }]);
  });

  it('gives exact offsets into the text, line ends and emoji included', () => {
    const text = 'Before “it”.\n\n😀 She said “the 😀\nboats” 😀 today.\n\n”After”.';
    const start = text.indexOf('😀');
    const end = text.indexOf('today') + 6;
    const from = text.indexOf('“the');
    const to = text.indexOf('” 😀') + 1;
    expect(pairQuotations(text, start, end)).toEqual([
      { start: from, end: to, words: { start: from + 1, end: to - 1 } },
    ]);
  });

  const marks = fc.string({
    unit: fc.constantFrom(
      ...'“”"„‘’‚«»‹›「」『』\'  ..,,ab5s\n=={}<>',
      '—',
      '😀',
      'é',
      's’ t',
      '12"',
      '5’10”',
      '\n\n“',
    ),
    maxLength: 60,
  });

  it('stays in bounds, in order, and nests, whatever the marks', () => {
    fc.assert(
      fc.property(marks, marks, marks, (before, paragraph, after) => {
        const text = before + paragraph + after;
        const start = before.length;
        const end = start + paragraph.length;
        const open: number[] = [];
        let last = -1;
        for (const pair of pairQuotations(text, start, end)) {
          expect(pair.start).toBeGreaterThan(last);
          last = pair.start;
          expect(pair.start).toBeGreaterThanOrEqual(start);
          expect(pair.end).toBeLessThanOrEqual(end);
          expect(pair.words.start).toBe(pair.start + 1);
          expect(pair.words.end).toBeGreaterThan(pair.words.start);
          expect(pair.end - pair.words.end).toBeLessThanOrEqual(1);
          while (open.length && open[open.length - 1]! <= pair.start) open.pop();
          if (open.length) expect(pair.end).toBeLessThanOrEqual(open[open.length - 1]!);
          open.push(pair.end);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('depends on its paragraph alone, save for a quotation that the next one continues', () => {
    fc.assert(
      fc.property(marks, marks, (before, paragraph) => {
        const alone = pairQuotations(paragraph, 0, paragraph.length);
        const moved = pairQuotations(before + paragraph, before.length, before.length + paragraph.length);
        expect(moved.map((p) => [p.start - before.length, p.end - before.length])).toEqual(
          alone.map((p) => [p.start, p.end]),
        );
      }),
    );
  });

  it('finds any words without marks in any pair of marks', () => {
    const word = fc.stringMatching(/^[a-zé😀]{1,6}$/u);
    const pair = fc.constantFrom('“”', '""', '‘’', '«»', '„“', '„”', '»«', '「」', '『』', '“"', '"”', '””');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), pair, word, (list, [open, close], lead) => {
        // A lone `n` or `em` may be an elision behind ‘, so a capital leads.
        const quoted = `${open}X ${list.join(' ')}.${close}`;
        expect(paired(`${lead} ${quoted} ${lead}`)).toEqual([quoted]);
      }),
    );
  });

  /** How many characters are read for this text: a stand-in for the string that counts. */
  function work(text: string): number {
    let read = 0;
    const counting = {
      charCodeAt: (at: number) => (read++, text.charCodeAt(at)),
      charAt: (at: number) => (read++, text.charAt(at)),
      slice: (from: number, to: number) => {
        const part = text.slice(from, to);
        read += part.length;
        return part;
      },
    };
    pairQuotations(counting as unknown as string, 0, text.length, () => (read++, false));
    return read;
  }

  const hostile = [
    '“',
    '”',
    '"',
    '‘',
    '’',
    '„',
    '«',
    '»',
    '「',
    '「」',
    '“‘',
    '“ ',
    ' "',
    '" ',
    '‘a ',
    's’ a',
    '12"',
    '"1" ',
    '“a «',
    '(“)‘',
  ];

  it.each(hostile)('reads each character a bounded number of times: %s over and over', (unit) => {
    const once = work(unit.repeat(2000));
    expect(work(unit.repeat(8000))).toBeLessThanOrEqual(4 * once + 100);
    expect(once).toBeLessThanOrEqual(30 * 2000 * unit.length);
  });

  it('takes hundreds of thousands of marks', () => {
    for (const unit of hostile) {
      const text = unit.repeat(Math.ceil(2e5 / unit.length));
      const paragraph = { start: 0, end: text.length };
      for (const pair of pairQuotations(text, 0, text.length).slice(0, 1000))
        isQuotation(text, pair, paragraph, new Set());
    }
    const nested = '“a '.repeat(2e5) + '”'.repeat(2e5);
    expect(pairQuotations(nested, 0, nested.length)).toHaveLength(2e5);
  });
});

describe('isQuotation', () => {
  it.each([
    // Length: a sentence, or a good part of one.
    ['They came back with “nothing left to sell in the whole of the harbour” that year.'],
    // Words that bring it in, however short it is.
    ['My landlord said, “No.”'],
    ['He answered, "Never."'],
    ['And I’m like, “no way, not us.”'],
    ['They were like “pay up.”'],
    ['There are two notices: one “Closed.”, the other: “Gone.”', ['Gone.']],
    ['The sign “no mooring after dusk” hangs there.'],
    ['As he, quote, “found it regrettable,” it went on.'],
    // Words behind it.
    ['“Boats first,” the harbour master insisted.', []],
    ['“Boats first,” insisted Marta.'],
    // I, you, verbs, orders, questions, supposed speech.
    ['You ask “is it worth it” and nobody knows.'],
    ['Then “can you pay by Friday?” and so on.'],
    ['You tell it “book me a berth” and it does.'],
    ['We ended up with “everyone must leave by spring.”'],
    // A sentence of its own.
    ['We argued a lot. “Too expensive.” Then we signed.'],
    // Chanted.
    ['People talking about “sell, sell, sell” and so on.'],
    ['MM: “Yes, of course.” That was all.'],
  ])('takes for somebody’s words: %s', (text, expected?: string[]) => {
    const all = pairQuotations(text, 0, text.length).map(({ words }) => text.slice(words.start, words.end));
    expect(spoken(text)).toEqual(expected ?? all);
  });

  it.each([
    ['It is about “rent control” again.'],
    ['They speak of a “sweetheart deal” with the port.'],
    ['Her “war on boats” cost us dearly.'],
    ['The word “crossing” means two things.'],
    ['The term “managed retreat from the shore” is new.'],
    ['There was a film called “The Last Ferry.”'],
    ['They have “Tides of Glass and Iron” in class.'],
    ['Our so-called “open harbour” is closed.'],
    ['It was my “you are fired” moment.'],
    ['The harbour: “boats first” and other slogans.'],
    ['MM: “Crossing” is the local word.'],
    ['We want a "race for the bottom" in fees.'],
    ['He is not a “doomsayer” at all.'],
    ['They like “cheap labour” here.'],
    ['An empty one: “ ” or, she said, “…”'],
    ['He read “War and Peace” twice.'],
  ])('takes for a term, a title or a scare quote: %s', (text) => {
    expect(pairQuotations(text, 0, text.length).length).toBeGreaterThan(0);
    expect(spoken(text)).toEqual([]);
  });

  // Each of these is as near to the line as can be, so that one point more or less tips it.
  it.each([
    [false, 'length: 1', 'He hated “boats”.'],
    [false, 'length: 2', 'He liked the boats, “slow boats,” so.'],
    [false, 'length: 3', 'It is about “boats, boats, nets” again.'],
    [false, 'length: 4', 'They said it of “slow decline of trade” there.'],
    [true, 'length: 6 and 8, “our”', 'The phrase “very slow and painful death of our trade” hurts.'],
    [true, 'length: 12', 'The “very slow and painful death of all the trade and fishing in our harbour” killed him.'],
    [true, 'a verb of saying just before', 'She wrote “slow, painful death” there.'],
    [true, 'a verb of saying a little before', 'They said it of “slow decline of trade.”'],
    [true, 'a verb of saying behind', 'Then “slow decline,” Marta said.'],
    [true, 'a comma before', 'There it is, “slow death of trade,” and so on.'],
    [true, 'a colon before', 'One reads the list: “boats.”'],
    [true, 'a sentence of its own', 'It is so. “Slow decline.” Nobody came.'],
    [false, 'a naming word', 'The word “don’t leave us here” was there.'],
    [false, 'an article', 'It became a “slow, painful decline of trade.”'],
    [false, 'the sentence goes on', 'It became “boats and nets and ropes” there.'],
    [false, 'the sentence goes on after an article', 'They wrote of her, “slow decline of trade” again.'],
    [true, 'a verb inside', 'Boats were “slow to come in” there.'],
    [true, 'a verb with a curly apostrophe', 'It became “they’re never early,” then.'],
    [true, 'an interjection', 'Then “oh, boats?” and so on.'],
    [true, 'a question mark', 'He shouted “boats!”'],
    [true, 'a capital and a full stop', 'He shouted “Boats.”'],
    [true, 'a comma inside', 'So it came, “slow decline, then fall” again.'],
    [true, 'the same word over and over', 'It was, again, “sell, sell, sell.”'],
    [false, 'capitals of a title', 'So it came, “the Slow Decline of Trade.”'],
    [false, 'a label’s colon', 'MM: “slow decline.”'],
    [false, 'a label’s words', '[0:32] Marta Read: “slow decline of trade.”'],
  ])('%s by %s', (expected, _, text) => {
    expect(spoken(text).length === 1).toBe(expected);
  });

  it.each([
    ['Sie sagte: „Wir bleiben hier.“', true],
    ['„Das geht so nicht“, sagte der Wirt.', true],
    ['Man nennt das den „stillen Umbau“ der Stadt.', false],
    ['« Je pars demain », a-t-il répondu.', true],
    ['Voilà la « mixité sociale » du port.', false],
    ['Ella dijo: «No podemos pagar».', true],
    ['El llamado «plan azul» de entonces.', false],
    ['Lui disse «non c’è posto» e basta.', true],
    ['Ze zei: “Wij blijven.”', true],
    ['Ela disse “não temos casa” e saiu.', true],
    ['彼女は「船が来なかったので、どこにも行けません」と言った。', true],
    ['いわゆる「再開発」の話です。', false],
  ])('knows a little of other languages: %s', (text, expected) => {
    expect(spoken(text).length > 0).toBe(expected);
  });

  it('never takes a declared term', () => {
    const text = 'She said “we go by the\nriver,” and he said, “We stay.”';
    expect(spoken(text)).toEqual(['we go by the\nriver,', 'We stay.']);
    expect(spoken(text, ['we go by the river'])).toEqual(['We stay.']);
    expect(spoken(text, ['we stay'])).toEqual(['we go by the\nriver,']);
    expect(spoken('She said ==“we {x>stay<x #a}”=={#b}.', ['we stay'])).toEqual([]);
  });

  it('looks only at the paragraph', () => {
    const text = 'And he said, “boats first,” said Marta.';
    const [quotation] = pairQuotations(text, 0, text.length);
    const alone = { start: quotation!.start, end: quotation!.end };
    expect(isQuotation(text, quotation!, { start: 0, end: text.length }, new Set())).toBe(true);
    expect(isQuotation(text, quotation!, alone, new Set())).toBe(false);
  });

  const sentences = fc.constantFrom(
    'He said, “No.”',
    'The term “crossing” is old.',
    'You ask “is it worth it” at times.',
    'They speak of “rent control” here.',
    '“Boats first,” said Marta.',
  );

  it('judges the same with and without annotation marks', () => {
    const code = fc.constantFrom('{#a}', '{#housing/rent ^doubled +x @who}', '{#a note="b c"}');
    fc.assert(
      fc.property(sentences, code, fc.boolean(), (text, group, long) => {
        const [plain] = pairQuotations(text, 0, text.length);
        const words = text.slice(plain!.start, plain!.end);
        const marked = long ? text.replace(words, `{q>${words}<q #a}`) : text.replace(words, `==${words}==${group}`);
        expect(spoken(marked).length).toBe(spoken(text).length);
        const inner = words.slice(1, -1);
        expect(spoken(text.replace(inner, `==${inner}==${group}`)).length).toBe(spoken(text).length);
      }),
    );
  });

  it('judges the same wherever in the text the paragraph stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), sentences, (before, text) => {
        const whole = before + text;
        const paragraph = { start: before.length, end: whole.length };
        const [quotation] = pairQuotations(whole, paragraph.start, paragraph.end);
        expect(isQuotation(whole, quotation!, paragraph, new Set())).toBe(spoken(text).length === 1);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'binary' }), (words, around) => {
        const text = `${around}“${words}”${around}`;
        const paragraph = { start: 0, end: text.length };
        for (const quotation of pairQuotations(text, 0, text.length))
          expect(typeof isQuotation(text, quotation, paragraph, new Set())).toBe('boolean');
      }),
    );
  });

  it('reads a bounded part of a long quotation', () => {
    let read = 0;
    const counting = {
      slice: (from: number, to: number) => {
        read += to - from;
        return '{<a '.repeat(to - from).slice(0, to - from);
      },
    };
    const quotation = { start: 1e5, end: 1e6, words: { start: 1e5 + 1, end: 1e6 - 1 } };
    isQuotation(counting as unknown as string, quotation, { start: 0, end: 2e6 }, new Set());
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(1000);
  });
});

describe('real transcripts', () => {
  const folder = resolve('../shared/seeds');
  const present = existsSync(folder);

  it.skipIf(!present)('of ../shared/seeds (absent: skipped): every double mark has its partner', () => {
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8');
      const ends = new Set<number>();
      let offset = 0;
      for (const line of text.split('\n')) {
        for (const pair of pairQuotations(text, offset, offset + line.length)) ends.add(pair.start).add(pair.words.end);
        offset += line.length + 1;
      }
      // An attribute inside square brackets is the page's own markup, and no quotation.
      const marks = [...text.matchAll(/[“”"](?![^[\n]{0,40}\])/g)].map((match) => match.index);
      expect(marks.filter((mark) => !ends.has(mark))).toEqual([]);
    }
  });
});
