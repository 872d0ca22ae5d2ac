import { decoderOf } from '../../../src/codec/jsonCodec.ts';
import { classify } from '../../../src/exchanges/okx/classify.ts';
import { publicDialect } from '../../../src/exchanges/okx/publicDialect.ts';

/** A frame as the client decodes it. */
export const decoded: (frame: string) => unknown = decoderOf(publicDialect.codec);

/** The payload of content on a channel of an instrument. */
export function payloadOf(channel: string, data: readonly unknown[], rest: object = {}): unknown {
  const incoming = classify({ arg: { channel, instId: 'BTC-USDT' }, ...rest, data });
  if (incoming.kind !== 'data') throw new Error(`${incoming.kind} is no content`);
  return incoming.payload;
}
