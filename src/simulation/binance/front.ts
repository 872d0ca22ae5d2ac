import type { VenueWorld } from '../venueSide.ts';
import type { Identity } from './identity.ts';
import type { Method, Methods } from './method.ts';
import { type OrderCounts, orderCounts, type UsedLimit } from './orderCounts.ts';
import { errors, failed, type Outcome, type VenueError } from './outcome.ts';
import type { Params } from './params.ts';
import type { Product } from './product.ts';
import { requestWeight } from './rateLimits.ts';
import { type WeightMeter, weightMeter } from './weightMeter.ts';

/** What somebody asks. */
export interface Asked {
  readonly method: string;
  readonly params: Params;
  /** Who that is, once it matters; or why nobody believes it. */
  readonly identity: (security: 'key' | 'signed') => Identity;
  /** What can be asked beside what everybody can ask. */
  readonly also?: Methods;
}

/** What was answered, and what the answer says of limits. */
export interface Answered {
  readonly outcome: Outcome;
  readonly limits: readonly UsedLimit[];
}

/** Where a product is asked for things, by REST or on a socket. */
export interface Front {
  readonly meter: WeightMeter;
  readonly knows: (method: string) => boolean;
  /** Charges for what is asked, and does it. */
  readonly ask: (asked: Asked) => Answered;
}

/** The longest window a request may ask for, and the one it has unasked, in milliseconds. */
const WINDOW = { most: 60_000, usual: 5_000 } as const;
/** How far ahead a client's clock may be. */
const AHEAD = 1_000;

/** The front of a product, over its methods. */
export function front(product: Product, methods: Methods, world: Pick<VenueWorld, 'now' | 'violate'>): Front {
  const meter = weightMeter(requestWeight[product], world);
  const counts = orderCounts(product, world);
  const named = (table: Methods | undefined, name: string): Method | undefined =>
    table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
  const weighed = (limits: readonly UsedLimit[] = []): readonly UsedLimit[] => [
    ...limits,
    { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: meter.limit, count: meter.used() },
  ];
  return {
    meter,
    knows: (name) => named(methods, name) !== undefined,
    ask(asked) {
      const method = named(asked.also, asked.method) ?? named(methods, asked.method);
      if (method === undefined) return { outcome: failed(errors.method), limits: weighed() };
      const tooMuch = meter.spend(method.weight(asked.params));
      if (tooMuch !== undefined) return { outcome: refusal(meter, tooMuch, world.now()), limits: weighed() };
      const { outcome, limits } = answered(method, asked, world.now(), counts);
      return { outcome, limits: weighed(limits) };
    },
  };
}

function refusal(
  { limit }: WeightMeter,
  { status, retryAfter }: NonNullable<ReturnType<WeightMeter['spend']>>,
  now: number,
): Outcome {
  const error = status === 418 ? errors.banned(retryAfter) : errors.tooMuch(limit);
  return failed({ ...error, data: { serverTime: Math.floor(now), retryAfter } }, status);
}

function answered(
  method: Method,
  { params, identity }: Asked,
  now: number,
  counts: OrderCounts,
): { readonly outcome: Outcome; readonly limits?: readonly UsedLimit[] } {
  if (method.security === 'none') return { outcome: method.answer({ params, account: '' }) };
  const identified = identity(method.security);
  if (!('account' in identified)) return { outcome: identified };
  const { account } = identified;
  const late = method.security === 'signed' ? lateness(params, now) : undefined;
  if (late !== undefined) return { outcome: failed(late) };
  if (method.places === undefined) return { outcome: method.answer({ params, account }) };
  const outcome = counts.place(account) ?? method.answer({ params, account });
  return { outcome, limits: counts.of(account) };
}

/** What is wrong with the instant of a signed request. */
function lateness({ timestamp, recvWindow }: Params, now: number): VenueError | undefined {
  const at = Number(timestamp ?? Number.NaN);
  const window = recvWindow === undefined ? WINDOW.usual : Number(recvWindow);
  if (!Number.isInteger(at)) return errors.missing('timestamp');
  if (!(window <= WINDOW.most)) return errors.window;
  if (at >= now + AHEAD) return errors.ahead;
  return now - at <= window ? undefined : errors.outside;
}
