/** Styles of our Word documents, by the names that word processors keep: what is drawn with them is read back. */
export const STYLES = {
  /** What stands below the title for readers; the front matter says it, too. */
  facts: 'Interview facts',
  aside: 'Interview aside',
  /** A turn that begins inside the paragraph above. */
  turn: 'Added turn',
  /** The label of a turn, put by the analyst. */
  label: 'Added label',
  /** A heading, put by the analyst. */
  topic: 'Added heading',
} as const;

/** Whose comments are nobody's. */
export const NOBODY = 'Throughline';
/** What a comment says of a quote without codes. */
export const NO_CODES = '{}';
/** Before a memo that would be read as something else. */
export const MEMO = '%memo: ';
