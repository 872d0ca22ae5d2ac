import { type FaultOf, isTarget } from '../fault.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { confirmation, refusal } from './answers.ts';
import type { Clerk } from './clerk.ts';
import { errors } from './request.ts';
import { type ServedTopic, servedTopic } from '../servedTopic.ts';
import type { Feed } from './topic.ts';
import { type Wish, wishKey } from './wish.ts';

/** What one socket has subscribed. */
export interface Subscriptions {
  readonly count: () => number;
  readonly subscribe: (wish: Wish, id: string | undefined) => void;
  readonly unsubscribe: (wish: Wish, id: string | undefined) => void;
  readonly freeze: (fault: FaultOf<'freeze'>, at: number) => void;
  /** Ends topics unasked. */
  readonly revoke: (fault: FaultOf<'unsubscribe'>) => void;
  readonly stop: () => void;
}

/** What they depend on. */
export interface SubscriptionsSettings {
  readonly connection: Connection;
  readonly clerk: Clerk;
  readonly world: VenueWorld;
  readonly feed: Feed;
  /** What the venue refuses at the moment, though it could serve it. */
  readonly refusedNow: (symbol: string) => string | undefined;
}

/** A socket that has subscribed nothing. */
export function subscriptions(settings: SubscriptionsSettings): Subscriptions {
  const { connection, clerk, world, feed, refusedNow } = settings;
  const { acknowledge, answer } = clerk;
  const { now, armed, violate } = world;
  const topics = new Map<string, ServedTopic<Wish>>();
  // Ended by the venue: a client that did not hear of it in time, or at all, does no wrong in leaving.
  const revoked = new Set<string>();
  const socket = connection.id;

  const hits = (fault: FaultOf<'freeze'> | FaultOf<'unsubscribe'>, { wish }: ServedTopic<Wish>): boolean =>
    isTarget(fault, wish.symbol, socket) && (fault.args.channel ?? wish.channel) === wish.channel;
  const refuse = (method: 'subscribe' | 'unsubscribe', { symbol }: Wish, id: string | undefined, error: string): void =>
    acknowledge(symbol, id, (time) => refusal({ error, method, symbol }, id, time));

  return {
    count: () => topics.size,
    subscribe(wish, id) {
      const key = wishKey(wish);
      if (topics.has(key)) {
        violate('duplicate-subscription', `${key} on ${socket}`);
        return refuse('subscribe', wish, id, errors.duplicate);
      }
      const error = refusedNow(wish.symbol) ?? feed.refusal(wish);
      if (error !== undefined) return refuse('subscribe', wish, id, error);
      const own = feed.confirmation?.(wish, id);
      revoked.delete(key);
      topics.set(key, servedTopic(wish, connection, feed.serve, now));
      acknowledge(wish.symbol, id, (time) => own ?? confirmation('subscribe', wish, id, time));
    },
    unsubscribe(wish, id) {
      const key = wishKey(wish);
      const topic = topics.get(key);
      if (topic === undefined || topic.wish.depth !== wish.depth) {
        if (!revoked.delete(key)) violate('unknown-unsubscription', `${key} on ${socket}`);
        return refuse('unsubscribe', wish, id, errors.notFound);
      }
      topics.delete(key);
      if (armed.take('late-data', wish.symbol, socket) === undefined) topic.stop();
      else topic.stopLate();
      acknowledge(wish.symbol, id, (time) => confirmation('unsubscribe', wish, id, time));
    },
    freeze(fault, at) {
      for (const topic of topics.values()) {
        if (hits(fault, topic)) topic.freeze(at + (fault.args.for ?? Number.POSITIVE_INFINITY));
      }
    },
    revoke(fault) {
      for (const [key, topic] of topics) {
        if (!hits(fault, topic)) continue;
        topics.delete(key);
        revoked.add(key);
        topic.stop();
        if (fault.args.silent === true) continue;
        answer(undefined, (time) => confirmation('unsubscribe', topic.wish, undefined, time));
      }
    },
    stop() {
      for (const topic of topics.values()) topic.stop();
      topics.clear();
    },
  };
}
