/** How far the walk has come in each interview, as far as the file itself does not tell: where one speaker goes on, nothing is written. */
import type * as vscode from 'vscode';

const KEY = 'throughline.labelling';
/** So many interviews are remembered. */
const MOST = 200;

export interface Place {
  /** Offset into the original's words: what begins before it is decided. 0 where nothing is remembered. */
  decided: number;
  /** How many marks stood before it: with fewer, it is not the file that it was. */
  marks: number;
}

type Places = Record<string, Place>;

export interface Memory {
  get(uri: vscode.Uri): Place;
  set(uri: vscode.Uri, place: Place): void;
}

export function rememberIn(state: vscode.Memento): Memory {
  const places = (): Places => state.get<Places>(KEY) ?? {};
  return {
    get: (uri) => places()[uri.toString()] ?? { decided: 0, marks: 0 },
    set(uri, place) {
      const key = uri.toString();
      const others = Object.entries(places()).filter(([other]) => other !== key);
      void state.update(KEY, Object.fromEntries([...others, [key, place] as const].slice(-MOST)));
    },
  };
}
