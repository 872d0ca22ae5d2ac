import { asyncScheduler, type SchedulerLike } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import { agenda } from './agenda.ts';
import { committer } from './committer.ts';
import type { Fault } from './fault.ts';
import { faultPlan } from './faultPlan.ts';
import { type Gate, gate } from './gate.ts';
import { journal } from './journal.ts';
import { listen } from './listen.ts';
import { marketFloor } from './market/marketFloor.ts';
import { memoryHttp } from './memoryHttp.ts';
import { memoryTransport } from './memoryTransport.ts';
import { presence } from './presence.ts';
import { switchboard } from './switchboard.ts';
import type { SimulateVenueOptions, Venue } from './venue.ts';
import { type SimulatedVenueName, venues } from './venues.ts';
import type { VenueSide } from './venueSide.ts';
import { type MadeWorld, venueWorld } from './venueWorld.ts';

/** What holds unless told otherwise. */
export const defaultSimulateVenueOptions: Required<Pick<SimulateVenueOptions, 'seed' | 'scheduler' | 'faults'>> = {
  seed: 1,
  scheduler: asyncScheduler,
  faults: [],
};

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
  const made = venueWorld(definition, { ...settings, symbols: recorded === undefined ? symbols : [] });
  return assembled(made, definition.side(made.world, recorded), scheduler, faults);
}

function assembled(
  { world, violations, hooks }: MadeWorld,
  side: VenueSide,
  scheduler: SchedulerLike,
  faults: readonly Fault[],
): Venue {
  const { now, latency, violate, armed, exchange, accounts } = world;
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
  const commit = committer({ door, board, armed, floor, exchange, side });
  const plan = faultPlan(faults, scheduler, commit);
  const duties = agenda(scheduler, exchange.duties);
  const here = presence({ floor, plan, duties });
  hooks.dutiesChanged = here.changed;
  hooks.move = (market, work) => {
    // What the market has yet to do came before.
    floor.catchUp();
    if (market.interpose(work)) side.step(market, now());
  };
  const knock: Gate['knock'] = (handshake) => {
    plan.catchUp();
    return door.knock(handshake);
  };
  const { outage } = door;
  const { connect } = board;
  const rest: VenueSide['rest'] = (request) => {
    duties.catchUp();
    return side.rest(request);
  };
  return {
    symbols: world.markets.map(({ spec }) => spec.symbol),
    // What begins with a path is at the path itself too.
    paths: side.endpoints.flatMap(({ path }) => (path.endsWith('*') ? [] : [path])),
    transport: memoryTransport({ scheduler, latency, knock, connect }),
    http: memoryHttp(rest, outage),
    signer: (text) => [accounts.sign(text)],
    listen: ({ port }) =>
      listen(port, { gate: { knock, outage }, connect, rest, began: here.served, ended: here.unserved }),
    book: side.book,
    account(key = accounts.all[0]?.key ?? '') {
      duties.catchUp();
      return exchange.state(key);
    },
    journal: entries,
    violations,
    inject: (fault) => commit(fault, now()),
    disarm: armed.clear,
  };
}
