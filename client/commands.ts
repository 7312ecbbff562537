/** The commands: a table of ids and functions. */
import * as vscode from 'vscode';
import { annotating } from './commands/annotate';
import { createCodingWalk } from './commands/coding-walk';
import { copyQuote, copyQuotes, copyRich } from './commands/copy';
import { exportAll, exportInterviews } from './commands/export';
import { importTranscripts } from './commands/import';
import { createLabeller } from './commands/label';
import { toggleMarks } from './commands/marks';
import { compareOriginal, showOriginal } from './commands/original';
import { copyPassage, openBeside } from './commands/passage';
import { sameClaim, unrelated } from './commands/relate';
import { showStatements, stepStatement } from './commands/statement';
import { walkSpeakers, walkTopics } from './commands/walk';
import { deleteCode, mergeCode, moveTag, renameCode } from './refactoring/commands';
import { createRecent } from './marking/recent';
import { createResizeMode } from './marking/resize';
import { walkRelated } from './related/pick';
import type { RelatedView } from './related/view';
import { message, type Session } from './session';

type Command = (session: Session, ...values: never[]) => unknown;

const table = (related: RelatedView): Record<string, Command> => ({
  'throughline.import': importTranscripts,
  'throughline.export': exportInterviews,
  'throughline.exportAll': exportAll,
  'throughline.strip': showOriginal,
  'throughline.compareOriginal': compareOriginal,
  'throughline.related': (session) => walkRelated(session).then(related.follow),
  'throughline.speakers': walkSpeakers,
  'throughline.topics': walkTopics,
  'throughline.sameClaim': sameClaim,
  'throughline.unrelated': unrelated,
  'throughline.nextStatement': (session) => stepStatement(session, 'next').then(related.follow),
  'throughline.previousStatement': (session) => stepStatement(session, 'previous').then(related.follow),
  // Named by code lenses only.
  'throughline.showStatements': showStatements,
  'throughline.copyPassage': copyPassage,
  'throughline.copyQuote': copyQuote,
  'throughline.copyRich': copyRich,
  'throughline.copyQuotes': copyQuotes,
  'throughline.openBeside': openBeside,
  'throughline.toggleMarks': toggleMarks,
  'throughline.pinRelated': () => related.pin(true),
  'throughline.unpinRelated': () => related.pin(false),
  'throughline.renameCode': renameCode,
  'throughline.mergeCode': mergeCode,
  'throughline.moveTag': moveTag,
  'throughline.deleteCode': deleteCode,
  'throughline.restart': (session) => session.restart(),
  'throughline.output': (session) => session.output.show(),
});

/** Registers them all; an error is shown to the user and told to whoever called. */
export function registerCommands(session: Session, related: RelatedView, state: vscode.Memento): vscode.Disposable[] {
  const mode = createResizeMode();
  const labeller = createLabeller(state);
  const codingWalk = createCodingWalk(session, state);
  const commands = {
    ...table(related),
    ...annotating(createRecent(state), mode),
    ...labeller.commands,
    ...codingWalk.commands,
  };
  const registered = Object.entries(commands).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (...values: never[]) => {
      try {
        return await command(session, ...values);
      } catch (error) {
        session.output.error(`${id}: ${message(error)}`);
        throw error;
      }
    }),
  );
  return [mode, labeller, codingWalk, ...registered];
}
