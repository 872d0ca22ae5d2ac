import { type FaultOf, isTarget } from '../fault.ts';
import { type ServedTopic, servedTopic } from '../servedTopic.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import type { Address } from './address.ts';
import type { MarketFeed } from './marketFeed.ts';
import { readStream, type Stream } from './stream.ts';
import type { Subscription } from 'rxjs';

/** What one socket of streams has subscribed. */
export interface StreamTopics {
  /** In order, what is not served included. */
  readonly names: () => readonly string[];
  readonly subscribe: (name: string) => void;
  readonly unsubscribe: (name: string) => void;
  /** The unified symbols of those that are served. */
  readonly symbolsOf: (names: readonly string[]) => readonly string[];
  readonly freeze: (fault: FaultOf<'freeze'>, at: number) => void;
  readonly revoke: (fault: FaultOf<'unsubscribe'>) => void;
  readonly stop: () => void;
}

/** What they depend on. */
export interface StreamTopicsSettings {
  /** Sends are wrapped as the socket wants them by `say`. */
  readonly connection: Connection;
  readonly say: (name: string, text: string) => void;
  readonly world: Pick<VenueWorld, 'now' | 'armed'>;
  readonly feed: MarketFeed;
  readonly address: Pick<Address, 'product' | 'tier'>;
  readonly isRefused: (symbol: string) => boolean;
  /** Serves what is named at the private entrance: a listen key. */
  readonly servePrivate: (key: string) => Subscription;
}

/** A socket that has subscribed nothing. */
export function streamTopics(settings: StreamTopicsSettings): StreamTopics {
  const { connection, say, world, feed, address, isRefused, servePrivate } = settings;
  const { product, tier } = address;
  const { id: socket } = connection;
  const topics = new Map<string, ServedTopic<Stream> | undefined>();
  const followed = new Map<string, Subscription>();
  const symbolOf = ({ venueSymbol }: Stream): string | undefined => feed.find(product, venueSymbol)?.market.spec.symbol;
  const hits = (fault: FaultOf<'freeze'> | FaultOf<'unsubscribe'>, stream: Stream): boolean =>
    isTarget(fault, symbolOf(stream), socket) && (fault.args.channel ?? stream.kind) === stream.kind;

  const served = (name: string): ServedTopic<Stream> | undefined => {
    const stream = readStream(name, product, tier);
    const symbol = stream && symbolOf(stream);
    if (stream === undefined || symbol === undefined || isRefused(symbol)) return undefined;
    const wrapping: Connection = { ...connection, send: (frame) => say(name, String(frame)) };
    return servedTopic(stream, wrapping, (topic) => feed.serve(product, topic), world.now);
  };
  return {
    names: () => [...topics.keys()],
    symbolsOf: (names) =>
      names.flatMap((name) => {
        const stream = readStream(name, product, tier);
        return (stream && symbolOf(stream)) ?? [];
      }),
    subscribe(name) {
      // What is not served is as subscribed as the rest, and silent.
      if (topics.has(name)) return;
      topics.set(name, served(name));
      if (tier === 'private') followed.set(name, servePrivate(name));
    },
    unsubscribe(name) {
      const topic = topics.get(name);
      topics.delete(name);
      followed.get(name)?.unsubscribe();
      followed.delete(name);
      const symbol = topic && symbolOf(topic.wish);
      if (symbol !== undefined && world.armed.take('late-data', symbol, socket) !== undefined) topic?.stopLate();
      else topic?.stop();
    },
    freeze(fault, at) {
      for (const topic of topics.values()) {
        if (topic === undefined || !hits(fault, topic.wish)) continue;
        topic.freeze(at + (fault.args.for ?? Number.POSITIVE_INFINITY));
      }
    },
    revoke(fault) {
      for (const [name, topic] of topics) {
        if (topic === undefined || !hits(fault, topic.wish)) continue;
        topic.stop();
        topics.set(name, undefined);
      }
    },
    stop() {
      for (const topic of topics.values()) topic?.stop();
      for (const following of followed.values()) following.unsubscribe();
      topics.clear();
    },
  };
}
