import { delay, Observable, type SchedulerAction, type SchedulerLike, type Subscriber, switchMap, timer } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Clock, Frame } from '../../src/model/seams.ts';
import type { VirtualTime } from '../../src/simulation/index.ts';
import type { Http } from '../../src/transport/http.ts';
import type { Socket, Transport } from '../../src/transport/socket.ts';
import type { MachineFault, MachineFaultKind } from './machineFault.ts';

/** More than any client may leave unsent, in bytes. */
const FULL = 1 << 30;

/** Where a client runs: its clock, its timers and its links, all of which can go wrong. */
export interface Machine {
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
  readonly link: (transport: Transport) => Transport;
  readonly http: (http: Http) => Http;
  readonly inject: (fault: MachineFault) => void;
}

/** Does work once it may reach the program, in the order it was given. */
type Bring = (work: () => void) => void;

/** A machine on which nothing is wrong yet. Requests over REST take `latency()` milliseconds each way. Who writes to a socket that is full is told to `wrong`. */
export function machine(time: VirtualTime, latency: () => number, wrong: (what: string) => void): Machine {
  const { now } = time;
  const until = new Map<MachineFaultKind, number>();
  const untilOf = (kind: MachineFaultKind): number => until.get(kind) ?? Number.NEGATIVE_INFINITY;
  const is = (kind: MachineFaultKind): boolean => now() < untilOf(kind);
  let ahead = 0;
  let late = 0;
  let dropAfter = 0;

  const scheduler: SchedulerLike = {
    now,
    schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, delay?: number, state?: T) =>
      time.schedule(
        function (this: SchedulerAction<T>, given?: T) {
          if (is('stall')) this.schedule(given, untilOf('stall') - now());
          else work.call(this, given);
        },
        delay,
        state,
      ),
  };
  const bringTo = (subscriber: Subscriber<unknown>): Bring => {
    const waiting: (() => void)[] = [];
    let last = Number.NEGATIVE_INFINITY;
    return (work) => {
      last = Math.max(last, now() + (is('lag') ? late : 0), untilOf('stall'));
      if (waiting.length === 0 && last <= now()) work();
      else {
        waiting.push(work);
        // Whichever of those that are due at one instant comes first does what was given first.
        subscriber.add(scheduler.schedule(() => waiting.shift()?.(), Math.max(last - now(), 0)));
      }
    };
  };
  const socketOver = (socket: Socket, bring: Bring): Socket => ({
    frames$: brought(socket.frames$, bring),
    get bufferedAmount() {
      return is('clog') ? FULL : socket.bufferedAmount;
    },
    send(frame: Frame) {
      if (is('clog')) wrong('I25 a socket that is full is written to');
      socket.send(frame);
    },
    ...(socket.ping === undefined ? {} : { ping: () => socket.ping?.() }),
    ...(socket.pongs$ === undefined ? {} : { pongs$: brought(socket.pongs$, bring) }),
  });

  return {
    scheduler,
    clock: { wall: () => now() + (is('clock-jump') ? ahead : 0), monotonic: now },
    link: (transport) => (endpoint) =>
      new Observable((subscriber) => {
        if (is('hang-dial')) return;
        const bring = bringTo(subscriber);
        const cut = (): void =>
          bring(() =>
            subscriber.error(new ColdwireError('connection-lost', { code: 1006, reason: '', wasClean: false })),
          );
        subscriber.add(
          transport(endpoint).subscribe({
            next: (socket) => {
              if (is('accept-drop')) subscriber.add(time.schedule(cut, dropAfter));
              bring(() => subscriber.next(socketOver(socket, bring)));
            },
            error: (error: unknown) => bring(() => subscriber.error(error)),
          }),
        );
      }),
    http: (http) => (request) =>
      new Observable((subscriber) => {
        const answer$ = timer(latency(), time).pipe(
          switchMap(() => http(request)),
          delay(latency(), time),
        );
        subscriber.add(passed(answer$, subscriber, bringTo(subscriber)));
      }),
    inject(fault) {
      until.set(fault.kind, now() + fault.args.for);
      if (fault.kind === 'clock-jump') ahead = fault.args.by;
      if (fault.kind === 'lag') late = fault.args.by;
      if (fault.kind === 'accept-drop') dropAfter = fault.args.after;
    },
  };
}

function brought<T>(source: Observable<T>, bring: Bring): Observable<T> {
  return new Observable((subscriber) => passed(source, subscriber, bring));
}

function passed<T>(source: Observable<T>, subscriber: Subscriber<T>, bring: Bring) {
  return source.subscribe({
    next: (value) => bring(() => subscriber.next(value)),
    error: (error: unknown) => bring(() => subscriber.error(error)),
    complete: () => bring(() => subscriber.complete()),
  });
}
