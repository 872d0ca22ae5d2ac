import { ColdwireError } from '../../../errors/coldwireError.ts';
import type { Subscription } from '../../../model/subscription.ts';
import type { Topic } from '../../../protocol/topic.ts';
import { pairOf, symbolOf } from './pairs.ts';
import { routeOf } from './routeOf.ts';

/**
 * The wire topic of a subscription of v1, by the name its data frames give the channel, which holds the option there is: a
 * book's depth, a candle's interval. Throws `invalid-options` for what is no symbol and for parameters: v1 takes none.
 */
export function v1Topic(name: string, subscription: Subscription, option: Partial<Subscription> = {}): Topic {
  const { channel, symbol = '', params = {} } = subscription;
  const pair = pairOf(symbol);
  if (symbolOf(pair) !== symbol)
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'BASE/QUOTE in upper case' });
  const [param] = Object.keys(params);
  if (param !== undefined) throw new ColdwireError('invalid-options', { option: `params.${param}`, expected: 'none' });
  const route = routeOf(name, pair);
  return { key: route, route, item: pair, batch: name, subscription: { channel, symbol, ...option } };
}
