/** The stops of a walk as the server finds them in the text as it is now, and where they lie in the editor. */
import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { methods, type Labelling, type LabelStop, type NewSpeaker } from '../../server/lsp/protocol';
import type { Session } from '../session';

export class Course {
  now: Labelling = { version: null, speakers: [], stops: [], paragraphs: 0, splits: [] };
  readonly textDocument: { uri: string };

  constructor(
    private readonly document: vscode.TextDocument,
    /** Who was named on the way: more may follow. */
    private readonly named: readonly NewSpeaker[],
    private readonly session: Session,
    private readonly client: BaseLanguageClient,
  ) {
    this.textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  }

  /**
   * Asks for the stops of the text as it is now.
   *
   * @param decided up to where all is decided
   * @param split where a stop is to be split
   */
  async refresh(decided: number, split?: vscode.Position): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const answer = await this.session.request(methods.labelling, {
        textDocument: this.textDocument,
        named: [...this.named],
        decided,
        splits: this.now.splits,
        split: split && this.client.code2ProtocolConverter.asPosition(split),
      });
      if (answer) this.now = answer;
      if (!answer || answer.version === null || answer.version === this.document.version) return;
    }
  }

  /** The stop that holds a place of the original. */
  at(at: number): LabelStop | undefined {
    return this.now.stops.findLast((stop) => stop.at <= at) ?? this.now.stops[0];
  }

  /** The stop at a place of the editor, or the next one. */
  around(position: vscode.Position): LabelStop | undefined {
    return this.now.stops.find((stop) => this.rangeOf(stop).end.isAfterOrEqual(position));
  }

  rangeOf(stop: LabelStop): vscode.Range {
    return this.client.protocol2CodeConverter.asRange(stop.range);
  }

  startOf(stop: LabelStop): vscode.Position {
    return this.rangeOf(stop).start;
  }

  /** Where labels can go within a stop, its start first. */
  placesOf(stop: LabelStop): vscode.Position[] {
    const { protocol2CodeConverter: from } = this.client;
    return [this.startOf(stop), ...stop.sentences.map((place) => from.asPosition(place))];
  }

  marksBefore(at: number): number {
    return this.now.stops.filter((stop) => stop.marked && stop.at < at).length;
  }
}

/** A mark that waits to be confirmed. */
export function isGuess({ guessed, marked }: LabelStop): boolean {
  return guessed && marked;
}
