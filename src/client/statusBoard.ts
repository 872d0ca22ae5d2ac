import { defer, filter, interval, map, merge, type Observable, type SchedulerLike, startWith, Subject } from 'rxjs';
import type { ClientStatus, SocketPhase, SocketStatus, StatusCounters } from '../model/clientStatus.ts';

/** The counters while they count. */
export type LiveCounters = { -readonly [K in keyof StatusCounters]: StatusCounters[K] };

/** A socket's entry while it lives. `wanted`, `live` and `pending` are read when the status is. */
export interface SocketEntry {
  readonly id: string;
  readonly route: string;
  url: string;
  phase: SocketPhase;
  epoch: number;
  attempt: number;
  retryAt?: number | undefined;
  lastDataAt?: number | undefined;
  readonly load: () => Pick<SocketStatus, 'wanted' | 'live' | 'pending'>;
}

/** Where a client writes down how it stands. */
export interface StatusBoard {
  readonly counters: LiveCounters;
  /** Puts an entry up, and makes it known. */
  post(entry: SocketEntry): void;
  /** Takes it down. */
  remove(entry: SocketEntry): void;
  /** Makes a change of an entry known. */
  changed(): void;
  readonly status$: Observable<ClientStatus>;
}

/** How often changed counters alone are told, in milliseconds. */
const COUNTERS_EVERY = 1_000;

/** A board of a client's sockets and totals. */
export function statusBoard(scheduler: SchedulerLike): StatusBoard {
  const counters: LiveCounters = {
    framesIn: 0,
    framesOut: 0,
    reconnects: 0,
    resyncs: 0,
    undecodable: 0,
    unknownFrames: 0,
    lateReplies: 0,
    dropped: 0,
  };
  const entries = new Set<SocketEntry>();
  const changes$ = new Subject<void>();
  const status = (): ClientStatus => ({ sockets: [...entries].map(toStatus), counters: { ...counters } });
  return {
    counters,
    post: (entry) => {
      entries.add(entry);
      changes$.next();
    },
    remove: (entry) => {
      entries.delete(entry);
      changes$.next();
    },
    changed: () => changes$.next(),
    status$: defer(() => {
      let told = '';
      const total = (): string => Object.values(counters).join();
      const counted$ = interval(COUNTERS_EVERY, scheduler).pipe(filter(() => total() !== told));
      return merge(changes$, counted$).pipe(
        startWith(undefined),
        map(() => {
          told = total();
          return status();
        }),
      );
    }),
  };
}

function toStatus({ load, retryAt, lastDataAt, ...entry }: SocketEntry): SocketStatus {
  return {
    ...entry,
    ...load(),
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(lastDataAt === undefined ? {} : { lastDataAt }),
  };
}
