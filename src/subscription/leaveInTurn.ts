import { catchError, defer, EMPTY, map, merge, NEVER, type Observable, tap } from 'rxjs';
import type { Connection } from '../connection/connection.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Ask } from './ask.ts';
import type { AskFrame } from './askFrames.ts';
import type { LineTurn } from './askLine.ts';
import { completeFrame, type FilledFrame, type FrameMaker } from './completeFrame.ts';
import type { PartedMemory } from './partedMemory.ts';
import type { SentAsks } from './sentAsks.ts';

/** What frames of asks leave by. */
export interface FrameWire extends FrameMaker {
  readonly sendInTurn: Connection['sendInTurn'];
  /** An id that nothing else on this connection has had. */
  readonly nextId: () => number | string;
  /** Milliseconds an acknowledgement may take, from when its frame left. */
  readonly ackTimeout: number;
}

/**
 * Waits for a turn, then takes a frame, completes it (letting others go meanwhile), puts its asks among the sent ones and sends
 * it; completes then. A frame that could not be completed or sent errors its asks. Never completes where the connection was
 * lost before anything was taken: the session that ends with it ends this too, in silence.
 */
export function leaveInTurn(
  wire: FrameWire,
  sent: Pick<SentAsks<Ask>, 'add' | 'take'>,
  parted: Pick<PartedMemory, 'left' | 'overdue'>,
): (turn: LineTurn<Ask, AskFrame<Ask>>) => Observable<never> {
  const { sendInTurn, nextId, ackTimeout, subscribing } = wire;
  return (turn) =>
    defer(() => {
      let asks: readonly Ask[] | undefined;
      let key = '';
      // Without acknowledgements an end is one as soon as it has been asked for.
      let endsAtOnce = false;
      const make = (): Observable<unknown> => {
        const frame = turn.take();
        const { verb } = frame;
        const id = nextId();
        const letGo = (later: readonly Ask[]): void => {
          asks = asks?.filter((ask) => !later.includes(ask));
          turn.giveBack(later);
        };
        const note = (filled: FilledFrame): unknown => {
          asks = filled.asks;
          key = String(id);
          endsAtOnce = verb === 'unsubscribe' && subscribing.ack === 'first-data';
          // Known before it leaves: the answer may come while it does.
          sent.add(key, { verb, asks: new Map(asks.map((ask) => [ask.topic.item, ask])) }, overdue);
          if (verb === 'unsubscribe') parted.left(key, asks);
          for (const { answer$ } of asks) answer$.next('sent');
          return filled.message;
        };
        asks = [...frame.asks.values()];
        const message$ = completeFrame(wire, { verb, id, asks }, letGo).pipe(map(note));
        // Only reached where the message takes its time.
        const meanwhile$ = EMPTY.pipe(tap({ subscribe: turn.moveOn }));
        return merge(message$, meanwhile$);
      };
      const overdue = (ask: Ask): void => {
        parted.overdue(ask);
        ask.answer$.error(new ColdwireError('ack-timeout', { subscription: ask.topic.key, timeout: ackTimeout }));
      };
      return sendInTurn(make, { lane: 'subscribe' }).pipe(
        tap({
          complete: () => {
            if (!endsAtOnce) return;
            for (const { answer$ } of sent.take({ id: key })) {
              answer$.next('acknowledged');
              answer$.complete();
            }
          },
        }),
        catchError((error: unknown) => {
          if (asks === undefined) return NEVER;
          sent.take({ id: key });
          for (const { answer$ } of asks) answer$.error(error);
          return EMPTY;
        }),
      );
    });
}
