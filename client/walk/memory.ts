/** Where the last walk stands, kept for this workspace. */
import * as vscode from 'vscode';
import type { StopPlace, StopScope } from '../../server/lsp/protocol';

const KEY = 'throughline.codingWalk';
/** Whether there is something to resume: commands ask for it. */
const CONTEXT = 'throughline.codingWalkKnown';

/** The URI is VS Code's. */
export interface Standing extends StopPlace {
  scope: StopScope;
}

export interface Memory {
  get(): Standing | undefined;
  set(place: Standing): void;
}

export function rememberIn(state: vscode.Memento): Memory {
  const announce = (known: boolean): void => void vscode.commands.executeCommand('setContext', CONTEXT, known);
  const get = (): Standing | undefined => state.get<Standing>(KEY);
  announce(get() !== undefined);
  return {
    get,
    set(place) {
      void state.update(KEY, place);
      announce(true);
    },
  };
}
