/** Marks in sight or out of it, by one command. */
import * as vscode from 'vscode';
import { readMarks, section, type MarksShown } from '../settings';

/** How marks were shown before they were hidden. */
let before: MarksShown = 'dimmed';

/** Hides the marks, or shows them as they were before. Changes the setting where it is set: of the workspace, else the user's. */
export async function toggleMarks(): Promise<void> {
  const now = readMarks();
  if (now !== 'hidden') before = now;
  const next = now === 'hidden' ? before : 'hidden';
  const configuration = vscode.workspace.getConfiguration(section);
  const ofWorkspace = configuration.inspect('marks')?.workspaceValue !== undefined;
  const target = ofWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update('marks', next, target);
  const told = next === 'hidden' ? 'Marks are hidden but for the line with the cursor' : 'Marks are shown';
  vscode.window.setStatusBarMessage(told, 4000);
}
