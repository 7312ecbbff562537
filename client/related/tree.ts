/** The tree of the Related view: two groups, in them a row for who says it, and below it the words. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Match } from './answer';
import {
  dotted,
  groups,
  highlightsIn,
  iconOf,
  isStated,
  oneLine,
  reasonOf,
  sourceOf,
  speakerOf,
  tooltipOf,
} from './describe';

type Group = (typeof groups)[number];

/** A row of the view, as menus hand it to commands. */
export type Row = { group: Group } | { match: Match; part: 'source' | 'words' | 'reason' };

export interface RelatedTree extends vscode.TreeDataProvider<Row> {
  /** Shows other passages. Rows that stay the same stay as they are, folded or not. */
  show(matches: readonly Match[], client: BaseLanguageClient | undefined): void;
}

export function relatedTree(): RelatedTree & vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let matches: readonly Match[] = [];
  let client: BaseLanguageClient | undefined;
  return {
    onDidChangeTreeData: changed.event,
    dispose: () => changed.dispose(),
    show(next, from) {
      // VS Code takes no two rows with one id.
      const ids = new Set<string>();
      matches = next.filter((match) => !ids.has(idOf(match)) && ids.add(idOf(match)));
      client = from;
      changed.fire(undefined);
    },
    getChildren(row): Row[] {
      if (!row) {
        const filled = groups.filter(({ has }) => matches.some(({ passage }) => has(passage)));
        return filled.map((group) => ({ group }));
      }
      if ('group' in row) {
        const members = matches.filter(({ passage }) => row.group.has(passage));
        return members.map((match) => ({ match, part: 'source' }));
      }
      if (row.part !== 'source') return [];
      const words: Row = { match: row.match, part: 'words' };
      return reasonOf(row.match.passage) === '' ? [words] : [words, { match: row.match, part: 'reason' }];
    },
    getTreeItem: (row) => ('group' in row ? groupItem(row.group, matches) : matchItem(row, client)),
  };
}

function groupItem({ id, label, has }: Group, matches: readonly Match[]): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.contextValue = 'group';
  const claims = matches.flatMap(({ passage }) => (has(passage) && passage.claim !== undefined ? passage.claim : []));
  item.description = [...new Set(claims)].map((claim) => `^${claim}`).join(' ');
  return item;
}

function matchItem(
  { match, part }: Extract<Row, { match: Match }>,
  client: BaseLanguageClient | undefined,
): vscode.TreeItem {
  const { passage, there } = match;
  const item = new vscode.TreeItem('');
  item.id = `${part} ${idOf(match)}`;
  item.contextValue = isStated(passage) ? 'stated' : 'suggested';
  item.tooltip = tooltipOf(passage);
  if (part === 'source') {
    item.label = speakerOf(passage);
    item.description = sourceOf(passage);
    item.iconPath = iconOf(passage);
    item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    const spoken = dotted(speakerOf(passage), sourceOf(passage), reasonOf(passage));
    item.accessibilityInformation = { label: `${spoken}: ${oneLine(passage)}` };
  } else if (part === 'words') {
    const label = oneLine(passage);
    item.label = { label, highlights: highlightsIn(label, passage.terms) };
    item.accessibilityInformation = { label };
  } else {
    item.description = reasonOf(passage);
    item.accessibilityInformation = { label: item.description };
  }
  if (client) {
    const uri = client.protocol2CodeConverter.asUri(there.uri);
    const at = client.protocol2CodeConverter.asRange(there.range).start;
    // VS Code's own command: it knows a click from Enter, a double click, and a click that opens to the side.
    const options: vscode.TextDocumentShowOptions = { selection: new vscode.Range(at, at) };
    item.command = { command: 'vscode.open', title: 'Open', arguments: [uri, options] };
  }
  return item;
}

function idOf({ there: { uri, range }, passage: { relation, claim = '' } }: Match): string {
  const { start, end } = range;
  return [uri, start.line, start.character, end.line, end.character, relation, claim].join(' ');
}
