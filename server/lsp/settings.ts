import { defaultSettings, type Settings } from './protocol';

const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'] as const;

/**
 * The settings out of what an editor sends, each value checked: users write them by hand. Takes them as our client sends them, and as
 * they stand in a configuration file: `{throughline: {diagnostics: {severity: …}}}`.
 */
export function readSettings(value: unknown): Settings {
  const outer = record(value);
  const settings = record(outer.throughline ?? outer);
  const severity = record(settings.severity ?? record(settings.diagnostics).severity);
  const limit = record(settings.related).limit;
  return {
    files: isGlobs(settings.files) ? settings.files : defaultSettings.files,
    severity: Object.fromEntries(Object.entries(severity).flatMap(([code, word]) => known(code, word))),
    related: {
      limit: typeof limit === 'number' && limit >= 0 ? Math.min(Math.floor(limit), 50) : defaultSettings.related.limit,
    },
  };
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
