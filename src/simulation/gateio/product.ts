/** What is traded, by the word its channels begin with; each has a path of its own. */
export type Product = 'spot' | 'futures';
