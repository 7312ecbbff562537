// The TextMate grammar, composed from named parts; transcript.tmLanguage.json is what this prints:
//   node syntaxes/grammar.mjs > syntaxes/transcript.tmLanguage.json
// No pattern has an unbounded repetition that could be tried again: lines of a transcript can be very long.
import { fileURLToPath } from 'node:url';

const NAME = '[\\p{L}\\p{M}\\p{N}_-]{1,64}';
const CODE = `[\\p{L}\\p{M}\\p{N}_-]{1,64}(?:/[\\p{L}\\p{M}\\p{N}_-]{1,64}){0,8}`;
const CLOCK = '\\d{1,3}:[0-5]\\d(?::[0-5]\\d)?(?:[.,]\\d{1,3})?';
const RANGE = `${CLOCK}(?:\\s?[-–]\\s?${CLOCK})?`;
const TIME = `(?:\\[${RANGE}\\]|\\(${RANGE}\\))`;
const WORD = "[\\p{Lu}\\p{Lt}\\p{Lo}][\\p{L}\\p{M}\\p{N}'’._-]{0,30}";
const PARTICLE =
  'de|la|le|du|des|da|das|do|dos|di|del|della|van|von|der|den|ter|ten|zu|bin|ibn|al|el|y|e|and|und|&|the';
const LABEL = `${WORD}(?:,? (?:${WORD}|(?:${PARTICLE})(?= )|#?\\d{1,3})){0,5}(?: \\([^()]{1,40}\\))?`;
/** A scope of this language. */
const s = (n) => `${n}.transcript`;
/** Captures: number -> scope. */
const cap = (o) =>
  Object.fromEntries(Object.entries(o).map(([k, v]) => [k, typeof v === 'string' ? { name: s(v) } : v]));
/** References to rules of the repository. */
const inc = (...names) => names.map((n) => ({ include: `#${n}` }));
// Also where a turn begins: not every transcript has blank lines.
const paragraphEnd = `^(?=\\s*$|#{1,6} |${TIME}|${LABEL}:(?:\\s|$))`;

const quotation = (open, close, name) => {
  const make = (inside) => ({
    name: s(`string.quoted.${name}.quotation`),
    begin: open,
    beginCaptures: cap({ 0: 'punctuation.definition.string.begin' }),
    end: `(${close})|${paragraphEnd}${inside ? '|(?===)' : ''}`,
    endCaptures: cap({ 1: 'punctuation.definition.string.end' }),
    patterns: inc('annotation', 'escape', 'turn-mark', 'long-open', 'long-close', ...(inside ? [] : ['quote']), 'time'),
  });
  return make;
};
const quotations = [
  quotation('“', '[”“]', 'double'),
  quotation('„', '[“”]', 'double'),
  quotation('«', '»', 'double'),
  quotation('「', '」', 'double'),
  quotation('『', '』', 'double'),
  quotation('(?<![\\p{L}\\p{N}])"(?=[^\\s"])', '"', 'double'),
  quotation(
    '(?<![\\p{L}\\p{N}])‘(?=[^\\s‘’])(?!(?:em|til|tis|twas|twere|n|cause|bout)\\b)',
    '’(?![\\p{L}\\p{N}])',
    'single',
  ),
];

const codesGroup = (begin, end, beginCaptures, endCaptures) => ({
  begin,
  end,
  beginCaptures: cap(beginCaptures),
  endCaptures: cap(endCaptures),
  patterns: inc('codes'),
});

const grammar = {
  $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
  name: 'Transcript',
  scopeName: 'text.transcript',
  fileTypes: ['transcript'],
  patterns: inc('front-matter', 'topic', 'annotation', 'head', 'inline'),
  repository: {
    'front-matter': {
      name: s('meta.frontmatter'),
      begin: '\\A\\x{FEFF}?(---)[ \\t]*$',
      beginCaptures: cap({ 1: 'punctuation.definition.frontmatter.begin' }),
      end: '^(---)[ \\t]*$',
      endCaptures: cap({ 1: 'punctuation.definition.frontmatter.end' }),
      contentName: s('meta.embedded.block.frontmatter'),
      patterns: [{ include: 'source.yaml' }],
    },
    topic: {
      comment: 'Behind the mark may stand hashes of an original that was Markdown itself.',
      match: '^(#{1,6}) ((?:#{1,6} +)?)(?=.*\\S)(.*)$',
      name: s('markup.heading'),
      captures: cap({
        1: 'punctuation.definition.heading',
        2: 'punctuation.definition.heading',
        3: { name: s('entity.name.section'), patterns: inc('inline') },
      }),
    },
    annotation: {
      comment: "The analyst's own lines. Transparent: they end neither a quote nor a quotation.",
      patterns: [
        {
          match: `^(%)(claim)\\b[ \\t]*(${CODE})?[ \\t]{0,8}(:)?[ \\t]{0,8}(.*)$`,
          name: s('meta.annotation.claim'),
          captures: cap({
            1: 'punctuation.definition.annotation',
            2: 'keyword.other.annotation',
            3: 'variable.other.constant.claim',
            4: 'punctuation.separator.key-value',
            5: 'string.unquoted.gloss',
          }),
        },
        {
          match: '^(%)(topic)\\b(?:(\\()([1-6])(\\)))?[ \\t]{0,8}(.*)$',
          name: s('meta.annotation.topic'),
          captures: cap({
            1: 'punctuation.definition.annotation',
            2: 'keyword.other.annotation',
            3: 'punctuation.section.parens.begin',
            4: 'constant.numeric.level',
            5: 'punctuation.section.parens.end',
            6: { name: 'markup.heading.transcript entity.name.section.transcript' },
          }),
        },
        {
          match: '^(%)(memo)\\b(?:(\\()([^()]{0,64})(\\)))?[ \\t]{0,8}(:)?[ \\t]{0,8}(.*)$',
          name: s('meta.annotation.memo'),
          captures: cap({
            1: 'punctuation.definition.annotation',
            2: 'keyword.other.annotation',
            3: 'punctuation.section.parens.begin',
            4: 'variable.parameter.coder',
            5: 'punctuation.section.parens.end',
            6: 'punctuation.separator.key-value',
            7: 'comment.line.memo',
          }),
        },
        {
          match: '^(%)(aside)\\b(.*)$',
          name: s('meta.annotation.aside'),
          captures: cap({
            1: 'punctuation.definition.annotation',
            2: 'keyword.other.annotation',
            3: 'comment.line.aside',
          }),
        },
        {
          comment: '%tags, %unrelated, and words that nobody knows yet.',
          begin: '^(%)(?:(tags|unrelated)\\b|(\\p{L}[\\p{L}\\p{M}\\p{N}_-]{0,63}))',
          end: '$',
          name: s('meta.annotation'),
          beginCaptures: cap({
            1: 'punctuation.definition.annotation',
            2: 'keyword.other.annotation',
            3: 'keyword.other.annotation.unknown',
          }),
          patterns: inc('codes'),
        },
      ],
    },
    head: {
      comment: 'What opens a turn, by its shape alone: whether the label occurs twice, only the language server knows.',
      patterns: [
        {
          comment: 'MM:  ·  [0:32] MM:  ·  MM [0:32]:  ·  Maria Mendez (chair):  ·  Jake Tapper, CNN:  ·  Name 0:32:',
          match: `^\\x{FEFF}?(?:(${TIME}|${CLOCK}(?= ))[ \\t]*)?(\\*\\*)?(${LABEL})(\\*\\*)?(?:[ \\t]*(${TIME}|${CLOCK}))?(:)(\\*\\*)?(?=\\s|$)`,
          name: s('meta.turn'),
          captures: cap({
            1: 'constant.numeric.time',
            2: 'punctuation.definition.bold',
            3: 'entity.name.type.speaker',
            4: 'punctuation.definition.bold',
            5: 'constant.numeric.time',
            6: 'punctuation.separator.label',
            7: 'punctuation.definition.bold',
          }),
        },
        {
          comment: '[SPEAKER_00]:',
          match: `^(?:(${TIME})[ \\t]*)?(\\[)(${LABEL})(\\])(:)(?=\\s|$)`,
          name: s('meta.turn'),
          captures: cap({
            1: 'constant.numeric.time',
            2: 'punctuation.definition.label.begin',
            3: 'entity.name.type.speaker',
            4: 'punctuation.definition.label.end',
            5: 'punctuation.separator.label',
          }),
        },
        {
          comment: 'Q. and A. of court transcripts.',
          match: `^(?:(${TIME})[ \\t]*)?([QA])(\\.)(?=\\s|$)`,
          name: s('meta.turn'),
          captures: cap({
            1: 'constant.numeric.time',
            2: 'entity.name.type.speaker',
            3: 'punctuation.separator.label',
          }),
        },
        {
          comment: 'A name and a time on a line of their own.',
          match: `^(${LABEL})(?:\\t|[ \\t]{2,8})(${TIME}|${CLOCK})[ \\t]*$`,
          name: s('meta.turn'),
          captures: cap({ 1: 'entity.name.type.speaker', 2: 'constant.numeric.time' }),
        },
        { match: `^(${CLOCK})(?=\\s|$)`, captures: cap({ 1: 'constant.numeric.time' }) },
      ],
    },
    inline: { patterns: inc('escape', 'turn-mark', 'long-open', 'long-close', 'quote', 'time', 'quotation') },
    escape: {
      comment: 'At the start of a line a backslash makes anything plain text; elsewhere only what can be a mark.',
      match: '\\\\(?:[={<\\[(“"‘«»„「『]|\\\\(?=\\\\{0,64}[={<\\[(“"‘«»„「『]))|^\\\\.',
      name: s('constant.character.escape'),
    },
    'turn-mark': {
      match: '(\\{)(@)([^{}\\n]{1,79}?)(\\?)?(\\}) ?',
      name: s('meta.turn.added'),
      captures: cap({
        1: 'punctuation.definition.turn.begin',
        2: 'keyword.operator.turn',
        3: 'entity.name.type.speaker',
        4: 'keyword.operator.guess',
        5: 'punctuation.definition.turn.end',
      }),
    },
    'long-open': {
      match: `(\\{)(${NAME})(>)`,
      name: s('meta.quote.begin'),
      captures: cap({
        1: 'punctuation.definition.quote.begin',
        2: 'entity.name.label.quote',
        3: 'punctuation.definition.quote.begin',
      }),
    },
    'long-close': {
      name: s('meta.quote.end'),
      ...codesGroup(
        `(<)(${NAME})(?=[ }][^{}<]{0,1000}|\\})(?=[^{}<]{0,1000}\\})`,
        '(\\})|$',
        { 1: 'punctuation.definition.quote.end', 2: 'entity.name.label.quote' },
        { 1: 'punctuation.definition.quote.end' },
      ),
    },
    quote: {
      patterns: [
        {
          comment:
            'Exactly two equals signs; those of `a == b` mark nothing. The words may go on over the lines of a paragraph.',
          begin: '(?<!=)==(?!=)(?=\\S|.{0,1000}(?<!=)==\\{)',
          beginCaptures: cap({ 0: 'punctuation.definition.quote.begin' }),
          end: `(?<!=)(==)(?!=)|${paragraphEnd}`,
          endCaptures: cap({ 1: 'punctuation.definition.quote.end' }),
          name: s('meta.quote.marked'),
          contentName: s('meta.quote.words'),
          patterns: inc('annotation', 'escape', 'turn-mark', 'long-open', 'long-close', 'time', 'quotation-in-quote'),
        },
        {
          name: s('meta.codes'),
          ...codesGroup(
            '(?<===)(\\{)(?=[^{}<]{0,1000}\\})',
            '(\\})|$',
            { 1: 'punctuation.definition.codes.begin' },
            { 1: 'punctuation.definition.codes.end' },
          ),
        },
      ],
    },
    codes: {
      patterns: [
        {
          match: `(?<![^\\s{])(#)(${CODE})(?=[\\s}]|$)`,
          captures: cap({ 1: 'punctuation.definition.tag', 2: 'entity.name.tag' }),
        },
        {
          match: `(?<![^\\s{])(\\^|\\+|-)(${CODE})(?=[\\s}]|$)`,
          captures: cap({ 1: 'keyword.operator.stance', 2: 'variable.other.constant.claim' }),
        },
        {
          match: "(?<![^\\s{])(@)([\\p{L}\\p{M}\\p{N}_.'’-]{1,80})(?=[\\s}]|$)",
          captures: cap({ 1: 'punctuation.definition.person', 2: 'entity.name.type.person' }),
        },
        {
          match: '(?<![^\\s{])([\\p{L}\\p{M}\\p{N}_.-]{1,64})(=)(?:("[^"{}]{0,500}")|([^"\\s{}]{0,200}))(?=[\\s}]|$)',
          captures: cap({
            1: 'entity.other.attribute-name',
            2: 'punctuation.separator.key-value',
            3: 'string.quoted.double.value',
            4: 'string.unquoted.value',
          }),
        },
      ],
    },
    time: { match: TIME, name: s('constant.numeric.time') },
    quotation: { patterns: quotations.map((make) => make(false)) },
    'quotation-in-quote': {
      comment: 'The same, ended by the end of the quote around it.',
      patterns: quotations.map((make) => make(true)),
    },
  },
};
/** The text of transcript.tmLanguage.json. */
export const text = JSON.stringify(grammar, null, 2) + '\n';
if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(text);
