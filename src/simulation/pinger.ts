import { Subscription } from 'rxjs';
import type { Connection, ServerPings } from './venueSide.ts';

/** The venue's own pings on one socket. */
export interface Pinger {
  begin(): void;
  ponged(): void;
}

/** What pinging depends on. */
export interface PingerSettings extends Pick<Connection, 'after' | 'close'> {
  readonly ping: () => void;
}

/** Not pinging yet; without `pings`, never. */
export function pinger(pings: ServerPings | undefined, { after, ping, close }: PingerSettings): Pinger {
  let deadline = Subscription.EMPTY;
  const beat = ({ every, within }: ServerPings): void => {
    after(every, () => beat({ every, within }));
    // The oldest unanswered ping counts.
    if (deadline.closed) deadline = after(within, () => close({ code: 1008, reason: 'Pong timeout' }));
    ping();
  };
  return {
    begin() {
      if (pings !== undefined) after(pings.every, () => beat(pings));
    },
    ponged: () => deadline.unsubscribe(),
  };
}
