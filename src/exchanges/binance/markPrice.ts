import type { Funding } from '../../model/funding.ts';
import type { Mark } from '../../model/mark.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, optionalDecimal, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import type { Market } from './market.ts';
import { choiceOf, streamTopic } from './stream.ts';
import { optionalMillis } from './wireFields.ts';

/** How often marks and rates come: every second, or every three. */
type Speed = '1s' | '3s';

const suffixOf = (speed: Speed): string => (speed === '1s' ? '@markPrice@1s' : '@markPrice');

/** What a futures market values positions at, every second, or as `params: { speed: '3s' }` says. */
export function marksOf(market: Market): ValueChannel<Mark> {
  return channelOf(market, ['1s', '3s'], toMark);
}

/**
 * The funding of a perpetual, every three seconds, or as `params: { speed: '1s' }` says. It comes in the stream of the mark price:
 * that of the other speed, so that a socket carries both.
 */
export function fundingOf(market: Market): ValueChannel<Funding> {
  return channelOf(market, ['3s', '1s'], toFunding);
}

function channelOf<T>(
  market: Market,
  speeds: readonly [Speed, Speed],
  toValues: (row: Row, context: ReadContext, receivedAt: number) => readonly T[],
): ValueChannel<T> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      const speed = choiceOf(subscription, 'speed', speeds);
      return streamTopic(market, subscription, {
        suffix: suffixOf(speed),
        variant: subscription.channel,
        ...(speed === speeds[0] ? {} : { subscription: { params: { speed } } }),
      });
    },
    reader: (context) => (payload, receivedAt) => toValues(payload as Row, context, receivedAt),
  };
}

/**
 * ```json
 * {"e":"markPriceUpdate","E":1562305380000,"s":"BTCUSDT","p":"11794.15000000","i":"11784.62659091","P":"11784.25641265","r":"0.00038167","T":1562306400000}
 * ```
 */
function toMark(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): readonly Mark[] {
  const { p: price, i: index } = row;
  const indexPrice = optionalDecimal(index, 'i');
  return [
    present({
      kind: 'mark' as const,
      exchange,
      symbol,
      price: decimalOf(price, 'p'),
      priceText: textOf(price, 'p'),
      indexPrice,
      indexPriceText: indexPrice === undefined ? undefined : textOf(index, 'i'),
      time: optionalMillis(row['E'], 'E'),
      receivedAt,
    }),
  ];
}

/** Futures with a date pay none: their rate is empty, or 0 at the instant 0, or both are absent. */
function toFunding(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): readonly Funding[] {
  const { r: rate, T: nextTime } = row;
  if (rate === undefined || rate === '' || nextTime === 0) return [];
  return [
    present({
      kind: 'funding' as const,
      exchange,
      symbol,
      rate: decimalOf(rate, 'r'),
      rateText: textOf(rate, 'r'),
      nextTime: optionalMillis(nextTime, 'T'),
      time: optionalMillis(row['E'], 'E'),
      receivedAt,
    }),
  ];
}
