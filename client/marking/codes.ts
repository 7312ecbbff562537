/** Codes as one writes them: their signs, what is typed into the field of a pick, and names for new claims. Plain text, no editor. */
import type { Choices } from '../../server/lsp/protocol';

/** What stands before a name in braces: a tag; a claim that is stated, supported, contradicted; a person. */
export type Sign = '#' | '^' | '+' | '-' | '@';

/** The name of a tag or a claim, without its sign. */
export const codeName = /^[\p{L}\p{M}\p{N}_-]+(?:\/[\p{L}\p{M}\p{N}_-]+)*$/u;
const personName = /^[\p{L}\p{M}\p{N}_.'’-]+$/u;

/** The sign that a text begins with. */
export function signOf(text: string): Sign | undefined {
  return /^[#^+@-]/.test(text) ? (text[0] as Sign) : undefined;
}

/** Whether a sign stands before the name of a claim. */
export function isClaim(sign: string | undefined): boolean {
  return sign === '^' || sign === '+' || sign === '-';
}

/** What stands between commas in the field of a pick. The sentence of a claim keeps its commas. */
export function partsOf(typed: string, sign: Sign): string[] {
  const parts = isClaim(signOf(typed.trimStart()) ?? sign) ? [typed] : typed.split(',');
  return parts.map((part) => part.trim());
}

/** What is typed, understood: codes with their signs, and for a claim that was written as a sentence, that sentence. */
export interface Reading {
  codes: string[];
  says?: string;
}

/**
 * Reads what is typed. Names without a sign get `sign`. Several tags stand side by side (`rent fees`), and a name stands for the only
 * tag that ends in it (`rent` for `housing/rent`); several words without signs are one claim, said in a sentence.
 */
export function readCodes(typed: string, sign: Sign, known: Choices): Reading | undefined {
  const own = signOf(typed) ?? sign;
  const words = typed.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  if (isClaim(own) && (words.slice(1).some((word) => signOf(word) === undefined) || !fits(words[0] ?? '', own))) {
    const says = typed.replace(/^[\^+-]\s*/, '').replace(/\s+/g, ' ');
    const name = claimName(
      says,
      known.claims.map((claim) => claim.name),
    );
    return name === undefined ? undefined : { codes: [own + name], says };
  }
  if (!words.every((word) => fits(word, signOf(word) ?? own))) return undefined;
  const codes = words.map((word) => {
    const its = signOf(word) ?? own;
    const name = signOf(word) ? word.slice(1) : word;
    return its + (its === '#' ? meantTag(name, known) : name);
  });
  return { codes: [...new Set(codes)] };
}

function fits(word: string, sign: Sign): boolean {
  return (sign === '@' ? personName : codeName).test(signOf(word) ? word.slice(1) : word);
}

/** The known tag of that name, else the only one whose last part it is, else the name as a new tag. */
function meantTag(name: string, { tags }: Choices): string {
  if (tags.some((tag) => tag.name === name)) return name;
  const ends = tags.filter((tag) => tag.name.toLowerCase().endsWith(`/${name.toLowerCase()}`));
  return ends.length === 1 && ends[0] ? ends[0].name : name;
}

/** The lines that have the text in their code, those first whose name begins with it; then those that have it in their description. */
export function matching<T extends { code?: string; description?: string }>(lines: readonly T[], text: string): T[] {
  const wanted = text.toLowerCase();
  const rank = ({ code = '', description = '' }: T): number => {
    const own = code.toLowerCase();
    const starts = [own, own.slice(1), own.slice(own.lastIndexOf('/') + 1)];
    if (starts.some((start) => start === wanted)) return 0;
    if (starts.some((start) => start.startsWith(wanted))) return 1;
    if (own.includes(wanted)) return 2;
    return description.toLowerCase().includes(wanted) ? 3 : 4;
  };
  return lines.filter((line) => line.code !== undefined && rank(line) < 4).sort((a, b) => rank(a) - rank(b));
}

/** In characters: how long the name of a claim grows that is made from a sentence. */
const longest = 40;

/** A name for a claim that a sentence says: its first words with hyphens, with a number behind it where the name is taken. */
export function claimName(sentence: string, taken: readonly string[]): string | undefined {
  const words =
    sentence
      .normalize('NFC')
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let name = Array.from(words[0] ?? '')
    .slice(0, longest)
    .join('');
  for (const word of words.slice(1)) {
    if (name.length + 1 + word.length > longest) break;
    name += `-${word}`;
  }
  if (name === '') return undefined;
  const names = new Set(taken);
  let free = name;
  for (let number = 2; names.has(free); number++) free = `${name}-${number}`;
  return free;
}
