/** The words of the language that completion offers, and what they mean. */

export const ANNOTATIONS = [
  { word: 'claim', insert: '%claim ', documentation: 'What a claim says, in your words: `%claim id: gloss`.' },
  {
    word: 'tags',
    insert: '%tags ',
    documentation: 'Codes for the whole paragraph above, or for the section of the topic above.',
  },
  {
    word: 'memo',
    insert: '%memo: ',
    documentation: 'A note on the paragraph above; the coder may stand in parentheses.',
  },
  { word: 'topic', insert: '%topic ', documentation: 'Begins a topic here; `%topic(2)` begins a subtopic.' },
  {
    word: 'aside',
    insert: '%aside',
    documentation: 'The paragraph above is no part of the interview: it is neither searched nor counted.',
  },
  {
    word: 'unrelated',
    insert: '%unrelated ',
    documentation: 'The paragraph above has nothing to do with a passage: `%unrelated interview-12 "its first words"`.',
  },
] as const;

export const KEYS = [
  { key: 'title', insert: 'title: ', documentation: 'The title of the interview.' },
  { key: 'date', insert: 'date: ', documentation: 'When it took place: 2024-03-02.' },
  {
    key: 'original',
    insert: 'original: ',
    documentation: 'The file of the original transcript, relative to this one.',
  },
  { key: 'source', insert: 'source: ', documentation: 'The address of the web page where it was published.' },
  { key: 'media', insert: 'media: ', documentation: 'The file of the recording, relative to this one.' },
  { key: 'language', insert: 'language: ', documentation: 'The language of the interview: en.' },
  { key: 'coder', insert: 'coder: ', documentation: 'Who annotates this file.' },
  { key: 'speakers', insert: 'speakers:', documentation: 'Who speaks: a label with a name, or with `{ name, role }`.' },
  {
    key: 'terms',
    insert: 'terms: ',
    documentation: 'Words in quotation marks that are no quotations: [the crossing].',
  },
] as const;

export const SPEAKER_KEYS = [
  { key: 'name', insert: 'name: ', documentation: 'The full name.' },
  { key: 'role', insert: 'role: ', documentation: 'What the speaker is in this interview: interviewer, tenant.' },
] as const;
