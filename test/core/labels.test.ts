import { describe, expect, it } from 'vitest';
import { escape } from '../../server/core/escape';
import { isNameShaped } from '../../server/core/names';
import { parse } from '../../server/core/parse';
import { hasShared, sharedTranscripts } from '../shared';

/** Each turn as `label @seconds| words`; the words are those of the first line. */
function turns(text: string): string[] {
  const transcript = parse(text);
  return transcript.turns.map(({ label, time, words, line }) => {
    const end = transcript.lines[line]?.contentEnd ?? words;
    return `${label}${time ? ` @${time.ms / 1000}` : ''}| ${text.slice(words, Math.max(words, end))}`;
  });
}

/** Labels of each speaker, in order. */
function speakers(text: string): string[][] {
  return parse(text).speakers.map(({ labels }) => labels);
}

describe('the forms of a label', () => {
  it.each<[string, string, string[]]>([
    [
      'initials',
      'AR: When?\n\nMM: In May.\n\nAR: Oh.\n\nMM: Yes.',
      ['AR| When?', 'MM| In May.', 'AR| Oh.', 'MM| Yes.'],
    ],
    ['a time before the label', '[0:32] AR: When?\n[0:35] AR: Oh.', ['AR @32| When?', 'AR @35| Oh.']],
    ['a bare time before the label', '0:32 AR: When?\n1:02:03 AR: Oh.', ['AR @32| When?', 'AR @3723| Oh.']],
    ['a time behind the label', 'AR [0:32]: When?\nAR (0:35): Oh.', ['AR @32| When?', 'AR @35| Oh.']],
    ['a time behind the colon', 'AR: [0:32] When?\nAR: (0:35) Oh.', ['AR @32| When?', 'AR @35| Oh.']],
    ['bold labels', '**AR:** When?\n\n**AR:** Oh.', ['AR| When?', 'AR| Oh.']],
    ['bold labels, the colon outside', '**AR**: When?\n\n**AR**: Oh.', ['AR| When?', 'AR| Oh.']],
    ['Q. and A.', 'Q. When?\nA. In May.\nQ. Oh.\nA. Yes.', ['Q| When?', 'A| In May.', 'Q| Oh.', 'A| Yes.']],
    ['Q: and A:', 'Q: When?\nA: In May.\nQ: Oh.\nA: Yes.', ['Q| When?', 'A| In May.', 'Q| Oh.', 'A| Yes.']],
    ['labels of a diarizer', '[SPEAKER_00]: When?\n[SPEAKER_00]: Oh.', ['SPEAKER_00| When?', 'SPEAKER_00| Oh.']],
    [
      'numbered labels',
      'S01: When?\nS01: Oh.\nSpeaker 1: A\nSpeaker 1: B',
      ['S01| When?', 'S01| Oh.', 'Speaker 1| A', 'Speaker 1| B'],
    ],
    ['roles in lower case', 'interviewer: When?\ninterviewer: Oh.', ['interviewer| When?', 'interviewer| Oh.']],
    [
      'a name with a role',
      'ANA RUIZ, CHAIR: When?\nANA RUIZ, CHAIR: Oh.',
      ['ANA RUIZ, CHAIR| When?', 'ANA RUIZ, CHAIR| Oh.'],
    ],
    [
      'a name with a remark',
      'Ana Ruiz (chair): When?\nAna Ruiz (chair): Oh.',
      ['Ana Ruiz (chair)| When?', 'Ana Ruiz (chair)| Oh.'],
    ],
    ['particles', 'Jan de Vries: When?\nJan de Vries: Oh.', ['Jan de Vries| When?', 'Jan de Vries| Oh.']],
    [
      'letters of all kinds',
      'Élodie Ño: a\nÉlodie Ño: b\n王伟：好\n王伟：是',
      ['Élodie Ño| a', 'Élodie Ño| b', '王伟| 好', '王伟| 是'],
    ],
    [
      'a name and a time above the words',
      'Ana Ruiz  0:32\nWhen?\n\nAna Ruiz  1:02:03\nOh.',
      ['Ana Ruiz @32| ', 'Ana Ruiz @3723| '],
    ],
    [
      'a name in brackets above the words',
      '[Ana Ruiz] 10:32:05\nWhen?\n\n[Ana Ruiz] 10:33:00\nOh.',
      ['Ana Ruiz @37925| ', 'Ana Ruiz @37980| '],
    ],
    [
      'a label and a time above the words',
      'Speaker 1 (00:05):\nWhen?\n\nSpeaker 1 (00:09):\nOh.',
      ['Speaker 1 @5| ', 'Speaker 1 @9| '],
    ],
    [
      'labels that are set in',
      '   Q.  When?\n\tA.  In May.\n   Q.  Oh.\n\tA.  Yes.',
      ['Q| When?', 'A| In May.', 'Q| Oh.', 'A| Yes.'],
    ],
    ['no blank behind the colon', 'AR:When?\nAR:Oh.', ['AR| When?', 'AR| Oh.']],
    ['nothing behind the colon', 'AR:\nWhen?\n\nAR:\nOh.', ['AR| ', 'AR| ']],
    ['added turns', '{@AR} When? {@MM?} In May.', ['AR| When? {@MM?} In May.', 'MM| In May.']],
    [
      'a declared label of any shape',
      '---\nspeakers:\n  the one with the hat: Ana Ruiz\n---\nthe one with the hat: When?',
      ['the one with the hat| When?'],
    ],
  ])('%s', (_, text, expected) => {
    expect(turns(text)).toEqual(expected);
  });

  it.each([
    ['addresses', 'https://example.org/a\nhttps://example.org/b\nmailto: a\nmailto: b'],
    ['clock times', '17:30 we met\n17:30 we met\n17:30: we met\n17:30: we met'],
    ['ranges of whispered captions', '[00:00:00.000 --> 00:00:05.000] Hello.\n[00:00:05.000 --> 00:00:07.000] Hello.'],
    ['notes', 'Note: recorded\n\nNote: again\n\nSource: a\nSource: b\nPhoto: a\nPhoto: b'],
    ['headings with a colon that stand once', 'Ferries: timetables, prices and crews\n\nThe bill: so far'],
    ['a colon in the middle of a sentence', 'Think about this: it rains.\nThink about this: it pours.'],
    ['sentences that begin small', 'he said: no\nhe said: yes\nand then: no\nand then: yes'],
    ['words that begin sentences', 'Remember: no\nRemember: yes\nFirst: no\nFirst: yes\nSo: a\nSo: b'],
    ['verses', 'Genesis 1:2 is short\nGenesis 1:2 is short'],
    ['questions and quotations', 'Who? Ana: a\nWho? Ana: a\n“Ana”: a\n“Ana”: a'],
    ['a name with an initial A', 'A. Smith came.\nA. Smith went.'],
    ['Q and A that are not both repeated', 'Q. When?\nA. In May.\nQ. Where?'],
    ['a time behind a name in a sentence', 'Ana at 0:32\nAna at 0:32\nAna 0:32\nAna 0:32'],
    ['clauses of Chinese', '我们的立场是：好\n我们的立场是：是'],
    ['escaped labels', '\\AR: When?\n\\AR: Oh.'],
    ['labels inside a line', 'So AR: When?\nso AR: Oh.'],
    ['labels of a heading', '# Ana: her life\n# Ana: her work'],
    ['long ones', `${'A'.repeat(64)}: a\n${'A'.repeat(64)}: b`],
  ])('not %s', (_, text) => {
    expect(turns(text)).toEqual([]);
  });
});

describe('which labels open turns', () => {
  it('wants a name to stand twice, and hints at one that does not', () => {
    const text = 'AR: When?\n\nAR: Oh.\n\nFerries: cheap.';
    const { problems } = parse(text);
    expect(turns(text)).toHaveLength(2);
    expect(problems.map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual([
      ['possible-speaker', 'Ferries'],
    ]);
  });

  it('takes a full name that stands once for the speaker whose initials or first name is a label', () => {
    expect(speakers('Ana Ruiz: a\n\nMaria Mendez: b\n\nAR: c\n\nMaria: d\n\nAR: e\n\nMaria: f')).toEqual([
      ['Ana Ruiz', 'AR'],
      ['Maria Mendez', 'Maria'],
    ]);
  });

  it('takes a name behind a time in a file whose turns have times', () => {
    const text = '[0:01] Ana: a\n[0:02] Ana: b\n[0:03] Ana: c\n[0:04] Maria: d\nFerries: cheap';
    expect(speakers(text)).toEqual([['Ana'], ['Maria']]);
  });

  it('joins no short form that fits two full names', () => {
    const text = 'Maria Mendez: a\nMarc Miller: b\nMM: c\nMaria Mendez: d\nMarc Miller: e\nMM: f';
    expect(speakers(text)).toEqual([['Maria Mendez'], ['Marc Miller'], ['MM']]);
  });

  it.each<[string, string, string[][]]>([
    [
      'a last name behind the full name with its role',
      'ANA RUIZ, CHAIR: a\nRUIZ: b\nRUIZ: c',
      [['ANA RUIZ, CHAIR', 'RUIZ']],
    ],
    [
      'a last name and a full name that is repeated',
      'Ana Ruiz: a\nRUIZ: b\nAna Ruiz: c\nRUIZ: d',
      [['Ana Ruiz', 'RUIZ']],
    ],
    ['Mr. and the last name', 'ABEL REED: a\nMR. REED: b\nABEL REED: c\nMR. REED: d', [['ABEL REED', 'MR. REED']]],
    [
      'a full name with and without a title',
      'Dr. Ana Ruiz: a\nAna Ruiz: b\nDr. Ana Ruiz: c\nAna Ruiz: d',
      [['Dr. Ana Ruiz', 'Ana Ruiz']],
    ],
    ['initials behind a title', 'Dr. Ana Ruiz: a\nAR: b\nDr. Ana Ruiz: c\nAR: d', [['Dr. Ana Ruiz', 'AR']]],
  ])('joins %s', (_, text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });

  it.each<[string, string, string[][]]>([
    ['a relative who speaks once', 'TOM REED: a\nREED: b\nREED: c', [['TOM REED'], ['REED']]],
    [
      'Mr. and Mrs.',
      'ANA REED: a\nMR. REED: b\nMRS. REED: c\nANA REED: d\nMR. REED: e\nMRS. REED: f',
      [['ANA REED'], ['MR. REED'], ['MRS. REED']],
    ],
    ['Mr. as initials', 'MR. REED: a\nMR: b\nMR. REED: c\nMR: d', [['MR. REED'], ['MR']]],
  ])('does not join %s', (_, text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });

  it('joins labels with what is declared', () => {
    const text = '---\nspeakers:\n  AR: { name: Ana Ruiz, role: interviewer }\n---\nAna: a\nAR: b\nAna Ruiz: c\nAna: d';
    const { speakers: cast, turns: spoken } = parse(text);
    expect(cast.map(({ labels, role }) => [labels, role])).toEqual([[['AR', 'Ana Ruiz', 'Ana'], 'interviewer']]);
    expect(spoken.map(({ speaker }) => speaker)).toEqual([0, 0, 0, 0]);
  });
});

describe('isNameShaped', () => {
  it.each([
    'Ana',
    'Ana Ruiz',
    'AR',
    'A',
    'Q',
    'O’Brien',
    "O'Brien",
    'Jean-Luc',
    'SPEAKER_00',
    'Speaker 12',
    'Speaker Three',
    'SPEAKER ANA RUIZ',
    'Guest Ana Ruiz',
    'William J. Reed, Jr.',
    'John F . Reed',
    'Ana y Maria',
    'THE COURT',
    '王伟',
  ])('says yes to %s', (label) => {
    expect(isNameShaped(label)).toBe(true);
  });

  it.each([
    'ana',
    'Ana said',
    'Ana de',
    'Note',
    'http',
    'Think about this',
    'One Two Three Four Five Six Seven',
    '',
    '12',
    'Speaker number one',
    'Speaker Notes',
    'Question About Rents',
    'x'.repeat(70),
  ])('says no to %s', (label) => {
    expect(isNameShaped(label)).toBe(false);
  });
});

describe.runIf(hasShared)('in real transcripts', () => {
  const seeds = sharedTranscripts('seeds');
  const seed = (number: string): string => seeds.find(({ path }) => path.includes(`/${number}_`))?.text ?? '';

  it.each(['000', '002', '003'])('there is no speaker in %s', (number) => {
    expect(seed(number).length).toBeGreaterThan(1_000);
    expect(parse(escape(seed(number))).turns).toEqual([]);
  });

  it.each([
    ['001', /^(Madhumita Murgia|Dario Amodei|MM|DA): /, { MM: 'Madhumita Murgia', DA: 'Dario Amodei' }],
    ['004', /^(Anj|Dario): /, {}],
  ])('every paragraph of %s is under the right speaker', (number, label, names: Record<string, string>) => {
    const transcript = parse(escape(seed(number)));
    let speaker: string | undefined;
    let labelled = 0;
    for (const paragraph of transcript.paragraphs) {
      expect(paragraph.parts).toHaveLength(1);
      const found = label.exec(transcript.text.slice(paragraph.start, paragraph.start + 40))?.[1];
      if (found) labelled++;
      if (found) speaker = names[found] ?? found;
      const turn = transcript.turns[paragraph.parts[0]?.turn ?? -1];
      expect(turn && transcript.speakers[turn.speaker]?.name).toBe(speaker);
    }
    expect(transcript.turns).toHaveLength(labelled);
    expect(labelled).toBeGreaterThanOrEqual(30);
  });

  it('every line of the court opens a turn', () => {
    for (const { path, text } of sharedTranscripts('corpus/scotus')) {
      const lines = text.split('\n').filter((line) => /^\[\d\d:\d\d:\d\d\] [^:]{1,60}: /.test(line));
      expect([path, parse(escape(text)).turns.length]).toEqual([path, lines.length]);
    }
  });
});
