/** Words that outlive the text that they were cut from. */

/** V8 copies what is shorter; what is longer is a window into the whole text, and keeps all of it in memory. */
const SHORTEST_WINDOW = 13;

/** Makes copies of words that share no memory with their text; the same words become the same copy. */
export function detacher(): (words: string) => string {
  const copies = new Map<string, string>();
  return (words) => {
    if (words.length < SHORTEST_WINDOW) return words;
    let copy = copies.get(words);
    if (copy === undefined) {
      // The one way to a fresh copy that every engine has; it keeps lone surrogates.
      copy = JSON.parse(JSON.stringify(words)) as string;
      copies.set(copy, copy);
    }
    return copy;
  };
}
