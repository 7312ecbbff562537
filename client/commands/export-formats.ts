/** The formats that one can export to, as a quick pick shows them, and what becomes of such a file afterwards. */
import * as vscode from 'vscode';
import type { ExportFormat } from '../../server/lsp/protocol';

export interface FormatItem extends vscode.QuickPickItem {
  format: ExportFormat;
  /** A file holds one interview: of several there will be several files. */
  single?: boolean;
  /** No text: other programs open it. */
  binary?: boolean;
}

const item = (
  format: ExportFormat,
  label: string,
  detail: string,
  more: Pick<FormatItem, 'single' | 'binary'> = {},
): FormatItem => ({ format, label, description: `.${format}`, detail, ...more });
const group = (label: string): vscode.QuickPickItem => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** With headings between groups of formats. */
export const formatItems: (FormatItem | vscode.QuickPickItem)[] = [
  group('To read'),
  item('html', 'Web page', 'For a browser: tags in colour, claims linked'),
  item('md', 'Markdown', 'For Markdown editors and Pandoc: quotes and codes as notes'),
  item('docx', 'Word document', 'For Word and LibreOffice Writer: each coding a comment', { binary: true }),
  item('txt', 'Plain text', 'For every program: the original, without annotations', { single: true }),
  group('Tables'),
  item('xlsx', 'Workbook', 'For Excel and LibreOffice Calc: quotes, codebook, and claims by interview', {
    binary: true,
  }),
  item('csv', 'Table of quotes', 'For statistics and spreadsheets: one row a coding'),
  item('codebook.csv', 'Table of the codebook', 'For Taguette and spreadsheets: tags and what they mean'),
  item(
    'claims.csv',
    'Table of claims',
    'For spreadsheets: which interview states, supports or contradicts which claim',
  ),
  group('Programs for qualitative analysis'),
  item('qdpx', 'REFI-QDA project', 'For ATLAS.ti, MAXQDA, NVivo, QualCoder and others: texts, codes and codings', {
    binary: true,
  }),
  item('qdc', 'REFI-QDA codebook', 'For the same programs: codes only'),
  group('Captions'),
  item('vtt', 'WebVTT', 'For web players: who says what when', { single: true }),
  item('srt', 'SRT', 'For video players: who says what when', { single: true }),
  group('Data'),
  item('jsonld', 'Web Annotation', 'For annotation tools and archives: W3C JSON-LD, can be imported again'),
  item('json', 'JSON', 'For scripts: everything, can be imported again'),
  item('jsonl', 'JSON lines', 'For machine learning: a line for each turn, with its codes as spans'),
];

export function itemOf(format: ExportFormat): FormatItem | undefined {
  return formatItems.find((each): each is FormatItem => 'format' in each && each.format === format);
}

/** A web page belongs into the browser, and what is no text into its program, if they can see this disk. */
export function openExport(target: vscode.Uri, format: ExportFormat): Thenable<unknown> {
  const local = target.scheme === 'file' && vscode.env.remoteName === undefined;
  if (local && (format === 'html' || itemOf(format)?.binary)) return vscode.env.openExternal(target);
  return vscode.commands.executeCommand('vscode.open', target);
}
