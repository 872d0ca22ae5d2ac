import type { SchedulerLike } from 'rxjs';
import { crc32 } from '../util/crc32.ts';
import { seededRandom } from '../util/random.ts';
import { accountsOf } from './accounts.ts';
import { armedFaults } from './armedFaults.ts';
import { exchangeOf, type ExchangeSettings } from './exchange/exchange.ts';
import { simulateMarket } from './market/market.ts';
import type { SimulateVenueOptions, Violation } from './venue.ts';
import type { VenueDefinition, VenueWorld } from './venueSide.ts';

/** What a world is made from. */
export interface WorldSettings extends Pick<SimulateVenueOptions, 'accounts'> {
  readonly seed: number;
  /** None where a recording is served. */
  readonly symbols: readonly string[];
  readonly scheduler: SchedulerLike;
}

/** A world, what was done wrong in it, and the hooks it is completed with once its venue is there. */
export interface MadeWorld {
  readonly world: VenueWorld;
  readonly violations: readonly Violation[];
  readonly hooks: { -readonly [K in 'move' | 'dutiesChanged']: ExchangeSettings[K] };
}

/** The venue thinks for so long about anything, in milliseconds: at least, and so much longer at most. */
const LATENCY = { least: 1, spread: 25 } as const;

/** What a venue's folder is given. */
export function venueWorld(
  { signing, quoting, exchange: rules = {} }: VenueDefinition,
  { seed, symbols, scheduler, accounts }: WorldSettings,
): MadeWorld {
  const violations: Violation[] = [];
  const hooks: MadeWorld['hooks'] = { move: () => {}, dutiesChanged: () => {} };
  const random: VenueWorld['random'] = (name) => seededRandom(crc32(`${name} ${seed}`));
  const delay = random('latency');
  const now = (): number => scheduler.now();
  const violate: VenueWorld['violate'] = (rule, detail) => void violations.push({ at: now(), rule, detail });
  const markets = [...new Set(symbols)].map((symbol) => simulateMarket(symbol, seed, quoting?.(symbol)));
  const known = accountsOf({ accounts, signing, violate });
  const armed = armedFaults();
  const world: VenueWorld = {
    now,
    random,
    markets,
    accounts: known,
    exchange: exchangeOf({
      markets,
      accounts: known.all,
      rules,
      armed,
      // What is told of orders is stamped in whole milliseconds, whenever a client whose pauses are not acts.
      now: () => Math.floor(now()),
      random: random('orders'),
      move: (market, work) => hooks.move(market, work),
      dutiesChanged: () => hooks.dutiesChanged(),
    }),
    armed,
    latency: () => LATENCY.least + Math.floor(delay() * (LATENCY.spread + 1)),
    violate,
  };
  return { world, violations, hooks };
}
