/** What was put to words last, kept with the workspace: for the top of the picks, and to do it again. */
import type { Memento } from 'vscode';

/** How many tags, claims and people are kept of each kind. */
const most = 8;
const keys = { used: 'throughline.recentCodes', tags: 'throughline.lastTags' };

export interface Recent {
  /** Codes with their signs, the last one first. */
  codes(): readonly string[];
  /** The tags that the last Tag… put to words. */
  lastTags(): readonly string[];
  remember(codes: readonly string[]): void;
}

/** Reads and keeps them in the workspace's state, whose values may have any type. */
export function createRecent(state: Memento): Recent {
  const list = (key: string): string[] => {
    const value = state.get<unknown>(key);
    return Array.isArray(value) ? value.filter((code): code is string => typeof code === 'string') : [];
  };
  return {
    codes: () => list(keys.used),
    lastTags: () => list(keys.tags),
    remember(codes) {
      const all = [...new Set([...codes, ...list(keys.used)])];
      const kinds = ['#', '^+-', '@'];
      const kept = kinds.flatMap((signs) => all.filter((code) => signs.includes(code.charAt(0))).slice(0, most));
      void state.update(keys.used, kept);
      const tags = codes.filter((code) => code.startsWith('#'));
      if (tags.length > 0) void state.update(keys.tags, tags);
    },
  };
}
