import { defer, endWith, ignoreElements, map, merge, NEVER, type Observable, take, tap, timer } from 'rxjs';
import { durationText } from './duration.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import type { WatchEvent } from './watchEvent.ts';

/**
 * Watches until there is an end to it and emits the exit code: 1 when every feed has failed, or when the time is up and
 * nothing was ever live; 0 when the time is up otherwise, and when the user or the reader of stdout has enough.
 */
export function exitCodeOf(
  events$: Observable<WatchEvent>,
  { interrupts$, outputClosed$, scheduler, stderr }: Pick<Io, 'interrupts$' | 'outputClosed$' | 'scheduler' | 'stderr'>,
  duration?: number,
): Observable<ExitCode> {
  return defer(() => {
    let everLive = false;
    const failed$ = events$.pipe(
      tap((event) => {
        if (event.kind === 'feed' && event.event.kind === 'live') everLive = true;
      }),
      ignoreElements(),
      endWith(1 as const),
    );
    const expired$ =
      duration === undefined
        ? NEVER
        : timer(duration, scheduler).pipe(
            map((): ExitCode => {
              if (everLive) return 0;
              stderr(`coldwire: nothing was live within ${durationText(duration)}\n`);
              return 1;
            }),
          );
    return merge(merge(interrupts$, outputClosed$).pipe(map((): ExitCode => 0)), expired$, failed$).pipe(take(1));
  });
}
