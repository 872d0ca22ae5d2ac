import type { Panel } from './viewState.ts';

/** How many books came, and how many of them agreed with the venue's checksum. */
export function booksText({ books, verified }: Pick<Panel, 'books' | 'verified'>): string {
  return verified === books ? `books ${books} verified` : `books ${books} (${verified} verified)`;
}
