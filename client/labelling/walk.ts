/** Labelling speakers: walks from stop to stop and writes who speaks, a key a stop. The server finds the stops and makes the edits. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { methods, type LabelParams, type LabelStop, type NewSpeaker } from '../../server/lsp/protocol';
import type { Session } from '../session';
import { Course, isGuess } from './course';
import { follow } from './follow';
import type { Memory } from './memory';
import { askSpeaker } from './setup';
import type { Show, View } from './show';

export type Kind = View['kind'];

/** What was decided, so that it can be taken back. */
interface Step {
  /** Of the stop. */
  at: number;
  kind: Kind;
  wrote: boolean;
  /** How far all was decided before. */
  decided: number;
}

/** One walk through one interview, from its start until it is stopped. */
export class Walk {
  readonly document: vscode.TextDocument;
  private readonly course: Course;
  private stop: LabelStop | undefined;
  /** Where a label would begin. */
  private from = new vscode.Position(0, 0);
  private decided = 0;
  /** How many guesses there were to confirm. */
  private total = 0;
  private readonly steps: Step[] = [];
  /** We are changing the text, or moving the cursor. */
  private busy = false;
  private queue: Promise<unknown> = Promise.resolve();
  private following: vscode.Disposable | undefined;
  private ended = false;

  constructor(
    private editor: vscode.TextEditor,
    private kind: Kind,
    private readonly named: NewSpeaker[],
    private readonly session: Session,
    private readonly client: BaseLanguageClient,
    private readonly memory: Memory,
    private readonly display: Show,
    private readonly onEnd: () => void,
  ) {
    this.document = editor.document;
    this.course = new Course(editor.document, named, session, client);
  }

  /** Goes to the first stop. Returns whether there is any. */
  async begin(): Promise<boolean> {
    await this.course.refresh(this.decided);
    const { decided, marks } = this.memory.get(this.document.uri);
    // Where the labels are gone that were there, the walk begins anew.
    if (decided > 0 && this.course.marksBefore(decided) >= marks) {
      this.decided = decided;
      await this.course.refresh(this.decided);
    }
    const first = this.first();
    if (!first) return false;
    this.follow();
    this.go(first);
    return true;
  }

  /** What is pressed quickly is done one after the other. */
  do(action: () => void | Promise<void>): Promise<void> {
    const next = this.queue.then(async () => {
      if (!this.ended) await action();
    });
    this.queue = next.catch(() => undefined);
    return next;
  }

  /** From the cursor on the speaker with this key speaks; a key that is nobody's asks for a name. */
  async speaker(key: number): Promise<void> {
    let label = this.course.now.speakers[key - 1]?.label;
    if (label === undefined) {
      const added = await askSpeaker(this.course.now.speakers.length + 1);
      if (!added || this.ended) return;
      this.named.push(added);
      label = added.label;
    }
    await this.decide([{ position: this.from, label }]);
  }

  /** What is guessed is right. */
  async accept(): Promise<void> {
    const { stop } = this;
    if (!stop) return;
    const label = stop.open ? stop.guess?.label : stop.label;
    if (label === undefined) tell('There is no guess here.');
    else if (stop.open || (stop.guessed && stop.marked))
      await this.decide([{ position: this.course.startOf(stop), label }]);
    else this.skip();
  }

  /** The stops whose guesses may be taken in bulk, with how sure they are: those ahead, or all that wait to be confirmed. */
  guesses(): { confidence: number; stop: LabelStop }[] {
    const ahead = this.stop?.at ?? 0;
    const stops =
      this.kind === 'confirm'
        ? this.course.now.stops.filter(isGuess)
        : this.course.now.stops.filter(({ open, at, guess }) => open && at >= ahead && guess?.label !== undefined);
    return stops.map((stop) => ({
      stop,
      confidence: this.kind === 'confirm' && stop.guess?.label !== stop.label ? 0 : (stop.guess?.confidence ?? 0),
    }));
  }

  get isConfirming(): boolean {
    return this.kind === 'confirm';
  }

  /** Writes guesses as guesses, or makes sure those that are written; then goes on with what is left. */
  async acceptAll(stops: readonly LabelStop[]): Promise<void> {
    const guess = !this.isConfirming;
    const labels = stops.flatMap((stop) => {
      const label = guess ? stop.guess?.label : stop.label;
      return label === undefined ? [] : [{ position: this.course.startOf(stop), label, guess }];
    });
    const left = this.guesses().length - stops.length;
    const { kind, stop } = this;
    // When all are written, or the sure ones confirmed, one goes through what is left from the first.
    if (guess && left === 0) this.kind = 'confirm';
    const from = !guess ? -1 : left === 0 ? (stop?.at ?? 0) - 1 : undefined;
    if (!(await this.decide(labels, kind, from))) this.kind = kind;
  }

  /** Takes the label away that stands here. */
  async remove(): Promise<void> {
    const { stop } = this;
    if (!stop?.marked) return;
    await this.decide([{ position: this.course.startOf(stop), label: null }]);
  }

  /** The paragraph is no part of the interview. */
  async nobody(): Promise<void> {
    const { stop } = this;
    if (!stop) return;
    const answer = await this.session.request(methods.mark, {
      textDocument: this.course.textDocument,
      version: this.document.version,
      ranges: [{ start: stop.range.start, end: stop.range.start }],
      action: { do: 'aside' },
    });
    if (!answer?.edit || !(await this.write(answer.edit))) return;
    await this.passed([stop.at], true);
  }

  /** Leaves it as it is. */
  skip(): void {
    const { stop } = this;
    if (!stop) return;
    this.steps.push({ at: stop.at, kind: this.kind, wrote: false, decided: this.decided });
    this.settle(stop.at);
    const next = this.after(stop.at);
    if (next) this.go(next);
    else this.finish();
  }

  /** Back by one stop; what is written stays. */
  back(): void {
    const { stop } = this;
    if (!stop) return;
    const before = this.course.now.stops.findLast((other) => other.at < stop.at && this.isStop(other));
    if (before) this.go(before);
  }

  /** Takes the last decision back, and goes to where it was made. */
  async undo(): Promise<void> {
    const step = this.steps.pop();
    if (!step) {
      this.back();
      return;
    }
    if (step.wrote) {
      this.busy = true;
      try {
        await vscode.commands.executeCommand('undo');
      } finally {
        this.busy = false;
      }
    }
    await this.restore(step);
  }

  /** Moves the cursor to where the next sentence of the stop begins, or the one before. */
  sentence(direction: 1 | -1): void {
    const { stop } = this;
    if (!stop) return;
    const places = this.course.placesOf(stop);
    const next =
      direction > 0
        ? places.find((place) => place.isAfter(this.from))
        : places.findLast((place) => place.isBefore(this.from));
    if (next) this.move(next);
  }

  /** The stop ends at the cursor: first it is said who speaks before it, then who speaks from there on. */
  async split(): Promise<void> {
    const { stop } = this;
    if (!stop || !this.from.isAfter(this.course.startOf(stop))) return;
    await this.course.refresh(this.decided, this.from);
    this.go(this.course.at(stop.at) ?? stop);
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.following?.dispose();
    this.display.clear();
    this.onEnd();
  }

  private async decide(labels: LabelParams['labels'], kind = this.kind, from?: number): Promise<boolean> {
    const result = await this.session.request(methods.label, {
      textDocument: this.course.textDocument,
      version: this.document.version,
      labels,
      named: this.named,
    });
    if (!result || result.at.length === 0 || (result.edit && !(await this.write(result.edit)))) {
      tell('No label can be written here.');
      return false;
    }
    const decided = labels.some(({ label }) => label === null) ? [] : result.at;
    await this.passed(decided, result.edit !== undefined, kind, from);
    return true;
  }

  private async write(edit: WorkspaceEdit): Promise<boolean> {
    this.busy = true;
    try {
      const change = await this.client.protocol2CodeConverter.asWorkspaceEdit(edit);
      return await vscode.workspace.applyEdit(change);
    } finally {
      this.busy = false;
    }
  }

  /**
   * Goes on after a decision on what begins at `decided`; stays where nothing was decided.
   *
   * @param kind of the walk before the decision
   * @param from behind which it goes on; behind what was decided where that is not said
   */
  private async passed(decided: readonly number[], wrote: boolean, kind = this.kind, from?: number): Promise<void> {
    const at = this.stop?.at ?? 0;
    const last = decided.at(-1);
    this.steps.push({ at, kind, wrote, decided: this.decided });
    if (last === undefined) this.decided = Math.min(this.decided, at);
    else this.settle(last);
    await this.course.refresh(this.decided);
    this.remember();
    const next = last === undefined ? this.course.at(at) : this.after(from ?? last);
    if (next) this.go(next);
    else this.finish();
  }

  private settle(at: number): void {
    this.decided = Math.max(this.decided, at + 1);
    this.remember();
  }

  private remember(): void {
    this.memory.set(this.document.uri, { decided: this.decided, marks: this.course.marksBefore(this.decided) });
  }

  private async restore(step: Step): Promise<void> {
    this.decided = step.decided;
    this.kind = step.kind;
    await this.course.refresh(this.decided);
    this.remember();
    const stop = this.course.at(step.at);
    if (stop) this.go(stop);
  }

  private finish(): void {
    const waiting = this.course.now.stops.filter(isGuess).length;
    tell(
      waiting === 0
        ? 'It is said of every paragraph who speaks.'
        : `The last paragraph. ${waiting} of the labels are guesses: Confirm Guessed Speakers goes through them.`,
    );
    this.end();
  }

  private first(): LabelStop | undefined {
    const { stops } = this.course.now;
    if (this.isConfirming) return stops.find(isGuess);
    const open = stops.filter((stop) => stop.open);
    // Above the first words that anybody seems to say stand titles.
    const isFresh = this.decided === 0 && stops.every(({ marked }) => !marked);
    const first = (isFresh ? open.find(({ guess }) => guess) : undefined) ?? open[0];
    if (first) return first;
    if (stops.length > 0) tell('No paragraph waits for a label. A digit changes the one here.');
    return this.course.around(this.editor.selection.active) ?? stops[0];
  }

  private isStop(stop: LabelStop): boolean {
    return !this.isConfirming || isGuess(stop);
  }

  private after(at: number): LabelStop | undefined {
    return this.course.now.stops.find((stop) => stop.at > at && this.isStop(stop));
  }

  private go(stop: LabelStop): void {
    // It may have been stopped while the answer was on its way.
    if (this.ended) return;
    this.stop = stop;
    const range = this.course.rangeOf(stop);
    this.move(range.start);
    this.editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private move(to: vscode.Position): void {
    this.from = to;
    this.editor.selection = new vscode.Selection(to, to);
    this.draw();
  }

  private draw(): void {
    const { stop, editor, kind, from } = this;
    if (!stop) return;
    const { now } = this.course;
    const guesses = now.stops.filter(isGuess);
    this.total = Math.max(this.total, guesses.length);
    const progress: [number, number] =
      kind === 'confirm'
        ? [this.total - guesses.filter(({ at }) => at > stop.at).length, this.total]
        : [stop.paragraph + 1, now.paragraphs];
    this.display.show({ editor, kind, walk: now, stop, range: this.course.rangeOf(stop), from, progress });
  }

  /** The walk goes with the mouse and with what is undone, and ends where the text changes otherwise or another one is looked at. */
  private follow(): void {
    this.following = follow(this.document, {
      isBusy: () => this.busy,
      typed: (text) => {
        if (/^[1-9]$/.test(text)) void this.do(() => this.speaker(Number(text)));
        else tell('Speakers are being labelled: Escape stops that.');
      },
      moved: (to) => {
        if (!to.isEqual(this.from)) void this.do(() => this.look(to));
      },
      undone: (reason) => void this.do(() => this.undone(reason)),
      changed: () => {
        tell('The text was changed: labelling speakers has stopped.');
        this.end();
      },
      shown: (editor) => {
        if (editor) this.editor = editor;
        else this.end();
      },
    });
  }

  /** The reader has put the cursor somewhere: into the words at hand to cut them, or elsewhere to go there. */
  private look(position: vscode.Position): void {
    const { stop } = this;
    if (!stop || !this.editor.selection.active.isEqual(position)) return;
    if (this.course.rangeOf(stop).contains(position)) {
      this.from = this.document.getWordRangeAtPosition(position)?.start ?? position;
      this.draw();
      return;
    }
    const other = this.course.around(position);
    if (other) this.go(other);
  }

  /** Somebody has undone or redone by the editor's own key. */
  private async undone(reason: vscode.TextDocumentChangeReason): Promise<void> {
    let step: Step | undefined;
    if (reason === vscode.TextDocumentChangeReason.Undo) {
      do step = this.steps.pop();
      while (step && !step.wrote);
    }
    if (step) await this.restore(step);
    else {
      await this.course.refresh(this.decided);
      const stop = this.course.around(this.editor.selection.active);
      if (stop) this.go(stop);
    }
  }
}

export function tell(text: string): void {
  void vscode.window.setStatusBarMessage(text, 5000);
}
