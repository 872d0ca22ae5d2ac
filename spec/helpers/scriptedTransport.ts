import { NEVER, Observable, type SchedulerLike } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { Transport } from '../../src/transport/socket.ts';

/** What happened to one dial. */
export interface Dial {
  readonly at: number;
  readonly url: string;
  readonly sent: { readonly at: number; readonly frame: string }[];
  closedAt?: number;
}

/** How one dial goes: its frames once open, or the error that keeps it from opening. */
export type Script = Observable<Frame> | Error;

/** A transport, and the dials made with it so far. */
export interface ScriptedTransport {
  readonly transport: Transport;
  readonly dials: readonly Dial[];
}

/** A transport that plays a script for each dial (the last one again when they run out) and writes down what happens. */
export function scriptedTransport(scheduler: SchedulerLike, ...scripts: readonly Script[]): ScriptedTransport {
  const dials: Dial[] = [];
  const transport: Transport = ({ url }) =>
    new Observable((subscriber) => {
      const script = scripts[Math.min(dials.length, scripts.length - 1)] ?? NEVER;
      const dial: Dial = { at: scheduler.now(), url, sent: [] };
      dials.push(dial);
      subscriber.add(() => {
        dial.closedAt = scheduler.now();
      });
      if (script instanceof Error) {
        subscriber.error(script);
        return;
      }
      subscriber.next({
        frames$: script,
        bufferedAmount: 0,
        send: (frame) => {
          if (dial.closedAt !== undefined) throw new ColdwireError('not-sent');
          dial.sent.push({ at: scheduler.now(), frame: String(frame) });
        },
      });
    });
  return { transport, dials };
}
