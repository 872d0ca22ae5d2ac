import type { VenueWorld } from '../venueSide.ts';
import type { Identity } from './identity.ts';
import type { Method, Methods } from './method.ts';
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
}

/** Where a product is asked for things, by REST or on a socket. */
export interface Front {
  readonly meter: WeightMeter;
  readonly knows: (method: string) => boolean;
  /** Charges for what is asked, and does it. */
  readonly ask: (asked: Asked) => Outcome;
}

/** The longest window a request may ask for, and the one it has unasked, in milliseconds. */
const WINDOW = { most: 60_000, usual: 5_000 } as const;
/** How far ahead a client's clock may be. */
const AHEAD = 1_000;

/** The front of a product, over its methods. */
export function front(product: Product, methods: Methods, world: Pick<VenueWorld, 'now' | 'violate'>): Front {
  const meter = weightMeter(requestWeight[product], world);
  const methodOf = (name: string): Method | undefined => (Object.hasOwn(methods, name) ? methods[name] : undefined);

  const answer = (method: Method, { params, identity }: Asked): Outcome => {
    if (method.security === 'none') return method.answer({ params, account: '' });
    const identified = identity(method.security);
    if (!('account' in identified)) return identified;
    const late = method.security === 'signed' ? lateness(params, world.now()) : undefined;
    return late === undefined ? method.answer({ params, account: identified.account }) : failed(late);
  };
  return {
    meter,
    knows: (name) => methodOf(name) !== undefined,
    ask(asked) {
      const method = methodOf(asked.method);
      if (method === undefined) return failed(errors.method);
      const tooMuch = meter.spend(method.weight(asked.params));
      if (tooMuch === undefined) return answer(method, asked);
      const { status, retryAfter } = tooMuch;
      const error = status === 418 ? errors.banned(retryAfter) : errors.tooMuch(meter.limit);
      return failed({ ...error, data: { serverTime: Math.floor(world.now()), retryAfter } }, status);
    },
  };
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
