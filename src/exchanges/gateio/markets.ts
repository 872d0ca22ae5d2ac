import type { Unit } from '../../model/values.ts';

/** What differs between the markets of Gate, each of which has a socket of its own; the language is one. */
export interface Market {
  /** Its dialect. */
  readonly name: 'spot' | 'usdt';
  /** What its channels begin with. */
  readonly prefix: 'spot' | 'futures';
  readonly url: { readonly live: string; readonly test: string };
  /** What its REST paths begin with. */
  readonly path: string;
  /** What sizes count. */
  readonly unit: Unit;
  /** What it is settled in, where it is. */
  readonly settle?: string;
}

/** Spot, and margin beside it. */
export const spotMarket: Market = {
  name: 'spot',
  prefix: 'spot',
  url: { live: 'wss://api.gateio.ws/ws/v4/', test: 'wss://ws-testnet.gate.io/v4/ws/spot' },
  path: '/api/v4/spot',
  unit: 'base',
};

/** Perpetuals that are settled in USDT. Sizes are whole contracts, as no header asks for decimals. */
export const usdtMarket: Market = {
  name: 'usdt',
  prefix: 'futures',
  url: { live: 'wss://fx-ws.gateio.ws/v4/ws/usdt', test: 'wss://ws-testnet.gate.com/v4/ws/futures/usdt' },
  path: '/api/v4/futures/usdt',
  unit: 'contract',
  settle: 'USDT',
};
