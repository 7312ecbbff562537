import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const path = join(root, 'syntaxes/transcript.tmLanguage.json');
const yaml =
  '{ "scopeName": "source.yaml", "patterns": [{ "match": "^[a-z]+(?=:)", "name": "entity.name.tag.yaml" }] }';
let grammar: IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scope) => {
      if (scope === 'text.transcript') return parseRawGrammar(readFileSync(path, 'utf8'), path);
      return scope === 'source.yaml' ? parseRawGrammar(yaml, 'yaml.json') : null;
    },
  });
  const loaded = await registry.loadGrammar('text.transcript');
  if (!loaded) throw new Error('the grammar cannot be loaded');
  grammar = loaded;
});

interface Token {
  start: number;
  end: number;
  scopes: string[];
}

function tokenize(lines: string[]): Token[][] {
  let state = INITIAL;
  return lines.map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    // The last token holds the line end that the tokenizer adds.
    return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      start: startIndex,
      end: Math.min(endIndex, line.length),
      scopes,
    }));
  });
}

/**
 * A transcript with `^^^ scope` below the words that must have that scope (and nothing beside them may continue it), and
 * `^^^ !scope` below those that must not have it anywhere.
 */
function check(marked: string): void {
  const lines: string[] = [];
  const claims: { line: number; start: number; end: number; scope: string; not: boolean }[] = [];
  for (const line of marked.replace(/^\n/, '').split('\n')) {
    const claim = /^( *)(\^+) (!?)(\S+)$/.exec(line);
    if (!claim) lines.push(line);
    else {
      const [, indent = '', carets = '', not, scope = ''] = claim;
      const start = indent.length;
      claims.push({ line: lines.length - 1, start, end: start + carets.length, scope, not: not === '!' });
    }
  }
  const tokens = tokenize(lines);
  expect(claims.length).toBeGreaterThan(0);
  for (const { line, start, end, scope, not } of claims) {
    const has = (token: Token) => token.scopes.some((name) => name === scope || name.startsWith(`${scope}.`));
    const found = (tokens[line] ?? []).filter(has);
    const inside = found.filter((token) => token.end > start && token.start < end);
    const where = `line ${line + 1}, ${start}-${end}, "${lines[line]?.slice(start, end)}", ${scope}`;
    if (not) expect(inside, where).toEqual([]);
    else {
      const covered = inside.reduce((sum, token) => sum + token.end - token.start, 0);
      expect(`${covered} of ${end - start}`, where).toBe(`${end - start} of ${end - start}`);
      const beyond = inside[0]?.start !== start || inside.at(-1)?.end !== end;
      expect(beyond, `${where} goes beyond: ${JSON.stringify(inside)}`).toBe(false);
    }
  }
}

describe('grammar', () => {
  it('is what its source prints', async () => {
    const source = (await import('../syntaxes/grammar.mjs' as string)) as { text: string };
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(source.text));
  });

  it('gives front matter to YAML, at the very top only', () => {
    check(`
---
^^^ punctuation.definition.frontmatter.begin
title: Rents
^^^^^ entity.name.tag.yaml
^^^^^^^^^^^^ meta.embedded.block.frontmatter
---
^^^ punctuation.definition.frontmatter.end
title: Rents
^^^^^ !entity.name.tag.yaml`);
    check(`
Words
---
^^^ !punctuation
title: Rents
^^^^^ !entity.name.tag.yaml`);
  });

  it('colours topics', () => {
    check(`
# Rents
^^^^^^^ markup.heading
^ punctuation.definition.heading
  ^^^^^ entity.name.section
## # Heading of a Markdown original
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.section
#hashtag is text
^^^^^^^^^^^^^^^^ !markup
# 
^^ !markup`);
  });

  it('colours annotation lines by their parts', () => {
    check(`
%claim rents-doubled: Rents doubled after 2019.
^ punctuation.definition.annotation
 ^^^^^ keyword.other.annotation
       ^^^^^^^^^^^^^ variable.other.constant.claim
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ !variable
                    ^ punctuation.separator.key-value
%memo(ana): ask for the lease
      ^^^ variable.parameter.coder
            ^^^^^^^^^^^^^^^^^ comment.line.memo
%tags #housing/rent +rents-doubled
 ^^^^ keyword.other.annotation
       ^^^^^^^^^^^^ entity.name.tag
                     ^^^^^^^^^^^^^ variable.other.constant.claim
%topic(2) Leaving
       ^ constant.numeric.level
          ^^^^^^^ entity.name.section
%aside
 ^^^^^ keyword.other.annotation
%newword #housing
 ^^^^^^^ keyword.other.annotation.unknown
50 %memo: text
^^^^^^^^^^^^^^ !keyword
% of them
^^^^^^^^^ !meta`);
  });

  it.each([
    ['MM: Nobody', 0, 2],
    ['Maria Mendez: Nobody', 0, 12],
    ['[0:32] INT: When?', 7, 10],
    ['MM [0:32]: Nobody', 0, 2],
    ['**MM:** Nobody', 2, 4],
    ['**MM**: Nobody', 2, 4],
    ['Q. When?', 0, 1],
    ['[SPEAKER_00]: When?', 1, 11],
    ['S01: When?', 0, 3],
    ['JAKE TAPPER, CNN: When?', 0, 16],
    ['Maria Mendez  0:32', 0, 12],
    ['Speaker 1:', 0, 9],
    ['Jan de Vries: Ja.', 0, 12],
    ['Élodie: Non.', 0, 6],
    ['田中: はい。', 0, 2],
  ])('colours the label of %j', (line, start, end) => {
    const [tokens = []] = tokenize([line]);
    const speakers = tokens.filter((token) => token.scopes.includes('entity.name.type.speaker.transcript'));
    expect(speakers.map((token) => line.slice(token.start, token.end))).toEqual([line.slice(start, end)]);
  });

  it.each([
    '17:30 we met',
    'https://example.org is a page',
    'Think about this: it is late',
    'at this point, Maria: no',
    'A. B. Yehoshua wrote it',
    'Genesis 1:2 says so',
    'What he told me that day, as we stood there, was this: no',
    '“Maria: no”',
  ])('colours no label in %j', (line) => {
    // `A.` is the one head that a grammar cannot tell from initials.
    const expected = line.startsWith('A.') ? 1 : 0;
    const [tokens = []] = tokenize([line]);
    expect(tokens.filter((token) => token.scopes.includes('entity.name.type.speaker.transcript'))).toHaveLength(
      expected,
    );
  });

  it('colours times anywhere, with hours, fractions and ranges', () => {
    check(`
[0:32] INT: When (12:31) did [00:12:31.250] it [0:10 - 0:12] start [laughs] at 17:30?
^^^^^^ constant.numeric.time
                 ^^^^^^^ constant.numeric.time
                             ^^^^^^^^^^^^^^ constant.numeric.time
                                               ^^^^^^^^^^^^^ constant.numeric.time
                                                                   ^^^^^^^^ !constant
                                                                               ^^^^^ !constant`);
  });

  it('colours marked quotes and their codes', () => {
    check(`
MM: ==After 2019.=={#housing/rent ^rents-doubled -stable @ana weight=2 note="a b"} Nobody.
      ^^^^^^^^^^^ meta.quote.words
    ^^ punctuation.definition.quote.begin
                 ^^ punctuation.definition.quote.end
                     ^^^^^^^^^^^^ entity.name.tag
                                   ^^^^^^^^^^^^^ variable.other.constant.claim
                                  ^ keyword.operator.stance
                                                  ^^^^^^ variable.other.constant.claim
                                                          ^^^ entity.name.type.person
                                                              ^^^^^^ entity.other.attribute-name
                                                                     ^ string.unquoted.value
                                                                            ^^^^^ string.quoted.double.value
                                                                                   ^^^^^^^ !meta.codes
a ==b === c
    ^^^^^^^ meta.quote.words`);
  });

  it('takes no equals signs between words for marks', () => {
    check(`
They wrote “light under 11, beds == 0”. So it goes.
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ string.quoted
                                       ^^^^^^^^^^^^^ !string.quoted
                                ^^^^^^^^^^^^^^^^^^^^ !meta.quote.words
It is == said so =={#a} here
        ^^^^^^^^^ meta.quote.words
                        ^^^^ !meta.quote.words`);
  });

  it('goes on with a quote over lines and annotation lines, and stops at the end of the paragraph', () => {
    check(`
==After
  ^^^^^ meta.quote.words
%memo: a note
       ^^^^^^ comment.line.memo
2019=={#rent}
^^^^ meta.quote.words
        ^^^^ entity.name.tag

==never closed
  ^^^^^^^^^^^^ meta.quote.words

plain
^^^^^ !markup`);
  });

  it('colours long quotes by their marks', () => {
    check(`
And {a>the neighbours, {b>all of them<a #neighbours}, stayed?<b #staying} {id> <b}
     ^ entity.name.label.quote
                        ^ entity.name.label.quote
                                      ^ entity.name.label.quote
                                         ^^^^^^^^^^ entity.name.tag
                                                                 ^^^^^^^ entity.name.tag
                                                                                ^ entity.name.label.quote
3 < 4 and {x} and <b>
^^^^^^^^^^^^^^^^^^^^^ !entity`);
  });

  it('colours added turns, also inside a paragraph', () => {
    check(`
Yes. {@MM} No. {@Ana Ruiz?} Why?
       ^^ entity.name.type.speaker
                 ^^^^^^^^ entity.name.type.speaker
                         ^ keyword.operator.guess`);
  });

  it('colours escapes and leaves what they escape', () => {
    check(String.raw`
\# No topic
^^ constant.character.escape
   ^^^^^^^^ !entity
a \== b \{@MM} \\==quote==
  ^^ constant.character.escape
        ^^ constant.character.escape
          ^^^ !entity
                   ^^^^^ meta.quote.words
C:\temp
  ^^^^^ !constant`);
  });

  it.each(['“”', '""', '«»', '„“', '「」', '‘’'])('colours quotations in %s', (marks) => {
    const line = `She said ${marks[0]}you can always move${marks[1]} twice.`;
    check(`${line}\n         ^^^^^^^^^^^^^^^^^^^^^ string.quoted`);
  });

  it('ends quotations where they can end', () => {
    check(`
She said “no

Then left.
^^^^^^^^^^ !string
It is 12" wide and they’re ‘em all.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ !string
==He said “no=={#move} and left.
              ^^^^^^^^^^^^^^^^^^^ !string
“you ==can always=={#move} move”
       ^^^^^^^^^^ meta.quote.words
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ string.quoted
They said “no
MM: Nobody
    ^^^^^^ !string`);
  });

  it('repeats nothing without bound that could be tried again', () => {
    const patterns = [...readFileSync(path, 'utf8').matchAll(/"(?:match|begin|end)": ("(?:[^"\\]|\\.)*")/g)].map(
      (found) => JSON.parse(found[1] ?? '""') as string,
    );
    expect(patterns.length).toBeGreaterThan(30);
    for (const pattern of patterns) {
      // Left are: blanks, and everything to the end of the line.
      const rest = pattern
        .replace(/\[ \\t\]\*|\\s\*\$|\.\*\)?\$|\(\?=\.\*\\S\)|\\\*|\\\+|\[[^\]]*\](?:\{[\d,]+\})?/g, '')
        .replace(/ \+\)\?/, '');
      expect(rest, pattern).not.toMatch(/[*+]|,\}/);
    }
  });

  it('gets through long hostile lines', () => {
    for (const unit of [
      '=',
      '==',
      '{',
      '{a>',
      '<a ',
      '[',
      '“',
      '"',
      '\\',
      '%',
      '{@',
      'A',
      'Aa ',
      '#',
      '[0:0',
      '=={',
      "A'",
    ]) {
      const line = unit.repeat(Math.ceil(20_000 / unit.length));
      const [tokens = []] = tokenize([line, '']);
      expect(tokens.at(-1)?.end).toBeGreaterThanOrEqual(line.length);
    }
  });
});
