/** What is done to the words at the cursors, by examples: `|` is a cursor, `[[…]]` a selection, before and afterwards. */
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { mark, type Action } from '../../server/features/mark';
import { markActions } from '../../server/features/marking/actions';

const HERE = 'file:///a.transcript';

function done(source: string, action: Action, others: Record<string, string> = {}): string {
  const spans: { start: number; end: number }[] = [];
  let text = '';
  for (const part of source.split(/(\[\[|\]\]|\|)/)) {
    if (part === '|') spans.push({ start: text.length, end: text.length });
    else if (part === '[[') spans.push({ start: text.length, end: -1 });
    else if (part === ']]') spans.at(-1)!.end = text.length;
    else text += part;
  }
  const corpus = new Corpus();
  for (const [name, other] of Object.entries(others)) corpus.put(`file:///${name}`, other);
  corpus.put(HERE, text);
  const { edits, after, spans: stands, done: count, reason } = mark(corpus, HERE, spans, action)!;
  expect(applyEdits(text, edits)).toBe(after.text);
  expect(count === spans.length).toBe(reason === undefined);
  const shown = stands.flatMap(({ start, end }) =>
    start === end
      ? [{ span: { start, end }, text: '|' }]
      : [
          { span: { start, end: start }, text: '[[' },
          { span: { start: end, end }, text: ']]' },
        ],
  );
  return applyEdits(after.text, shown) + (reason === undefined ? '' : `\n! ${reason}`);
}

type Examples = [what: string, before: string, after: string][];

describe('code', () => {
  const tag: Action = { do: 'code', codes: '#t' };

  it.each<Examples[number]>([
    ['a selection', 'MM: He [[said so]] it.', 'MM: He ==[[said so]]=={#t} it.'],
    ['what carries the code already', 'MM: He ==[[said so]]=={#t} it.', 'MM: He ==[[said so]]=={#t} it.'],
    ['a selection of a quote with a comma', '==[[So,]]=={#a} it', '==[[So,]]=={#a #t} it'],
    ['a quote with its marks', '[[==So=={#a}]] it', '==[[So]]=={#a #t} it'],
    ['what crosses a quote', 'a ==b [[c=={#a} d]]', 'a ==b {q1>[[c=={#a} d]]<q1 #t}'],
    ['what goes over a turn', 'A: x\n\nB: y\n\nA: [[so\n\nB: it]]', 'A: x\n\nB: y\n\nA: {q1>[[so\n\nB: it]]<q1 #t}'],
    ['the sentence', 'MM: He said. So it w|as. No.', 'MM: He said. ==So it w|as.=={#t} No.'],
    ['the sentence before a blank', 'So.|  It was.', '==So.|=={#t}  It was.'],
    ['the sentence at the end of a line', 'So it\nwas.|', '==So it\nwas.=={#t}|'.replace('=={#t}|', '|=={#t}')],
    ['the sentence of one speaker', 'A: x\n\nA: So |it {@B} was.', 'A: x\n\nA: ==So |it=={#t} {@B} was.'],
    ['the sentence outside a quote', 'So ==it was. It=={#a} wa|s. No.', 'So ==it was. It=={#a} ==wa|s.=={#t} No.'],
    ['the sentence around a quote', '==So=={#a} it w|as.', '{q1>==So=={#a} it w|as.<q1 #t}'],
    ['the quote', 'MM: ==He s|aid.=={#a} So.', 'MM: ==He s|aid.=={#a #t} So.'],
    ['the innermost quote', '{a>So ==i|t=={#b} was<a #a}', '{a>So ==i|t=={#b #t} was<a #a}'],
    ['the quote whose code is at the cursor', 'So ==it=={#a|}.', 'So ==it|=={#a #t}.'],
    ['the first sentence behind a label', 'M M: x\n\nM| M: So. It', 'M M: x\n\nM M: ==|So.=={#t} It'],
    ['the sentence behind an escape', '|\\# So it.', '==|\\# So it.=={#t}'],
    ['what a label is before', 'M M: x\n\nM| M: ==So.=={#a} It', 'M M: x\n\nM M: ==|So.=={#a #t} It'],
    ['a quote before blanks', 'M M: x\n\nM M: ==So.=={#a} | {@B} It', 'M M: x\n\nM M: ==So.|=={#a #t}  {@B} It'],
    ['a heading', '# So i|t', '# ==So i|t=={#t}'],
    ['a line of tags', 'MM: x\n%tags #a|\n', 'MM: x\n%tags #a #t|\n'],
    ['a line of tags, selected', 'MM: x\n%tags #[[a]]', 'MM: x\n%tags #[[a]] #t'],
    ['several cursors', 'He said. So i|t was. N|o.', 'He said. ==So i|t was.=={#t} ==N|o.=={#t}'],
    ['two cursors of one sentence', 'So i|t w|as. No.', '==So i|t w|as.=={#t} No.'],
    ['selections that touch', '[[So ]][[it]] was', '==[[So]]=={#t} ==[[it]]=={#t} was'],
    ['in any order', 'A |b. [[C d.]]', '==A |b.=={#t} ==[[C d.]]=={#t}'],
    [
      'words selected from a line of tags on',
      'A.\n%tags #[[a\n\nSo it]] was.',
      'A.\n%tags #a\n\n==[[So it]]=={#t} was.',
    ],
    [
      'words selected from the front matter on',
      '---\nx: [[x\n---\nSo it]] was.',
      '---\nx: x\n---\n==[[So it]]=={#t} was.',
    ],
    ['a quote selected with the comma behind it', 'a [[==so=={#a},]] b', 'a ==[[so]]=={#a #t}, b'],
    ['the quote around one that ends at the cursor', '{a>So ==it=={#b}| was<a #a}', '{a>So ==it=={#b}| was<a #a #t}'],
    [
      'the quote of fewer words',
      '{a>==x=={#so-it-is} {b>y|<a #a} z<b #b}',
      '{a>==x=={#so-it-is} {b>y|<a #a #t} z<b #b}',
    ],
    ['the sentence before blanks, within them', 'So. | It was.', '==So.|=={#t}  It was.'],
    ['a heading below a topic of the analyst', '%topic X\n|# So it', '%topic X\n# ==|So it=={#t}'],
  ])('%s', (_, before, after) => {
    expect(done(before, tag)).toBe(after);
  });

  it.each<Examples[number]>([
    ['blanks', 'a[[ so ]]b', 'a ==[[so]]=={#t} b'],
    ['a comma', 'a [[so,]] b', 'a ==[[so]]=={#t}, b'],
    ['a dash', 'a [[so —]] b', 'a ==[[so]]=={#t} — b'],
    ['hyphens that are a dash', 'a [[so --]] b', 'a ==[[so]]=={#t} -- b'],
    ['no hyphen of a word', 'a [[so th-]] b', 'a ==[[so th-]]=={#t} b'],
    ['no stop', 'a [[so…?!]] b', 'a ==[[so…?!]]=={#t} b'],
    ['no bracket', 'a [[so [laughs] ]]b', 'a ==[[so [laughs]]]=={#t} b'],
    ['a mark whose partner is far', 'a “so [[it was” b]] c', 'a “so ==[[it was” b]]=={#t} c'],
    ['a mark at the edge', 'a “so [[it was”]] c', 'a “so ==[[it was]]=={#t}” c'],
    ['a mark at the other edge', 'a [[“so it]] was” c', 'a “==[[so it]]=={#t} was” c'],
  ])('leaves out %s', (_, before, after) => {
    expect(done(before, tag)).toBe(after);
  });

  it.each<Examples[number]>([
    ['closes', 'a [[“so it was]]” c', 'a ==[[“so it was”]]=={#t} c'],
    ['opens', 'a “[[so it was”]] c', 'a ==[[“so it was”]]=={#t} c'],
    ['closes behind a comma', 'a [[say, “so,]]” c', 'a ==[[say, “so,”]]=={#t} c'],
  ])('takes in the quotation mark that %s', (_, before, after) => {
    expect(done(before, tag)).toBe(after);
  });

  it.each([
    ['---\nti|tle: x\n---\nSo.', 'The front matter holds no words of the interview.'],
    ['So.\n%memo: x|\n', 'An annotation line holds no words of the interview.'],
    ['So.\n%claim a: [[x]]\n', 'An annotation line holds no words of the interview.'],
    ['So.\n\n|\n\nIt.', 'There is no sentence at the cursor.'],
    ['So[[ ]]it.', 'There are no words in the selection.'],
    ['So[[, ]]it.', 'There are no words in the selection.'],
    ['A: x\n\n[[A: ]]it.', 'There are no words in the selection.'],
  ])('leaves %j', (source, reason) => {
    expect(done(source, tag)).toBe(`${source}\n! ${reason}`);
  });

  it.each(['', 'housing', '#a what', '#a {', '#a\n%x', '#a <b'])('wants codes, not %j', (codes) => {
    expect(done('So |it.', { do: 'code', codes })).toMatch(/^So \|it\.\n! These are no codes/);
  });

  const claim: Action = { do: 'code', codes: '^c', gloss: { claim: 'c', says: ' So\r\n it was. ' } };

  it('writes the gloss of a claim below, once', () => {
    expect(done('So i|t. N|o.\n\nB: x', claim)).toBe('==So i|t.=={^c} ==N|o.=={^c}\n%claim c: So it was.\n\nB: x');
    expect(done('So i|t.\r\n%memo: x\r\n', claim)).toBe('==So i|t.=={^c}\r\n%memo: x\r\n%claim c: So it was.\r\n');
  });

  it('writes the gloss of a claim that the quote has already', () => {
    expect(done('==So i|t=={^c}', claim)).toBe('==So i|t=={^c}\n%claim c: So it was.');
  });

  it('writes the gloss below the paragraph in which the words end', () => {
    expect(done('A: x\n\nA: [[So\n\nA: it]].\n', claim)).toBe(
      'A: x\n\nA: {q1>[[So\n\nA: it]]<q1 ^c}.\n%claim c: So it was.\n',
    );
  });

  it('writes no gloss of what is no claim', () => {
    const action: Action = { do: 'code', codes: '#t', gloss: { claim: 'a b', says: 'So.' } };
    expect(done('S|o.', action)).toBe('==S|o.=={#t}');
  });

  it('writes each code once', () => {
    expect(done('S|o.', { do: 'code', codes: '#t #b #t' })).toBe('==S|o.=={#t #b}');
    expect(done('So.\n%tags #t|\nIt.', { do: 'code', codes: '#t #b' })).toBe('So.\n%tags #t #b|\nIt.');
  });

  it.each<Record<string, string>>([
    { 'codebook.yaml': 'claims:\n  c: So.\n' },
    { 'b.transcript': 'Oh.\n%claim c: So.\n' },
  ])('writes none where there is one: %j', (others) => {
    expect(done('So i|t.', claim, others)).toBe('==So i|t.=={^c}');
  });
});

describe('uncode', () => {
  const uncode: Action = { do: 'uncode', codes: '^c #t' };

  it.each<Examples[number]>([
    ['one of several', '==S|o=={#t #b}', '==S|o=={#b}'],
    ['wherever it stands', '==S|o=={#b  #t x="a b" ^c}', '==S|o=={#b x="a b"}'],
    ['two at once', '==S|o=={#t ^c @me}', '==S|o=={@me}'],
    ['in the mark of a long quote', '{a>S|o<a ^c #b}', '{a>S|o<a #b}'],
    ['no other sign', '==S|o=={#t +c}', '==S|o=={+c}'],
    ['what is no code stays', '==S|o=={#t what}', '==S|o=={what}'],
    ['the last, with the mark', '==S|o=={#t}.', 'S|o.'],
    ['the last, of a selection', '==[[So]]=={#t}.', '[[So]].'],
    ['of the quote that carries it', '{a>So ==i|t=={#b}<a #t ^c}', 'So ==i|t=={#b}'],
    ['of all quotes that are selected', '[[==So=={#t} ==it=={#t #b}]]', '[[So ==it=={#b}]]'],
    ['in a line of tags', 'x\n%tags #a #t|', 'x\n%tags #a|'],
    ['the last of a line', 'x\n%tags #t|\ny', 'x\n|y'],
    ['the last of the last line', 'x\n%tags #|t', 'x|'],
    ['the last of a line that holds something else', 'x\n%tags #t| what', 'x\n%tags |what'],
  ])('%s', (_, before, after) => {
    expect(done(before, uncode)).toBe(after);
  });

  it.each(['==S|o=={#b}', 'S|o', '\n|'])('says where there is nothing: %j', (source) => {
    expect(done(source, uncode)).toBe(`${source}\n! None of these codes is here.`);
  });
});

describe('unmark', () => {
  it.each<Examples[number]>([
    ['the quote', 'MM: ==He s|aid.=={#a} So.', 'MM: He s|aid. So.'],
    ['a long quote', 'A: {a>He s|aid.\n\nB: So<a #a}.', 'A: He s|aid.\n\nB: So.'],
    ['the innermost', '{a>So ==i|t=={#b}<a #t}', '{a>So i|t<a #t}'],
    ['all in the selection', '{a>[[So ==it=={#b} ==w=={#c}]] was<a #t}', '{a>[[So it w]] was<a #t}'],
    ['only what the selection is exactly', '{a>[[So ==it=={#b} was]]<a #t}', '[[So ==it=={#b} was]]'],
    ['the one around the selection', '==So [[it]] was=={#b}', 'So [[it]] was'],
    ['the innermost around it', '{a>So {b>it [[w]]as<b #b} no<a #a}', '{a>So it [[w]]as no<a #a}'],
    ['for two cursors once', '{a>So ==i|t wa|s=={#b}<a #t}', '{a>So i|t wa|s<a #t}'],
    ['behind a backslash', 'C:\\\\==s|o=={#t} it', 'C:\\s|o it'],
    ['behind a backslash that escapes', 'C:\\\\==“s|o”=={#t} it', 'C:\\\\“s|o” it'],
    ['before a backslash', 'a ==s|o\\\\=={#t} it', 'a s|o\\ it'],
  ])('%s', (_, before, after) => {
    expect(done(before, { do: 'unmark' })).toBe(after);
  });

  it('refuses what would change how other words are read', () => {
    expect(done('==a|=={#t}==b=={#u}', { do: 'unmark' })).toBe('a|==b=={#u}');
    expect(done('={a>=b|==<a #x}', { do: 'unmark' })).toMatch(/! The mark cannot be taken away/);
  });

  it('says where there is none', () => {
    expect(done('S|o', { do: 'unmark' })).toBe('S|o\n! There is no quote here.');
  });
});

describe('memo', () => {
  it.each<[string, Action & { do: 'memo' }, string]>([
    ['A: S|o.\n\nB: x', { do: 'memo', text: 'ask\n her' }, 'A: S|o.\n%memo: ask her\n\nB: x'],
    ['A: So.|\n%tags #a\n', { do: 'memo', text: 'ask', coder: 'ana' }, 'A: So.|\n%tags #a\n%memo(ana): ask\n'],
    ['A: So.\n%tags #|a\n', { do: 'memo', text: 'ask' }, 'A: So.\n%tags #|a\n%memo: ask\n'],
    ['---\ncoder: bo\n---\nS|o.', { do: 'memo', text: 'ask' }, '---\ncoder: bo\n---\nS|o.\n%memo(bo): ask'],
    ['# Re|nts\n\nSo.', { do: 'memo', text: 'ask' }, '# Re|nts\n%memo: ask\n\nSo.'],
    ['A: S|o. I|t.', { do: 'memo', text: 'ask' }, 'A: S|o. I|t.\n%memo: ask'],
    ['S|o\nit.\n\nNo.', { do: 'memo', text: 'ask' }, 'S|o\nit.\n%memo: ask\n\nNo.'],
    ['[[So.\n\nIt]].\n\nNo.', { do: 'memo', text: 'ask' }, '[[So.\n\nIt]].\n%memo: ask\n\nNo.'],
    ['# A\n\nx\n\n# B\n%tags #|b\n\ny', { do: 'memo', text: 'ask' }, '# A\n\nx\n\n# B\n%tags #|b\n%memo: ask\n\ny'],
    ['S|o', { do: 'memo', text: ' \n' }, 'S|o\n! A memo wants words.'],
    ['So\n\n|\n', { do: 'memo', text: 'x' }, 'So\n\n|\n\n! There is no paragraph at the cursor.'],
  ])('%j', (before, action, after) => {
    expect(done(before, action)).toBe(after);
  });
});

describe('aside', () => {
  it.each([
    ['A: S|o.\n\nB: x', 'A: S|o.\n%aside\n\nB: x'],
    ['A: S|o.\n%aside\n\nB: x', 'A: S|o.\n\nB: x'],
    ['A: So.\n%asi|de', 'A: So.|'],
    ['[[So.\n\nIt]] was.\n%aside', '[[So.\n%aside\n\nIt]] was.\n%aside'],
    ['S|o. I|t.', 'S|o. I|t.\n%aside'],
    ['[[So.\n\n]]It.', '[[So.\n%aside\n\n]]It.'],
    ['# A|d\n\nSo.', '# A|d\n%aside\n\nSo.'],
    ['# Ad\n%aside\n\nS|o.', '# Ad\n%aside\n\nS|o.\n! The whole section is set aside, below its topic.'],
  ])('%j', (before, after) => {
    expect(done(before, { do: 'aside' })).toBe(after);
  });
});

describe('resize', () => {
  const by = (
    end: 'start' | 'end',
    direction: 'forward' | 'back',
    unit: 'word' | 'sentence' | 'paragraph',
  ): Action => ({
    do: 'resize',
    end,
    direction,
    by: unit,
  });

  it.each<[Action, string, string]>([
    [by('end', 'forward', 'word'), 'a ==b|=={#t} c, d.', 'a ==b| c=={#t}, d.'],
    [by('end', 'forward', 'word'), 'a ==b| c=={#t}, d.', 'a ==b| c, d.=={#t}'],
    [by('end', 'back', 'word'), 'a ==b c, d|.=={#t}', 'a ==b c|=={#t}, d.'],
    [by('end', 'back', 'word'), 'a ==b|=={#t} c', 'a ==b|=={#t} c\n! No words would be left in the quote.'],
    [by('end', 'forward', 'word'), 'a ==b|=={#t} —', 'a ==b|=={#t} —\n! There are no more words to take in.'],
    [by('start', 'back', 'word'), 'a “b, ==c|=={#t}', 'a ==“b, c|=={#t}'],
    [by('start', 'forward', 'word'), '==[[a, b]]=={#t}', 'a, ==[[b]]=={#t}'],
    [by('end', 'forward', 'sentence'), 'So. ==B|=={#t} c. D e. F', 'So. ==B| c.=={#t} D e. F'],
    [by('end', 'forward', 'sentence'), 'So. ==B| c.=={#t} D e. F', 'So. ==B| c. D e.=={#t} F'],
    [by('end', 'back', 'sentence'), 'So. ==B c. D| e.=={#t} F', 'So. ==B c.|=={#t} D e. F'],
    [by('start', 'back', 'sentence'), 'So. B ==c|=={#t}.', 'So. ==B c|=={#t}.'],
    [by('end', 'forward', 'paragraph'), 'A ==b|=={#t} c. D.\n\nE.', 'A ==b| c. D.=={#t}\n\nE.'],
    [by('end', 'forward', 'paragraph'), 'A ==b.|=={#t}\n\nE f.', 'A {q1>b.|\n\nE f.<q1 #t}'],
    [by('end', 'back', 'paragraph'), 'A {q1>b.|\n\nE f.<q1 #t}', 'A ==b.|=={#t}\n\nE f.'],
    [by('end', 'back', 'paragraph'), 'A {x>b.|\n\nE f.<x #t}', 'A {x>b.|<x #t}\n\nE f.'],
    [
      by('end', 'forward', 'word'),
      'A: x\n\nA: ==b|=={#t  y="a b"}\n\nA: c',
      'A: x\n\nA: {q1>b|\n\nA: c<q1 #t  y="a b"}',
    ],
    [by('start', 'back', 'word'), 'A: x\n\nA: ==b|=={#t}', 'A: {q1>x\n\nA: b|<q1 #t}'],
    [by('start', 'back', 'paragraph'), 'A so. {@B} it {@A} ==w|as=={#t}', 'A so. {@B} ==it {@A} w|as=={#t}'],
    [by('end', 'forward', 'word'), '# ==S|o=={#t} it\n\nNo.', '# ==S|o it=={#t}\n\nNo.'],
    [
      by('end', 'forward', 'word'),
      '# So ==i|t=={#t}\n\nNo.',
      '# So ==i|t=={#t}\n\nNo.\n! There are no more words to take in.',
    ],
    [by('end', 'forward', 'word'), 'a ==b|=={#t} … c—d', 'a ==b| … c=={#t}—d'],
    [by('end', 'forward', 'word'), '{q1>a|<q1 #u} d', '{q1>a| d<q1 #u}'],
    [by('end', 'forward', 'word'), '==a|=={#t} ==b c=={#u}', '{q1>a| ==b<q1 #t} c=={#u}'],
    [by('end', 'forward', 'sentence'), '==a|=={#t} ==b=={#u}.', '{q1>a| ==b=={#u}.<q1 #t}'],
    [by('end', 'forward', 'word'), '==a|=={#t} {x>b<x #u} c', '==a| {x>b<x #u}=={#t} c'],
    [by('end', 'forward', 'word'), '{x>a ==b|=={#t} c<x #u} d', '{x>a ==b| c=={#t}<x #u} d'],
    [by('end', 'forward', 'word'), '==王|=={#t}伟说', '==王|伟=={#t}说'],
    [by('end', 'forward', 'word'), 'S|o', 'S|o\n! There is no quote here.'],
    [
      by('end', 'forward', 'word'),
      '[[==a=={} ==b=={}]] c',
      '[[==a=={} ==b=={}]] c\n! There are several quotes in the selection.',
    ],
    [by('end', 'forward', 'word'), '==a|=={} b ==c|=={} d', '==a| b=={} ==c| d=={}'],
    [by('end', 'forward', 'word'), '==|a|=={} b c', '==|a| b=={} c'],
  ])('%j %j', (action, before, after) => {
    expect(done(before, action)).toBe(after);
  });
});

describe('split', () => {
  it.each([
    ['==So it|  was=={#t x="a b"}.', '==So it=={#t x="a b"}  ==|was=={#t x="a b"}.'],
    ['{a>So |it<a #t}', '{a>So<a #t} {q1>|it<q1 #t}'],
    ['A: x\n\nA: {q1>So\n\n|A: it<q1 #t}', 'A: x\n\nA: {q1>So<q1 #t}\n\nA: {q2>|it<q2 #t}'],
    ['==王|伟=={#t}', '==王=={#t}==|伟=={#t}'],
    ['==So |it==', '==So== ==|it=='],
    ['{a>So ==it |was=={#b} no<a #t}', '{a>So ==it=={#b} ==|was=={#b} no<a #t}'],
    ['==So [[it was]] no=={#t}', '==So=={#t} ==[[it was]]=={#t} ==no=={#t}'],
    ['==[[So]] it=={#t}', '==[[So]]=={#t} ==it=={#t}'],
    ['==So it |was, |no=={#t}', '==So it=={#t} ==|was,=={#t} ==|no=={#t}'],
    ['==So|=={#t}', '==So|=={#t}\n! At the end of a quote there is nothing to split.'],
    ['S|o', 'S|o\n! There is no quote here.'],
  ])('%j', (before, after) => {
    expect(done(before, { do: 'split' })).toBe(after);
  });
});

describe('merge', () => {
  it.each([
    ['==S|o=={#t} it ==was=={#u #t}.', '==S|o it was=={#t #u}.'],
    ['[[==So=={#t} it ==was=={#u}]].', '==[[So it was]]=={#t #u}.'],
    ['==S[[o=={#t} ==it=={#u} ==w]]as=={#v}.', '==[[So it was]]=={#t #u #v}.'],
    ['{a>S|o<a x="a b" #t} ==it=={#u}', '{a>S|o it<a x="a b" #t #u}'],
    ['==S|o=={#t} {b>it<b #u}', '{b>S|o it<b #t #u}'],
    ['A: x\n\nA: ==S|o=={#t}\n\nIt ==was=={#u}.', 'A: x\n\nA: {q1>S|o\n\nIt was<q1 #t #u}.'],
    ['{a>S|o ==it<a #t} was=={#u}', '{a>S|o it was<a #t #u}'],
    ['==S|o=={#t} it ==w|as=={#u} ==no=={#v}', '==S|o it w|as=={#t #u} ==no=={#v}'],
    ['==S|o== ==it==', '==S|o it=={}'],
    ['==S|o=={#t what} it ==was=={#u}', '==S|o it was=={#t what #u}'],
    ['[[x {a>So ==it=={#b} was]] no<a #a}', 'x {a>[[So it was no]]<a #a #b}'],
    ['{a>x ==S[[o=={#t} ==i]]t=={#u}<a #a}', '{a>x ==[[So it]]=={#t #u}<a #a}'],
    ['{a>S|o ==it=={#b}<a #a} ==was=={#c}', '{a>S|o ==it=={#b} was<a #a #c}'],
    ['==S|o=={#t}\n\n==it=={#u}', undefined],
    ['==S|o=={#t} it.', '==S|o=={#t} it.\n! There is no other quote to merge it with.'],
    ['A: x\n\nA: ==S|o=={#t}\n\nB: y\n\nA: ==it=={#u}\n\nB: z', undefined],
    ['S|o', 'S|o\n! There is no quote here.'],
  ])('%j', (before, after) => {
    expect(done(before, { do: 'merge' })).toBe(after ?? `${before}\n! There is no other quote to merge it with.`);
  });
});

describe('two cursors at one place', () => {
  it.each<[Action, string, string]>([
    [{ do: 'merge' }, '||==So=={#t} it ==was=={#u} ==no=={#v}', '==||So it was=={#t #u} ==no=={#v}'],
    [{ do: 'code', codes: '#t' }, 'MM:||', '==MM||=={#t}:'],
    [{ do: 'uncode', codes: '#t' }, 'So.\n%tags||  #t #u', 'So.\n%tags||  #u'],
  ])('%j in %j', (action, before, after) => {
    expect(done(before, action)).toBe(after);
  });
});

describe('selections', () => {
  it('may be made backwards', () => {
    const corpus = new Corpus();
    corpus.put(HERE, 'He said so.');
    const { after, spans } = mark(corpus, HERE, [{ start: 7, end: 3 }], { do: 'code', codes: '#t' })!;
    expect(after.text).toBe('He ==said=={#t} so.');
    expect(spans).toEqual([{ start: 5, end: 9 }]);
  });

  it('keep their words, in whatever order they come', () => {
    const corpus = new Corpus();
    corpus.put(HERE, 'He said so.');
    const [he, so] = [
      { start: 0, end: 2 },
      { start: 8, end: 10 },
    ];
    const { after, spans } = mark(corpus, HERE, [so, he], { do: 'code', codes: '#t' })!;
    expect(after.text).toBe('==He=={#t} said ==so=={#t}.');
    expect(spans.map(({ start, end }) => after.text.slice(start, end))).toEqual(['so', 'He']);
  });
});

describe('as code actions', () => {
  it.each<[string, Record<string, string>]>([
    [
      'A ==b| c=={#t} ==d=={#u}',
      {
        'Remove the mark': 'A b c ==d=={#u}',
        'Split the quote here': 'A ==b=={#t} ==c=={#t} ==d=={#u}',
        'Merge with the next quote': 'A ==b c d=={#t #u}',
        'Make it an aside': 'A ==b c=={#t} ==d=={#u}\n%aside',
      },
    ],
    ['A|d\n%aside\n', { 'No aside': 'Ad\n' }],
    ['\n|\n', {}],
  ])('%j', (source, expected) => {
    const start = source.indexOf('|');
    const text = source.replace('|', '');
    const corpus = new Corpus();
    corpus.put(HERE, text);
    const actions = markActions(corpus, HERE, { start, end: start });
    const results = actions.map(({ title, edits }) => [title, applyEdits(text, edits![0]!.edits)]);
    expect(Object.fromEntries(results)).toEqual(expected);
  });
});
