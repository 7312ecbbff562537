/** Captions and transcripts of other programs, each in its own shape. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import { strip } from '../../server/core/strip';
import { detect, FormatError, importFile, READERS, safeName } from '../../server/formats/import';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a reader makes of a text: the words below the front matter, and what it tells. */
async function read(text: string, name = 'tide.vtt', from?: string) {
  const { format, transcripts, report } = await importFile(bytesOf(text), { name, from });
  const [made] = transcripts;
  if (!made) throw new Error('no transcript');
  const transcript = parse(made.text);
  return {
    format,
    report,
    ...made,
    front: transcript.frontMatter,
    words: strip(made.text),
    turns: transcript.turns.map(({ label, time }) => `${label} ${time?.ms}`),
  };
}

const cue = (start: string, end: string, ...lines: string[]): string =>
  `00:00:${start} --> 00:00:${end}\n${lines.join('\n')}\n\n`;

describe('WebVTT', () => {
  it('with voices, closed or not, several in a cue', async () => {
    const { words, turns, speakers, format } = await read(
      'WEBVTT\n\n' +
        cue('01.000', '02.000', '<v Ana Ruiz>When?</v>') +
        cue('02.000', '03.000', '<v.loud Maria Mendez>In May.', '<v Ana Ruiz>Of which year?') +
        cue('03.000', '04.000', '<v Ana Ruiz>This one?</v>'),
    );
    expect(format).toBe('vtt');
    expect(words).toBe(
      '[0:00:01.000] Ana Ruiz: When?\n\n[0:00:02.000] Maria Mendez: In May.\n\n' +
        '[0:00:02.000] Ana Ruiz: Of which year? [0:00:03.000] This one? [0:00:04.000]\n',
    );
    expect(turns).toEqual(['Ana Ruiz 1000', 'Maria Mendez 2000', 'Ana Ruiz 2000']);
    expect(speakers.map(({ label }) => label)).toEqual(['Ana Ruiz', 'Maria Mendez']);
  });

  it('of Zoom, where every cue begins with a name, whatever that is', async () => {
    const { turns, words } = await read(
      'WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nana r: When?\r\n\r\n' +
        '2\r\n00:00:02.000 --> 00:00:03.000\r\nipad of Maria (she/her): In May.\r\n\r\n' +
        '3\r\n00:00:03.000 --> 00:00:04.000\r\nana r: Why: because?\r\n',
    );
    expect(turns).toEqual(['ana r 1000', 'ipad of Maria (she/her) 2000', 'ana r 3000']);
    expect(words).toContain('ana r: Why: because?');
  });

  it('of Teams, with its identifiers', async () => {
    const { turns, report } = await read(
      'WEBVTT\n\n0b8e5c1a-7d7c-4e0e-9a51-0123456789ab/12-0\n' +
        cue('01.000', '02.000', '<v Ana Ruiz>When', 'was it?</v>') +
        '0b8e5c1a-7d7c-4e0e-9a51-0123456789ab/15-0\n' +
        cue('02.000', '03.000', '<v Maria Mendez>In May.</v>'),
    );
    expect(turns).toEqual(['Ana Ruiz 1000', 'Maria Mendez 2000']);
    expect(report).toContain('Dropped: 2 cue identifiers.');
  });

  it('with names in parentheses on a line of their own', async () => {
    const { turns, words } = await read(
      'WEBVTT\n\n' +
        cue('01.000', '02.000', '(Ana Ruiz)', 'When?') +
        cue('02.000', '03.000', '(Maria Mendez)', 'In May.') +
        cue('03.000', '04.000', '(Laughter)') +
        cue('04.000', '05.000', '(Ana Ruiz)', 'So.') +
        cue('05.000', '06.000', '(Maria Mendez)', 'So.'),
    );
    expect(turns).toEqual(['Ana Ruiz 1000', 'Maria Mendez 2000', 'Ana Ruiz 4000', 'Maria Mendez 5000']);
    expect(words).toContain('In May. [0:00:03.000] (Laughter)');
  });

  it('with comments, styles and regions: comments become memos, the recording is named', async () => {
    const { text, front, words, report } = await read(
      'WEBVTT - Slack water\nLanguage: en\n\nNOTE media: C:\\talks\\tide.mp3\n\nNOTE\nchecked\nby hand\n\n' +
        'STYLE\n::cue { color: red }\n\nREGION\nid: a\n\n' +
        cue('01.000', '02.000', 'When?') +
        'NOTE Confidence: 0.69\n\nNOTE unsure\n\n' +
        cue('02.000', '03.000', 'In May.'),
    );
    expect([front?.title?.value, front?.language?.value, front?.media?.value, front?.original?.value]).toEqual([
      'Slack water',
      'en',
      'tide.mp3',
      'tide.vtt',
    ]);
    expect(words).toBe('[0:00:01.000] When? [0:00:02.000] In May. [0:00:03.000]\n');
    expect(text.split('\n').filter((line) => line.startsWith('%'))).toEqual([
      '%memo: checked by hand',
      '%memo: unsure',
    ]);
    expect(report).toContain('Dropped: 2 styles and regions.');
    expect(report).toContain('Dropped: 1 comment on the confidence of a machine.');
  });

  it('that rolls, as YouTube writes it: every line once', async () => {
    const rolling =
      'WEBVTT\nKind: captions\nLanguage: en\n\n' +
      cue('00.480', '02.869 align:start position:0%', ' ', 'so<00:00:00.719><c> the</c><00:00:00.880><c> tide</c>') +
      cue('02.869', '02.879 align:start position:0%', 'so the tide', ' ') +
      cue(
        '02.879',
        '05.000 align:start position:0%',
        'so the tide',
        'so<00:00:03.000><c> the</c><00:00:03.200><c> tide</c>',
      ) +
      cue('05.000', '05.010 align:start position:0%', 'so the tide', ' ') +
      cue('05.010', '07.000 align:start position:0%', 'so the tide', 'came<00:00:05.300><c> up</c>') +
      cue('07.000', '07.010 align:start position:0%', 'came up', ' ');
    const { words, report } = await read(rolling);
    expect(words).toBe('[0:00:00.480] so the tide [0:00:02.879] so the tide [0:00:05.010] came up [0:00:07.000]\n');
    expect(report).toContain('Dropped: 5 times of words.');
    expect(report).toContain('Dropped: 5 lines that rolling captions repeat.');
    const srt = rolling.replace(/^[^]*?\n\n/, '').replace(/<[^>]*>|(?<=\d) align.*/g, '');
    expect((await read(srt, 'tide.srt')).words.replace(/\[.*?\] /g, '')).toBe(
      'so the tide so the tide came up [0:00:07.000]\n',
    );
  });

  it('keeps what is said twice where nothing rolls', async () => {
    const { words } = await read(
      'WEBVTT\n\n' +
        ['No.', 'No.', 'Yes.', 'Maybe.', 'So?', 'Well.']
          .map((line, at) => cue(`0${at}.000`, `0${at + 1}.000`, line))
          .join(''),
    );
    expect(words.match(/No\./g)).toHaveLength(2);
  });

  it('with tags, references, and what only looks like these', async () => {
    const { words } = await read(
      'WEBVTT\n\n' +
        cue('01.000', '02.000', '<i>Tom</i> &amp; <c.yellow>Ana</c>&nbsp;&lt;3 &copycat; &#8217; <laughs> a<b') +
        cue('02.000', '03.000', '==x=={#y} {@Ana} {a> <a} %memo: no \\#'),
    );
    expect(words).toBe(
      '[0:00:01.000] Tom & Ana\u00a0<3 &copycat; ’ <laughs> a<b [0:00:02.000] ==x=={#y} {@Ana} {a> <a} %memo: no \\# [0:00:03.000]\n',
    );
  });

  it('with words in no cue: they stay, and are told', async () => {
    const { words, notes } = await read(
      'WEBVTT\n\n' + cue('01.000', '02.000', 'One') + 'two\n\n' + cue('02.000', '03.000', 'three'),
    );
    expect(words).toContain('One two [0:00:02.000] three');
    expect(notes.map(({ line, at, code }) => [line, at, code])).toEqual([[6, 5, 'no-cue']]);
  });

  it('that runs backwards, overlaps, or has empty cues: in the order of the file, and told', async () => {
    const { words, notes, report } = await read(
      'WEBVTT\n\n' +
        cue('05.000', '09.000', '<v Ana>One.') +
        cue('06.000', '07.000', '<v Ben>Two.') +
        cue('07.000', '08.000', '') +
        cue('03.000', '02.000', '<v Ana>Three.'),
    );
    expect(words).toBe('[0:00:05.000] Ana: One.\n\n[0:00:06.000] Ben: Two.\n\n[0:00:03.000] Ana: Three.\n');
    expect(notes.map(({ code, line }) => `${line} ${code}`)).toEqual(['12 cue-goes-back', '12 cue-ends-early']);
    expect(report.join(' ')).toMatch(/1 cue without words .*1 cue that begins before .*Dropped: 2 ends/);
  });

  it('a silence ends a paragraph, and its time is kept', async () => {
    const { words } = await read(
      'WEBVTT\n\n' +
        cue('01.000', '02.000', '<v Ana>One.') +
        cue('03.999', '05.000', '<v Ana>Two.') +
        cue('07.000', '08.000', '<v Ana>Three.'),
    );
    expect(words).toBe(
      '[0:00:01.000] Ana: One. [0:00:03.999] Two. [0:00:05.000]\n\n[0:00:07.000] Three. [0:00:08.000]\n',
    );
  });

  it('words that look like a label, and are none, open no turn', async () => {
    const { turns, words } = await read(
      'WEBVTT\n\n' +
        cue('01.000', '02.000', '<v Ana>One.') +
        cue('05.000', '06.000', '<v Ana>Ben: two.') +
        cue('09.000', '10.000', '<v Ana>Ben: three.') +
        cue('15.000', '16.000', '<v Ana>Q. four?'),
    );
    expect(turns).toEqual(['Ana 1000']);
    expect(words).toContain('[0:00:05.000] Ben: two.');
  });

  it('shows full names and who asks, where the words tell it', async () => {
    const asked = [
      'When?',
      'I’m Maria Mendez. In May.',
      'Why?',
      'For the tide, and the lane.',
      'Who?',
      'All of us there.',
      'So?',
      'So it was.',
    ];
    const { speakers } = await read(
      'WEBVTT\n\n' +
        asked.map((line, at) => cue(`0${at}.000`, `0${at + 1}.000`, `<v ${at % 2 ? 'Maria' : 'Ana'}>${line}`)).join(''),
    );
    expect(speakers).toEqual([
      { label: 'Ana', name: undefined, role: 'interviewer' },
      { label: 'Maria', name: 'Maria Mendez', role: undefined },
    ]);
  });

  it('speakers that cannot be labels get one, and keep their names', async () => {
    const names = ['Ana: chair', '7', '“M”', '😀', '😀😀', 'x'.repeat(90), 'Ana chair'];
    const { turns, speakers } = await read(
      'WEBVTT\n\n' + names.map((name, at) => cue(`0${at}.000`, `0${at + 1}.000`, `<v ${name}>Well ${at}.`)).join(''),
    );
    expect(turns).toEqual([
      'Ana chair 0',
      'Speaker 7 1000',
      'M 2000',
      'Speaker 😀 3000',
      'Speaker 😀😀 4000',
      `${'x'.repeat(55)} 5000`,
      'Speaker Ana chair 6000',
    ]);
    expect(speakers.map(({ name, label }) => name ?? label)).toEqual(names);
  });
});

describe('SRT', () => {
  it('with names in brackets or before colons, points or commas, with sounds and positions', async () => {
    const { turns, words, format, report } = await read(
      '1\n00:00:01,000 --> 00:00:02,000\n[Ana] Hi.\n\n2\n00:00:02.000 --> 00:00:03.000\n[Music]\n\n' +
        '3\n00:00:03,000 --> 00:00:04,000\n{\\an8}<font color="#fff">[Ben]</font> Yes\nand no.\n4\n00:00:04,000 --> 00:00:05,000\n[Ana] Why?\n\n' +
        '5\n00:00:05,000 --> 00:00:06,500\n[Ben] Because.\n',
      'a.srt',
    );
    expect(format).toBe('srt');
    expect(turns).toEqual(['Ana 1000', 'Ben 3000', 'Ana 4000', 'Ben 5000']);
    expect(words).toBe(
      '[0:00:01.000] Ana: Hi. [0:00:02.000] [Music]\n\n[0:00:03.000] Ben: Yes and no.\n\n[0:00:04.000] Ana: Why?\n\n[0:00:05.000] Ben: Because. [0:00:06.500]\n',
    );
    expect(report).toContain('Dropped: 1 position on the screen.');
  });

  it('with two speakers in a cue, and signs of a change of speaker', async () => {
    const { turns, words } = await read(
      '1\n00:00:01,000 --> 00:00:02,000\n>> ANA: When?\n>> BEN: In May.\n\n2\n00:00:02,000 --> 00:00:03,000\n>> ANA: Why?\n\n' +
        '3\n00:00:03,000 --> 00:00:04,000\nwell\n\n4\n00:00:04,000 --> 00:00:05,000\nand\n\n5\n00:00:05,000 --> 00:00:06,000\n>> BEN: So.\n',
      'a.srt',
    );
    expect(turns).toEqual(['ANA 1000', 'BEN 1000', 'ANA 2000', 'BEN 5000']);
    expect(words).not.toContain('>>');
  });

  it('is known by what it says, in a file of any name', async () => {
    const text = '1\n00:00:01,000 --> 00:00:02,000\nHi.\n';
    expect((await read(text, 'a.txt')).format).toBe('srt');
    expect((await read('WEBVTT\n\n' + text, 'a.srt')).format).toBe('vtt');
    expect((await read(text, 'a.vtt')).words).toBe('[0:00:01.000] Hi. [0:00:02.000]\n');
    expect((await read('Ana: WEBVTT 00:00:01,000 --> 00:00:02,000', 'a.txt')).format).toBe('text');
    expect((await read(text, 'a.srt', 'text')).words).toBe(text);
  });
});

describe('JSON', () => {
  const json = (value: unknown, name = 'a.json') => read(JSON.stringify(value, null, 1), name);

  it('of Whisper and WhisperX', async () => {
    const { words, format, front, report } = await json({
      text: ' Hi "segments" there. Bye. So.',
      segments: [
        {
          id: 0,
          seek: 0,
          start: 0,
          end: 2.5,
          text: ' Hi there.',
          words: [{ word: ' Hi', start: 0, end: 1, probability: 1 }],
        },
        {
          start: 2.5,
          end: 3,
          text: ' Bye.',
          speaker: 'SPEAKER_00',
          words: [{ word: 'Bye.', speaker: 'SPEAKER_01' }, { speaker: 'SPEAKER_00' }],
        },
        { start: 3, end: 4.0004, text: ' So.', speaker: 'SPEAKER_00' },
        7,
      ],
      language: 'en',
    });
    expect(format).toBe('whisper');
    expect(front?.language?.value).toBe('en');
    expect(words).toBe('[0:00:00.000] Hi there.\n\n[0:00:02.500] SPEAKER_00: Bye. [0:00:03.000] So. [0:00:04.000]\n');
    expect(report).toContain('Dropped: 3 times of words.');
    expect(report).toContain('1 entry that is no object was left out.');
    expect(report.join(' ')).toContain('1 segment with words of several speakers');
  });

  it('of whisper.cpp, by offsets or by times', async () => {
    const { words, format, front } = await json({
      result: { language: 'pt' },
      transcription: [
        {
          timestamps: { from: '00:00:00,000', to: '00:00:02,000' },
          offsets: { from: 0, to: 2000 },
          text: ' Olá.',
          speaker: '0',
        },
        { timestamps: { from: '01:00:02,000', to: '01:00:03,250' }, text: ' Sim.', speaker: '?' },
      ],
    });
    expect(format).toBe('whisper.cpp');
    expect(front?.language?.value).toBe('pt');
    expect(words).toBe('[0:00:00.000] Speaker 0: Olá. [0:00:02.000]\n\n[1:00:02.000] Sim. [1:00:03.250]\n');
  });

  it('of the podcast namespace, by segments', async () => {
    const { words, format } = await json({
      version: '1.0.0',
      segments: [
        { speaker: 'Ana', startTime: 0.5, endTime: 1, body: 'When?' },
        { startTime: 1, endTime: 2, body: 'Or why?' },
        { speaker: 'Ben', startTime: 2, endTime: 3, body: 'In May.' },
      ],
    });
    expect(format).toBe('podcast');
    expect(words).toBe('[0:00:00.500] Ana: When? [0:00:01.000] Or why?\n\n[0:00:02.000] Ben: In May. [0:00:03.000]\n');
  });

  it('with names in the words: of podcasts they are speakers, of machines they are words', async () => {
    const said = ['Ana: When?', 'Ben: In May.', 'Ana: So.', 'Ben: So.'];
    const podcast = await json({ segments: said.map((body, at) => ({ startTime: at, endTime: at + 1, body })) });
    expect(podcast.turns).toEqual(['Ana 0', 'Ben 1000', 'Ana 2000', 'Ben 3000']);
    const whisper = await json({ segments: said.map((text, at) => ({ start: at, end: at + 1, text })) });
    expect(whisper.turns).toEqual([]);
    expect(whisper.words).toContain('Ana: When? [0:00:01.000] Ben: In May.');
  });

  it('of the podcast namespace, word by word', async () => {
    const spoken = 'When did it start? In May, I think. So.'.split(' ');
    const { words, report } = await json({
      version: '1.0.0',
      segments: spoken.map((body, at) => ({ speaker: at < 4 ? 'Ana' : 'Ben', startTime: at, endTime: at + 1, body })),
    });
    expect(words).toBe(
      '[0:00:00.000] Ana: When did it start?\n\n[0:00:04.000] Ben: In May, I think. [0:00:08.000] So. [0:00:09.000]\n',
    );
    expect(report.join(' ')).toContain('9 words with a time each were joined');
  });

  it('of Rev.ai', async () => {
    const word = (value: string, ts: number) => ({ type: 'text', value, ts, end_ts: ts + 0.5, confidence: 0.9 });
    const punct = (value: string) => ({ type: 'punct', value });
    const { words, format } = await json({
      monologues: [
        {
          speaker: 0,
          elements: [word('When', 1), punct(' '), word('was', 1.5), punct('? '), word('Why', 2.25), punct('?')],
        },
        { speaker: 1, speaker_info: { display_name: 'Ben' }, elements: [word('Well', 3), punct('.')] },
      ],
    });
    expect(format).toBe('rev');
    expect(words).toBe(
      '[0:00:01.000] Speaker 0: When was? [0:00:02.250] Why?\n\n[0:00:03.000] Ben: Well. [0:00:03.500]\n',
    );
  });

  it.each([
    ['{\n "segments": [{"startTime": 1, "body": "secret",}]}', 2, 'column 49'],
    ['{"segments": [{"startTime": 1, "body": "sec\nret"}]}', 1, 'column 44'],
    ['{"segments": [{"startTime": 1, "body": "secret"}', 1, 'ends in the middle'],
    ['{"segments": [{"startTime": 01, "body": "secret"}]}', 1, 'column 29'],
    ['{"segments": [{"startTime": 1, "body": "secret"}]}\r\n\r\nsecret', 3, 'column 1'],
    ['{"segments": [{"startTime": 1, "body": "\\xsecret"}]}', 1, 'column 41'],
  ])('that is broken is told with its line, and without its words: %j', async (text, line, where) => {
    const error = await read(text, 'a.json').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(FormatError);
    const { message } = error as FormatError;
    expect(message).toContain(`line ${line},`);
    expect(message).toContain(where);
    expect(message).not.toContain('secret');
  });

  it('that is no transcript is read by nobody, unless as text', async () => {
    for (const text of ['{"a": 1}', '[]', '"segments"', '{"segments": [1]}', '{', ''])
      await expect(read(text, 'a.json')).rejects.toThrow(FormatError);
    expect((await read('{"a": 1}', 'a.json', 'text')).words).toBe('{"a": 1}');
    await expect(read('{"segments": 3}', 'a.json', 'whisper')).rejects.toThrow(/no list "segments"/);
    await expect(read('[1]', 'a.json', 'rev')).rejects.toThrow(FormatError);
  });
});

describe('plain text', () => {
  it('of Otter stays as it is', async () => {
    const otter =
      'Ana Ruiz  0:03  \nHello there.\n\nUnknown Speaker  0:09  \nYes.\n\nAna Ruiz  1:00  \nGood.\n\nUnknown Speaker  1:02:03  \nNo.\n\nTranscribed by https://otter.ai\n';
    const { words, turns, format } = await read(otter, 'otter.txt');
    expect([format, words]).toEqual(['text', otter]);
    expect(turns).toEqual(['Ana Ruiz 3000', 'Unknown Speaker 9000', 'Ana Ruiz 60000', 'Unknown Speaker 3723000']);
  });

  it.each([
    ['[00:00:03] Ana: Hi.\n[00:00:05] Ben: Ho.\n[00:00:06] Ana: So.\n[00:00:07] Ben: No.\n', 4],
    ['Ana (0:03): Hi.\n\nBen (0:05): Ho.\n\nAna (0:06): So.\n\nBen (0:07): No.\n', 4],
    ['[Ana Ruiz] 10:02:03\nHi.\n\n[Ben Ode] 10:02:05\nHo.\n\n[Ana Ruiz] 10:02:09\nSo.\n\n[Ben Ode] 10:03:00\nNo.\n', 4],
    ['**Ana:** Hi.\n\n**Ben:** Ho.\n\n**Ana:** So.\n\n**Ben:** No.\n', 4],
    ['Q. Hi?\nA. Ho.\nQ. So?\nA. No.\n', 4],
  ])('in other shapes: %j', async (text, turns) => {
    const made = await read(text, 'a.txt');
    expect([made.words, made.turns.length]).toEqual([text, turns]);
  });
});

describe('detection', () => {
  it('says nothing of what is no text', () => {
    expect(detect(new Uint8Array([0x50, 0x4b, 0x99, 0xff]), 'a.vtt')).toBeUndefined();
  });

  it('knows every reader by one name', () => {
    expect(new Set(READERS.map(({ name }) => name)).size).toBe(READERS.length);
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\n<v Zoë>Hi.\n', 'utf16le')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\n<v Zoë>Hi.\n')],
  ])('reads %s', async (_, bytes) => {
    const { format, transcripts } = await importFile(new Uint8Array(bytes), { name: 'a.vtt' });
    expect(format).toBe('vtt');
    expect(transcripts[0]?.speakers).toEqual([{ label: 'Zoë' }]);
    expect(transcripts[0]?.form).toEqual({ encoding: 'utf-8', bom: false });
  });

  it('tells what to do with another encoding, and of a file without cues', async () => {
    const latin = new Uint8Array(Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Zo\xeb>Hi.\n', 'latin1'));
    await expect(importFile(latin, { name: 'a.vtt' })).rejects.toThrow(/Convert the file to UTF-8/);
    await expect(read('WEBVTT\n\nNOTE nothing\n')).rejects.toThrow(/no cues/);
    await expect(read('WEBVTT\n\n00:01.000 --> 00:02.000\n\n')).rejects.toThrow(/no words/);
  });
});

describe('names of files', () => {
  it.each([
    ['tide', 'tide'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\x', 'x'],
    ['..', 'interview'],
    ['.', 'interview'],
    ['', 'interview'],
    [' . ', 'interview'],
    ['aux', '_aux'],
    ['COM1.old', '_COM1.old'],
    ['lpt¹', '_lpt¹'],
    ['console', 'console'],
    ['a:b*c?"<d>|e', 'a_b_c___d__e'],
    ['a\u0000\n\u202eb', 'a___b'],
    ['a. . ', 'a'],
    ['é'.repeat(300), 'é'.repeat(100)],
    ['😀'.repeat(60), '😀'.repeat(50)],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });
});
