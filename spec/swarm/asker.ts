import type { Subscription as Held } from 'rxjs';
import type { Client } from '../../src/client/createClient.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Ask } from './plan.ts';

/** How a request may end, by whether asking twice does harm. */
const ENDS: Readonly<Record<string, ReadonlySet<string>>> = {
  true: new Set(['reply', 'not-sent', 'reply-timeout', 'request-rejected', 'overflow']),
  false: new Set(['reply', 'not-sent', 'outcome-unknown', 'request-rejected', 'overflow']),
};

/** Makes a request; what is wrong with its end is told, at the latest when `ended` is asked for. */
export interface Asker {
  ask(): void;
  /** What is wrong, once the time it was given is up. */
  readonly ended: () => string | undefined;
}

/** A request that has not been made yet. */
export function asker(
  { timeout, idempotent, t }: Ask,
  name: string,
  client: Client,
  payload: unknown,
  told: (word: string) => void,
  wrong: (what: string) => void,
): Asker {
  const ends: string[] = [];
  let held: Held | undefined;
  const end = (how: string): void => {
    ends.push(how);
    told(`${name} ${how}`);
    if (ends.length > 1) wrong(`I1 a request ended twice: ${ends.join()} (${name})`);
    if (ENDS[String(idempotent)]?.has(how) !== true) wrong(`I2 a request ended with ${how} (${name})`);
  };
  return {
    ask() {
      let replies = 0;
      held = client.request(payload, { timeout, idempotent }).subscribe({
        next: () => {
          replies++;
        },
        error: (error: unknown) => end(isColdwireError(error) ? error.kind : `stranger ${String(error)}`),
        complete: () => end(replies === 1 ? 'reply' : `${replies} replies`),
      });
    },
    ended: () => (held !== undefined && ends.length === 0 ? `I1 a request of ${t} never ended (${name})` : undefined),
  };
}
