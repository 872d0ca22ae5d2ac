import type { Dialect } from '../../protocol/dialect.ts';
import { base, isContent } from './base.ts';
import { candles } from './candles.ts';
import { trades } from './trades.ts';

/** The business socket: candles, and each trade by itself (`trades-all`). Nothing there fills the silence of a quiet market. */
export const businessDialect: Dialect = {
  ...base,
  name: 'business',
  url: { live: 'wss://ws.okx.com:8443/ws/v5/business', test: 'wss://wspap.okx.com:8443/ws/v5/business' },
  channels: { candles, trades },
  liveness: { within: 180_000, isProof: isContent },
};
