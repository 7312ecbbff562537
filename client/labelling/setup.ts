/** Asks who speaks in an interview in which nobody is labelled. */
import * as vscode from 'vscode';
import type { NewSpeaker } from '../../server/lsp/protocol';

/** As the server takes labels. */
const label = /^[^{}<=?\r\n]{1,60}$/u;

/**
 * Reads `INT = Ana Ruiz, MM`: labels, each with a full name where one is given. The first asks, the others answer. `undefined` where a
 * label is none, or stands twice.
 */
export function readSpeakers(text: string): NewSpeaker[] | undefined {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  const speakers = parts
    .filter((part) => part !== '')
    .map((part, index): NewSpeaker => {
      const [short = '', name = ''] = part.split('=', 2).map((word) => word.trim());
      return { label: short, name: name === '' ? undefined : name, role: index === 0 ? 'interviewer' : 'interviewee' };
    });
  const isUsable = speakers.every((speaker) => label.test(speaker.label));
  const isClear = new Set(speakers.map((speaker) => speaker.label)).size === speakers.length;
  return speakers.length > 0 && isUsable && isClear ? speakers : undefined;
}

/** Asks for all who speak. */
export async function askSpeakers(): Promise<NewSpeaker[] | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'Label Speakers',
    prompt: 'Who speaks? The interviewer first. A full name may follow: INT = Ana Ruiz, MM = Maria Mendez',
    placeHolder: 'INT, MM',
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim() === '' || readSpeakers(value) ? undefined : 'Labels, with commas between them: INT, MM',
  });
  return text === undefined ? undefined : readSpeakers(text);
}

/** Asks for one more, who turns up on the way; no role, as nobody knows it. */
export async function askSpeaker(key: number): Promise<NewSpeaker | undefined> {
  const text = await vscode.window.showInputBox({
    title: `Speaker ${key}`,
    prompt: 'Who is this? A full name may follow: AB = Amir Bell',
    placeHolder: 'AB',
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim() === '' || readSpeakers(value)?.length === 1 ? undefined : 'One label, such as AB',
  });
  const [speaker] = readSpeakers(text ?? '') ?? [];
  return speaker && { label: speaker.label, name: speaker.name };
}
