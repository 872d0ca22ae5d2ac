import type { Dialect } from '../../protocol/dialect.ts';
import { book } from './book.ts';
import { auth, login } from './login.ts';
import { publicDialect } from './publicDialect.ts';

/** The public socket after a login, for books that the venue serves by the rank of an account: every 10 ms. */
export const rankedDialect: Dialect = { ...publicDialect, name: 'ranked', auth, gate: [login], channels: { book } };
