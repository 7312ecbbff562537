/** `12 of 45` in the status bar, as long as one walks and a transcript is in the editor. */
import * as vscode from 'vscode';
import { kinds, progress, scopes } from './kinds';
import type { Standing } from './memory';

export interface Bar extends vscode.Disposable {
  show(standing: Standing): void;
  hide(): void;
}

export function createBar(): Bar {
  const item = vscode.window.createStatusBarItem('throughline.codingWalk', vscode.StatusBarAlignment.Left, 999);
  item.name = 'Throughline: Coding Walk';
  item.command = 'throughline.codingWalk';
  return {
    show(standing) {
      const { kind, scope, interview, interviews } = standing;
      const where = scope === 'corpus' ? `interview ${interview}: ` : '';
      item.text = `$(${kinds[kind].icon}) ${where}${progress(standing)}`;
      item.accessibilityInformation = { label: `${kinds[kind].title}, ${where}${progress(standing)}` };
      const range = scope === 'corpus' ? `, interview ${interview} of ${interviews}` : '';
      item.tooltip = `Coding walk: ${kinds[kind].title.toLowerCase()}, ${scopes[scope].toLowerCase()}${range}`;
      item.show();
    },
    hide: () => item.hide(),
    dispose: () => item.dispose(),
  };
}
