/** The call hierarchy of claims in LSP's words. */
import {
  SymbolKind,
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
} from 'vscode-languageserver';
import type { Call, HierarchyData, HierarchyItem } from '../features/call-hierarchy';
import { sourceOf, toRange } from './positions';
import { record } from './settings';
import { spelled, type Workspace } from './workspace';

/** As in the outline: claims are constants, and who speaks to them are keys. */
const KIND = { claim: SymbolKind.Constant, speaker: SymbolKind.Key } as const;

/** None where its file is gone. */
export function toHierarchyItem(workspace: Workspace, item: HierarchyItem): CallHierarchyItem[] {
  const { name, detail, uri, span, data } = item;
  const source = sourceOf(workspace.corpus, uri);
  if (!source) return [];
  const range = toRange(source, span);
  return [{ name, detail, kind: KIND[data.kind], uri: spelled(workspace, uri), range, selectionRange: range, data }];
}

export function toIncomingCall(workspace: Workspace, { item, spans }: Call): CallHierarchyIncomingCall[] {
  const source = sourceOf(workspace.corpus, item.uri);
  if (!source) return [];
  const fromRanges = spans.map((span) => toRange(source, span));
  return toHierarchyItem(workspace, item).map((from) => ({ from, fromRanges }));
}

/** @param uri of the file of the entry that was asked: it is the one that speaks. */
export function toOutgoingCall(workspace: Workspace, uri: string, { item, spans }: Call): CallHierarchyOutgoingCall[] {
  const source = sourceOf(workspace.corpus, uri);
  if (!source) return [];
  const fromRanges = spans.map((span) => toRange(source, span));
  return toHierarchyItem(workspace, item).map((to) => ({ to, fromRanges }));
}

/** What an entry is, as `toHierarchyItem` has written it down. */
export function hierarchyDataOf({ data }: CallHierarchyItem): HierarchyData | undefined {
  const { kind, claim, uri, name, above } = record(data);
  if (typeof claim !== 'string' || typeof uri !== 'string') return undefined;
  if (!Array.isArray(above) || !above.every((other) => typeof other === 'string')) return undefined;
  if (kind === 'claim') return { kind, claim, uri, above };
  return kind === 'speaker' && typeof name === 'string' ? { kind, claim, uri, name, above } : undefined;
}
