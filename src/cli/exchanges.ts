import { binance } from '../exchanges/binance/index.ts';
import { gateio } from '../exchanges/gateio/index.ts';
import { kraken } from '../exchanges/kraken/index.ts';
import { okx } from '../exchanges/okx/index.ts';
import type { Exchange } from '../protocol/exchange.ts';

/** The venues the command knows, by name. */
export const exchanges: ReadonlyMap<string, Exchange> = new Map(
  [binance, gateio, kraken, okx].map((exchange) => [exchange.name, exchange]),
);
