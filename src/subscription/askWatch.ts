import type { RoundTrip } from '../model/roundTrip.ts';
import type { Clock } from '../model/seams.ts';
import type { Topic } from '../protocol/topic.ts';

/** Who is told how topics fare on the wire. */
export interface AskWatchers {
  readonly clock: Clock;
  /** Told as a topic is asked for; what it gives back is called when it is no longer served, as far as one knows. */
  readonly onOutstanding?: ((topic: Pick<Topic, 'subscription'>) => () => void) | undefined;
  /** Told how long the venue took to acknowledge. */
  readonly onRoundTrip?: ((trip: RoundTrip) => void) | undefined;
}

/** Follows one ask for a topic from its leaving to the end of the topic on the wire. */
export interface AskWatch {
  hear(step: 'sent' | 'acknowledged'): void;
  /** The topic has ended, or never was there. */
  end(): void;
}

/** Times an ask to its acknowledgement, and lets the topic be outstanding from when it is asked for. */
export function askWatch(
  topic: Pick<Topic, 'subscription'>,
  { clock, onOutstanding, onRoundTrip }: AskWatchers,
): AskWatch {
  let sentAt = 0;
  let over: (() => void) | undefined;
  return {
    hear: (step) => {
      if (step === 'sent') {
        sentAt = clock.monotonic();
        over = onOutstanding?.(topic);
      } else onRoundTrip?.({ of: 'subscribe', ms: clock.monotonic() - sentAt, subscription: topic.subscription });
    },
    end: () => over?.(),
  };
}
