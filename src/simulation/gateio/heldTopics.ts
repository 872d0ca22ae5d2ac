import { type FaultOf, isTarget } from '../fault.ts';
import { type ServedTopic, servedTopic } from '../servedTopic.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { acknowledgement, type Answering } from './answers.ts';
import type { Caller, Serving } from './serving.ts';
import { bookName, type Wish, wishKey } from './wish.ts';

/** The topics that one socket is served. */
export interface HeldTopics {
  readonly has: (key: string) => boolean;
  readonly begin: (wish: Wish, account: string) => void;
  readonly end: (wish: Wish) => void;
  readonly freeze: (fault: FaultOf<'freeze'>, at: number) => void;
  /** Ends topics unasked. */
  readonly revoke: (fault: FaultOf<'unsubscribe'>) => void;
  readonly stop: () => void;
}

/** What they depend on. */
export interface HeldTopicsSettings {
  readonly connection: Connection;
  readonly world: VenueWorld;
  readonly serving: Pick<Serving, 'serve' | 'symbolOf'>;
  readonly answering: () => Answering;
}

/** A socket that is served nothing. */
export function heldTopics({ connection, world, serving, answering }: HeldTopicsSettings): HeldTopics {
  const { now, armed, violate } = world;
  const topics = new Map<string, ServedTopic<Wish>>();
  // Ended by the venue: a client that did not hear of it in time, or at all, does no wrong in leaving.
  const revoked = new Set<string>();
  const socket = connection.id;
  const symbolOf = ({ product, name = '' }: Wish): string | undefined => serving.symbolOf(product, name);
  const hit = (fault: FaultOf<'freeze'> | FaultOf<'unsubscribe'>): readonly ServedTopic<Wish>[] =>
    [...topics.values()].filter(({ wish }) => isHit(fault, wish, [symbolOf(wish), socket]));
  return {
    has: (key) => topics.has(key),
    begin(wish, account) {
      const key = wishKey(wish);
      if (topics.has(key)) violate('duplicate-subscription', `${key} on ${socket}`);
      topics.get(key)?.stop();
      revoked.delete(key);
      const caller: Caller = { account, inTurn: connection.inTurn };
      topics.set(
        key,
        servedTopic(wish, connection, (topic) => serving.serve(topic, caller), now),
      );
    },
    end(wish) {
      const key = wishKey(wish);
      const topic = topics.get(key);
      if (topic === undefined && !revoked.delete(key)) violate('unknown-unsubscription', `${key} on ${socket}`);
      topics.delete(key);
      if (armed.take('late-data', symbolOf(wish) ?? socket, socket) === undefined) topic?.stop();
      else topic?.stopLate();
    },
    freeze(fault, at) {
      for (const { freeze } of hit(fault)) freeze(at + (fault.args.for ?? Number.POSITIVE_INFINITY));
    },
    revoke(fault) {
      for (const { wish, stop } of hit(fault)) {
        stop();
        topics.delete(wishKey(wish));
        revoked.add(wishKey(wish));
        if (fault.args.silent !== true) connection.send(farewell(wish, answering()));
      }
    },
    stop() {
      for (const topic of topics.values()) topic.stop();
      topics.clear();
    },
  };
}

/** Whether a fault is about a topic, which it may name with or without its product. */
function isHit(
  fault: FaultOf<'freeze'> | FaultOf<'unsubscribe'>,
  { channel, kind }: Wish,
  names: readonly (string | undefined)[],
): boolean {
  return isTarget(fault, ...names) && [undefined, channel, kind].includes(fault.args.channel);
}

/** Says that a topic has ended though nobody asked for that. */
function farewell(wish: Wish, at: Answering): string {
  const { channel, kind, name = '!all', interval, levels, every, saysLevels } = wish;
  const rest = levels === undefined ? [] : [String(levels), `${every ?? 0}ms`];
  // Changes are asked for by how often they come, then by their levels.
  const said = saysLevels === undefined ? rest : saysLevels ? rest.toReversed() : rest.slice(1);
  const payload = kind === 'obu' ? [bookName(wish)] : interval === undefined ? [name, ...said] : [interval, name];
  return acknowledgement({ channel, event: 'unsubscribe', payload }, at);
}
