import { filter, firstValueFrom, map, type Observable, ReplaySubject, type Subscription, take, toArray } from 'rxjs';
import type { AnyColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { Socket } from '../../src/transport/socket.ts';

type Told = { kind: 'socket'; socket: Socket } | { kind: 'error'; error: AnyColdwireError } | { kind: 'complete' };

/** A dial that was subscribed, with everything it told. */
export interface Dialled {
  readonly subscription: Subscription;
  /** In order: `socket`, `error` or `complete`. */
  readonly told: readonly string[];
  socket(): Promise<Socket>;
  error(): Promise<AnyColdwireError>;
}

/** Subscribes to a dial, and gives what it tells as promises. */
export function dialled(dial$: Observable<Socket>): Dialled {
  const told: string[] = [];
  const told$ = new ReplaySubject<Told>();
  const tell = (one: Told): void => {
    told.push(one.kind);
    told$.next(one);
  };
  const subscription = dial$.subscribe({
    next: (socket) => tell({ kind: 'socket', socket }),
    error: (error: AnyColdwireError) => tell({ kind: 'error', error }),
    complete: () => tell({ kind: 'complete' }),
  });
  return {
    subscription,
    told,
    socket: () =>
      firstValueFrom(
        told$.pipe(
          filter((one) => one.kind === 'socket'),
          map(({ socket }) => socket),
        ),
      ),
    error: () =>
      firstValueFrom(
        told$.pipe(
          filter((one) => one.kind === 'error'),
          map(({ error }) => error),
        ),
      ),
  };
}

/** The next `count` frames of a socket. */
export function framesOf(socket: Socket, count: number): Promise<Frame[]> {
  return firstValueFrom(socket.frames$.pipe(take(count), toArray()));
}
