import type { VenueWorld } from '../venueSide.ts';
import { subscriptionAccess } from './access.ts';
import type { GateioError } from './answers.ts';
import { fieldText } from './fieldText.ts';
import type { Product } from './product.ts';
import { isPrivate, type ReadTopics } from './readTopics.ts';
import type { SubscriptionRequest } from './request.ts';
import type { Serving } from './serving.ts';
import { type Wish, wishKey } from './wish.ts';

/** Whose topics they are, if they are anybody's; or why nothing is done. */
export type Judged = { readonly account: string } | { readonly error: GateioError; readonly isDuplicate?: true };

/** What judging depends on. */
export interface JudgeSettings {
  readonly world: VenueWorld;
  readonly product: Product;
  readonly serving: Pick<Serving, 'symbolOf' | 'refusal'>;
}

/** Judges a frame as a whole: one thing wrong, and nothing of it is done. */
export function judge(
  { world, product, serving }: JudgeSettings,
  isServed: (key: string) => boolean,
): (request: SubscriptionRequest, read: ReadTopics) => Judged {
  const unknown = (name: string): string =>
    product === 'spot' ? `unknown currency pair: ${name}` : `unknown contract: ${name}`;
  const missing = ({ name }: Wish): GateioError | undefined => {
    if (name === undefined) return undefined;
    const symbol = serving.symbolOf(product, name);
    return symbol === undefined ? { code: 2, message: unknown(name) } : serving.refusal(symbol, unknown(name));
  };
  return (request, read) => {
    if (typeof read === 'string') return { error: { code: 2, message: read } };
    if (request.event === 'unsubscribe') return { account: '' };
    const error = read.map(missing).find((one) => one !== undefined);
    if (error !== undefined) return { error };
    const twin = read.find((wish) => wish.kind === 'obu' && isServed(wishKey(wish)));
    if (twin !== undefined) return { error: { code: 2, message: `Alert sub ${wishKey(twin)}` }, isDuplicate: true };
    if (!read.some(isPrivate)) return { account: '' };
    const access = subscriptionAccess(request, world);
    if ('refusal' in access) {
      const [label, words] = access.refusal;
      // As seen: the message is a JSON text of its own, with a line feed.
      return { error: { code: 4, message: `${JSON.stringify({ label, message: words })}\n` } };
    }
    const uid = world.accounts.all.find(({ key }) => key === access.account)?.uid;
    const isOwn = product === 'spot' || fieldText(request.payload[0]) === uid;
    return isOwn ? access : { error: { code: 2, message: 'invalid user id' } };
  };
}
