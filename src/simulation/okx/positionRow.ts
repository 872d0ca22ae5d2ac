import { crc32 } from '../../util/crc32.ts';
import type { SimulatedPosition } from '../exchange/order.ts';
import type { Listing } from './listing.ts';
import { trimmed } from './trimmed.ts';

/** What a position row says besides the position. */
export interface PositionTimes {
  readonly account: string;
  readonly at: number;
}

/** `{"posId":"1111111111","tradeId":"2","instId":"BTC-USD-191018","instType":"FUTURES","mgnMode":"cross","posSide":"long","pos":"10","ccy":"BTC","posCcy":"","avgPx":"3320","uTime":"1597026383085"}` */
export function shortPositionRow(
  { instId, instType, market }: Listing,
  { size, entryPrice }: SimulatedPosition,
  { account, at }: PositionTimes,
): Readonly<Record<string, string>> {
  return {
    posId: `30${crc32(`${account} ${instId}`)}`,
    tradeId: '',
    instId,
    instType,
    mgnMode: 'cross',
    posSide: 'net',
    pos: trimmed(size),
    ccy: market.spec.settle ?? market.spec.quote,
    posCcy: '',
    avgPx: trimmed(entryPrice ?? ''),
    uTime: String(at),
  };
}

/** The same with all that the channel of positions tells; what is won or lost by the mark, the middle of the book. */
export function positionRow(listing: Listing, position: SimulatedPosition, times: PositionTimes): object {
  const { book, spec } = listing.market;
  const middle = ((book.bid[0]?.ticks ?? 0) + (book.ask[0]?.ticks ?? 0)) / 2 / 10 ** spec.priceDecimals;
  const [size, entry, contract] = [position.size, position.entryPrice ?? '0', spec.contractSize ?? '1'].map(Number);
  const [contracts = 0, price = 0, each = 0] = [size, entry, contract];
  const won = contracts === 0 ? 0 : (middle - price) * contracts * each;
  const short = shortPositionRow(listing, position, times);
  return {
    ...short,
    adl: contracts === 0 ? '' : '1',
    availPos: '',
    bePx: short.avgPx,
    cTime: short.uTime,
    closeOrderAlgo: [],
    fee: '0',
    fundingFee: '0',
    imr: trimmed(position.margin),
    last: '',
    lever: '10',
    liab: '',
    liabCcy: '',
    liqPenalty: '0',
    liqPx: '',
    margin: '',
    markPx: trimmed(middle.toFixed(spec.priceDecimals + 1)),
    mgnRatio: '',
    mmr: '',
    notionalUsd: trimmed(Math.abs(contracts * each * middle).toFixed(4)),
    pTime: short.uTime,
    pnl: trimmed(position.realised),
    realizedPnl: trimmed(position.realised),
    upl: trimmed(won.toFixed(8)),
    uplRatio: '',
  };
}
