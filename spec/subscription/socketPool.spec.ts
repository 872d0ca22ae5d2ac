import { describe, expect, it } from '@jest/globals';
import { NEVER, type Observable, of, type Subscription, throwError } from 'rxjs';
import type { Topic } from '../../src/protocol/topic.ts';
import { type SocketPool, socketPool } from '../../src/subscription/socketPool.ts';
import type { SocketSlot } from '../../src/subscription/socketSlot.ts';
import { tinyTopic } from '../helpers/tinyDialect.ts';

const topic = (symbol: string, depth?: number): Topic =>
  tinyTopic({ channel: depth === undefined ? 'trades' : 'book', symbol, ...(depth === undefined ? {} : { depth }) });

/** A pool of slots that are names and places only; `opened` once dialled, and ready where `ready` has its name. */
function pooled(most = 2, opened = true, sockets?: number) {
  const closers: (() => void)[] = [];
  const ready = new Set<string>();
  const retiring = new Set<string>();
  const epochs = new Map<string, number>();
  const pool = socketPool({
    open: (route, onClosed, above): SocketSlot => {
      const routes = new Set<string>();
      let requests = 0;
      closers.push(onClosed);
      const id = `${route}${closers.length}`;
      return {
        id,
        route,
        life$: NEVER,
        connections$: NEVER,
        admit: (one) => {
          if (one === undefined) requests++;
          else routes.add(one.route);
        },
        release: (one) => {
          if (one === undefined) requests--;
          else routes.delete(one.route);
          return opened || routes.size + requests > 0;
        },
        holds: (one) => routes.has(one.route),
        wanted: () => routes.size,
        live: () => 0,
        requests: () => requests,
        isReady: () => ready.has(id),
        retires$: NEVER,
        isRetiring: () => retiring.has(id),
        epoch: () => epochs.get(id) ?? above + 1,
        note: () => {},
      };
    },
    topicsPerSocket: () => most,
    ...(sockets === undefined ? {} : { sockets }),
    noPlaceYet: ({ subscription }) => [{ kind: 'stale', subscription, epoch: 0, reason: 'connecting', since: 0 }],
  });
  return { pool, ready, retiring, epochs, close: (index: number) => closers[index]?.() };
}

/** Takes a place for good, and tells on which slot. */
function take(
  { withSlot }: SocketPool,
  one: Topic,
  route = 'main',
): { readonly id: string; readonly leave: Subscription; heard(): number } {
  let id = '';
  let heard = 0;
  const used = (slot: SocketSlot): Observable<never> => {
    id = slot.id;
    return NEVER;
  };
  const leave = withSlot(route, one, used).subscribe(() => heard++);
  return {
    leave,
    get id() {
      return id;
    },
    heard: () => heard,
  };
}

describe('socketPool', () => {
  it('takes a place on subscribe, none before', () => {
    const { pool } = pooled();
    pool.withSlot('main', topic('A'), () => of(1));
    expect(take(pool, topic('A')).id).toBe('main1');
  });

  it('fills a socket before it opens another, and never past its most', () => {
    const { pool } = pooled();
    const ids = ['A', 'B', 'C', 'D', 'E'].map((symbol) => take(pool, topic(symbol)).id);
    expect(ids).toEqual(['main1', 'main1', 'main2', 'main2', 'main3']);
  });

  it('prefers the fullest that has room', () => {
    const { pool } = pooled(3);
    const taken = ['A', 'B', 'C', 'D', 'E'].map((symbol) => take(pool, topic(symbol)));
    for (const index of [0, 1]) taken[index]?.leave.unsubscribe();
    expect(take(pool, topic('F')).id).toBe('main2');
    expect(take(pool, topic('G')).id).toBe('main1');
  });

  it('keeps apart what is told by the same frames, and what speaks another dialect', () => {
    const { pool } = pooled(9);
    expect(take(pool, topic('A', 10)).id).toBe('main1');
    expect(take(pool, topic('A', 25)).id).toBe('main2');
    expect(take(pool, topic('B', 25)).id).toBe('main1');
    expect(take(pool, topic('C'), 'other').id).toBe('other3');
  });

  it('gives the place back on unsubscription, completion and error, and when using it fails at once', () => {
    const { pool } = pooled(1);
    take(pool, topic('A')).leave.unsubscribe();
    pool.withSlot('main', topic('A'), () => of(1)).subscribe();
    pool.withSlot('main', topic('A'), () => throwError(() => 'x')).subscribe({ error: () => {} });
    const failing = (): Observable<never> => {
      throw new Error('x');
    };
    pool.withSlot('main', topic('A'), failing).subscribe({ error: () => {} });
    expect(take(pool, topic('B')).id).toBe('main1');
  });

  it('uses a socket that is gone no more, though topics are still leaving it', () => {
    const { pool, close } = pooled(2);
    take(pool, topic('A'));
    close(0);
    expect(take(pool, topic('B')).id).toBe('main2');
  });

  it('lets a topic wait where no further socket may be opened, and places it in turn once there is room', () => {
    const { pool } = pooled(1, true, 2);
    const taken = ['A', 'B', 'C', 'D', 'E'].map((symbol) => take(pool, topic(symbol)));
    const told = (): readonly unknown[] => taken.map(({ id, heard }) => [id, heard()]);
    expect(told()).toEqual([
      ['main1', 0],
      ['main2', 0],
      ['', 1],
      ['', 1],
      ['', 1],
    ]);
    taken[2]?.leave.unsubscribe();
    taken[1]?.leave.unsubscribe();
    expect(told().slice(2)).toEqual([
      ['', 1],
      ['main2', 1],
      ['', 1],
    ]);
    taken[0]?.leave.unsubscribe();
    expect(taken[4]?.id).toBe('main1');
    taken[3]?.leave.unsubscribe();
    expect(take(pool, topic('F')).id).toBe('main2');
  });

  it('lets it wait until a socket that its frames cannot be told apart on, or of another dialect, is gone', () => {
    const { pool, close } = pooled(9, true, 1);
    take(pool, topic('A', 10));
    const deeper = take(pool, topic('A', 25));
    const other = take(pool, topic('B'), 'other');
    expect([deeper.id, other.id]).toEqual(['', '']);
    close(0);
    expect([deeper.id, other.id]).toEqual(['main2', '']);
    deeper.leave.unsubscribe();
    expect(other.id).toBe('');
    close(1);
    expect(other.id).toBe('other3');
  });

  it('opens another in place of one that was left before anything was dialled', () => {
    const { pool } = pooled(1, false, 1);
    const first = take(pool, topic('A'));
    const waits = take(pool, topic('B'));
    first.leave.unsubscribe();
    expect(waits.id).toBe('main2');
  });

  it('forgets a slot that was left before anything was dialled', () => {
    const { pool } = pooled(2, false);
    take(pool, topic('A')).leave.unsubscribe();
    expect(take(pool, topic('A')).id).toBe('main2');
  });

  it('places no topic on a slot that retires, and none beside an epoch that is not above what is asked for', () => {
    const { pool, retiring, epochs } = pooled(9);
    take(pool, topic('A'));
    retiring.add('main1');
    expect(take(pool, topic('B')).id).toBe('main2');
    epochs.set('main2', 3);
    const above = (least: number, symbol: string): string => {
      let id = '';
      const use = (slot: SocketSlot): Observable<never> => {
        id = `${slot.id} ${slot.epoch()}`;
        return NEVER;
      };
      pool.withSlot('main', topic(symbol), use, () => least).subscribe();
      return id;
    };
    expect([above(2, 'C'), above(3, 'D'), above(3, 'E')]).toEqual(['main2 3', 'main3 4', 'main3 4']);
  });

  it('gives a request a slot that retires only while it is ready and no other is', () => {
    const { pool, ready, retiring } = pooled(1);
    const ask = (): string => {
      let id = '';
      const use = (slot: SocketSlot): Observable<never> => {
        id = slot.id;
        return NEVER;
      };
      pool.withAnySlot('main', use).subscribe();
      return id;
    };
    take(pool, topic('A'));
    take(pool, topic('B'));
    retiring.add('main1');
    expect(ask()).toBe('main2');
    ready.add('main1');
    expect([ask(), ask()]).toEqual(['main1', 'main1']);
    ready.add('main2');
    expect([ask(), ask(), ask(), ask()]).toEqual(['main2', 'main2', 'main2', 'main2']);
    ready.clear();
    retiring.add('main2');
    expect(ask()).toBe('main3');
  });

  it('gives a request a ready slot first, then the one with the fewest topics and requests, and takes no room', () => {
    const { pool, ready } = pooled(2);
    const ask = (route = 'main'): string => {
      let id = '';
      pool
        .withAnySlot(route, (slot) => {
          id = slot.id;
          return NEVER;
        })
        .subscribe();
      return id;
    };
    for (const symbol of ['A', 'B', 'C', 'D', 'E']) take(pool, topic(symbol));
    expect(ask()).toBe('main3');
    ready.add('main1');
    expect([ask(), ask()]).toEqual(['main1', 'main1']);
    ready.add('main2');
    expect([ask(), ask(), ask()]).toEqual(['main2', 'main2', 'main1']);
    expect(ask('other')).toBe('other4');
    expect(take(pool, topic('F')).id).toBe('main3');
  });

  it('places nothing for a request before it is subscribed', () => {
    const { pool } = pooled();
    pool.withAnySlot('main', () => of(1));
    expect(take(pool, topic('A')).id).toBe('main1');
  });

  it('has the place of a request back before its end is told', () => {
    const { pool } = pooled();
    const told: number[] = [];
    let slot: SocketSlot | undefined;
    const tell = (): unknown => told.push(slot?.requests() ?? -1);
    const with$ = <T>(result$: Observable<T>): Observable<T> =>
      pool.withAnySlot('main', (taken) => {
        slot = taken;
        tell();
        return result$;
      });
    with$(of(1)).subscribe({ complete: tell });
    with$(throwError(() => 'x')).subscribe({ error: tell });
    with$(NEVER).subscribe().unsubscribe();
    tell();
    expect(told).toEqual([1, 0, 1, 0, 1, 0]);
  });
});
