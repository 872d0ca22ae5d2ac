import { ColdwireError } from '../../errors/coldwireError.ts';
import { isPrivateTopic } from '../../protocol/isPrivateTopic.ts';
import type { SendContext } from '../../protocol/sendContext.ts';
import type { Subscribing } from '../../protocol/subscribing.ts';
import type { Topic } from '../../protocol/topic.ts';
import type { Market } from './markets.ts';
import { secondsOf } from './rest.ts';
import { wireOf } from './wire.ts';

type Verb = 'subscribe' | 'unsubscribe';

/** How topics are asked for: frames of one channel, each answered once; what is private is signed frame by frame. */
export function subscribingOn(market: Market): Subscribing {
  return {
    ack: 'id',
    // Unpublished by Gate. A pair that it does not know fails all of its frame, so frames are not longer than is worth it.
    batch: 100,
    sign: (verb, topics, { time }) => `channel=${wireChannel(market, topics)}&event=${verb}&time=${secondsOf(time)}`,
    subscribe: (topics, context) => frame(market, 'subscribe', topics, context),
    unsubscribe: (topics, context) => frame(market, 'unsubscribe', topics, context),
  };
}

/**
 * ```json
 * {"id":1,"time":1726121320,"channel":"spot.tickers","event":"subscribe","payload":["BTC_USDT","ETH_USDT"]}
 * {"id":2,"time":1726121320,"channel":"spot.orders","event":"subscribe","payload":["!all"],"auth":{"method":"api_key","KEY":"..","SIGN":".."}}
 * ```
 */
function frame(
  market: Market,
  event: Verb,
  topics: readonly Topic[],
  { id, time, uid, key, signature }: SendContext,
): unknown {
  const [first] = topics as readonly [Topic];
  const isPrivate = isPrivateTopic(first);
  if (isPrivate && market.prefix === 'futures' && uid === '')
    throw new ColdwireError('invalid-options', {
      option: 'credentials.uid',
      expected: 'the user id, which futures name accounts by',
    });
  const payload = topics.flatMap(({ subscription }) => wireOf(market, subscription, uid).args);
  return {
    id,
    time: Number(secondsOf(time)),
    channel: wireChannel(market, topics),
    event,
    ...(payload.length === 0 ? {} : { payload }),
    ...(isPrivate ? { auth: { method: 'api_key', KEY: key, SIGN: signature } } : {}),
  };
}

function wireChannel(market: Market, topics: readonly Topic[]): string {
  const [first] = topics as readonly [Topic];
  return `${market.prefix}.${wireOf(market, first.subscription).channel}`;
}
