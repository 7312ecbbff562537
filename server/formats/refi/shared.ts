/** What the writer of REFI-QDA and its reader agree on. */
import { guid } from './guid';
import type { Stance } from '../../core/syntax';

export const ORIGIN = 'Throughline';

/** Who did what nobody is named for: some programs die where no user is. */
export const NOBODY = 'Throughline';

/** Codes that hold others of one kind. Other programs know tags only, so all else stands below one of these. */
export const CONTAINERS = {
  claims: 'Claims',
  speakers: 'Speakers',
  topics: 'Topics',
  people: 'People',
  attributes: 'Attributes',
} as const;

export type Container = keyof typeof CONTAINERS;

export const CONTAINER_NAMES = Object.keys(CONTAINERS) as Container[];

/** The same in every project, so that it is known whatever it is called. */
export function containerGuid(container: Container): string {
  return guid('codes', container);
}

/** Behind the name of a claim, in the code of what supports or contradicts it. */
export const STANCE_SUFFIX: Record<Exclude<Stance, 'states'>, string> = {
  supports: ' (supports)',
  contradicts: ' (contradicts)',
};

/** Before the names of other claims, in the description of one. */
export const CONTRADICTS = 'Contradicts: ';

/** Before other names of a person, in the description of one. */
export const ALIASES = 'Also: ';

/** What a selection is where it is no quote; stands in its description, as programs keep that. */
export const SCOPE = {
  paragraph: 'Codes of the whole paragraph.',
  topic: 'Codes of the whole section.',
} as const;

export const TURN = 'Turn of a speaker.';

/** `Heading, level 2.` of a heading that stands in the text, `Topic, level 2.` of one that was added. */
export function topicNote(level: number, added: boolean): string {
  return `${added ? 'Topic' : 'Heading'}, level ${level}.`;
}

export const TOPIC_NOTE = /^(Topic|Heading), level ([1-6])\.$/;

/** What a quote does to a claim, in its description; programs that drop links keep it. */
export function statementNote(stance: Stance, claim: string, gloss: string | undefined): string {
  return `This ${stance} ^${claim}${gloss === undefined ? '' : `: ${gloss}`}`;
}

export const STATEMENT_NOTE = /^This (?:states|supports|contradicts) \^/;

/** Front matter that is kept as variables of a source. */
export const FIELDS = ['title', 'date', 'language', 'original', 'source', 'media', 'coder'] as const;
