import * as vscode from 'vscode';
import { extension, file, loaded, ok, open, until } from './help';

const boats = '02-no-river-no-boats';

describe('commands', () => {
  before(async () => {
    await open(`${boats}.transcript`);
    await loaded(5);
  });

  it('are all there', async () => {
    const { packageJSON } = vscode.extensions.getExtension('throughline.throughline') ?? {};
    const declared = (packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands;
    const registered = await vscode.commands.getCommands(true);
    ok(declared.length > 8, 'the commands are not declared');
    for (const { command } of declared) ok(registered.includes(command), `${command} is not registered`);
  });

  it('import a raw transcript beside it, and open it', async () => {
    const raw = await vscode.workspace.fs.readFile(file(`${boats}.txt`));
    await vscode.workspace.fs.writeFile(file('fresh.txt'), raw);
    const fresh = file('fresh.txt');
    const written = await vscode.commands.executeCommand<vscode.Uri[]>('throughline.import', fresh, undefined, {
      preview: false,
    });
    try {
      ok(written.map(({ path }) => path.split('/').pop()).join() === 'fresh.transcript', JSON.stringify(written));
      const active = vscode.window.activeTextEditor?.document;
      ok(active && active.uri.path.endsWith('/fresh.transcript'), 'it is not open');
      ok(active.languageId === 'transcript', active.languageId);
      ok(/^---\n(?:.*\n)*?original: .*fresh\.txt/.test(active.getText()), active.getText().slice(0, 300));
      await loaded(6);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      // As a user does it: VS Code then lets go of the document, too.
      const edit = new vscode.WorkspaceEdit();
      for (const name of ['fresh.txt', 'fresh.transcript']) edit.deleteFile(file(name));
      await vscode.workspace.applyEdit(edit);
    }
    await loaded(5);
  });

  it('export an interview in every format', async () => {
    for (const format of ['html', 'md', 'csv', 'json']) {
      const target = file(`exported.${format}`);
      const source = file(`${boats}.transcript`);
      await vscode.commands.executeCommand('throughline.export', source, undefined, { format, target });
      const text = await read(target);
      await vscode.workspace.fs.delete(target);
      ok(text.includes('harbour/fleet'), `${format}: ${text.slice(0, 300)}`);
      if (format === 'json') JSON.parse(text);
    }
  });

  it('export all interviews', async () => {
    const target = file('exported.csv');
    await vscode.commands.executeCommand('throughline.exportAll', { format: 'csv', target });
    const text = await read(target);
    await vscode.workspace.fs.delete(target);
    for (const number of ['01', '02', '03', '04', '05']) ok(text.includes(`${number}-`), `${number} is missing`);
  });

  it('show the original, word for word', async () => {
    await open(`${boats}.transcript`);
    await vscode.commands.executeCommand('throughline.strip');
    const shown = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.scheme === 'throughline-original',
    );
    ok(shown, 'no such document is shown');
    ok(shown.document.getText() === (await read(file(`${boats}.txt`))), 'it differs from the original');
    await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('restart the server, which reads everything again', async () => {
    await vscode.commands.executeCommand('throughline.restart');
    await loaded(5);
    const document = await open(`${boats}.transcript`);
    await until(
      () => vscode.commands.executeCommand<unknown[] | undefined>('vscode.executeDocumentSymbolProvider', document.uri),
      (symbols) => (symbols?.length ?? 0) > 0,
      'symbols',
    );
    await extension();
  });
});

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
