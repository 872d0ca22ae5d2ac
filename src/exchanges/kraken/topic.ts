import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Topic } from '../../protocol/topic.ts';
import { routeOf } from './classify.ts';

/** The one option of a channel that is part of its topic: a book's depth, a candle's interval. */
export interface TopicOption {
  readonly subscription: Partial<Subscription>;
  /** The option as the request and its key spell it. */
  readonly text: string;
  /** Whether data frames carry it. A book frame does not carry its depth. */
  readonly inFrames: boolean;
}

/** The wire topic of a Kraken subscription. Kraken v2 spells spot symbols as we do: `BTC/USD`. */
export function krakenTopic(channel: string, subscription: Subscription, option?: TopicOption): Topic {
  const { symbol } = subscription;
  if (symbol === undefined) throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'BASE/QUOTE' });
  if (symbol.includes(':')) throw new ColdwireError('unsupported', { what: 'derivatives on Kraken spot' });
  if (!/^[^/\s]+\/[^/\s]+$/.test(symbol))
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'BASE/QUOTE' });
  const batch = `${channel}:${option?.text ?? ''}`;
  return {
    key: `${batch}:${symbol}`,
    route: routeOf(channel, symbol, option?.inFrames ? option.text : ''),
    item: symbol,
    batch,
    subscription: { channel: subscription.channel, symbol, ...option?.subscription },
  };
}
