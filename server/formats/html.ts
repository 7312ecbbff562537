/** HTML: one page without scripts or anything from elsewhere, to read, to print and to hand on. */
import type { Corpus } from '../core/corpus';
import { countWords, shares, speakerOf, type Interview } from '../core/interview';
import { upperBound } from '../core/span';
import { plainText } from '../core/strip';
import { formatTime } from '../core/times';
import type { Code, Field, Quote, Stance } from '../core/syntax';
import { STYLE } from './html-style';
import { isListItem, notesOf, piecesOf, type Memo, type Piece, type Segment } from './pieces';
import { usedClaims, usedTags, type UsedClaim, type UsedTag } from './used';

/** What the parts of the page must know of each other. Names of files and codes become ids by their number. */
interface Page {
  corpus: Corpus;
  interviews: readonly Interview[];
  tags: UsedTag[];
  claims: UsedClaim[];
  tagNumbers: Map<string, number>;
  claimNumbers: Map<string, number>;
}

/** One self-contained page; several interviews get a table of contents. */
export function toHtml(corpus: Corpus, interviews: readonly Interview[]): string {
  const tags = usedTags(corpus, interviews);
  const claims = usedClaims(corpus, interviews);
  const page: Page = {
    corpus,
    interviews,
    tags,
    claims,
    tagNumbers: new Map(tags.map(({ name }, index) => [name, index])),
    claimNumbers: new Map(claims.map(({ name }, index) => [name, index])),
  };
  const title = interviews.length === 1 ? (interviews[0]?.title ?? '') : `${interviews.length} interviews`;
  const language = interviews.length === 1 ? interviews[0]?.transcript.frontMatter?.language : undefined;
  return `<!doctype html>
<html${lang(language)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Throughline">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}
${tags.map(({ color }, index) => `.t${index}{--c:${color}}`).join('\n')}
</style>
</head>
<body>
${contents(page)}
${legend(page)}
<main>
${interviews.map((interview, index) => article(page, interview, index)).join('\n')}
${claimSection(page)}
</main>
</body>
</html>
`;
}

/** Text that can stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd')
      .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}

function lang(field: Field | undefined): string {
  return field && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(field.value) ? ` lang="${field.value}"` : '';
}

function contents({ interviews }: Page): string {
  if (interviews.length < 2) return '';
  const items = interviews.map(({ title, transcript: { frontMatter: front } }, index) => {
    const date = front?.date ? ` <span class="quiet">${escapeHtml(front.date.value)}</span>` : '';
    return `<li dir="auto"><a href="#i${index}">${escapeHtml(title)}</a>${date}</li>`;
  });
  return `<nav class="contents"><h2>Interviews</h2><ol>\n${items.join('\n')}\n</ol></nav>`;
}

function legend({ tags }: Page): string {
  if (tags.length === 0) return '';
  const items = tags.map(({ name, about, uses }, index) => {
    const text = about ? ` <span class="quiet" dir="auto">${escapeHtml(about)}</span>` : '';
    return `<li id="t${index}"><span class="tag t${index}">${escapeHtml(name)}</span> <span class="count">${uses.length}</span>${text}</li>`;
  });
  return `<nav class="legend"><h2>Tags</h2><ul>\n${items.join('\n')}\n</ul></nav>`;
}

function article(page: Page, interview: Interview, number: number): string {
  const { transcript, title } = interview;
  const { frontMatter: front } = transcript;
  const { pieces, lanes } = piecesOf(transcript);
  const whole = notesOf(
    transcript,
    transcript.annotations.filter(({ target }) => target.kind === 'interview'),
  );
  const facts = [front?.date, front?.original, front?.source, front?.media].flatMap((field) =>
    field?.value ? [link(field.value)] : [],
  );
  const body = pieces.map((piece) => pieceHtml(page, { interview, number, lanes }, piece));
  return `<article id="i${number}"${lang(front?.language)}>
<header>
<h1 dir="auto">${escapeHtml(title)}</h1>
<p class="quiet">${facts.join(' · ')}</p>
${speakerTable(interview)}
${notesHtml(page, whole.codes, whole.memos)}</header>
${body.filter((part) => part !== '').join('\n')}
</article>`;
}

/** A link where the value is a web address, else the value. */
function link(value: string): string {
  const text = escapeHtml(value);
  return /^https?:\/\//i.test(value) ? `<a href="${text}" rel="noreferrer">${text}</a>` : text;
}

function speakerTable({ transcript }: Interview): string {
  if (transcript.speakers.length === 0) return '';
  const counts = shares(transcript);
  const all = counts.reduce((sum, { words }) => sum + words, 0);
  const rows = transcript.speakers.map(({ name, role }, index) => {
    const { words, turns } = counts[index] ?? { words: 0, turns: 0 };
    const share = all > 0 ? Math.round((100 * words) / all) : 0;
    return `<tr><th scope="row" dir="auto">${escapeHtml(name)}</th><td dir="auto">${escapeHtml(role ?? '')}</td><td>${turns}</td><td>${words}</td><td>${share} %</td></tr>`;
  });
  return `<table><thead><tr><th>Speaker</th><th>Role</th><th>Turns</th><th>Words</th><th>Share</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}

interface Place {
  interview: Interview;
  number: number;
  lanes: readonly number[];
}

function pieceHtml(page: Page, place: Place, piece: Piece): string {
  const { segments, topic, turn, speaker, time, aside } = piece;
  const words = segments
    .map((segment, index) => segmentHtml(page, place, segment, segments[index + 1]))
    .join('')
    .trim();
  const notes = notesHtml(page, piece.codes, piece.memos);
  if (topic) {
    const level = Math.min(6, topic.level + 1);
    return `<h${level} dir="auto">${words}</h${level}>${notes}`;
  }
  if (words === '' && !turn) return notes;
  const guess = turn?.guess ? '<span class="quiet" title="a guess"> (?)</span>' : '';
  const who = turn && speaker ? `<b class="who">${escapeHtml(speaker.name)}${guess}</b> ` : '';
  const clock = time ? `<span class="time">${formatTime(time.ms)}</span> ` : '';
  const classes = [turn ? 'turn' : '', aside ? 'aside' : ''].filter((name) => name !== '').join(' ');
  return `<p dir="auto"${classes === '' ? '' : ` class="${classes}"`}>${who}${clock}${words}</p>${notes}`;
}

/** Each quote is an element of its own around the words, the lowest line outermost: where quotes overlap, both lines are seen. */
function segmentHtml(
  page: Page,
  { interview, number, lanes }: Place,
  segment: Segment,
  next: Segment | undefined,
): string {
  const { quotes } = interview.transcript;
  const sorted = [...segment.quotes].sort((a, b) => (lanes[b] ?? 0) - (lanes[a] ?? 0));
  const opening = sorted.map((index) => {
    const id = segment.opens.includes(index) ? ` id="i${number}q${index}"` : '';
    return `<mark class="l${lanes[index] ?? 0} ${colorClass(page, quotes[index])}"${id}>`;
  });
  const codes = segment.closes.map((index) => chips(page, quotes[index]?.codes ?? []));
  return opening.join('') + wordsHtml(segment.text, next) + '</mark>'.repeat(sorted.length) + codes.join('');
}

function wordsHtml(text: string, next: Segment | undefined): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      const below = lines[index + 1] ?? '';
      // A line may go on in the next segment.
      const whole = index + 2 === lines.length && below.trim().length < 3 ? below + (next?.text ?? '') : below;
      return escapeHtml(line) + (index + 1 < lines.length && isListItem(whole) ? '<br>' : '');
    })
    .join('\n');
}

/** The first tag's colour; without a tag, a quote is a claim's or bare. */
function colorClass({ tagNumbers }: Page, quote: Quote | undefined): string {
  const tag = quote?.codes.find(({ kind }) => kind === 'tag');
  if (tag) return `t${tagNumbers.get(tag.name) ?? 0}`;
  return quote?.codes.some(({ kind }) => kind === 'claim') ? 'claim' : 'bare';
}

function chips(page: Page, codes: readonly Code[]): string {
  if (codes.length === 0) return '';
  return `<span class="codes">${codes.map((code) => chip(page, code)).join(' ')}</span>`;
}

const VERB: Record<Stance, string> = { states: 'states', supports: 'supports', contradicts: 'contradicts' };

function chip({ corpus, tagNumbers, claimNumbers }: Page, code: Code): string {
  const name = escapeHtml(code.name);
  switch (code.kind) {
    case 'tag': {
      const number = tagNumbers.get(code.name) ?? 0;
      return `<a class="tag t${number}" href="#t${number}">${name}</a>`;
    }
    case 'claim': {
      const gloss = corpus.gloss(code.name);
      const title = gloss ? ` title="${escapeHtml(gloss)}"` : '';
      return `<a class="stance ${code.stance}" href="#c${claimNumbers.get(code.name) ?? 0}"${title}>${VERB[code.stance]} ${name}</a>`;
    }
    case 'person':
      return `<span class="person">@${name}</span>`;
    case 'attribute':
      return `<span class="person">${name}=${escapeHtml(code.value)}</span>`;
  }
}

function notesHtml(page: Page, codes: readonly Code[], memos: readonly Memo[]): string {
  const lines = memos.map(({ coder, text }) => {
    const by = coder ? ` (${escapeHtml(coder)})` : '';
    return `<p class="note" dir="auto"><b>Memo${by}:</b> ${escapeHtml(text)}</p>`;
  });
  if (codes.length > 0) lines.unshift(`<p class="note">${chips(page, codes)}</p>`);
  return lines.length > 0 ? '\n' + lines.join('\n') + '\n' : '';
}

function claimSection(page: Page): string {
  if (page.claims.length === 0) return '';
  return `<section class="claims"><h1>Claims</h1>\n${page.claims.map((claim, index) => claimHtml(page, claim, index)).join('\n')}\n</section>`;
}

function claimHtml(page: Page, { name, gloss, contradicts, statements }: UsedClaim, number: number): string {
  const others = contradicts.map((other) => {
    const target = page.claimNumbers.get(other);
    return target === undefined ? escapeHtml(other) : `<a href="#c${target}">${escapeHtml(other)}</a>`;
  });
  const items = statements.map(({ interview: index, statement }) => {
    const { transcript, title } = page.interviews[index] as Interview;
    const turn = transcript.turns[statement.turn];
    const who = transcript.speakers[speakerOf(transcript, statement.turn)]?.name;
    const place = [who, title, turn?.time && formatTime(turn.time.ms)].filter((part) => part !== undefined).join(', ');
    const quote = statement.quote ? upperBound(transcript.quotes, statement.quote.start) - 1 : -1;
    const target = quote >= 0 ? `i${index}q${quote}` : `i${index}`;
    return `<li><span class="stance ${statement.stance}">${VERB[statement.stance]}</span> <a href="#${target}">${escapeHtml(place)}</a><br><q dir="auto">${escapeHtml(excerpt(plainText(transcript, statement.words)))}</q></li>`;
  });
  return `<section id="c${number}"><h2>${escapeHtml(name)}</h2>
${gloss ? `<p dir="auto">${escapeHtml(gloss)}</p>\n` : ''}${others.length > 0 ? `<p class="quiet">contradicts ${others.join(', ')}</p>\n` : ''}<ul>
${items.join('\n')}
</ul></section>`;
}

/** All of a statement, unless it is a whole section. */
function excerpt(text: string): string {
  const words = text.trim().replace(/\s+/gu, ' ');
  if (words.length <= 1500) return words;
  return `${words.slice(0, 1400).replace(/\S{0,40}$/u, '')}… (${countWords(words)} words)`;
}
