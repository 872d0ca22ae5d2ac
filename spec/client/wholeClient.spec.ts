import { describe, expect, it } from '@jest/globals';
import { defer, filter, finalize, map, mergeMap, NEVER, type SchedulerLike, tap } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { binance } from '../../src/exchanges/binance/index.ts';
import { gateio } from '../../src/exchanges/gateio/index.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import { okx } from '../../src/exchanges/okx/index.ts';
import {
  createClient,
  type Exchange,
  type Http,
  type Order,
  type OrderOutcome,
  type Transport,
} from '../../src/index.ts';
import { demoAccount, type SimulatedVenueName, simulateVenue } from '../../src/simulation/index.ts';
import { follow } from '../helpers/follow.ts';

/** A venue, one market of it, and how an account of that market is opened. */
interface Row {
  readonly name: SimulatedVenueName;
  readonly exchange: Exchange;
  readonly login: string;
  readonly symbol: string;
  readonly size: string;
  /** The account that is followed, where there are several. */
  readonly params?: Readonly<Record<string, string>>;
  /** What is in the venue's answer to the login, or in the url where REST gives it. */
  readonly answer: string;
}

const rows: readonly Row[] = [
  {
    name: 'kraken',
    exchange: kraken,
    login: 'a token of REST',
    symbol: 'BTC/USD',
    size: '0.5',
    answer: 'GetWebSocketsToken',
  },
  {
    name: 'okx',
    exchange: okx,
    login: 'a signed login',
    symbol: 'BTC/USDT:USDT',
    size: '2',
    answer: '"event":"login"',
  },
  {
    name: 'gateio',
    exchange: gateio,
    login: 'a signed login',
    symbol: 'BTC/USDT',
    size: '0.002',
    answer: 'spot.login',
  },
  {
    name: 'binance',
    exchange: binance,
    login: 'a signed subscription',
    symbol: 'BTC/USDT',
    size: '0.50000',
    answer: 'subscriptionId',
  },
  {
    name: 'binance',
    exchange: binance,
    login: 'a listen key',
    symbol: 'BTC/USDT:USDT',
    size: '0.500',
    params: { market: 'usdm' },
    answer: 'listenKey',
  },
];

/** A client before its venue on one scheduler, REST and signer answering within the call. */
function stage({ name, exchange }: Row, scheduler: SchedulerLike, isWithheld: (told: string) => boolean) {
  const venue = simulateVenue(name, { seed: 7, scheduler });
  const { key, passphrase, uid } = demoAccount;
  const count = { dialled: 0, open: 0, signed: 0 };
  const transport: Transport = (endpoint) =>
    defer(() => {
      count.dialled++;
      count.open++;
      return venue.transport(endpoint);
    }).pipe(
      map((socket) => ({
        ...socket,
        frames$: socket.frames$.pipe(filter((frame) => !isWithheld(String(frame)))),
      })),
      finalize(() => count.open--),
    );
  const http: Http = (request) => (isWithheld(request.url) ? NEVER : venue.http(request));
  const client = createClient(exchange, {
    transport,
    http,
    credentials: {
      key,
      passphrase,
      uid,
      signer: (text) => {
        count.signed++;
        return venue.signer(text);
      },
    },
    scheduler,
    random: () => 0.5,
  });
  return { venue, client, count };
}

/** What is scheduled and not given up. */
const due = ({ actions }: TestScheduler): number => actions.filter(({ closed }) => !closed).length;

/** Lets somebody follow orders and a book, sell at the market and look for the order, and leave after ten seconds. */
function lived(row: Row, isWithheld: (told: string) => boolean = () => false) {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  return scheduler.run(({ cold, flush }) => {
    const { symbol, size, params } = row;
    const { venue, client, count } = stage(row, scheduler, isWithheld);
    const before = { ...count, due: due(scheduler) };
    const orders = follow(client, { channel: 'orders', ...(params && { params }) });
    const book = follow(client, { channel: 'book', symbol });
    const outcomes: OrderOutcome[] = [];
    const found: (Order | undefined)[] = [];
    const placing = cold('3s a')
      .pipe(
        mergeMap(() => client.placeOrder({ symbol, side: 'sell', type: 'market', size })),
        tap((outcome) => outcomes.push(outcome)),
        mergeMap(({ clientOrderId }) => client.findOrder({ symbol, clientOrderId })),
      )
      .subscribe((order) => found.push(order));
    const snapshots: (typeof before)[] = [];
    cold('10s a').subscribe(() => {
      snapshots.push({ ...count, due: due(scheduler) });
      placing.unsubscribe();
      for (const { leave } of [orders, book]) leave();
    });
    cold('20s a').subscribe(() => snapshots.push({ ...count, due: due(scheduler) }));
    flush();
    const [during, after] = snapshots;
    return { venue, orders, book, outcomes, found, before, during, after };
  });
}

describe.each(rows)('a client of the simulated $name that logs in by $login', (row) => {
  it('lives all of its life inside one TestScheduler.run', () => {
    const { venue, orders, book, outcomes, found, before, during, after } = lived(row);
    expect(before).toEqual({ dialled: 0, open: 0, signed: 0, due: 0 });
    for (const { trust, errors } of [orders, book])
      expect([trust(), errors]).toEqual([['stale connecting', 'live 1'], []]);
    expect(book.values().at(-1)?.bestBid).toBeDefined();
    const [outcome] = outcomes;
    expect(outcomes).toMatchObject([{ kind: 'accepted' }]);
    const sold = { clientOrderId: outcome?.clientOrderId, side: 'sell', status: 'filled', remaining: 0 };
    expect(found).toMatchObject([sold]);
    expect(orders.values().at(-1)).toMatchObject({ ...sold, size: Number(row.size) });
    expect(venue.account().orders).toMatchObject([{ clientOrderId: outcome?.clientOrderId, status: 'filled' }]);
    expect(during).toMatchObject({ signed: expect.any(Number), open: expect.any(Number) });
    expect(Math.min(during?.signed ?? 0, during?.open ?? 0)).toBeGreaterThan(0);
    expect(after).toMatchObject({ dialled: during?.dialled, open: 0, due: 0 });
    expect(venue.violations).toEqual([]);
  });

  it('has nothing private where the login is not answered, and leaves nothing', () => {
    const { orders, during, after } = lived(row, (told) => told.includes(row.answer));
    expect(orders.trust()).toEqual(['stale connecting']);
    expect(during?.dialled).toBeGreaterThan(0);
    expect(after).toMatchObject({ open: 0, due: 0 });
  });
});
