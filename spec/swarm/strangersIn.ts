import { config } from 'rxjs';

/**
 * Does some work and gives what was thrown in it where nobody hears: rxjs throws that in a timer of its own, a turn later. Here the
 * turn comes as soon as the work is done, so that each find belongs to the work that made it. Nothing else may set a real timer.
 */
export function strangersIn(work: () => void): readonly unknown[] {
  const found: unknown[] = [];
  const later: (() => void)[] = [];
  const { setTimeout: realTimer } = globalThis;
  const { onUnhandledError } = config;
  const noTimer = (run: () => void): void => void later.push(run);
  try {
    globalThis.setTimeout = noTimer as unknown as typeof realTimer;
    config.onUnhandledError = (error: unknown) => found.push(error);
    work();
    for (const run of later) run();
  } finally {
    globalThis.setTimeout = realTimer;
    config.onUnhandledError = onUnhandledError;
  }
  return found;
}
