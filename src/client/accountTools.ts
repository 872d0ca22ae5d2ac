import type { Exchange } from '../protocol/exchange.ts';
import { type AskQuery, askQueries } from './askQuery.ts';
import { type InstrumentShelf, instrumentShelf } from './instrumentShelf.ts';
import type { ClientSettings } from './options.ts';
import { type OrderDesk, orderDesk } from './orders/orderDesk.ts';
import type { VenueRequest } from './venueRequests.ts';

/** What is made of requests: queries, instruments, orders. */
export interface AccountTools {
  readonly ask: AskQuery;
  readonly instruments: InstrumentShelf;
  readonly desk: OrderDesk;
}

/** The tools of a client. */
export function accountTools(exchange: Exchange, request: VenueRequest, settings: ClientSettings): AccountTools {
  const ask = askQueries(exchange, request, settings);
  const instruments = instrumentShelf(exchange, settings.instruments, ask);
  return { ask, instruments, desk: orderDesk(exchange, { request, ask, instruments, random: settings.random }) };
}
