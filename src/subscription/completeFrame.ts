import { EMPTY, mergeMap, type Observable, of } from 'rxjs';
import type { Completion } from '../connection/completion.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import { isPrivateTopic } from '../protocol/isPrivateTopic.ts';
import type { Subscribing } from '../protocol/subscribing.ts';
import type { Ask } from './ask.ts';
import type { Verb } from './askFrames.ts';

/** What frames of asks are made with. */
export interface FrameMaker {
  readonly subscribing: Subscribing;
  readonly completion: Pick<Completion, 'contextOf'>;
  /** How many bytes a message is, as a frame. */
  readonly bytesOf: (message: unknown) => number;
}

/** Asks that go into one frame. */
export interface Filling {
  readonly verb: Verb;
  readonly id: number | string;
  readonly asks: readonly Ask[];
}

/** A frame that can leave, with the asks that are in it. */
export interface FilledFrame {
  readonly message: unknown;
  readonly asks: readonly Ask[];
}

/**
 * Makes the message of a frame as it leaves, signed and with its token where it is private. What the venue's bytes have no
 * room for is given back; what nobody asks any more by then is left out, and completes without a message where that is all.
 * Errors with what keeps it from being completed, and with `invalid-options` for a topic that is too long by itself.
 */
export function completeFrame(
  maker: FrameMaker,
  { verb, id, asks }: Filling,
  giveBack: (asks: readonly Ask[]) => void,
): Observable<FilledFrame> {
  const { subscribing, completion, bytesOf } = maker;
  const { maxBytes = Number.POSITIVE_INFINITY } = subscribing;
  const wanted = asks.filter(isWanted);
  const [first] = wanted;
  if (first === undefined) return EMPTY;
  const topics = wanted.map(({ topic }) => topic);
  const again = (fewer: readonly Ask[]): Observable<FilledFrame> =>
    completeFrame(maker, { verb, id, asks: fewer }, giveBack);
  const context$ = completion.contextOf({
    id,
    isPrivate: isPrivateTopic(first.topic),
    sign: subscribing.sign && ((context) => subscribing.sign?.(verb, topics, context) ?? ''),
  });
  return context$.pipe(
    mergeMap((context) => {
      if (!wanted.every(isWanted)) return again(wanted);
      const message = subscribing[verb](topics, context);
      const bytes = maxBytes === Number.POSITIVE_INFINITY ? 0 : bytesOf(message);
      if (bytes <= maxBytes) return of({ message, asks: wanted });
      const most = Math.min(Math.floor((wanted.length * maxBytes) / bytes), wanted.length - 1);
      if (wanted.length === 1)
        throw new ColdwireError('invalid-options', { option: 'subscription', expected: `at most ${maxBytes} bytes` });
      giveBack(wanted.slice(Math.max(most, 1)));
      return again(wanted.slice(0, Math.max(most, 1)));
    }),
  );
}

/** Whether somebody still waits for it. */
function isWanted({ answer$ }: Ask): boolean {
  return answer$.observed;
}
