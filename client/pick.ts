/** A quick pick that takes new names, too. */
import * as vscode from 'vscode';

export { codeName } from './marking/codes';

export interface NamedItem extends vscode.QuickPickItem {
  /** Empty on a separator. */
  name: string;
}

/** Reads what is typed as a name of that shape, with or without its sign. */
export function shaped(shape: RegExp, sign: RegExp): (text: string) => string | undefined {
  return (text) => {
    const name = text.replace(sign, '');
    return shape.test(name) ? name : undefined;
  };
}

/**
 * A quick pick that offers what is typed, as `read` understands it, as one more choice: after those that match, so that Enter never
 * makes a new name where a known one was meant. Resolves to the name.
 */
export function pickOrWrite(
  { title, placeholder, added }: { title: string; placeholder: string; added: string },
  known: readonly NamedItem[],
  read: (text: string) => string | undefined,
): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<NamedItem>();
  const names = new Set(known.map((choice) => choice.name));
  Object.assign(pick, { title, placeholder, items: known, matchOnDetail: true });
  pick.onDidChangeValue((value) => {
    const name = read(value.trim());
    const written = name === undefined || names.has(name) ? [] : [{ label: added, description: name, name }];
    pick.items = [...known, ...written.map((choice) => ({ ...choice, alwaysShow: true }))];
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.name);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** How often a code is used, in words. */
export function uses(count: number): string {
  return count === 0 ? 'not used yet' : count === 1 ? 'once' : `${count} times`;
}
