/** The settings, by the names of package.json, as the server wants them. */
import * as vscode from 'vscode';
import { defaultSettings, type Settings } from '../server/lsp/protocol';

/** The section that all settings lie in; also the id of the language client, which reads `throughline.trace.server` by it. */
export const section = 'throughline';

/** The settings as they are now. What a user's settings.json holds may have any type, so each value is checked. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  const files = configuration.get<unknown>('files');
  const severity = configuration.get<unknown>('diagnostics.severity');
  const codeLens = configuration.get<unknown>('codeLens');
  const limit = configuration.get<unknown>('related.limit');
  return {
    files: isStrings(files) && files.length > 0 ? files : defaultSettings.files,
    severity: isRecord(severity) ? { ...(severity as Settings['severity']) } : defaultSettings.severity,
    related: { limit: typeof limit === 'number' && limit >= 0 ? Math.floor(limit) : defaultSettings.related.limit },
    codeLens: typeof codeLens === 'boolean' ? codeLens : defaultSettings.codeLens,
  };
}

/** How the marks of the annotation layer are shown. */
export type MarksShown = 'shown' | 'dimmed' | 'hidden';

/** The setting `throughline.marks`. */
export function readMarks(): MarksShown {
  const marks = vscode.workspace.getConfiguration(section).get<unknown>('marks');
  return marks === 'shown' || marks === 'hidden' ? marks : 'dimmed';
}

/** Whether files with other names than `*.transcript` are read in place. */
export function readsInPlace(settings: Settings): boolean {
  return settings.files.some((glob) => !glob.endsWith('.transcript'));
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
