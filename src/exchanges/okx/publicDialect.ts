import type { Dialect } from '../../protocol/dialect.ts';
import { base, isContent } from './base.ts';
import { book } from './book.ts';
import { funding } from './funding.ts';
import { mark } from './mark.ts';
import { quotes } from './quotes.ts';
import { ticker } from './ticker.ts';
import { trades } from './trades.ts';

/**
 * The public socket: market data of spot, swaps, futures and options. A book shows every minute at least that it lives, so a socket
 * without content for 90 s is not believed; the bare `pong` proves nothing of the data.
 *
 * @see https://www.okx.com/docs-v5/en/#overview-websocket
 */
export const publicDialect: Dialect = {
  ...base,
  name: 'public',
  url: { live: 'wss://ws.okx.com:8443/ws/v5/public', test: 'wss://wspap.okx.com:8443/ws/v5/public' },
  channels: { trades, ticker, quotes, book, funding, mark },
  liveness: { within: 90_000, isProof: isContent },
};
