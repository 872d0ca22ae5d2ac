import { decoderOf } from '../../../../src/codec/jsonCodec.ts';
import { v1Dialect } from '../../../../src/exchanges/kraken/v1/v1Dialect.ts';
import type { Subscription } from '../../../../src/model/subscription.ts';

/** A frame as the client decodes it: bare numbers as their text. */
export const decoded: (frame: string) => unknown = decoderOf(v1Dialect.codec);

/** The payload of a frame that holds content. */
export function payloadOf(frame: string): unknown {
  const incoming = v1Dialect.classify(decoded(frame));
  if (incoming.kind !== 'data') throw new Error(`${incoming.kind} is no content`);
  return incoming.payload;
}

/** What a frame of a channel of values comes to, by the subscription it shows. */
export function valuesOf(...frames: readonly string[]): readonly unknown[] {
  const incoming = frames.map((frame) => v1Dialect.classify(decoded(frame)));
  const [subscription] = incoming.flatMap((one) => (one.kind === 'data' ? [v1Dialect.shows?.(one)] : []));
  const { channel, symbol = '', interval } = subscription as Subscription;
  const rule = v1Dialect.channels[channel];
  if (rule?.kind !== 'values') throw new Error(`${channel} holds no values`);
  const reader = rule.reader({ exchange: 'kraken', symbol, ...(interval === undefined ? {} : { interval }) });
  return frames.flatMap((frame): readonly unknown[] => reader(payloadOf(frame), 5));
}
