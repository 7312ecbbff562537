/** Walking: quick picks of topics and speakers that show each place while one goes through the list. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { methods, type SpeakerOutline, type TopicOutline } from '../../server/lsp/protocol';
import type { Session } from '../session';
import { count } from '../status';

interface Place extends vscode.QuickPickItem {
  /** Absent on a separator. */
  range?: vscode.Range;
}

/** Topics of the transcript in the editor, indented by level. */
export async function walkTopics(session: Session): Promise<void> {
  const context = await active(session);
  if (!context) return;
  const { editor, client, textDocument } = context;
  const topics = await session.request(methods.topics, { textDocument });
  const places = (list: TopicOutline[], depth: number): Place[] =>
    list.flatMap((topic) => [
      {
        label: '\u2003'.repeat(depth) + topic.title,
        description: `line ${topic.selectionRange.start.line + 1}`,
        range: client.protocol2CodeConverter.asRange(topic.selectionRange),
      },
      ...places(topic.children, depth + 1),
    ]);
  await walk(editor, 'Topics', places(topics, 0), 'This transcript has no topics.');
}

/** Speakers of the transcript in the editor, each with all turns. */
export async function walkSpeakers(session: Session): Promise<void> {
  const context = await active(session);
  if (!context) return;
  const { editor, client, textDocument } = context;
  const speakers = await session.request(methods.speakers, { textDocument });
  const places = speakers.flatMap((speaker): Place[] => [
    { label: summary(speaker), kind: vscode.QuickPickItemKind.Separator },
    ...speaker.turns.map((turn) => ({
      label: `${speaker.label}${turn.time === undefined ? '' : ` ${turn.time}`}`,
      description: turn.preview,
      range: client.protocol2CodeConverter.asRange(turn.selectionRange),
    })),
  ]);
  await walk(editor, 'Speakers', places, 'Nobody speaks in this transcript as far as it is labelled.');
}

function summary(speaker: SpeakerOutline): string {
  const share = `${Math.round(speaker.share * 100)} % of the words`;
  return [speaker.name, count(speaker.turns.length, 'turn'), share].join(' · ');
}

/** Shows the list; the editor follows it, and goes back where it was when nothing is picked. */
async function walk(editor: vscode.TextEditor, title: string, places: Place[], nothing: string): Promise<void> {
  if (places.length === 0) {
    void vscode.window.setStatusBarMessage(nothing, 4000);
    return;
  }
  const { selection, visibleRanges } = editor;
  const pick = vscode.window.createQuickPick<Place>();
  pick.title = title;
  pick.items = places;
  pick.matchOnDescription = true;
  pick.keepScrollPosition = true;
  let accepted = false;
  const go = (place: Place | undefined): void => {
    if (!place?.range) return;
    editor.selection = new vscode.Selection(place.range.start, place.range.start);
    editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  // The first item becomes active by itself; only a choice of the user moves the editor.
  let settled = false;
  await new Promise<void>((resolve) => {
    pick.onDidChangeActive(([place]) => {
      if (settled) go(place);
      settled = true;
    });
    pick.onDidAccept(() => {
      accepted = true;
      go(pick.activeItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => resolve());
    pick.show();
  });
  pick.dispose();
  if (accepted) {
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    return;
  }
  editor.selection = selection;
  if (visibleRanges[0]) editor.revealRange(visibleRanges[0], vscode.TextEditorRevealType.AtTop);
}

interface Context {
  editor: vscode.TextEditor;
  client: BaseLanguageClient;
  textDocument: { uri: string };
}

/** The transcript in the editor, as the server knows it. */
async function active(session: Session): Promise<Context | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'transcript') return undefined;
  const client = await session.start();
  return { editor, client, textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) } };
}
