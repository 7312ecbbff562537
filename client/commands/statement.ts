/** From one statement of a claim to the next, through all interviews. */
import * as vscode from 'vscode';
import { methods, type ShowStatementsArguments, type StatementParams } from '../../server/lsp/protocol';
import type { Session } from '../session';

/** Where the last step led, and along which claim: from there the next one goes on, whatever else the words state. */
let last: { uri: string; position: vscode.Position; claim: string } | undefined;

/** Goes to the next statement of the claim at the cursor, or to the one before; round and round. */
export async function stepStatement(session: Session, direction: StatementParams['direction']): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'transcript') return;
  const client = await session.start();
  const { document, selection } = editor;
  const uri = document.uri.toString();
  const goesOn = last?.uri === uri && last.position.isEqual(selection.active);
  const found = await session.request(methods.statement, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
    position: client.code2ProtocolConverter.asPosition(selection.active),
    direction,
    claim: goesOn ? last?.claim : undefined,
  });
  if (!found) {
    void vscode.window.setStatusBarMessage('No claim at the cursor that is stated elsewhere.', 4000);
    return;
  }
  const { start, end } = found.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const shown = await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(found.uri), {
    selection: new vscode.Range(range.start, range.start),
  });
  shown.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  last = { uri: shown.document.uri.toString(), position: range.start, claim: found.claim };
  void vscode.window.setStatusBarMessage(`^${found.claim}: ${found.index} of ${found.total}, ${found.stance} it`, 4000);
}

/** Peeks at the statements that a code lens has counted. */
export async function showStatements(
  session: Session,
  ...[uri, position, locations]: ShowStatementsArguments
): Promise<void> {
  const { protocol2CodeConverter: from } = await session.start();
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    from.asUri(uri),
    from.asPosition(position),
    locations.map((location) => from.asLocation(location)),
  );
}
