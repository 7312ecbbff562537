/** The coding walk: from one place that is to be decided to the next, in an interview or through all of them. */
import * as vscode from 'vscode';
import {
  methods,
  type StopKind,
  type StopParams,
  type StopPlace,
  type StopScope,
  type StopsResult,
} from '../../server/lsp/protocol';
import type { Session } from '../session';
import { createBar } from '../walk/bar';
import { kinds, scopes } from '../walk/kinds';
import { rememberIn, type Standing } from '../walk/memory';
import { pickWalk } from '../walk/picker';

/** For keybindings and tests: what is not asked then. */
interface Options {
  kind?: StopKind;
  scope?: StopScope;
}

type WalkCommand = (session: Session, ...values: never[]) => unknown;

export interface CodingWalk extends vscode.Disposable {
  commands: Record<string, WalkCommand>;
}

/** In ms behind the last change or movement, before the place is counted anew. */
const DELAY = 250;

/** @param state keeps where the walk stands. */
export function createCodingWalk(session: Session, state: vscode.Memento): CodingWalk {
  const memory = rememberIn(state);
  const bar = createBar();
  let walk: Standing | undefined;
  let counting: vscode.CancellationTokenSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What has been written to since the last step, until it is looked where. */
  let changed: vscode.TextDocument | undefined;

  /** A step or a change is where one stopped; a look at another place is not. */
  const stand = (next: Standing, isStop: boolean): void => {
    walk = next;
    if (isStop) memory.set(next);
    bar.show(next);
  };

  /** Goes on from a range, or else from the selection, and tells where it has come to. */
  const step = async (
    direction: StopParams['direction'],
    { kind, scope }: Required<Options>,
    from?: { document: vscode.TextDocument; range: vscode.Range },
  ): Promise<Standing | undefined> => {
    const editor = transcriptEditor();
    const start = from ?? (editor && { document: editor.document, range: editor.selection });
    if (!start) return undefined;
    const { version } = start.document;
    const selection = editor?.selection;
    const client = await session.start();
    const answer = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Searching' },
      () =>
        session.request(methods.stop, {
          textDocument: { uri: client.code2ProtocolConverter.asUri(start.document.uri) },
          range: client.code2ProtocolConverter.asRange(start.range),
          kind,
          scope,
          direction,
        }),
    );
    // Whoever writes on meanwhile must not find words selected that the next key would replace.
    const isStale = !from && (transcriptEditor() !== editor || !isSame(editor?.selection, selection));
    if (isStale || start.document.version !== version) return undefined;
    const place = answer?.place;
    if (!place) {
      const nothing = `${kinds[kind].nothing}: ${scopes[scope].toLowerCase()}.`;
      tell(answer?.unfinished ? 'Nothing found so far. The same key searches on.' : nothing);
      refreshSoon();
      return undefined;
    }
    const uri = client.protocol2CodeConverter.asUri(place.uri);
    await show(uri, client.protocol2CodeConverter.asRange(place.range), kind);
    const standing = { ...place, uri: uri.toString(), scope };
    changed = undefined;
    stand(standing, true);
    if (place.wrapped) tell(direction === 'previous' ? 'On from the end.' : 'On from the beginning.');
    return standing;
  };

  const settings = (): Required<Options> => {
    const { kind = 'quote', scope = 'interview' } = walk ?? memory.get() ?? {};
    return { kind, scope };
  };

  /** One step at a time: a key that is hit twice goes two steps. */
  let steps: Promise<unknown> = Promise.resolve();
  const go = (direction: 'next' | 'previous') => (): Promise<Standing | undefined> => {
    const next = steps.then(() => (transcriptEditor() ? step(direction, settings()) : resume()));
    steps = next.catch(() => undefined);
    return next;
  };

  const resume = async (): Promise<Standing | undefined> => {
    const last = memory.get();
    if (!last) return undefined;
    const { start, end } = last.range;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(last.uri));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(range.start, range.start) });
    return step('here', last, { document, range: new vscode.Range(range.start, range.start) });
  };

  const end = (): void => {
    walk = undefined;
    counting?.cancel();
    bar.hide();
  };

  const begin = async (_: Session, options?: Options): Promise<Standing | undefined> => {
    if (options?.kind) return step('here', { ...settings(), ...options });
    const editor = transcriptEditor();
    const last = memory.get();
    const choice = await pickWalk({
      resume: last && editor && isAt(editor, last) ? undefined : last,
      active: walk,
      ask: editor && ((scope, token) => count(editor, Object.keys(kinds) as StopKind[], scope, token)),
    });
    switch (choice?.do) {
      case 'walk':
        return step('here', choice);
      case 'resume':
        return resume();
      case 'settings':
        await vscode.commands.executeCommand('workbench.action.openSettings', 'throughline.diagnostics.severity');
        return undefined;
      case 'end':
        end();
        return undefined;
      case undefined:
        return undefined;
    }
  };

  const count = async (
    { document, selection }: vscode.TextEditor,
    wanted: StopKind[],
    scope: StopScope,
    token: vscode.CancellationToken,
  ): Promise<StopsResult | null> => {
    const client = await session.start();
    return session.request(
      methods.stops,
      {
        textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
        position: client.code2ProtocolConverter.asPosition(selection.start),
        kinds: wanted,
        scope,
      },
      token,
    );
  };

  /** After a tag was put, or the cursor moved: where one is, and how many are left. */
  const refresh = async (isStop: boolean): Promise<void> => {
    counting?.cancel();
    counting = undefined;
    const editor = transcriptEditor();
    if (!walk || !editor) {
      bar.hide();
      return;
    }
    const source = (counting = new vscode.CancellationTokenSource());
    const before = walk;
    const found = await count(editor, [walk.kind], 'interview', source.token);
    const [now] = found?.counts ?? [];
    if (source.token.isCancellationRequested || walk !== before || !found || !now) return;
    const { start, end } = editor.selection;
    const place: StopPlace = {
      ...before,
      ...now,
      open: now.open,
      uri: editor.document.uri.toString(),
      range: { start: toPlain(start), end: toPlain(end) },
      interview: found.interview,
      interviews: found.interviews,
    };
    stand({ ...place, scope: before.scope }, isStop);
  };
  const refreshSoon = (change?: vscode.TextDocument): void => {
    changed = change ?? changed;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // One stopped where one wrote, and not where one looks a moment later.
      const isStop = changed !== undefined && changed === transcriptEditor()?.document;
      changed = undefined;
      // A server that is stopping answers nothing; the next movement asks again.
      refresh(isStop).catch(() => undefined);
    }, DELAY);
  };
  const subscriptions = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // Being saved is no change.
      if (walk && contentChanges.length > 0 && document === transcriptEditor()?.document) refreshSoon(document);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (walk && textEditor === transcriptEditor()) refreshSoon();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      if (walk) refreshSoon();
    }),
  ];
  return {
    commands: {
      'throughline.codingWalk': begin,
      'throughline.nextToCode': go('next'),
      'throughline.previousToCode': go('previous'),
    },
    dispose() {
      clearTimeout(timer);
      counting?.cancel();
      bar.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** The words are selected, so that the next command is for them; of a paragraph only the beginning, where a label goes. */
async function show(uri: vscode.Uri, range: vscode.Range, kind: StopKind): Promise<void> {
  const selection = kind === 'paragraph' ? new vscode.Range(range.start, range.start) : range;
  const editor = await vscode.window.showTextDocument(uri, { selection });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function isSame(one: vscode.Selection | undefined, other: vscode.Selection | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && one.isEqual(other));
}

function isAt({ document, selection }: vscode.TextEditor, { uri, range: { start } }: Standing): boolean {
  return document.uri.toString() === uri && selection.start.isEqual(new vscode.Position(start.line, start.character));
}

function transcriptEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.languageId === 'transcript' ? editor : undefined;
}

function toPlain({ line, character }: vscode.Position): StopPlace['range']['start'] {
  return { line, character };
}

function tell(message: string): void {
  void vscode.window.setStatusBarMessage(message, 4000);
}
