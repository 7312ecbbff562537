/** What one walks through, in words. */
import type { StopKind, StopPlace, StopScope } from '../../server/lsp/protocol';

export const kinds: Readonly<Record<StopKind, { icon: string; title: string; about: string; nothing: string }>> = {
  quote: {
    icon: 'quote',
    title: 'Untagged quotes',
    about: 'Quotes and quotations without a tag or claim',
    nothing: 'Every quote has a tag or a claim',
  },
  paragraph: {
    icon: 'comment-unresolved',
    title: 'Unlabelled paragraphs',
    about: 'Paragraphs of which nobody has said who speaks',
    nothing: 'Of every paragraph it is said who speaks',
  },
  suggestion: {
    icon: 'link',
    title: 'Undecided suggestions',
    about: 'Tagged quotes on which another interview says something related',
    nothing: 'No tagged quote has a suggestion left',
  },
  reported: {
    icon: 'comment-discussion-quote',
    title: 'Reported speech',
    about: 'Somebody’s words without quotation marks',
    nothing: 'All reported speech is marked',
  },
};

export const allKinds = Object.keys(kinds) as StopKind[];

export const scopes: Readonly<Record<StopScope, string>> = {
  interview: 'This interview',
  corpus: 'All interviews',
};

/** `12 of 45, 33 open`; before the first `45, 33 open` */
export function progress({ index, total, open }: Pick<StopPlace, 'index' | 'total' | 'open'>): string {
  return `${index > 0 ? `${index} of ` : ''}${total}${open === undefined ? '' : `, ${open} open`}`;
}
