/** Code lenses in LSP's words. */
import type { CodeLens } from 'vscode-languageserver';
import type { Lens, LensSubject, LensText } from '../features/code-lens';
import { toLocations } from './convert';
import { toRange, type Source } from './positions';
import type { ShowStatementsArguments } from './protocol';
import { record } from './settings';
import { spelled, type Workspace } from './workspace';

/** A lens without its text, which is told when it comes into view: see `lensOf`. */
export function toCodeLens(source: Source, uri: string, { span, about }: Lens): CodeLens {
  return { range: toRange(source, span), data: { uri, about } };
}

/** What an unresolved lens is about, as `toCodeLens` has written it down. */
export function lensOf({ data }: CodeLens): { uri: string; about: LensSubject } | undefined {
  const { uri, about } = record(data);
  const { kind, name, claims } = record(about);
  if (typeof uri !== 'string') return undefined;
  if (kind === 'statement' && Array.isArray(claims) && claims.every((claim) => typeof claim === 'string'))
    return { uri, about: { kind, claims } };
  if ((kind === 'claim' || kind === 'tag') && typeof name === 'string') return { uri, about: { kind, name } };
  return undefined;
}

/** The lens with its text; a click shows the places where the editor has the command. */
export function withText(workspace: Workspace, lens: CodeLens, uri: string, { title, places }: LensText): CodeLens {
  if (!workspace.offers.commands || places.length === 0) return { ...lens, command: { title, command: '' } };
  const shown: ShowStatementsArguments = [spelled(workspace, uri), lens.range.start, toLocations(workspace, places)];
  return { ...lens, command: { title, command: 'throughline.showStatements', arguments: shown } };
}
