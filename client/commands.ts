/** The commands: a table of ids and functions. */
import * as vscode from 'vscode';
import { pickClaim, tag } from './commands/annotate';
import { exportAll, exportInterviews } from './commands/export';
import { importTranscripts } from './commands/import';
import { showOriginal } from './commands/original';
import { walkRelated, walkSpeakers, walkTopics } from './commands/walk';
import { message, type Session } from './session';

type Command = (session: Session, ...values: never[]) => unknown;

const commands: Record<string, Command> = {
  'throughline.import': importTranscripts,
  'throughline.export': exportInterviews,
  'throughline.exportAll': exportAll,
  'throughline.strip': showOriginal,
  'throughline.related': walkRelated,
  'throughline.speakers': walkSpeakers,
  'throughline.topics': walkTopics,
  'throughline.tag': tag,
  'throughline.claim': pickClaim,
  'throughline.restart': (session) => session.restart(),
  'throughline.output': (session) => session.output.show(),
};

/** Registers them all; an error is shown to the user and told to whoever called. */
export function registerCommands(session: Session): vscode.Disposable[] {
  return Object.entries(commands).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (...values: never[]) => {
      try {
        return await command(session, ...values);
      } catch (error) {
        session.output.error(`${id}: ${message(error)}`);
        throw error;
      }
    }),
  );
}
