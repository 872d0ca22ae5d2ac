import type { LimitRule } from '../../protocol/limitRule.ts';

/**
 * What Binance lets one do, less a share for whatever else runs behind the same address. Spot and futures count apart. Those that
 * several dialects share are one rule each.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#websocket-limits
 */

/** "300 connections per attempt every 5 minutes per IP." A handshake may take a second longer than another. */
const dials = (): LimitRule => ({
  scope: 'address',
  counts: 'connects',
  kind: 'sliding',
  limit: 240,
  window: 300_000,
  slack: 1_000,
});
export const spotDials: LimitRule = dials();
export const futuresDials: LimitRule = dials();

/** "6000 request weight per minute", REST and the WebSocket API together. */
export const spotWeight: LimitRule = {
  scope: 'address',
  counts: 'weight',
  kind: 'calendar',
  limit: 5_000,
  window: 60_000,
};
/** "2400 request weight per minute." */
export const usdmWeight: LimitRule = {
  scope: 'address',
  counts: 'weight',
  kind: 'calendar',
  limit: 2_000,
  window: 60_000,
};
/** The same, counted apart. */
export const coinmWeight: LimitRule = {
  scope: 'address',
  counts: 'weight',
  kind: 'calendar',
  limit: 2_000,
  window: 60_000,
};

/**
 * "5 incoming messages per second, a PING frame, a PONG frame, a JSON controlled message." The venue asks every 20 s, so the
 * runtime answers once in a second at most.
 */
export const spotMessages: LimitRule = { scope: 'socket', counts: 'frames', kind: 'sliding', limit: 4, window: 1_000 };
/** "10 incoming messages per second." */
export const futuresMessages: LimitRule = {
  scope: 'socket',
  counts: 'frames',
  kind: 'sliding',
  limit: 8,
  window: 1_000,
};

/** "50 orders in 10 seconds" an account; cancels do not count. */
export const spotOrders: LimitRule = {
  scope: 'account',
  counts: 'frames',
  kind: 'sliding',
  limit: 45,
  window: 10_000,
  lanes: ['order'],
};
/** "300 orders in 10 seconds", "1200 in a minute" an account. */
export const usdmOrders: readonly LimitRule[] = [
  { scope: 'account', counts: 'frames', kind: 'sliding', limit: 270, window: 10_000, lanes: ['order'] },
  { scope: 'account', counts: 'frames', kind: 'sliding', limit: 1_100, window: 60_000, lanes: ['order'] },
];
