import {
  connect,
  defer,
  finalize,
  ignoreElements,
  interval,
  merge,
  type MonoTypeOperatorFunction,
  combineLatest,
  endWith,
  startWith,
  takeUntil,
  tap,
  throttleTime,
} from 'rxjs';
import type { Subscription } from '../model/subscription.ts';
import type { Io } from './io.ts';
import { CLEAR, HIDE_CURSOR, paint, SHOW_CURSOR } from './view/paint.ts';
import { screen } from './view/screen.ts';
import { printLine } from './view/styledLine.ts';
import { summaryLine } from './view/summaryLine.ts';
import { initialView, type ViewState } from './view/viewState.ts';
import { viewStates } from './viewStates.ts';
import type { WatchEvent } from './watchEvent.ts';

/** The least and the most time between two paintings, in milliseconds. */
const LEAST = 100;
const MOST = 250;

/**
 * Paints what there is to show over itself, at most ten times a second and at least four times, for the clocks in it; when it ends, the cursor is given
 * back below a last line that sums up.
 */
export function showScreen(
  title: string,
  subscriptions: readonly Subscription[],
  io: Io,
): MonoTypeOperatorFunction<WatchEvent> {
  return (events$) =>
    defer(() => {
      const { clock, scheduler, colour } = io;
      const startedAt = clock.monotonic();
      let height = 0;
      let size = '';
      let last = initialView(subscriptions);
      const draw = (state: ViewState): void => {
        // A last column written to, or a line more than there are rows, would scroll what is painted over.
        const lines = screen(title, state, clock.wall())
          .slice(0, Math.max(1, io.rows() - 1))
          .map((line) => printLine(line, io.columns() - 1, colour));
        // What a terminal made of the old screen when it was resized is nobody's to know: it starts afresh.
        const now = `${io.columns()}x${io.rows()}`;
        const resized = size !== '' && size !== now;
        size = now;
        io.stdout(resized ? `${CLEAR}${paint(lines, 0)}` : paint(lines, height));
        height = lines.length;
      };
      io.stdout(HIDE_CURSOR);
      return events$.pipe(
        connect((shared$) => {
          const ended$ = shared$.pipe(ignoreElements(), endWith(undefined));
          const clockwork$ = interval(MOST, scheduler).pipe(startWith(0));
          const painted$ = combineLatest([viewStates(shared$, subscriptions, clock), clockwork$]).pipe(
            tap(([state]) => {
              last = state;
            }),
            throttleTime(LEAST, scheduler, { leading: true, trailing: true }),
            tap(([state]) => draw(state)),
            takeUntil(ended$),
            ignoreElements(),
          );
          return merge(painted$, shared$);
        }),
        finalize(() => {
          draw(last);
          io.stdout(`${summaryLine(last, clock.monotonic() - startedAt)}\n${SHOW_CURSOR}`);
        }),
      );
    });
}
