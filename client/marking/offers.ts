/** What a pick shows for each sign: the fitting codes, the recent ones, those that the words carry, then the codebook. */
import * as vscode from 'vscode';
import type { Choices } from '../../server/lsp/protocol';
import { uses } from '../pick';
import { isClaim, type Sign } from './codes';

/** One line of the pick. */
export interface Offer extends vscode.QuickPickItem {
  /** With its sign; absent on a separator, and on lines that stand for what is typed. */
  code?: string;
  /** It stands for what is typed, as it is typed. */
  isNew?: boolean;
}

/** Which codes the words carry, or are about to. */
export type IsOn = (code: string) => boolean;

/** The lines for a sign. Which line stands where depends on `known` and `recent` only, never on `isOn`: see `pickCodes`. */
export function offers(sign: Sign, known: Choices, recent: readonly string[], isOn: IsOn): Offer[] {
  const all = isClaim(sign) ? claims(sign, known) : sign === '@' ? people(known) : tags(known);
  const carried = new Set(known.carried);
  const fitting = all.filter(({ fits, code }) => fits && !carried.has(code));
  const shown = new Set([...fitting.map(({ code }) => code), ...carried]);
  const lately = recent.flatMap((code) => all.find((offer) => offer.code === code && !shown.has(code)) ?? []);
  for (const { code } of lately) shown.add(code);
  return [
    ...section('fits', fitting),
    ...section('recent', lately),
    ...section(
      'on these words',
      all.filter(({ code }) => carried.has(code)),
    ),
    ...section(
      sign === '@' ? 'people' : 'codebook',
      all.filter(({ code }) => !shown.has(code)),
      true,
    ),
  ].map((offer) => ticked(offer, isOn));
}

interface Known extends vscode.QuickPickItem {
  code: string;
  /** Whether there is a reason to offer it first. */
  fits: boolean;
}

function tags({ tags: list }: Choices): Known[] {
  return list.map(({ name, about, color, count, why }) => ({
    code: `#${name}`,
    label: `#${name}`,
    description: about ?? uses(count),
    detail: why,
    iconPath: dot(color),
    fits: why !== undefined,
  }));
}

function claims(sign: Sign, { claims: list }: Choices): Known[] {
  return list.map(({ name, says, count, why }) => ({
    code: sign + name,
    label: sign + name,
    description: why ?? uses(count),
    detail: says,
    fits: why !== undefined,
  }));
}

function people({ people: list }: Choices): Known[] {
  return list.map(({ name, fullName }) => ({
    code: `@${name}`,
    label: `@${name}`,
    description: fullName,
    fits: false,
  }));
}

function section(label: string, members: readonly Known[], indented = false): Offer[] {
  if (members.length === 0) return [];
  const names = new Set(members.map(({ code }) => code));
  const lines = members.map((member): Offer => {
    const depth = indented ? parents(member.code).filter((code) => names.has(code)).length : 0;
    return { ...member, label: '\u2003'.repeat(depth) + member.label };
  });
  return [separator(label), ...lines];
}

/** `#a` and `#a/b` of `#a/b/c`. */
function parents(code: string): string[] {
  const parts = code.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** A line that cannot be picked. */
export function separator(label = ''): Offer {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function ticked(offer: Offer, isOn: IsOn): Offer {
  if (offer.code === undefined) return offer;
  const on = isOn(offer.code);
  const label = on ? `${offer.label} $(check)` : offer.label;
  // The sentence of a claim may hold commas, so a claim is taken alone.
  if (isClaim(offer.code[0])) return { ...offer, label };
  const button = { iconPath: new vscode.ThemeIcon(on ? 'remove' : 'add'), tooltip: 'and go on (,)' };
  return { ...offer, label, buttons: [button] };
}

/** A dot in the colour of a tag; an empty one where it has none. */
function dot(color: string | undefined): vscode.Uri | vscode.ThemeIcon {
  if (color === undefined || !/^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(color))
    return new vscode.ThemeIcon('circle-outline');
  const circle = `<circle cx="8" cy="8" r="5.5" fill="${color}" stroke="#808080" stroke-width=".75"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">${circle}</svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
}
