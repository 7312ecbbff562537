/** The list from which a walk begins: every kind of place with how much of it is left, here and in all interviews. */
import * as vscode from 'vscode';
import type { StopCount, StopKind, StopScope, StopsResult } from '../../server/lsp/protocol';
import { allKinds, kinds, progress, scopes } from './kinds';
import type { Standing } from './memory';

export type Choice =
  | { do: 'walk'; kind: StopKind; scope: StopScope }
  | { do: 'resume' }
  | { do: 'end' }
  /** Reported speech is not looked for. */
  | { do: 'settings' };

interface Item extends vscode.QuickPickItem {
  id: string;
  choice?: Choice;
}

export interface Offer {
  /** What was last walked through, unless one is there. */
  resume: Standing | undefined;
  /** The walk that goes on. */
  active: Standing | undefined;
  /** Absent where no transcript is in the editor. */
  ask?: (scope: StopScope, token: vscode.CancellationToken) => Promise<StopsResult | null>;
}

/** Asks what to walk through; counts are filled in as they come. */
export function pickWalk({ resume, active, ask }: Offer): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const cancel = new vscode.CancellationTokenSource();
  const counts = new Map<StopScope, StopCount[]>();
  pick.title = 'Coding Walk';
  pick.placeholder = 'What to go through, place by place';
  pick.matchOnDescription = true;
  const show = (): void => {
    const first = resume ? 'resume' : active && `${active.scope} ${active.kind}`;
    const last = pick.activeItems[0]?.id ?? first;
    pick.items = [
      ...(resume ? [resumeItem(resume)] : []),
      ...(ask ? (['interview', 'corpus'] as const).flatMap((scope) => rows(scope, counts.get(scope), active)) : []),
      ...(active ? [separator(''), { id: 'end', label: '$(close) End the Walk', choice: { do: 'end' as const } }] : []),
    ];
    // New items would move the choice back to the first one.
    const same = pick.items.find(({ id }) => id === last);
    if (same) pick.activeItems = [same];
  };
  show();
  pick.show();
  const fill = async (): Promise<void> => {
    for (const scope of ['interview', 'corpus'] as const) {
      const found = await ask?.(scope, cancel.token);
      if (cancel.token.isCancellationRequested) return;
      counts.set(scope, found?.counts ?? []);
      show();
    }
  };
  pick.busy = ask !== undefined;
  // Without counts one can walk all the same.
  void fill()
    .catch(() => undefined)
    .finally(() => (pick.busy = false));
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.choice);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      cancel.cancel();
      cancel.dispose();
      pick.dispose();
    });
  });
}

function rows(scope: StopScope, counts: StopCount[] | undefined, active: Standing | undefined): Item[] {
  return [
    separator(scopes[scope]),
    ...allKinds.flatMap((kind): Item[] => {
      const { icon, title, about } = kinds[kind];
      const count = counts?.find((one) => one.kind === kind);
      const isOff = kind === 'reported' && counts !== undefined && !count;
      // Said once is enough.
      if (isOff && scope === 'corpus') return [];
      const isHere = active?.kind === kind && active.scope === scope;
      return [
        {
          id: `${scope} ${kind}`,
          label: `$(${icon}) ${title}`,
          description: isOff ? 'off: choose a severity in the settings' : count ? progress(count) : '',
          detail: isHere ? `${about} (walking)` : scope === 'interview' ? about : undefined,
          choice: isOff ? { do: 'settings' } : { do: 'walk', kind, scope },
        },
      ];
    }),
  ];
}

function resumeItem(standing: Standing): Item {
  const { kind, interview } = standing;
  return {
    id: 'resume',
    label: `$(debug-continue) Resume: interview ${interview}, ${standing.index} of ${standing.total}`,
    description: `${kinds[kind].title.toLowerCase()}, ${scopes[standing.scope].toLowerCase()}`,
    choice: { do: 'resume' },
  };
}

function separator(label: string): Item {
  return { id: '', label, kind: vscode.QuickPickItemKind.Separator };
}
