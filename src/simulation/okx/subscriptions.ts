import type { Subscription } from 'rxjs';
import { type FaultOf, isTarget } from '../fault.ts';
import { type ServedTopic, servedTopic } from '../servedTopic.ts';
import type { Topic } from '../topic.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { acknowledgement } from './answers.ts';
import { clerk } from './clerk.ts';
import { type Wish, wishKey } from './wish.ts';

/** What one socket has subscribed. */
export interface Subscriptions {
  readonly subscribe: (wish: Wish, id: string | undefined) => void;
  readonly unsubscribe: (wish: Wish, id: string | undefined) => void;
  readonly freeze: (fault: FaultOf<'freeze'>, at: number) => void;
  /** Ends topics unasked. */
  readonly revoke: (fault: FaultOf<'unsubscribe'>) => void;
  /** Ends a topic without a word. */
  readonly drop: (wish: Wish) => void;
  readonly dropWhere: (isMeant: (wish: Wish) => boolean) => void;
  readonly stop: () => void;
}

/** What they depend on. */
export interface SubscriptionsSettings {
  readonly connection: Connection;
  readonly connId: string;
  readonly world: VenueWorld;
  readonly serve: (topic: Topic<Wish>) => Subscription;
  /** The unified symbol a wish is about, if it is about one. */
  readonly symbolOf: (wish: Wish) => string | undefined;
}

/** A socket that has subscribed nothing. */
export function subscriptions({ connection, connId, world, serve, symbolOf }: SubscriptionsSettings): Subscriptions {
  const { now, armed, violate } = world;
  const acknowledge = clerk(connection, world);
  const topics = new Map<string, ServedTopic<Wish>>();
  // Ended by the venue: a client that did not hear of it in time, or at all, does no wrong in leaving.
  const revoked = new Set<string>();
  const socket = connection.id;

  const namesOf = (wish: Wish): readonly string[] => [symbolOf(wish) ?? socket];
  const hits = (fault: FaultOf<'freeze'> | FaultOf<'unsubscribe'>, { wish }: ServedTopic<Wish>): boolean =>
    isTarget(fault, symbolOf(wish), socket) && (fault.args.channel ?? wish.channel) === wish.channel;
  const drop = (wish: Wish): void => {
    const key = wishKey(wish);
    topics.get(key)?.stop();
    topics.delete(key);
    revoked.add(key);
  };

  return {
    drop,
    dropWhere(isMeant) {
      for (const { wish } of topics.values()) if (isMeant(wish)) drop(wish);
    },
    subscribe(wish, id) {
      const key = wishKey(wish);
      const before = topics.get(key);
      // Served anew all the same: acknowledged and begun a second time (recordings of 2022).
      if (before !== undefined) violate('duplicate-subscription', `${key} on ${socket}`);
      before?.stop();
      revoked.delete(key);
      topics.set(key, servedTopic(wish, connection, serve, now));
      acknowledge(namesOf(wish), acknowledgement('subscribe', wish.arg, { id, connId }));
    },
    unsubscribe(wish, id) {
      const key = wishKey(wish);
      const topic = topics.get(key);
      if (topic === undefined && !revoked.delete(key)) violate('unknown-unsubscription', `${key} on ${socket}`);
      topics.delete(key);
      if (armed.take('late-data', ...namesOf(wish), socket) === undefined) topic?.stop();
      else topic?.stopLate();
      acknowledge(namesOf(wish), acknowledgement('unsubscribe', wish.arg, { id, connId }));
    },
    freeze(fault, at) {
      for (const topic of topics.values()) {
        if (hits(fault, topic)) topic.freeze(at + (fault.args.for ?? Number.POSITIVE_INFINITY));
      }
    },
    revoke(fault) {
      for (const topic of topics.values()) {
        if (!hits(fault, topic)) continue;
        drop(topic.wish);
        if (fault.args.silent !== true) connection.send(acknowledgement('unsubscribe', topic.wish.arg, { connId }));
      }
    },
    stop() {
      for (const topic of topics.values()) topic.stop();
      topics.clear();
    },
  };
}
