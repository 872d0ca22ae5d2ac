/** Most characters of a venue's words that a report or an error repeats. */
const MOST = 200;

/** A venue's own words as a report or an error may repeat them: cut to 200 characters; `otherwise` where there are none. */
export function venueWords(words: unknown, otherwise: string): string {
  if (typeof words !== 'string' || words === '') return otherwise;
  return words.length > MOST ? `${words.slice(0, MOST)}...` : words;
}
