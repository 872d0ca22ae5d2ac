import { decoderOf } from '../../../src/codec/jsonCodec.ts';
import { publicDialect } from '../../../src/exchanges/kraken/publicDialect.ts';
import type { DataMessage } from '../../../src/protocol/incoming.ts';

/** A frame as the client decodes it: bare numbers as their text. */
export const decoded: (frame: string) => unknown = decoderOf(publicDialect.codec);

/** The payload of a frame that holds content of one topic. */
export function payloadOf(frame: string): unknown {
  const incoming = publicDialect.classify(decoded(frame));
  if (incoming.kind !== 'data') throw new Error(`${incoming.kind} is no content`);
  return (incoming satisfies DataMessage).payload;
}

/** A frame of one channel, its rows as wire text. */
export function frameOf(channel: string, type: 'snapshot' | 'update', ...rows: readonly string[]): string {
  return `{"channel":"${channel}","type":"${type}","data":[${rows.join(',')}]}`;
}
