import type { DialLimit } from '../venueSide.ts';
import type { MessageLimit, ServerPings } from '../venueSide.ts';
import type { Product } from './product.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * What Binance bears (documentation of July 2026).
 *
 * - `dials`: 300 in five minutes from one address, of each product; more are refused. Of futures the number is not documented `?`.
 * - `messages`: on spot streams five in a second, the client's pings and pongs included; on those of futures ten. Then the socket is
 *   cut. The request sockets count weight in place of messages.
 * - `frameBytes`: longer subscribe frames were seen to be refused by others `?`.
 * - `streams`: on one socket.
 * - `pings`: the venue's, and how long it waits for the pong.
 * - `life`: of any socket.
 */
export const limits: {
  readonly dials: Readonly<Record<Product, DialLimit>>;
  readonly messages: Readonly<Record<Product, MessageLimit>>;
  readonly frameBytes: number;
  readonly streams: number;
  readonly pings: Readonly<Record<Product, ServerPings>>;
  readonly life: number;
} = {
  dials: {
    spot: { count: 300, window: 5 * MINUTE, ban: 0 },
    usdm: { count: 300, window: 5 * MINUTE, ban: 0 },
  },
  messages: {
    spot: { count: 5, window: SECOND, controls: true },
    usdm: { count: 10, window: SECOND, controls: true },
  },
  frameBytes: 4_096,
  streams: 1_024,
  pings: {
    spot: { every: 20 * SECOND, within: 60 * SECOND },
    usdm: { every: 3 * MINUTE, within: 10 * MINUTE },
  },
  life: 24 * 60 * MINUTE,
};
