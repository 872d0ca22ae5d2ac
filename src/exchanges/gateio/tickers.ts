import type { Funding } from '../../model/funding.ts';
import type { Mark } from '../../model/mark.ts';
import type { Ticker } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import type { GateContent } from './content.ts';
import { givenDecimal, givenDecimalText, givenInstant, givenText } from './given.ts';
import type { Market } from './markets.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { topicOn } from './topic.ts';

/**
 * The `tickers` channel, each frame the whole state. That of futures also tells the funding rate and the mark price: one topic serves
 * all three.
 */
export function tickersOn(market: Market): ValueChannel<Ticker | Funding | Mark> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      paramsOf(subscription);
      const { symbol = '' } = subscription;
      return topicOn(market, { channel: 'ticker', symbol });
    },
    reader: (context) => (payload, receivedAt) => {
      const { rows, millis, seconds } = payload as GateContent;
      const stamp = { ...context, time: givenInstant(millis, seconds, 'time'), receivedAt };
      return rows.flatMap((row) =>
        market.prefix === 'spot' ? [spotTicker(row, stamp)] : [futuresTicker(row, stamp), ...ratesIn(row, stamp)],
      );
    },
  };
}

interface TickerStamp extends ReadContext {
  readonly time: number | undefined;
  readonly receivedAt: number;
}

/** `{"currency_pair":"BTC_USDT","last":"19106.55","lowest_ask":"19108.71","highest_bid":"19106.55","change_percentage":"3.66","base_volume":"2811.3","quote_volume":"53441606.5","high_24h":"19417.74","low_24h":"18434.21"}` */
function spotTicker(row: Row, stamp: TickerStamp): Ticker {
  const { highest_bid: bid, lowest_ask: ask } = row;
  return present({
    ...statistics(row, stamp),
    bid: givenDecimal(bid, 'highest_bid'),
    bidText: givenText(bid, 'highest_bid'),
    ask: givenDecimal(ask, 'lowest_ask'),
    askText: givenText(ask, 'lowest_ask'),
    volume: givenDecimal(row['base_volume'], 'base_volume'),
    unit: 'base' as const,
  });
}

/** `{"contract":"BTC_USDT","last":"23160.2","change_percentage":"-1.3224","volume_24h":"155496714","mark_price":"23175.64","funding_rate":"0.0001","funding_rate_indicative":"0.0001","index_price":"23173.35","low_24h":"23018.3","high_24h":"23589.2"}` */
function futuresTicker(row: Row, stamp: TickerStamp): Ticker {
  return present({
    ...statistics(row, stamp),
    volume: givenDecimal(row['volume_24h'], 'volume_24h'),
    unit: 'contract' as const,
  });
}

function statistics(row: Row, { exchange, symbol, time, receivedAt }: TickerStamp) {
  const { last } = row;
  return {
    kind: 'ticker' as const,
    exchange,
    symbol,
    last: decimalOf(last, 'last'),
    lastText: textOf(last, 'last'),
    high: givenDecimal(row['high_24h'], 'high_24h'),
    low: givenDecimal(row['low_24h'], 'low_24h'),
    changePercent: givenDecimal(row['change_percentage'], 'change_percentage'),
    time,
    receivedAt,
  };
}

/** The funding rate and the mark price of a contract, where it has them. */
function ratesIn(row: Row, { exchange, symbol, time, receivedAt }: TickerStamp): readonly (Funding | Mark)[] {
  const { funding_rate: rate, funding_rate_indicative: nextRate, mark_price: mark, index_price: index } = row;
  const rateText = givenDecimalText(rate, 'funding_rate');
  const markText = givenText(mark, 'mark_price');
  const stamp = { exchange, symbol, time, receivedAt };
  return [
    ...(rateText === undefined
      ? []
      : [
          present({
            ...stamp,
            kind: 'funding' as const,
            rate: decimalOf(rateText, 'funding_rate'),
            rateText,
            nextRate: givenDecimal(nextRate, 'funding_rate_indicative'),
            nextRateText: givenDecimalText(nextRate, 'funding_rate_indicative'),
          }),
        ]),
    ...(markText === undefined
      ? []
      : [
          present({
            ...stamp,
            kind: 'mark' as const,
            price: positiveOf(markText, 'mark_price'),
            priceText: markText,
            indexPrice: givenDecimal(index, 'index_price'),
            indexPriceText: givenText(index, 'index_price'),
          }),
        ]),
  ];
}
