import { isRow, type Row } from '../../../protocol/fields.ts';
import type { Incoming } from '../../../protocol/incoming.ts';
import { venueWords } from '../../../protocol/venueWords.ts';
import { answerOf } from './answerOf.ts';
import { channelNamed } from './channelName.ts';
import type { V1Payload } from './payload.ts';
import { routeOf } from './routeOf.ts';

const UNKNOWN: Incoming = { kind: 'unknown' };
const HEARTBEAT: Incoming = { kind: 'heartbeat' };
const REPLY: Incoming = { kind: 'reply' };

/**
 * What a message of v1 means. Content is an array that ends in the channel's name and the pair; everything else names an
 * `event`. Private channels end in their sequence and are not served.
 *
 * ```json
 * [320,{"b":[["58724.80000","0.36000000","1617666423.690142"]],"c":"1611137690"},"book-1000","XBT/USD"]
 * {"event":"heartbeat"}
 * {"event":"pong","reqid":42}
 * {"connectionID":13935949241502919679,"event":"systemStatus","status":"online","version":"1.8.3"}
 * {"errorMessage":"Malformed request","event":"error"}
 * ```
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
export function classify(message: unknown): Incoming {
  if (Array.isArray(message)) return contentOf(message);
  if (!isRow(message)) return UNKNOWN;
  switch (message['event']) {
    case 'heartbeat':
      return HEARTBEAT;
    case 'subscriptionStatus':
      return answerOf(message);
    case 'pong':
      return REPLY;
    case 'systemStatus':
      return noticeOf('system ', message['status']);
    case 'error':
      return errorOf(message);
    default:
      return UNKNOWN;
  }
}

function contentOf(message: readonly unknown[]): Incoming {
  const [name, pair] = message.slice(-2);
  if (message.length < 4 || typeof name !== 'string' || typeof pair !== 'string') return UNKNOWN;
  if (channelNamed(name) === undefined) return UNKNOWN;
  // Recordings of 2019 hold a null where the second half of an update would be.
  const payload: V1Payload = message.slice(1, -2).filter((element) => element !== null);
  return { kind: 'data', route: routeOf(name, pair), payload };
}

/** One that names a request answers it. */
function errorOf({ reqid, errorMessage }: Row): Incoming {
  return reqid === undefined ? noticeOf('', errorMessage) : REPLY;
}

function noticeOf(before: string, words: unknown): Incoming {
  return typeof words === 'string' ? { kind: 'notice', text: `${before}${venueWords(words, '')}` } : UNKNOWN;
}
