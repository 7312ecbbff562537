/** What the server says on the words at a place, with the versions of the texts that its ranges belong to. */
import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';
import { methods, type RelatedPassage } from '../../server/lsp/protocol';
import type { Session } from '../session';

/** Words of a transcript, where they stood when the server told of them. */
export interface Words {
  /** As the server writes it. */
  uri: string;
  range: Range;
  /** Of the text that the range belongs to; undefined where the file was not open. */
  version: number | undefined;
}

/** A passage of another interview, with the words that it was found for. */
export interface Match {
  here: Words;
  there: Words;
  passage: RelatedPassage;
}

/** Passages related to the words at a position, or undefined where the text has gone on meanwhile. */
export async function askRelated(
  session: Session,
  document: vscode.TextDocument,
  position: vscode.Position,
  token?: vscode.CancellationToken,
): Promise<Match[] | undefined> {
  const client = await session.start();
  const { version } = document;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const asked = client.code2ProtocolConverter.asPosition(position);
  const passages = await session.request(methods.related, { textDocument: { uri }, position: asked }, token);
  if (document.version !== version || token?.isCancellationRequested) return undefined;
  const versions = new Map(vscode.workspace.textDocuments.map((open) => [open.uri.toString(), open.version]));
  return passages.map((passage) => {
    const there = client.protocol2CodeConverter.asUri(passage.uri).toString();
    return {
      here: { uri, range: passage.here ?? { start: asked, end: asked }, version },
      there: { uri: passage.uri, range: passage.range, version: versions.get(there) },
      passage,
    };
  });
}
