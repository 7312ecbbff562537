/** What transcribers put between the words. */

/** Square brackets, times, and what transcribers put into parentheses; other parentheses may hold words of the speaker. */
export const NOTE =
  /\(\[[^[\]]{0,200}\]\)|\[[^[\]]{0,200}(?:\[[^[\]]{0,80}\][^[\]]{0,200})?\]|\(\d{1,3}(?::\d\d){1,2}(?:[.,]\d{1,3})?\)|\((?:laughs?|laughing|laughter|chuckles?|sighs?|coughs?|cries|crying|(?:long |short )?(?:pause|silence)|applause|crosstalk|inaudible|unintelligible|indistinct|music|noise|ph|sic)\)/;
