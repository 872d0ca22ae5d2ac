import { isRow, type Row } from '../../protocol/fields.ts';
import type { RefusalMessage } from '../../protocol/incoming.ts';
import { channelKind } from './channelKind.ts';
import { embeddedRequest } from './embeddedRequest.ts';
import { errorWords } from './errorWords.ts';
import { idOfRequest } from './idOf.ts';
import { itemOf } from './itemOf.ts';

/** Codes that speak of the request alone, so that asking again cannot help: a wrong channel or instrument, a wrong form. */
const PERMANENT: ReadonlySet<unknown> = new Set(['60012', '60013', '60018', '60019', '60029', '60030', '64003']);

/**
 * What an error event refuses. It may name its `arg`, or its id, or neither: then the words tell, which repeat the request
 * (60012) or name the channel (60018). One that tells nothing is of the oldest frame.
 *
 * ```json
 * {"event":"error","code":"60018","msg":"channel:ticker,instId:BTC-USDT doesn't exist","connId":"0808af6c"}
 * {"event":"error","code":"60012","msg":"Illegal request: {\"op\":\"subscribe\",\"args\":[\"spot/ticker:BTC-USDT\"]}","connId":".."}
 * ```
 */
export function refusalOf(message: Row): RefusalMessage {
  const { code, msg, arg } = message;
  const embedded = embeddedRequest(msg);
  const id = idOfRequest(message) ?? idOfRequest(embedded);
  const verb = embedded?.['op'];
  const item = isRow(arg) ? itemOf(arg) : embedded === undefined ? namedIn(msg) : onlyItemOf(embedded);
  return {
    kind: 'refusal',
    ...(verb === 'subscribe' || verb === 'unsubscribe' ? { verb } : {}),
    ...(id === undefined ? {} : { id }),
    ...(item === undefined ? {} : { item }),
    reason: errorWords(msg, `error ${String(code)}`),
    permanent: PERMANENT.has(code),
  };
}

/** The topic a request is of, where it is of one alone. */
function onlyItemOf({ args }: Row): string | undefined {
  const [arg, other] = Array.isArray(args) ? (args as readonly unknown[]) : [];
  return isRow(arg) && other === undefined ? itemOf(arg) : undefined;
}

/** `channel:ticker,instId:BTC-USDT doesn't exist` */
function namedIn(msg: unknown): string | undefined {
  const [, channel, instId] = /\bchannel:\s?([\w-]+)(?:,\s?instId:\s?([\w-]+))?/.exec(String(msg)) ?? [];
  if (channel === undefined || channelKind(channel) === undefined) return undefined;
  return itemOf({ channel, ...(instId === undefined ? {} : { instId }) });
}
