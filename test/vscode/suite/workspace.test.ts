import * as vscode from 'vscode';
import { extension, file, loaded, ok, open, until } from './help';

const sample = '---\ntitle: A sixth\n---\nANN: The Gate will be shut.\n\nBEN: So they say.\n\nANN: It will.\n';

describe('workspace', () => {
  before(async () => {
    await extension();
    await loaded(5);
  });

  it('notices files that come and go', async () => {
    const uri = file('later/06-a-sixth.transcript');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(sample));
    try {
      await loaded(6);
    } finally {
      await vscode.workspace.fs.delete(file('later'), { recursive: true });
    }
    await loaded(5);
  });

  it('reads text files in place where the setting names them', async () => {
    const settings = vscode.workspace.getConfiguration('throughline');
    const set = (value: string[] | undefined) => settings.update('files', value, vscode.ConfigurationTarget.Workspace);
    await vscode.workspace.fs.writeFile(file('in-place/notes.txt'), new TextEncoder().encode(sample));
    const other = await open('README.md');
    try {
      await set(['**/*.transcript', 'in-place/*.txt']);
      await loaded(6);
      const shown = await open('in-place/notes.txt');
      await until(
        () => shown.languageId,
        (id) => id === 'transcript',
        'the language',
      );
      ok(other.languageId === 'markdown', 'a file that is not named was changed too');
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await set(undefined);
      const edit = new vscode.WorkspaceEdit();
      edit.deleteFile(file('in-place/notes.txt'));
      await vscode.workspace.applyEdit(edit);
      await vscode.workspace.fs.delete(file('in-place'), { recursive: true });
    }
    await loaded(5);
  });
});
