import { asyncScheduler, type SchedulerLike } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import { crc32 } from '../util/crc32.ts';
import { seededRandom } from '../util/random.ts';
import { accountsOf } from './accounts.ts';
import { armedFaults } from './armedFaults.ts';
import { committer } from './committer.ts';
import type { Fault } from './fault.ts';
import { faultPlan } from './faultPlan.ts';
import { type Gate, gate } from './gate.ts';
import { journal } from './journal.ts';
import { listen } from './listen.ts';
import { simulateMarket } from './market/market.ts';
import { marketFloor } from './market/marketFloor.ts';
import { memoryHttp } from './memoryHttp.ts';
import { memoryTransport } from './memoryTransport.ts';
import { presence } from './presence.ts';
import { switchboard } from './switchboard.ts';
import type { SimulateVenueOptions, Venue, Violation } from './venue.ts';
import { type SimulatedVenueName, venues } from './venues.ts';
import type { VenueDefinition, VenueSide, VenueWorld } from './venueSide.ts';

/** What holds unless told otherwise. */
export const defaultSimulateVenueOptions: Required<Pick<SimulateVenueOptions, 'seed' | 'scheduler' | 'faults'>> = {
  seed: 1,
  scheduler: asyncScheduler,
  faults: [],
};

type Settings = Required<Pick<SimulateVenueOptions, 'seed' | 'symbols' | 'scheduler' | 'faults'>> &
  Pick<SimulateVenueOptions, 'recorded' | 'accounts'>;

/** The venue thinks for so long about anything, in milliseconds: at least, and so much longer at most. */
const LATENCY = { least: 1, spread: 25 } as const;

/**
 * A venue of one's own: the server side of its language over a market that moves, with faults where asked for.
 *
 * Opens nothing: the market begins to move with the first connection (or with `listen`), stands still once nobody is
 * connected and nothing is served, and has caught up when somebody comes back. Every random draw comes from `seed`, with streams of
 * their own for each market and for latencies, so a fault more or less never shifts the market: the same seed, scheduler and
 * client frames give the same journal, byte for byte.
 *
 * Throws `unsupported` for a venue it does not know, `invalid-options` for symbols that are none.
 *
 * @example
 * ```ts
 * import { simulateVenue } from 'coldwire/simulation';
 * import { VirtualTimeScheduler } from 'rxjs';
 *
 * const scheduler = new VirtualTimeScheduler();
 * const venue = simulateVenue('kraken', { seed: 7, symbols: ['BTC/USD'], scheduler });
 * const dialled = venue.transport({ url: 'wss://ws.kraken.com/v2' }).subscribe(({ frames$, send }) => {
 *   frames$.subscribe();
 *   send('{"method":"ping","req_id":1}');
 * });
 * scheduler.schedule(() => dialled.unsubscribe(), 1_000);
 * scheduler.flush();
 * console.log(venue.journal.map(({ way }) => way)); // [ 'out', 'in', 'out' ]
 * ```
 */
export function simulateVenue(name: SimulatedVenueName, options: SimulateVenueOptions = {}): Venue {
  if (!Object.hasOwn(venues, name)) throw new ColdwireError('unsupported', { what: `a simulation of ${String(name)}` });
  const definition = venues[name];
  const settings = { ...defaultSimulateVenueOptions, symbols: definition.symbols, ...options };
  const { symbols, scheduler, faults, recorded } = settings;
  if (!symbols.every((symbol) => /^[\w.:-]+\/[\w.:-]+$/.test(symbol))) {
    throw new ColdwireError('invalid-options', { option: 'symbols', expected: 'unified symbols such as BTC/USD' });
  }
  const { world, violations } = venueWorld(definition, settings);
  return assembled(world, definition.side(world, recorded), violations, scheduler, faults);
}

function venueWorld(
  { signing, quoting }: VenueDefinition,
  { seed, symbols, scheduler, recorded, accounts }: Settings,
): { readonly world: VenueWorld; readonly violations: readonly Violation[] } {
  const violations: Violation[] = [];
  const random: VenueWorld['random'] = (name) => seededRandom(crc32(`${name} ${seed}`));
  const delay = random('latency');
  const now = (): number => scheduler.now();
  const violate: VenueWorld['violate'] = (rule, detail) => void violations.push({ at: now(), rule, detail });
  const listed = recorded === undefined ? new Set(symbols) : [];
  const world: VenueWorld = {
    now,
    random,
    markets: [...listed].map((symbol) => simulateMarket(symbol, seed, quoting?.(symbol))),
    accounts: accountsOf({ accounts, signing, violate }),
    armed: armedFaults(),
    latency: () => LATENCY.least + Math.floor(delay() * (LATENCY.spread + 1)),
    violate,
  };
  return { world, violations };
}

function assembled(
  world: VenueWorld,
  side: VenueSide,
  violations: readonly Violation[],
  scheduler: SchedulerLike,
  faults: readonly Fault[],
): Venue {
  const { now, latency, violate, armed } = world;
  const { entries, write } = journal();
  const door = gate({
    endpoints: side.endpoints,
    now,
    violate: (detail) => violate('connect-rate', detail),
  });
  const floor = marketFloor(world.markets, scheduler, side.step);
  const board = switchboard({
    scheduler,
    latency,
    write,
    violate,
    came: () => here.connected(),
    went: () => here.disconnected(),
  });
  const commit = committer({ door, board, armed, floor, side });
  const plan = faultPlan(faults, scheduler, commit);
  const here = presence({ floor, plan });
  const knock: Gate['knock'] = (handshake) => {
    plan.catchUp();
    return door.knock(handshake);
  };
  const { outage } = door;
  const { connect } = board;
  const { rest, book } = side;
  return {
    symbols: world.markets.map(({ spec }) => spec.symbol),
    transport: memoryTransport({ scheduler, latency, knock, connect }),
    http: memoryHttp(rest, outage),
    signer: (text) => [world.accounts.sign(text)],
    listen: ({ port }) =>
      listen(port, { gate: { knock, outage }, connect, rest, began: here.served, ended: here.unserved }),
    book,
    journal: entries,
    violations,
    inject: (fault) => commit(fault, now()),
  };
}
