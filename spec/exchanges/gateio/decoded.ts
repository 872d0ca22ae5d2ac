import { decoderOf } from '../../../src/codec/jsonCodec.ts';
import { classifyOn } from '../../../src/exchanges/gateio/classify.ts';
import { gateio } from '../../../src/exchanges/gateio/index.ts';
import { type Market, spotMarket } from '../../../src/exchanges/gateio/markets.ts';
import type { Dialect } from '../../../src/protocol/dialect.ts';
import type { DataMessage } from '../../../src/protocol/incoming.ts';

/** A frame as the client decodes it. */
export const decoded: (frame: string) => unknown = decoderOf(dialectOf('spot').codec);

/** The content that a frame of one topic is. */
export function contentOf(frame: object, market: Market = spotMarket): DataMessage {
  const incoming = classifyOn(market)(decoded(JSON.stringify(frame)));
  if (incoming.kind !== 'data') throw new Error(`${incoming.kind} is no content`);
  return incoming;
}

/** A dialect by its name. */
export function dialectOf(name: string): Dialect {
  const dialect = gateio.dialects[name];
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  return dialect;
}
