/** A passage that is dragged from the Related view into a draft is written there as a quote with its source. */
import * as vscode from 'vscode';
import { methods } from '../../server/lsp/protocol';
import { section } from '../settings';
import type { Session } from '../session';
import type { Words } from './answer';
import type { Row } from './tree';

/** Our own: what is dragged as text could be dropped anywhere, into a transcript too. */
const mime = 'application/vnd.throughline.passage';
/** In these a quote is a block of Markdown, elsewhere text in quotation marks. */
const markdown = new Set(['markdown', 'mdx', 'quarto', 'rmd', 'plaintext']);

export const passageDrag: vscode.TreeDragAndDropController<Row> = {
  dragMimeTypes: [mime],
  dropMimeTypes: [],
  handleDrag(rows, data) {
    const [words] = rows.flatMap((row) => ('match' in row ? row.match.there : []));
    if (words) data.set(mime, new vscode.DataTransferItem(JSON.stringify(words)));
  },
};

/** Takes such a passage wherever one writes, but not in transcripts: their words are sacred. */
export function dropPassages(session: Session): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Text.append('quote');
  return vscode.languages.registerDocumentDropEditProvider(
    '*',
    {
      async provideDocumentDropEdits(document, position, data, token) {
        const dragged = data.get(mime);
        if (!dragged || document.languageId === 'transcript') return undefined;
        const words = JSON.parse(await dragged.asString()) as Words;
        const form = markdown.has(document.languageId) ? 'markdown' : 'plain';
        const text = await quoteOf(session, words, form);
        if (text === undefined || token.isCancellationRequested) return undefined;
        return new vscode.DocumentDropEdit(asParagraph(document, position, text), 'Insert Quote with Source', kind);
      },
    },
    { dropMimeTypes: [mime], providedDropEditKinds: [kind] },
  );
}

async function quoteOf(session: Session, words: Words, form: 'markdown' | 'plain'): Promise<string | undefined> {
  const { uri, range, version } = words;
  const client = await session.start();
  const file = client.protocol2CodeConverter.asUri(uri).toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === file);
  if (version !== undefined && open && open.version !== version) {
    vscode.window.setStatusBarMessage('The transcript has changed meanwhile: drag the passage again', 4000);
    return undefined;
  }
  const brackets = vscode.workspace.getConfiguration(section).get<unknown>('copy.brackets') !== false;
  return (await session.request(methods.copy, { textDocument: { uri }, range, form, brackets }))?.text;
}

/** With blank lines to the words of the draft that stand on the same line. */
function asParagraph(document: vscode.TextDocument, position: vscode.Position, text: string): string {
  const line = document.lineAt(position.line).text;
  const before = line.slice(0, position.character).trim() === '' ? '' : '\n\n';
  const after = line.slice(position.character).trim() === '' ? '\n' : '\n\n';
  return before + text + after;
}
