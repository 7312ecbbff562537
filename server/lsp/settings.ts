import { defaultSettings, type Settings } from './protocol';

const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'] as const;

/**
 * The settings out of what an editor sends, each value checked: users write them by hand. Takes them as our client sends them, and as
 * they stand in a configuration file: `{throughline: {diagnostics: {severity: …}}}`. What it does not say stays as it was `before`: some
 * editors send an empty object when they start.
 */
export function readSettings(value: unknown, before: Settings = defaultSettings): Settings {
  const outer = record(value);
  const settings = record(outer.throughline ?? outer);
  const severity = settings.severity ?? record(settings.diagnostics).severity;
  const limit = record(settings.related).limit;
  return {
    files: isGlobs(settings.files) ? settings.files : before.files,
    severity: severity === undefined ? before.severity : readSeverity(record(severity)),
    related: {
      limit: typeof limit === 'number' && limit >= 0 ? Math.min(Math.floor(limit), 50) : before.related.limit,
    },
    codeLens: typeof settings.codeLens === 'boolean' ? settings.codeLens : before.codeLens,
  };
}

/** Whether reported speech without quotation marks is looked for: only where a severity says so. */
export function wantsReported({ severity }: Settings): boolean {
  return (severity['reported-speech'] ?? 'off') !== 'off';
}

function readSeverity(words: Record<string, unknown>): Settings['severity'] {
  return Object.fromEntries(Object.entries(words).flatMap(([code, word]) => known(code, word)));
}

function known(code: string, word: unknown): [string, (typeof SEVERITIES)[number]][] {
  const severity = SEVERITIES.find((candidate) => candidate === word);
  return severity ? [[code, severity]] : [];
}

function isGlobs(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '');
}

/** The value as an object; an empty one where it is none. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
