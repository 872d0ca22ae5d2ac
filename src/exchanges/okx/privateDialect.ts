import type { Dialect } from '../../protocol/dialect.ts';
import { isRow } from '../../protocol/fields.ts';
import { balances } from './balances.ts';
import { base } from './base.ts';
import { auth, login } from './login.ts';
import { orderLimits } from './orderLimits.ts';
import { orderRules } from './orderRules.ts';
import { orders } from './orders.ts';
import { positions } from './positions.ts';
import { sharedLimits } from './sharedLimits.ts';

/**
 * The private socket: an account and its orders, after a login that lasts as long as the socket. An account may have nothing to
 * tell for days, so here the `pong` is all there is to prove that it is listened to.
 */
export const privateDialect: Dialect = {
  ...base,
  name: 'private',
  url: { live: 'wss://ws.okx.com:8443/ws/v5/private', test: 'wss://wspap.okx.com:8443/ws/v5/private' },
  auth,
  gate: [login],
  channels: { orders, fills: orders, balances, positions },
  liveness: { within: 60_000, isProof: (message) => message === 'pong' || isRow(message) },
  limits: [...sharedLimits, ...orderLimits],
  orders: orderRules,
};
