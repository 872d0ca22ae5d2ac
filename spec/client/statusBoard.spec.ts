import { describe, expect, it } from '@jest/globals';
import { map, tap } from 'rxjs';
import { type SocketEntry, statusBoard } from '../../src/client/statusBoard.ts';
import type { ClientStatus } from '../../src/model/clientStatus.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';

/** A board, an entry for it, and acts upon them at the instants of a picture. */
function boarded({ scheduler, cold }: MarbleHelpers) {
  const board = statusBoard(scheduler);
  const load = { wanted: 1, live: 0, pending: 0 };
  const entry: SocketEntry = {
    id: 's',
    route: 'main',
    url: '',
    phase: 'connecting',
    epoch: 0,
    attempt: 0,
    load: () => load,
  };
  const play = (picture: string, acts: Readonly<Record<string, () => void>>): void => {
    cold(picture, { ...acts }).subscribe((act) => act());
  };
  return { board, load, entry, play };
}

const briefly = ({ sockets, counters }: ClientStatus): string =>
  sockets.map(({ phase, live }) => `${phase} ${live} ${counters.framesIn}`).join() || `nothing ${counters.framesIn}`;

describe('statusBoard', () => {
  it(
    'tells the present on subscribe and every posted phase at once, the last one before it is gone',
    marbles((helpers) => {
      const { board, entry, play } = boarded(helpers);
      play('                                                                -a-b-c-', {
        a: () => board.post(entry),
        b: () => {
          entry.phase = 'ready';
          board.post(entry);
        },
        c: () => {
          entry.phase = 'closed';
          board.remove(entry);
        },
      });
      const told = { n: 'nothing 0', c: 'connecting 0 0', r: 'ready 0 0', x: 'closed 0 0' };
      helpers.expectObservable(board.status$.pipe(map(briefly)), '          ^------!').toBe('nc-r-(xn)', told);
      helpers.expectObservable(board.status$.pipe(map(briefly)), '          ----^--!').toBe('----r(xn)', told);
    }),
  );

  it(
    'tells anything else that changed once a second, and nothing where nothing did',
    marbles((helpers) => {
      const { board, entry, load, play } = boarded(helpers);
      board.post(entry);
      const count = (): void => {
        board.counters.framesIn++;
      };
      play('                                                 500ms a 200ms a 2000ms b', {
        a: count,
        b: () => {
          load.live = 1;
        },
      });
      helpers.expectObservable(board.status$.pipe(map(briefly)), '^ 5000ms !').toBe('a 999ms b 1999ms c', {
        a: 'connecting 0 0',
        b: 'connecting 0 2',
        c: 'connecting 1 2',
      });
    }),
  );

  it(
    'gives each subscriber what is new to it',
    marbles((helpers) => {
      const { board, play } = boarded(helpers);
      play('500ms a', {
        a: () => {
          board.counters.framesIn++;
        },
      });
      helpers.expectObservable(board.status$.pipe(map(briefly)), '^ 2000ms !').toBe('a 999ms b', {
        a: 'nothing 0',
        b: 'nothing 1',
      });
      helpers
        .expectObservable(board.status$.pipe(map(briefly)), '600ms ^ 2000ms !')
        .toBe('600ms b', { b: 'nothing 1' });
    }),
  );

  it(
    'says nothing of an entry that was never put up',
    marbles((helpers) => {
      const { board, entry, play } = boarded(helpers);
      play('                                                       -a', { a: () => board.remove(entry) });
      helpers.expectObservable(board.status$.pipe(map(briefly)), ' ^---!').toBe('n', { n: 'nothing 0' });
    }),
  );

  it(
    'hears of a phase that is caused by telling the present one',
    marbles((helpers) => {
      const { board, entry } = boarded(helpers);
      let told = 0;
      const status$ = board.status$.pipe(
        tap(() => {
          if (told++ === 0) board.post(entry);
        }),
      );
      helpers.expectObservable(status$.pipe(map(({ sockets }) => sockets.length)), '^!').toBe('(01)', { 0: 0, 1: 1 });
    }),
  );

  it(
    'runs its timer while it is subscribed',
    marbles((helpers) => {
      const { board } = boarded(helpers);
      let before = 0;
      helpers.cold('- 1500ms a').subscribe(() => {
        before = helpers.scheduler.actions.length;
        const subscription = board.status$.subscribe();
        expect(helpers.scheduler.actions).toHaveLength(before + 1);
        subscription.unsubscribe();
        expect(helpers.scheduler.actions).toHaveLength(before);
      });
      helpers.expectObservable(board.status$.pipe(map(briefly)), '^-!').toBe('n', { n: 'nothing 0' });
    }),
  );

  it(
    'shows optional facts only where there are any',
    marbles((helpers) => {
      const { board, entry } = boarded(helpers);
      Object.assign(entry, { retryAt: undefined, lastDataAt: 0 });
      board.post(entry);
      const socket = { id: 's', route: 'main', url: '', phase: 'connecting', epoch: 0, attempt: 0 };
      helpers
        .expectObservable(board.status$.pipe(map(({ sockets }) => sockets.map((one) => Object.keys(one).length))), '^!')
        .toBe('k', {
          k: [Object.keys({ ...socket, wanted: 1, live: 0, pending: 0, lastDataAt: 0 }).length],
        });
    }),
  );
});
