import {
  asyncScheduler,
  concatMap,
  defer,
  finalize,
  from,
  ignoreElements,
  map,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  type ObservableInput,
  type SchedulerLike,
  Subject,
  tap,
  timer,
} from 'rxjs';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { playedConnection, type PlayedConnection } from './playedConnection.ts';
import { recordedTime } from './recordedTime.ts';
import { type SessionLine, sessionLineOf } from './sessionLine.ts';

/** How a recording is played. */
export interface ReplayOptions {
  /** `max` plays as fast as it goes; a number plays that many times as fast as it was recorded. Default `max`. */
  readonly speed?: 'max' | number;
  /** Paces a replay whose speed is a number. Default: rxjs's asyncScheduler. */
  readonly scheduler?: SchedulerLike;
  /** The dialect of the recording, where neither its url nor the venue leaves only one. */
  readonly dialect?: string;
  /** Told what happens behind the feeds. */
  readonly onReport?: (event: ReportEvent) => void;
}

/**
 * Plays a recorded session through the very decode, route and book pipeline of the live client.
 *
 * On subscribe it reads the lines in order (JSON lines as recorded) and emits the feed events of every topic the recording
 * shows to be subscribed; time inside is the recording's, so every run is alike. Completes after the last line; errors with
 * `protocol-violation` for a line that is none and with `unsupported` for a connection no dialect of the venue speaks;
 * unsubscribing stops reading.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { gunzipSync } from 'node:zlib';
 * import { kraken } from 'coldwire/exchanges/kraken';
 * import { replaySession } from 'coldwire/record';
 *
 * const lines = gunzipSync(readFileSync('session.jsonl.gz')).toString().trim().split('\n');
 * replaySession(lines, kraken).subscribe((event) => console.log(event.kind)); // stale, live, data, data, ...
 * ```
 */
export function replaySession(
  lines: ObservableInput<string>,
  exchange: Exchange,
  { speed = 'max', scheduler = asyncScheduler, dialect, onReport = () => {} }: ReplayOptions = {},
): Observable<FeedEvent<unknown>> {
  return defer(() => {
    const events$ = new Subject<FeedEvent<unknown>>();
    const time = recordedTime();
    const connections = new Map<number, PlayedConnection>();
    const connectionOf = ({ c = 0, url }: SessionLine): PlayedConnection => {
      const known = connections.get(c);
      if (known !== undefined) return known;
      const fresh = playedConnection({
        exchange,
        dialect,
        url,
        time,
        onReport,
        onEvent: (event) => events$.next(event),
      });
      connections.set(c, fresh);
      return fresh;
    };
    const play = (line: SessionLine): void => {
      time.advanceTo(line.t / 1_000);
      if (line.k === 'open') connectionOf(line).open();
      else if (line.k === 'recv') connectionOf(line).receive(line);
    };
    const played$ = from(lines).pipe(
      map(sessionLineOf),
      paced(speed, scheduler),
      tap({ next: play, complete: () => events$.complete() }),
      ignoreElements(),
    );
    return merge(events$, played$).pipe(
      finalize(() => {
        for (const connection of connections.values()) connection.close();
      }),
    );
  });
}

/** Spaces lines as they were recorded, `speed` times as fast. */
function paced(speed: 'max' | number, scheduler: SchedulerLike): MonoTypeOperatorFunction<SessionLine> {
  if (speed === 'max') return (lines$) => lines$;
  let startedAt: number | undefined;
  let firstAt = 0;
  return concatMap((line) => {
    const at = line.t / 1_000;
    if (startedAt === undefined) {
      startedAt = scheduler.now();
      firstAt = at;
    }
    const wait = startedAt + (at - firstAt) / speed - scheduler.now();
    return timer(Math.max(0, wait), scheduler).pipe(map(() => line));
  });
}
