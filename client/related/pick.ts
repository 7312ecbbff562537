/** The quick pick of related passages: the editor shows each place while one goes through the list. */
import * as vscode from 'vscode';
import { beginPreview } from '../preview';
import type { Session } from '../session';
import { askRelated, type Match } from './answer';
import { groups, iconOf, isStated, oneLine, reasonOf, sourceOf, speakerOf, dotted } from './describe';

interface Choice extends vscode.QuickPickItem {
  /** Absent on a separator. */
  match?: Match;
}

const actions: { button: vscode.QuickInputButton; command: string }[] = [
  { button: { iconPath: new vscode.ThemeIcon('link'), tooltip: 'Same Claim…' }, command: 'throughline.sameClaim' },
  { button: { iconPath: new vscode.ThemeIcon('close'), tooltip: 'Not Related' }, command: 'throughline.unrelated' },
];

/** Goes to a passage that is related to the words at the cursor. */
export async function walkRelated(session: Session): Promise<void> {
  await choose(session, 'Related Passages', () => true, true);
}

/** Has one of the related passages picked that fit; the editor goes back to where it was. */
export function pickRelated(
  session: Session,
  title: string,
  fits: (match: Match) => boolean,
): Promise<Match | undefined> {
  return choose(session, title, fits, false);
}

async function choose(
  session: Session,
  title: string,
  fits: (match: Match) => boolean,
  stay: boolean,
): Promise<Match | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'transcript') return undefined;
  const client = await session.start();
  const matches = (await askRelated(session, editor.document, editor.selection.active))?.filter(fits) ?? [];
  if (matches.length === 0) {
    void vscode.window.setStatusBarMessage('No related passages in other interviews.', 4000);
    return undefined;
  }
  const preview = beginPreview();
  const go = (use: typeof preview.show, { there }: Match): ReturnType<typeof use> =>
    use(client.protocol2CodeConverter.asUri(there.uri), client.protocol2CodeConverter.asRange(there.range));
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = title;
  pick.placeholder = 'What other interviews say on the words at the cursor';
  pick.items = items(matches, stay);
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  let picked: Match | undefined;
  let then: string | undefined;
  // The first item becomes active by itself; only a choice of the user moves the editor.
  let settled = false;
  await new Promise<void>((resolve) => {
    pick.onDidChangeActive(([choice]) => {
      if (settled && choice?.match) go(preview.show, choice.match);
      settled = true;
    });
    pick.onDidAccept(() => {
      picked = pick.activeItems[0]?.match;
      pick.hide();
    });
    pick.onDidTriggerItemButton(({ item, button }) => {
      picked = item.match;
      then = actions.find((action) => action.button === button)?.command;
      pick.hide();
    });
    pick.onDidHide(() => resolve());
    pick.show();
  });
  pick.dispose();
  if (picked && stay && then === undefined) {
    const { there } = picked;
    await preview.keep(
      client.protocol2CodeConverter.asUri(there.uri),
      client.protocol2CodeConverter.asRange(there.range),
    );
    return picked;
  }
  await preview.restore();
  if (picked && then !== undefined) await vscode.commands.executeCommand(then, picked);
  return then === undefined ? picked : undefined;
}

/** What is stated first, then what is suggested, with the two things that can be done about it. */
function items(matches: readonly Match[], withActions: boolean): Choice[] {
  return groups.flatMap(({ label, has }): Choice[] => {
    const members = matches.filter(({ passage }) => has(passage));
    if (members.length === 0) return [];
    const separator = { label: label.toLowerCase(), kind: vscode.QuickPickItemKind.Separator };
    return [separator, ...members.map((match) => item(match, withActions))];
  });
}

function item(match: Match, withActions: boolean): Choice {
  const { passage } = match;
  return {
    label: speakerOf(passage),
    description: dotted(sourceOf(passage), reasonOf(passage)),
    detail: oneLine(passage),
    iconPath: iconOf(passage),
    buttons: withActions && !isStated(passage) ? actions.map(({ button }) => button) : undefined,
    match,
  };
}
