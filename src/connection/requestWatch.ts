import type { Lane } from '../protocol/lane.ts';
import type { ConnectionSettings } from './options.ts';

/** Follows one request from its leaving to its end. */
export interface RequestWatch {
  /** It leaves by this. Throws what kept it from leaving. */
  leave(handOver: () => void): void;
  /** Whether it has left: true from just before it is handed over, for its reply or the loss of the connection may come while it is. */
  hasLeft(): boolean;
  /** A reply to it came. */
  hear(): void;
  /** It is over, however it ended; may be said again. */
  end(): void;
}

/** Times a request to its first reply, and lets it be known that it is outstanding where it is to be answered. */
export function requestWatch<M>(
  { clock, onOutstanding, onRoundTrip }: Pick<ConnectionSettings<M>, 'clock' | 'onOutstanding' | 'onRoundTrip'>,
  lane: Lane,
  isAnswered: boolean,
): RequestWatch {
  let leftAt: number | undefined;
  let hasLeft = false;
  let answered: (() => void) | undefined;
  return {
    leave: (handOver) => {
      if (isAnswered) answered = onOutstanding?.();
      leftAt = clock.monotonic();
      hasLeft = true;
      try {
        handOver();
      } catch (error) {
        hasLeft = false;
        throw error;
      }
    },
    hasLeft: () => hasLeft,
    hear: () => {
      if (leftAt !== undefined) onRoundTrip?.({ of: 'request', ms: clock.monotonic() - leftAt, lane });
      leftAt = undefined;
    },
    end: () => answered?.(),
  };
}
