import {
  asyncScheduler,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  type Observable,
  type ObservableInput,
  type SchedulerLike,
  Subject,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { tellerOf } from '../client/tellerOf.ts';
import { pacedLines } from './pacedLines.ts';
import { playedConnection, type PlayedConnection } from './playedConnection.ts';
import { playedSnapshots } from './playedSnapshots.ts';
import { playedTopics } from './playedTopics.ts';
import { recordedDialects } from './recordedDialects.ts';
import { recordedTime } from './recordedTime.ts';
import type { SessionLine } from './sessionLine.ts';

/** How a recording is played. */
export interface ReplayOptions {
  /** `max` plays as fast as it goes; a number above zero plays that many times as fast as it was recorded. Default `max`. */
  readonly speed?: 'max' | number;
  /** Paces a replay whose speed is a number. Default: rxjs's asyncScheduler. */
  readonly scheduler?: SchedulerLike;
  /** The dialect all of the recording spoke. Default: each connection's own, by its url, else by its frames. */
  readonly dialect?: string;
  /** Told what happens behind the feeds: frames that mean nothing, notices of the venue, books that start again. */
  readonly onReport?: (event: ReportEvent) => void;
}

/**
 * Plays a recorded session through the very decode, route and book pipeline of the live client.
 *
 * On subscribe it reads the lines in order (JSON texts as in a file, or what a recorder's sink was told) and emits the feed events of every topic the recording
 * shows to be subscribed: by its acknowledgements, else by the content itself. A topic's events are those of a feed,
 * `(stale+ live data*)*`; `stale` says where the recording unsubscribed, reconnected or broke. Time inside is the
 * recording's, so every run is alike, and nothing that was played is kept, but for answers of REST that may yet be a book's
 * snapshot: a book takes the one that would answer what a live client asks. What was sent is passed over.
 *
 * Completes after the last line. Errors with `invalid-options` for options that cannot be meant, with `protocol-violation`
 * and its number for a line that is none, and at the end with `unsupported` where none of the connections spoke a dialect
 * of the venue. Unsubscribing stops reading.
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
  lines: ObservableInput<string | SessionLine>,
  exchange: Exchange,
  { speed = 'max', scheduler = asyncScheduler, dialect, onReport }: ReplayOptions = {},
): Observable<FeedEvent<unknown>> {
  return defer(() => {
    if (speed !== 'max' && !(speed > 0 && speed < Number.POSITIVE_INFINITY))
      throw new ColdwireError('invalid-options', { option: 'speed', expected: 'max or a number above zero' });
    recordedDialects(exchange, dialect, undefined);
    const recording = playedRecording(exchange, dialect, onReport);
    const ended$ = new Subject<void>();
    const played$ = concat(
      pacedLines(lines, speed, scheduler).pipe(tap({ next: recording.play, complete: recording.finish })),
      defer(() => (recording.isForeign() ? throwError(unspoken(exchange)) : EMPTY)),
    ).pipe(ignoreElements(), tap({ complete: () => ended$.next() }));
    return merge(recording.events$.pipe(takeUntil(ended$)), played$);
  });
}

/** A recording as it is played line by line. */
interface PlayedRecording {
  readonly events$: Observable<FeedEvent<unknown>>;
  play(line: SessionLine): void;
  /** Runs what is still due. */
  finish(): void;
  /** Whether it holds connections and none of them is the venue's. */
  isForeign(): boolean;
}

function playedRecording(
  exchange: Exchange,
  dialect: string | undefined,
  onReport: ReplayOptions['onReport'],
): PlayedRecording {
  const time = recordedTime();
  const report = tellerOf(onReport);
  const snapshots = playedSnapshots(time);
  const topics = playedTopics({ exchange: exchange.name, time, snapshots, report });
  const connections = new Map<number, PlayedConnection>();
  let epoch = 0;
  let spoken = false;
  const dialectsOf = (url: string | undefined): readonly Dialect[] => {
    const dialects = recordedDialects(exchange, dialect, url);
    if (dialects.length > 0) spoken = true;
    return dialects;
  };
  const connectionOf = (c: number, dialects: () => readonly Dialect[]): PlayedConnection => {
    const known = connections.get(c);
    if (known !== undefined) return known;
    const fresh = playedConnection({
      exchange: exchange.name,
      dialects: dialects(),
      nextEpoch: () => ++epoch,
      topics,
      time,
      report,
    });
    connections.set(c, fresh);
    return fresh;
  };
  return {
    events$: topics.events$,
    play: (line) => {
      const { t, c = 0, k, url, raw = '' } = line;
      time.advanceTo(t / 1_000);
      if (k === 'http') {
        time.settle();
        snapshots.answer(url ?? '', raw);
      }
      if (k === 'recv') connectionOf(c, () => dialectsOf(undefined)).receive(line);
      if (k !== 'open') return;
      const dialects = url === undefined || url === '' ? undefined : dialectsOf(url);
      connectionOf(c, () => dialects ?? dialectsOf(undefined)).open(dialects);
    },
    finish: time.settle,
    isForeign: () => connections.size > 0 && !spoken,
  };
}

function unspoken({ name }: Exchange): () => Error {
  return () => new ColdwireError('unsupported', { what: `the recorded connection on ${name}` });
}
