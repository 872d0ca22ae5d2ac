import type { AckMessage, Incoming, RefusalMessage } from '../../protocol/incoming.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import { venueWords } from '../../protocol/venueWords.ts';
import type { Subscription } from '../../model/subscription.ts';
import { accountChannels, isAccountChannel } from './accountTopic.ts';
import { bookDepths } from './bookDepths.ts';
import { channelNamed } from './channelNames.ts';
import { intervalName } from './intervals.ts';
import { isPermanent } from './isPermanent.ts';
import { isSymbol } from './isSymbol.ts';

type Verb = NonNullable<AckMessage['verb']>;

/**
 * What the answer to a subscribe or unsubscribe means. Every symbol of a request is answered on its own, all under the
 * request's `req_id`; a refusal of the request as a whole names no symbol.
 *
 * ```json
 * {"method":"subscribe","result":{"channel":"book","symbol":"BTC/USD","depth":10,"snapshot":true},"success":true,"req_id":1}
 * {"method":"subscribe","success":false,"error":"Currency pair not supported FOO/BAR","symbol":"FOO/BAR","req_id":1}
 * {"method":"subscribe","success":false,"error":"Subscription depth not supported"}
 * ```
 */
export function answerOf(verb: Verb, message: Row): Incoming {
  const { result, success, error, symbol } = message;
  if (success === true) return confirmed(ackOf(verb, message, isRow(result) ? result : {}), result);
  if (success !== false && typeof error !== 'string') return { kind: 'unknown' };
  const reason = venueWords(error, 'refused without a reason');
  // We did not know of it, say because its acknowledgement was lost: confirmed all the same. A book then misses its
  // snapshot, so is left and asked for afresh.
  if (verb === 'subscribe' && /^already subscribed/i.test(reason) && typeof symbol === 'string')
    return ackOf(verb, message, message);
  return refusalOf(verb, message, reason);
}

/** An acknowledgement, with what the venue had to say beside it: `warnings` tell of deprecated fields and coming changes. */
function confirmed(ack: AckMessage, result: unknown): Incoming {
  const warnings = isRow(result) ? result['warnings'] : undefined;
  if (!Array.isArray(warnings) || warnings.length === 0) return ack;
  return { kind: 'several', items: [ack, { kind: 'notice', text: venueWords(warnings.join('; '), 'warning') }] };
}

function ackOf(verb: Verb, message: Row, told: Row): AckMessage {
  const echo = echoOf(told);
  return { kind: 'ack', verb, ...answered(message, told), ...(echo === undefined ? {} : { echo }) };
}

function refusalOf(verb: Verb, message: Row, reason: string): RefusalMessage {
  return { kind: 'refusal', verb, ...answered(message, message), reason, permanent: isPermanent(reason) };
}

function answered({ req_id: id }: Row, { symbol: item }: Row): { readonly id?: string; readonly item?: string } {
  return { ...(typeof id === 'string' ? { id } : {}), ...(typeof item === 'string' ? { item } : {}) };
}

/** What a result says was subscribed; nothing where that is no subscription of ours. */
function echoOf({ channel: name, symbol, depth, interval }: Row): Subscription | undefined {
  if (isAccountChannel(name)) return { channel: accountChannels[name] };
  const channel = typeof name === 'string' ? channelNamed(name) : undefined;
  if (channel === undefined || typeof symbol !== 'string' || !isSymbol(symbol)) return undefined;
  if (channel === 'book') {
    if (depth === undefined) return { channel, symbol };
    const levels = bookDepths.find((offered) => String(offered) === depth);
    return levels === undefined ? undefined : { channel, symbol, depth: levels };
  }
  if (channel === 'candles') {
    if (interval === undefined) return { channel, symbol };
    const length = intervalName(interval);
    return length === undefined ? undefined : { channel, symbol, interval: length };
  }
  return { channel, symbol };
}
