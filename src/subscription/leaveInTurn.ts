import { catchError, defer, EMPTY, NEVER, type Observable, type Subject } from 'rxjs';
import type { Connection } from '../connection/connection.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Clock } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Asked, AskFrame, Verb } from './askFrames.ts';
import type { SentAsks } from './sentAsks.ts';

const NOBODY = { nonce: 0, key: '', uid: '', passphrase: '', signature: '', token: '' };

/** An ask with who waits for its answer. */
export interface Ask extends Asked {
  readonly answer$: Subject<'sent' | 'acknowledged'>;
}

/** What frames of asks leave by. */
export interface FrameWire {
  readonly subscribing: Dialect['subscribing'];
  readonly sendInTurn: Connection['sendInTurn'];
  /** An id that nothing else on this connection has had. */
  readonly nextId: () => number | string;
  readonly clock: Pick<Clock, 'wall'>;
  /** Milliseconds an acknowledgement may take, from when its frame left. */
  readonly ackTimeout: number;
}

/**
 * Waits for a turn, then takes a frame, puts its asks among the sent ones and sends it; completes then. A frame that could
 * not be sent errors its asks. Never completes where the connection was lost before anything was taken: the session that
 * ends with it ends this too, in silence.
 */
export function leaveInTurn(
  { subscribing, sendInTurn, nextId, clock, ackTimeout }: FrameWire,
  sent: SentAsks<Ask>,
  onId: (id: string, verb: Verb) => void,
): (take: () => AskFrame<Ask>) => Observable<never> {
  return (take) =>
    defer(() => {
      let asks: readonly Ask[] = [];
      let unsend: (() => void) | undefined;
      const make = (): unknown => {
        const frame = take();
        const { verb } = frame;
        const id = nextId();
        const key = String(id);
        asks = [...frame.asks.values()];
        unsend = () => sent.take(key, verb);
        const topics = asks.map(({ topic }) => topic);
        const message = subscribing[verb](topics, { ...NOBODY, id, time: clock.wall() });
        // Known before it leaves: the answer may come while it does.
        sent.add(key, frame, ({ topic, answer$ }) =>
          answer$.error(new ColdwireError('ack-timeout', { subscription: topic.key, timeout: ackTimeout })),
        );
        onId(key, verb);
        for (const { answer$ } of asks) answer$.next('sent');
        return message;
      };
      return sendInTurn(make, { lane: 'subscribe' }).pipe(
        catchError((error: unknown) => {
          if (unsend === undefined) return NEVER;
          unsend();
          for (const { answer$ } of asks) answer$.error(error);
          return EMPTY;
        }),
      );
    });
}
