import { concatMap, defer, from, type OperatorFunction } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { OrderBook, Level } from '../model/orderBook.ts';
import type { Unit } from '../model/values.ts';
import type { BookFrame, BookRule } from '../protocol/bookRule.ts';
import { crc32 } from '../util/crc32.ts';
import { makeBook } from './orderBook.ts';
export interface BookInput { readonly frame: BookFrame; readonly receivedAt: number }
export type BookOutput = { readonly kind: 'live' } | { readonly kind: 'data'; readonly value: OrderBook } | { readonly kind: 'stale'; readonly reason: 'crossed' };
export function followBook(o: { rule: BookRule; depth: number; exchange: string; symbol: string; unit: Unit; tolerateCrossed?: boolean }): OperatorFunction<BookInput, BookOutput> {
  return (source) => defer(() => {
    let state: { bids: Map<number, Level>; asks: Map<number, Level> } | undefined;
    return source.pipe(concatMap(({ frame, receivedAt }) => {
      const first = state === undefined;
      if (frame.kind === 'snapshot') state = { bids: new Map(), asks: new Map() };
      if (state === undefined) return from([] as BookOutput[]);
      for (const side of ['bids', 'asks'] as const) for (const { priceText, sizeText } of frame[side]) {
        const price = Number(priceText);
        if (Number(sizeText) === 0) state[side].delete(price);
        else state[side].set(price, { price, size: Number(sizeText), priceText, sizeText });
      }
      const bids = [...state.bids.values()].sort((a, b) => b.price - a.price).slice(0, o.depth);
      const asks = [...state.asks.values()].sort((a, b) => a.price - b.price).slice(0, o.depth);
      state = { bids: new Map(bids.map((l) => [l.price, l])), asks: new Map(asks.map((l) => [l.price, l])) };
      const digits = (t: string) => t.replace('.', '').replace(/^0+/, '');
      const actual = crc32([...asks.slice(0, 10), ...bids.slice(0, 10)].map((l) => digits(l.priceText) + digits(l.sizeText)).join(''));
      if (actual !== frame.checksum) throw new ColdwireError('checksum-mismatch', { symbol: o.symbol, actual, ...(frame.checksum === undefined ? {} : { expected: frame.checksum }) });
      const value = makeBook({ exchange: o.exchange, symbol: o.symbol, unit: o.unit, bids, asks, receivedAt, checksum: actual });
      return from([...(first ? [{ kind: 'live' as const }] : []), { kind: 'data' as const, value }]);
    }));
  });
}
