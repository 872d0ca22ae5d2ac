import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Funding } from '../../model/funding.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { isPerpetual } from './instId.ts';
import { givenDecimal, givenMillis, givenText } from './given.ts';
import { rowsIn } from './push.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { marketTopic } from './topic.ts';

/** The `funding-rate` channel, of perpetual swaps. */
export const funding: ValueChannel<Funding> = {
  kind: 'values',
  topicOf: (subscription) => {
    paramsOf(subscription);
    if (isPerpetual(subscription.symbol)) return marketTopic(subscription);
    throw new ColdwireError('unsupported', { what: 'funding of what is no perpetual' });
  },
  reader: (context) => (payload, receivedAt) => rowsIn(payload).map((row) => toFunding(row, context, receivedAt)),
};

/**
 * ```json
 * {"fundingRate":"0.0001875391284828","fundingTime":"1700726400000","instId":"BTC-USD-SWAP","instType":"SWAP","nextFundingRate":"0.0002608059239328","nextFundingTime":"1700755200000","ts":"1700724675402"}
 * ```
 * `fundingRate` is paid at `fundingTime`.
 */
function toFunding(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): Funding {
  const { fundingRate: rate, nextFundingRate: nextRate } = row;
  return present({
    kind: 'funding' as const,
    exchange,
    symbol,
    rate: decimalOf(rate, 'fundingRate'),
    rateText: textOf(rate, 'fundingRate'),
    nextTime: givenMillis(row['fundingTime'], 'fundingTime'),
    nextRate: givenDecimal(nextRate, 'nextFundingRate'),
    nextRateText: givenText(nextRate, 'nextFundingRate'),
    time: givenMillis(row['ts'], 'ts'),
    receivedAt,
  });
}
