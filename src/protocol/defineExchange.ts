import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Subscription } from '../model/subscription.ts';
import { channelNames, isPrivateChannel } from './channelNames.ts';
import { fields, isFunction, isText, should, values } from './checks.ts';
import type { Dialect } from './dialect.ts';
import { dialectShape } from './dialectShape.ts';
import type { Exchange } from './exchange.ts';

/** An exchange of these dialects: whatever names one, names one of them. */
export interface ExchangeOf<D extends Readonly<Record<string, Dialect>>> extends Exchange {
  readonly dialects: D;
  route(subscription: Subscription): (keyof D & string) | undefined;
  readonly requestRoute?: keyof D & string;
  requestRouteOf?(message: unknown): (keyof D & string) | undefined;
  orderRoute?(symbol: string | undefined): (keyof D & string) | undefined;
}

/**
 * An exchange, held to what a description must be when it is defined, not when the first socket finds out. Gives it back as it
 * is.
 *
 * Throws `invalid-options` whose `option` is the path of the first field that cannot be meant: urls, names, counts, durations,
 * limits, depths, gate steps, channels; signatures without `auth`; routes to dialects that are none, as far as asking for
 * one symbol of each kind on each channel shows.
 *
 * @example
 * ```ts
 * import { defineExchange, type Dialect } from 'coldwire';
 *
 * declare const dialect: Dialect;
 * export const venue = defineExchange({
 *   name: 'venue',
 *   dialects: { public: { ...dialect, name: 'public', liveness: { within: 0, isProof: () => true } } },
 *   route: () => 'public',
 * }); // invalid-options (option: dialects.public.liveness.within, expected: milliseconds, more than 0)
 * ```
 */
export function defineExchange<const D extends Readonly<Record<string, Dialect>>>(
  exchange: ExchangeOf<D>,
): ExchangeOf<D> {
  const { dialects, requestRoute } = exchange;
  fields({ name: isText, dialects: values(() => dialectShape), route: isFunction })(exchange, '');
  const names = Object.keys(dialects);
  should('at least one', () => names.length > 0)(dialects, 'dialects');
  for (const [name, dialect] of Object.entries<Dialect>(dialects)) holdTogether(name, dialect);
  const isRoute = should(names.join(' or '), (route) => route === undefined || names.some((name) => name === route));
  isRoute(requestRoute, 'requestRoute');
  for (const channel of channelNames)
    for (const symbol of SYMBOLS)
      isRoute(
        asked(() => exchange.route({ channel, symbol })),
        `route(${channel})`,
      );
  for (const symbol of [undefined, ...SYMBOLS]) {
    const route = exchange.orderRoute === undefined ? undefined : asked(() => exchange.orderRoute?.(symbol));
    isRoute(route, 'orderRoute');
    if (route !== undefined) demand(dialects[route]?.orders !== undefined, 'orderRoute', 'a dialect with orders');
  }
  return exchange;
}

/** A symbol of each kind that routes tell apart: spot, linear, inverse. */
const SYMBOLS = ['BTC/USDT', 'BTC/USDT:USDT', 'BTC/USD:BTC'] as const;

/** What fields of one dialect demand of each other. */
function holdTogether(name: string, dialect: Dialect): void {
  const { auth, gate = [], subscribing, requests = {}, life, fresh, channels } = dialect;
  const path = `dialects.${name}`;
  demand(dialect.name === name, `${path}.name`, name);
  if (auth === undefined) {
    const login = gate.findIndex(({ kind }) => kind === 'login');
    demand(login < 0, `${path}.auth`, `what gate[${login}] logs in by`);
    demand(subscribing.sign === undefined, `${path}.auth`, 'what subscribing.sign signs by');
    demand(requests.sign === undefined, `${path}.auth`, 'what requests.sign signs by');
    demand(fresh?.sign === undefined, `${path}.auth`, 'what fresh.sign signs by');
    const own = channelNames.find((channel) => isPrivateChannel(channel) && channels[channel] !== undefined);
    demand(own === undefined, `${path}.auth`, `what channels.${own} logs in by`);
  }
  demand(
    requests.sign === undefined || requests.complete !== undefined,
    `${path}.requests.complete`,
    'what takes the signature',
  );
  demand(life === undefined || (life.early ?? 0) < life.max, `${path}.life.early`, 'less than max');
}

function demand(holds: boolean, option: string, expected: string): void {
  if (!holds) throw new ColdwireError('invalid-options', { option, expected });
}

/** What a route is; nothing where it says by an error of ours that there is none. */
function asked(route: () => string | undefined): string | undefined {
  try {
    return route();
  } catch (error) {
    if (isColdwireError(error)) return undefined;
    throw error;
  }
}
