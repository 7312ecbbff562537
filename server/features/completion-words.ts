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

/** The sections of a codebook, and the keys of its entries. */
export const KEYS_OF_CODEBOOK: Readonly<Record<string, { insert: string; documentation: string }>> = {
  tags: {
    insert: 'tags:',
    documentation: 'What stands behind `#`; a slash puts one tag below another: `housing/rent`.',
  },
  claims: { insert: 'claims:', documentation: 'What words can state, support or contradict.' },
  people: { insert: 'people:', documentation: 'Those who speak, are quoted or spoken of, by the name behind `@`.' },
  about: { insert: 'about: ', documentation: 'What the tag is for.' },
  // A first colour, to be changed with the picker.
  color: { insert: 'color: "#808080"', documentation: 'The colour of its quotes, as `"#rrggbb"`.' },
  says: { insert: 'says: ', documentation: 'The claim as a sentence.' },
  contradicts: { insert: 'contradicts: []', documentation: 'Claims that cannot be true together with this one.' },
  name: { insert: 'name: ', documentation: 'The full name.' },
  aliases: { insert: 'aliases: []', documentation: 'Labels and other names that mean this person in all interviews.' },
};
