import { acknowledgement } from './answers.ts';
import { clerk } from './clerk.ts';
import { type HeldTopics, type HeldTopicsSettings, heldTopics } from './heldTopics.ts';
import { judge } from './judge.ts';
import type { Product } from './product.ts';
import { readTopics } from './readTopics.ts';
import type { SubscriptionRequest } from './request.ts';
import type { Serving } from './serving.ts';

/** What one socket has subscribed. */
export interface Subscriptions extends Pick<HeldTopics, 'freeze' | 'revoke' | 'stop'> {
  /** Does what a frame asks, all of it or nothing, and acknowledges once. */
  readonly obey: (request: SubscriptionRequest) => void;
}

/** What they depend on. */
export interface SubscriptionsSettings extends HeldTopicsSettings {
  readonly product: Product;
  /** Whether sizes are decimal text in futures too. */
  readonly isDecimal: boolean;
  readonly serving: Serving;
}

/** A socket that has subscribed nothing. */
export function subscriptions(settings: SubscriptionsSettings): Subscriptions {
  const { connection, world, serving, answering } = settings;
  const acknowledge = clerk(connection, world);
  const held = heldTopics(settings);
  const refusalOf = judge(settings, held.has);
  return {
    freeze: held.freeze,
    revoke: held.revoke,
    stop: held.stop,
    obey(request) {
      const read = readTopics(request.channel, request.payload, settings);
      const wishes = typeof read === 'string' ? [] : read;
      const judged = refusalOf(request, read);
      const names = wishes.flatMap(({ product, name = '' }) => serving.symbolOf(product, name) ?? []);
      if ('error' in judged) {
        if (judged.isDuplicate === true) {
          world.violate('duplicate-subscription', `${request.channel} on ${connection.id}`);
        }
        return acknowledge(names, acknowledgement(request, answering(), judged.error));
      }
      for (const wish of wishes) {
        if (request.event === 'subscribe') held.begin(wish, judged.account);
        else held.end(wish);
      }
      return acknowledge(names, acknowledgement(request, answering()));
    },
  };
}
