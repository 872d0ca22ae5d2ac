import type { MonoTypeOperatorFunction } from 'rxjs';
import type { Subscription } from '../model/subscription.ts';
import type { Io } from './io.ts';
import { showLines } from './showLines.ts';
import { showScreen } from './showScreen.ts';
import type { WatchEvent } from './watchEvent.ts';

/** Shows feeds to a human: painted where stdout is a terminal, else a line a second. */
export function show(
  title: string,
  subscriptions: readonly Subscription[],
  io: Io,
): MonoTypeOperatorFunction<WatchEvent> {
  return io.isTTY ? showScreen(title, subscriptions, io) : showLines(title, subscriptions, io);
}
