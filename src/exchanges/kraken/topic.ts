import { ColdwireError } from '../../errors/coldwireError.ts';
import { type Subscription, subscriptionKey } from '../../model/subscription.ts';
import type { Topic } from '../../protocol/topic.ts';
import { assertSymbol } from './isSymbol.ts';
import { routeOf } from './routeOf.ts';

/** The one option of a channel that is part of its topic: a book's depth, a candle's interval. */
export interface TopicOption {
  readonly subscription: Partial<Subscription>;
  /** The option as the request and its key spell it. */
  readonly text: string;
  /** Whether data frames carry it. A book frame does not carry its depth. */
  readonly inFrames: boolean;
}

/** What a request says by itself; an extra parameter of that name would contradict it. */
const OWN: readonly string[] = ['channel', 'symbol', 'depth', 'interval'];

/**
 * The wire topic of a Kraken subscription. The unified symbol is the venue's own text (see `isSymbol`); `params` go
 * along as they are, and with them topics differ. Throws `unsupported` for derivatives, `invalid-options` for what is no
 * symbol or a parameter that names an option.
 */
export function krakenTopic(channel: string, subscription: Subscription, option?: TopicOption): Topic {
  const { channel: ours, symbol = '', params = {} } = subscription;
  assertSymbol(symbol);
  const own = Object.keys(params).find((name) => OWN.includes(name) || (ours === 'book' && name === 'snapshot'));
  if (own !== undefined)
    throw new ColdwireError('invalid-options', { option: `params.${own}`, expected: 'what no option says' });
  const extras = Object.keys(params).length === 0 ? {} : { params };
  const parts = [
    channel,
    option?.text ?? '',
    ...('params' in extras ? [subscriptionKey({ channel: ours, params })] : []),
  ];
  const batch = parts.join(':');
  return {
    key: `${batch}:${symbol}`,
    route: routeOf(channel, symbol, option?.inFrames ? option.text : ''),
    item: symbol,
    batch,
    subscription: { channel: ours, symbol, ...option?.subscription, ...extras },
  };
}
