import {
  connect,
  defer,
  endWith,
  finalize,
  ignoreElements,
  interval,
  merge,
  type MonoTypeOperatorFunction,
  takeUntil,
  tap,
  withLatestFrom,
} from 'rxjs';
import type { Subscription } from '../model/subscription.ts';
import type { Io } from './io.ts';
import { printable } from './printable.ts';
import { tellAside } from './tellAside.ts';
import { plainLine } from './view/plainLine.ts';
import { summaryLine } from './view/summaryLine.ts';
import { initialView } from './view/viewState.ts';
import { viewStates } from './viewStates.ts';
import type { WatchEvent } from './watchEvent.ts';

/** How often a symbol's line is printed, in milliseconds. */
const EVERY = 1_000;

/**
 * Prints the title, then a line a symbol each second on stdout and a last line when it ends; what else happens goes to stderr
 * as it happens.
 */
export function showLines(
  title: string,
  subscriptions: readonly Subscription[],
  io: Io,
): MonoTypeOperatorFunction<WatchEvent> {
  return (events$) =>
    defer(() => {
      const { clock, scheduler } = io;
      const startedAt = clock.monotonic();
      let last = initialView(subscriptions);
      io.stdout(`${title}\n`);
      return events$.pipe(
        tap(tellAside(io)),
        connect((shared$) => {
          const states$ = viewStates(shared$, subscriptions, clock).pipe(
            tap((state) => {
              last = state;
            }),
          );
          const printed$ = interval(EVERY, scheduler).pipe(
            withLatestFrom(states$),
            tap(([, { panels }]) => {
              for (const panel of panels.values()) io.stdout(`${printable(plainLine(panel, clock.wall()))}\n`);
            }),
            takeUntil(shared$.pipe(ignoreElements(), endWith(undefined))),
            ignoreElements(),
          );
          return merge(printed$, shared$);
        }),
        finalize(() => io.stdout(`${summaryLine(last, clock.monotonic() - startedAt)}\n`)),
      );
    });
}
