import {
  concatMap,
  defer,
  EMPTY,
  filter,
  finalize,
  from,
  map,
  type Observable,
  type ObservableInput,
  of,
  repeat,
  type SchedulerLike,
  takeWhile,
  timer,
} from 'rxjs';
import { type SessionLine, sessionLineOf } from './sessionLine.ts';

/**
 * The lines of a session, read and, where `speed` is a number, spaced as they were recorded, that many times as fast.
 * Blank lines are passed over. A paced iterable, be it asynchronous, is read no further than the line that is due, so a
 * file need not fit into memory; what an observable pushes ahead of its time has to wait in memory.
 */
export function pacedLines(
  lines: ObservableInput<string | SessionLine>,
  speed: 'max' | number,
  scheduler: SchedulerLike,
): Observable<SessionLine> {
  if (speed === 'max')
    return from(lines).pipe(
      map((text, index) => lineOf(text, index + 1)),
      filter((line) => line !== undefined),
    );
  return defer(() => {
    const waitFor = pace(speed, scheduler);
    if (typeof lines === 'object' && Symbol.iterator in lines) return pulled(lines, waitFor, scheduler);
    if (typeof lines === 'object' && Symbol.asyncIterator in lines) return pulledLater(lines, waitFor, scheduler);
    return from(lines).pipe(concatMap((text, index) => onTime(lineOf(text, index + 1), waitFor, scheduler)));
  });
}

/** Milliseconds until a line is due. */
type WaitFor = (line: SessionLine) => number;

/** Counts from the first line asked for. */
function pace(speed: number, scheduler: SchedulerLike): WaitFor {
  let started: { readonly at: number; readonly t: number } | undefined;
  return ({ t }) => {
    const now = scheduler.now();
    started ??= { at: now, t };
    return started.at + (t - started.t) / 1_000 / speed - now;
  };
}

function lineOf(text: string | SessionLine, number: number): SessionLine | undefined {
  return typeof text === 'string' && text.trim() === '' ? undefined : sessionLineOf(text, number);
}

/** What is due comes at once: a timer for each line would be slower than many recordings. */
function onTime(line: SessionLine | undefined, waitFor: WaitFor, scheduler: SchedulerLike): Observable<SessionLine> {
  if (line === undefined) return EMPTY;
  const wait = waitFor(line);
  return wait > 0 ? timer(wait, scheduler).pipe(map(() => line)) : of(line);
}

function pulled(
  lines: Iterable<string | SessionLine>,
  waitFor: WaitFor,
  scheduler: SchedulerLike,
): Observable<SessionLine> {
  return defer(() => {
    const iterator = lines[Symbol.iterator]();
    let number = 0;
    let early: SessionLine | undefined;
    /** All that is due by now; the first line that is not waits in `early`. */
    function* dueLines(): Generator<SessionLine> {
      const waited = early;
      early = undefined;
      if (waited !== undefined) yield waited;
      for (let step = iterator.next(); !step.done; step = iterator.next()) {
        const line = lineOf(step.value, ++number);
        if (line === undefined) continue;
        if (waitFor(line) > 0) {
          early = line;
          return;
        }
        yield line;
      }
    }
    return defer(() => from(dueLines())).pipe(
      repeat({ delay: () => (early === undefined ? EMPTY : timer(Math.max(0, waitFor(early)), scheduler)) }),
      finalize(() => iterator.return?.()),
    );
  });
}

function pulledLater(
  lines: AsyncIterable<string | SessionLine>,
  waitFor: WaitFor,
  scheduler: SchedulerLike,
): Observable<SessionLine> {
  return defer(() => {
    const iterator = lines[Symbol.asyncIterator]();
    let number = 0;
    return defer(() => iterator.next()).pipe(
      concatMap((step) => (step.done ? of(undefined) : onTime(lineOf(step.value, ++number), waitFor, scheduler))),
      repeat(),
      takeWhile((line) => line !== undefined),
      finalize(() => {
        from(iterator.return?.() ?? EMPTY).subscribe({ error: () => {} });
      }),
    );
  });
}
