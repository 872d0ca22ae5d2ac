import { defer, filter, interval, map, merge, type Observable, of, type SchedulerLike, Subject } from 'rxjs';
import { serialised } from '../subscription/serialised.ts';
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
  latency?: number | undefined;
  readonly load: () => Pick<SocketStatus, 'wanted' | 'live' | 'pending'>;
}

/** Where a client writes down how it stands. Writing costs next to nothing while nobody looks. */
export interface StatusBoard {
  readonly counters: LiveCounters;
  /** Puts an entry up, or makes its new phase known. */
  post(entry: SocketEntry): void;
  /** Makes its last phase known and takes it down. */
  remove(entry: SocketEntry): void;
  /**
   * The present status on subscribe, then each change of a phase at once and anything else that changed at most once a
   * second. Its timer runs while it is subscribed.
   */
  readonly status$: Observable<ClientStatus>;
}

/** How often what is no change of a phase is told, in milliseconds. */
const LOOK_EVERY = 1_000;

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
  const phases$ = new Subject<void>();
  const status = (): ClientStatus => ({ sockets: [...entries].map(toStatus), counters: { ...counters } });
  return {
    counters,
    post: (entry) => {
      entries.add(entry);
      phases$.next();
    },
    remove: (entry) => {
      if (!entries.has(entry)) return;
      phases$.next();
      entries.delete(entry);
      phases$.next();
    },
    status$: defer(() => {
      let told: ClientStatus | undefined;
      // Compared here and not where it is told: phases change by the hundred when a venue goes down.
      const looks$ = interval(LOOK_EVERY, scheduler).pipe(
        filter(() => JSON.stringify(status()) !== JSON.stringify(told)),
      );
      // The present comes last: who makes a phase change when it is told hears of that.
      return merge(phases$, looks$, of(undefined)).pipe(
        map(() => {
          told = status();
          return told;
        }),
        serialised(),
      );
    }),
  };
}

function toStatus({ load, retryAt, lastDataAt, latency, ...entry }: SocketEntry): SocketStatus {
  return {
    ...entry,
    ...load(),
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(lastDataAt === undefined ? {} : { lastDataAt }),
    ...(latency === undefined ? {} : { latency }),
  };
}
