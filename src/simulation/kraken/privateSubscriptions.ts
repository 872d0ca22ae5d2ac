import { type FaultOf, isTarget } from '../fault.ts';
import { type ServedTopic, servedTopic } from '../servedTopic.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { privateConfirmation, refusal } from './answers.ts';
import type { Clerk } from './clerk.ts';
import { session as invalidSession } from './orderErrors.ts';
import type { Params } from './orderParams.ts';
import { type PrivateChannel, type PrivateWish, servePrivate } from './privateFeed.ts';
import { errors, type PrivateRequest } from './request.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Tokens } from './tokens.ts';

/** The private channels one socket has subscribed. */
export interface PrivateSubscriptions extends Pick<Subscriptions, 'count' | 'freeze' | 'revoke' | 'stop'> {
  readonly obey: (request: PrivateRequest, id: string | undefined) => void;
}

/** What they depend on. */
export interface PrivateSubscriptionsSettings {
  readonly connection: Connection;
  readonly clerk: Clerk;
  readonly world: VenueWorld;
  readonly tokens: Tokens;
}

/** A socket that has subscribed none. */
export function privateSubscriptions(settings: PrivateSubscriptionsSettings): PrivateSubscriptions {
  const { connection, clerk, world, tokens } = settings;
  const { acknowledge, answer } = clerk;
  const { now, violate } = world;
  const socket = connection.id;
  const topics = new Map<PrivateChannel, ServedTopic<PrivateWish>>();
  const serve = servePrivate(world, connection);

  const hits = (fault: FaultOf<'freeze'> | FaultOf<'unsubscribe'>, channel: PrivateChannel): boolean =>
    isTarget(fault, socket) && (fault.args.channel ?? channel) === channel;
  const subscribe = (channel: PrivateChannel, params: Params): string | undefined => {
    const account = tokens.accountOf(params.token, socket);
    if (account === undefined) return invalidSession;
    if (topics.has(channel)) {
      violate('duplicate-subscription', `${channel} on ${socket}`);
      return errors.duplicate;
    }
    tokens.keep(String(params.token), socket);
    topics.set(channel, servedTopic(wishOf(channel, account, params), connection, serve, now));
    return undefined;
  };
  const unsubscribe = (channel: PrivateChannel): string | undefined => {
    const topic = topics.get(channel);
    if (topic === undefined) violate('unknown-unsubscription', `${channel} on ${socket}`);
    topic?.stop();
    topics.delete(channel);
    return topic === undefined ? errors.notFound : undefined;
  };

  return {
    count: () => topics.size,
    obey({ method, channel, params }, id) {
      const error = method === 'subscribe' ? subscribe(channel, params) : unsubscribe(channel);
      const wish = topics.get(channel)?.wish;
      acknowledge(channel, id, (time) =>
        error === undefined
          ? privateConfirmation(method, channel, wish, id, time)
          : refusal({ error, method }, id, time),
      );
    },
    freeze(fault, at) {
      const until = at + (fault.args.for ?? Number.POSITIVE_INFINITY);
      for (const [channel, topic] of topics) if (hits(fault, channel)) topic.freeze(until);
    },
    revoke(fault) {
      for (const [channel, topic] of topics) {
        if (!hits(fault, channel)) continue;
        topic.stop();
        topics.delete(channel);
        if (fault.args.silent === true) continue;
        answer(undefined, (time) => privateConfirmation('unsubscribe', channel, undefined, undefined, time));
      }
    },
    stop() {
      for (const topic of topics.values()) topic.stop();
      topics.clear();
      tokens.forget(socket);
    },
  };
}

function wishOf(channel: PrivateChannel, account: string, params: Params): PrivateWish {
  return {
    channel,
    account,
    snapOrders: params.snap_orders !== false,
    snapTrades: params.snap_trades === true,
    everyStatus: params.order_status !== false,
  };
}
