/**
 * The numbers of the ranking. Chosen on the training half of a public set of sentences from debates and the checked claims that match
 * them, and on a sample of 68 paragraphs of interviews, debates and hearings whose answers were read and judged; each stands in the
 * middle of a range in which the result hardly changes.
 */
export const parameters = {
  /** BM25: how soon further occurrences of a term stop counting. */
  k1: 1.2,
  /** BM25: how much a long passage has to say more than a short one, from 0 to 1. */
  b: 0.5,
  /** How much more a word counts the oftener it stands in what is asked about: twice 1.55 times as much, four times 2.1 times. */
  repeated: 0.8,
  /** Weight of the words next to those asked about; half of it one step farther, a third of it two steps. */
  neighbour: 0.4,
  /** How many sentences or passages to each side widen a query. */
  reach: 3,
  /**
   * Weight of what an analyst has written of the claims that the words state, beside the words themselves. Tried from 0.3 to 3 on the
   * statements of annotated interviews: from 1 to 2 hardly anything changes.
   */
  gloss: 1,
  /** Weight of the speaker's name. */
  speaker: 1.2,
  /** Weight of the heading that the words stand under. */
  heading: 0.3,
  /** A term in more than this share of all passages tells nothing, in any language. */
  common: 0.2,
  /** A term in no more passages than this is never too common: few interviews have no use for a share. */
  commonFrom: 20,
  /** Only so many terms of a query are looked up, those of the greatest weight. */
  terms: 48,
  /** How many terms a passage has to share with a query. */
  shared: 2,
  /**
   * The lowest score that is shown, in units of the rarity of a term that stands in one passage only. Of what was shown above it for the
   * sentences of the training half, two in three were about the same point.
   */
  floor: 2,
  /** In fewer passages than this a score cannot rise as high, and a reader knows them anyway: the floor is lower by as much. */
  floorFrom: 300,
  /** Two passages of one interview say the same if they share this part of the terms of the shorter one. */
  repeat: 0.8,
  /** Shared words with less than this part of the strongest one's share are not worth showing. */
  shown: 0.15,
};
