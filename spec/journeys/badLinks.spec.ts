import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { filter, firstValueFrom, type Observable, Subject, takeUntil, tap } from 'rxjs';
import { type Client, createClient } from '../../src/client/createClient.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { simulateVenue, type Venue, type VenueServer } from '../../src/simulation/index.ts';
import { type FaultProxy, faultProxy } from '../helpers/faultProxy.ts';

/** The venue, found silent sooner: it says something each second. */
const impatient: Exchange = {
  ...kraken,
  dialects: Object.fromEntries(
    Object.entries(kraken.dialects).map(([name, dialect]) => [
      name,
      { ...dialect, liveness: { ...dialect.liveness, within: 1_800 } },
    ]),
  ),
};

describe('over a link that', () => {
  let venue: Venue;
  let server: VenueServer;
  let proxy: FaultProxy;
  let left$: Subject<void>;
  let told: string[];
  let client: Client;

  beforeEach(async () => {
    venue = simulateVenue('kraken', { seed: 11 });
    server = await venue.listen({ port: 0 });
    proxy = await faultProxy(server.url);
    left$ = new Subject();
    told = [];
    client = createClient(impatient, {
      url: proxy.url,
      dialTimeout: 700,
      ackTimeout: 500,
      linger: 0,
      backoff: { base: 50, cap: 200 },
    });
  });
  afterEach(async () => {
    left$.next();
    await proxy.close();
    await server.close();
  });

  /** The checksums that the venue has sent for a book. */
  const sent = (symbol: string): ReadonlySet<string> =>
    new Set(
      venue.journal
        .filter(({ way, frame }) => way === 'out' && String(frame).includes('"book"') && String(frame).includes(symbol))
        .map(({ frame }) => /"checksum":(\d+)/.exec(String(frame))?.[1] ?? ''),
    );
  const word = (event: FeedEvent<OrderBook>): string => {
    if (event.kind === 'data') return 'data';
    return event.kind === 'live' ? `live ${event.epoch}` : `stale ${event.reason}`;
  };
  /** Follows the book; what it tells is written down, runs of data as one word, and each checksum is looked for at the venue. */
  const follow = (): Observable<FeedEvent<OrderBook>> => {
    const events$ = new Subject<FeedEvent<OrderBook>>();
    client
      .feed({ channel: 'book', symbol: 'BTC/USD', depth: 10 })
      .pipe(
        takeUntil(left$),
        tap((event) => {
          if (word(event) !== 'data' || told.at(-1) !== 'data') told.push(word(event));
          if (event.kind === 'data') expect(sent('BTC/USD')).toContain(String(event.value.checksum));
        }),
      )
      .subscribe(events$);
    return events$;
  };
  const until = (events$: Observable<FeedEvent<OrderBook>>, what: string, times = 1): Promise<unknown> => {
    let seen = 0;
    return firstValueFrom(events$.pipe(filter((event) => word(event) === what && ++seen === times)));
  };
  const begin = ['stale connecting', 'live 1', 'data'];

  it('slices every frame to pieces of seven bytes, and is slow: nothing is lost and nothing stale', async () => {
    Object.assign(proxy.toxics, { slice: 7, latency: 40 });
    const events$ = follow();
    await until(events$, 'data', 10);
    expect([told, proxy.count()]).toEqual([begin, 1]);
  }, 20_000);

  it('glues the first frame to the handshake: nothing is lost', async () => {
    proxy.toxics.glue = true;
    const events$ = follow();
    await until(events$, 'data', 5);
    expect([told, proxy.count()]).toEqual([begin, 1]);
  }, 20_000);

  it('never answers the handshake: the dial is given up, and the next one succeeds', async () => {
    proxy.toxics.stallHandshake = true;
    const events$ = follow();
    setTimeout(() => {
      proxy.toxics.stallHandshake = false;
    }, 900);
    await until(events$, 'data', 2);
    expect(told).toEqual(begin.map((each) => each.replace('live 1', told[1] ?? '')));
    expect(proxy.count()).toBeGreaterThan(1);
  }, 20_000);

  it.each(['down', 'both'] as const)(
    'is a black hole (%s): stale by silence, then live over another one',
    async (blackHole) => {
      const events$ = follow();
      await until(events$, 'data', 3);
      proxy.toxics.blackHole = blackHole;
      await until(events$, 'stale silence');
      proxy.toxics.blackHole = 'none';
      await until(events$, 'data', 2);
      expect(told.slice(0, 5)).toEqual([...begin, 'stale silence', expect.stringMatching(/^live [2-9]/)]);
    },
    20_000,
  );

  it('is reset: stale at once, then live again', async () => {
    const events$ = follow();
    await until(events$, 'data', 3);
    proxy.reset();
    await until(events$, 'stale connection-lost');
    await until(events$, 'data', 2);
    expect(told).toEqual([...begin, 'stale connection-lost', 'live 2', 'data']);
  }, 20_000);

  it('is cut in the middle of a frame: nothing of the half is told', async () => {
    const events$ = follow();
    await until(events$, 'data', 3);
    proxy.cutAfter(50);
    await until(events$, 'stale connection-lost');
    await until(events$, 'data', 2);
    expect(told).toEqual([...begin, 'stale connection-lost', 'live 2', 'data']);
  }, 20_000);

  it('takes nothing of the client’s any more: what is newly wanted is not acknowledged, what is there goes on', async () => {
    const events$ = follow();
    await until(events$, 'data', 3);
    proxy.toxics.stopReading = true;
    const trades$ = client.feed({ channel: 'trades', symbol: 'ETH/USD' });
    await firstValueFrom(trades$.pipe(filter((event) => event.kind === 'stale' && event.reason === 'ack-timeout')));
    await until(events$, 'data', 2);
    expect([told, proxy.count()]).toEqual([begin, 1]);
  }, 20_000);
});
