/** Markdown that reads well on its own: bold quotes with footnotes that name their codes, then the tags and the claims. */
import { SIGN } from '../core/codes';
import type { Corpus } from '../core/corpus';
import { shares, speakerOf, type Interview } from '../core/interview';
import { plainText } from '../core/strip';
import { formatTime } from '../core/times';
import type { Code, Quote, Speaker } from '../core/syntax';
import { isListItem, notesOf, piecesOf, type Memo, type Piece, type Segment } from './pieces';
import { usedClaims, usedTags, type UsedClaim, type UsedTag } from './used';

/** One document; several interviews get a table of contents. */
export function toMarkdown(corpus: Corpus, interviews: readonly Interview[]): string {
  const tags = usedTags(corpus, interviews);
  const claims = usedClaims(corpus, interviews);
  const several = interviews.length > 1;
  const contents = interviews.map(({ title }, index) => `${index + 1}. [${linkText(title)}](#interview-${index + 1})`);
  const blocks = [
    ...(several ? ['# Interviews', contents.join('\n')] : []),
    ...interviews.flatMap((interview, index) => [
      ...(several ? [`<a id="interview-${index + 1}"></a>`] : []),
      ...interviewBlocks(interview, several ? `${index + 1}-` : ''),
    ]),
    ...(tags.length > 0 ? ['# Tags', tagTable(tags)] : []),
    ...(claims.length > 0 ? ['# Claims', ...claims.flatMap((claim) => claimBlocks(claim, interviews))] : []),
  ];
  return blocks.join('\n\n') + '\n';
}

function interviewBlocks(interview: Interview, prefix: string): string[] {
  const { transcript, title } = interview;
  const { frontMatter: front, quotes, annotations } = transcript;
  const { pieces } = piecesOf(transcript);
  const facts = [front?.date, front?.original, front?.source, front?.media].flatMap((field) =>
    field?.value ? [inline(field.value)] : [],
  );
  const whole = notesOf(
    transcript,
    annotations.filter(({ target }) => target.kind === 'interview'),
  );
  const notedAt: number[] = [];
  const reference = (quote: number): string => {
    notedAt.push(quote);
    return `[^${prefix}${quote + 1}]`;
  };
  const body = pieces.flatMap((piece) => [pieceBlock(piece, reference), ...notes(piece.codes, piece.memos)]);
  const blocks = [
    heading(1, inline(title)),
    facts.join(' · '),
    speakerList(interview),
    ...notes(whole.codes, whole.memos),
    ...body,
    ...notedAt.map((quote) => footnote(interview, quotes[quote] as Quote, `${prefix}${quote + 1}`)),
  ];
  return blocks.filter((block) => block !== '');
}

function speakerList({ transcript }: Interview): string {
  const counts = shares(transcript);
  const all = counts.reduce((sum, { words }) => sum + words, 0);
  return transcript.speakers
    .map(({ name, role }, index) => {
      const words = counts[index]?.words ?? 0;
      const share = all > 0 ? ` – ${Math.round((100 * words) / all)} %` : '';
      return `- **${inline(name)}**${role ? `, ${inline(role)}` : ''}${share}`;
    })
    .join('\n');
}

function pieceBlock(
  { segments, topic, turn, speaker, time, aside }: Piece,
  reference: (quote: number) => string,
): string {
  const words = segmentsOf(segments, reference);
  if (topic) return heading(topic.level + 1, words.replaceAll('\n', ' '));
  if (words === '' && !turn) return '';
  const name = turn && speaker ? `**${inline(speaker.name)}${turn.guess ? ' (?)' : ''}**` : '';
  const clock = time ? `(${formatTime(time.ms)})` : '';
  const head = [name, clock].filter((part) => part !== '').join(' ');
  const body = head === '' ? atLineStart(words) : `${head}: ${words}`;
  return aside ? body.replace(/^/gm, '> ') : body;
}

/** The words of some segments: those in quotes in bold, with references behind them. */
function segmentsOf(segments: readonly Segment[], reference: (quote: number) => string): string {
  const runs: { text: string; bold: boolean; closes: number[] }[] = [];
  for (const { text, quotes, closes } of segments) {
    const last = runs.at(-1);
    const bold = quotes.length > 0;
    if (last?.bold === bold && last.closes.length === 0) {
      last.text += text;
      last.closes = closes;
    } else runs.push({ text, bold, closes });
  }
  const written: string[] = [];
  let before = ' ';
  for (const [index, { text, bold, closes }] of runs.entries()) {
    const core = text.trim();
    const from = text.length - text.trimStart().length;
    const behind = text.slice(from + core.length);
    if (from > 0) before = ' ';
    const next = closes.length > 0 ? '[' : behind !== '' ? ' ' : (runs[index + 1]?.text[0] ?? ' ');
    // `[^1](…)` would be a link.
    const safe = before === ']' ? words(core).replace(/^[[(]/, '\\$&') : words(core);
    const shown = bold && core !== '' ? strong(safe, before, next) : safe;
    // A reference stands right behind the last word, before the blank.
    written.push(text.slice(0, from), shown, ...closes.map(reference), behind);
    before = behind !== '' ? ' ' : closes.length > 0 ? ']' : (core.at(-1) ?? before);
  }
  return lineBreaks(written.join('').trim());
}

const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/** Bold, with asterisks where Markdown takes them for marks and tags where it does not. */
function strong(text: string, before: string, next: string): string {
  const opens = WORD_CHARACTER.test(text.charAt(0)) || !WORD_CHARACTER.test(before);
  const closes = WORD_CHARACTER.test(text.at(-1) ?? '') || !WORD_CHARACTER.test(next);
  return opens && closes ? `**${text}**` : `<b>${text}</b>`;
}

/** Items of a list keep their lines; other lines were only wrapped. */
function lineBreaks(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => (index === 0 ? line : atLineStart(line)) + (isListItem(lines[index + 1] ?? '') ? '\\' : ''))
    .join('\n');
}

/** A code as it is written in a transcript, in the type of code, so that nothing in it is taken for markup or for a mention. */
function codeText(code: Code): string {
  switch (code.kind) {
    case 'tag':
      return `\`#${code.name}\``;
    case 'claim':
      return `\`${SIGN[code.stance]}${code.name}\``;
    case 'person':
      return `\`@${code.name}\``;
    case 'attribute':
      return `${inline(code.name)} = ${inline(code.value)}`;
  }
}

function notes(codes: readonly Code[], memos: readonly Memo[]): string[] {
  const lines = memos.map(({ coder, text }) => `> *Memo${coder ? ` (${inline(coder)})` : ''}:* ${inline(text)}`);
  if (codes.length > 0) lines.unshift(`> ${codes.map(codeText).join(' ')}`);
  return lines.length > 0 ? [lines.join('\n>\n')] : [];
}

function footnote({ transcript }: Interview, quote: Quote, id: string): string {
  const codes = quote.codes.length > 0 ? quote.codes.map(codeText).join(' ') : 'no code';
  return `[^${id}]: “${inline(ends(plainText(transcript, quote.words)))}”: ${codes}`;
}

/** The first and the last words of a long text. */
function ends(text: string): string {
  const words = text.trim().split(/\s+/u);
  return words.length <= 9 ? words.join(' ') : `${words.slice(0, 4).join(' ')} … ${words.slice(-4).join(' ')}`;
}

function tagTable(tags: readonly UsedTag[]): string {
  const rows = tags.map(({ name, about, uses }) => `| \`#${name}\` | ${uses.length} | ${tableCell(about ?? '')} |`);
  return ['| Tag | Uses | About |', '| --- | ---: | --- |', ...rows].join('\n');
}

function claimBlocks({ name, gloss, contradicts, statements }: UsedClaim, interviews: readonly Interview[]): string[] {
  const blocks = [`## ${name}`];
  if (gloss) blocks.push(atLineStart(inline(gloss)));
  if (contradicts.length > 0) blocks.push(`Contradicts ${contradicts.map(inCode).join(', ')}.`);
  const lines = statements.map(({ interview: index, statement }) => {
    const { transcript, title } = interviews[index] as Interview;
    const turn = transcript.turns[statement.turn];
    const speaker: Speaker | undefined = transcript.speakers[speakerOf(transcript, statement.turn)];
    const who = [speaker?.name, title, turn?.time && formatTime(turn.time.ms)].filter((part) => part !== undefined);
    const words = plainText(transcript, statement.words).trim().replace(/\s+/gu, ' ');
    return `- *${statement.stance}*, ${inline(who.join(', '))}: “${inline(words)}”`;
  });
  return lines.length > 0 ? [...blocks, lines.join('\n')] : blocks;
}

function tableCell(text: string): string {
  return inline(text).replaceAll('|', '\\|').replace(/\s+/gu, ' ');
}

function heading(level: number, text: string): string {
  // Hashes at the end would be taken for the heading's own.
  return `${'#'.repeat(Math.min(6, level))} ${text.replace(/#$/, '\\#')}`;
}

/** Text on one line that Markdown shows as it is. */
function inline(text: string): string {
  return words(text.replace(/\s+/gu, ' ').trim());
}

/** Text that Markdown shows as it is, wherever in a line it stands. Brackets stay readable where they cannot make a link. */
function words(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '\ufffd')
      .replace(
        /[\\`*<>~]|&(?=#?[\p{L}\p{N}]{1,31};)|\[(?=\^)|\](?=[[(:]|$)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
        '\\$&',
      )
  );
}

/** Text on one line that can be the text of a link. */
function linkText(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*<>~_&[\]]/g, '\\$&');
}

/** A name from the codebook in the type of code. */
function inCode(name: string): string {
  return `\`${name.replace(/[\s`]+/gu, ' ')}\``;
}

/** Escapes what would begin a heading, numbered list, quotation, rule or table at the start of a line; items of a list stay what they are. */
function atLineStart(line: string): string {
  return line
    .trimStart()
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')
    .replace(/^(?:[#+=|:]|-(?! [^\s-]))/, '\\$&');
}
