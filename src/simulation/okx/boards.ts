import { Subscription } from 'rxjs';
import type { SystemStatus } from '../fault.ts';
import type { Topic } from '../topic.ts';
import type { VenueWorld } from '../venueSide.ts';
import { dataText } from './dataText.ts';
import { instrumentRow } from './instrumentRow.ts';
import type { Listing } from './listing.ts';
import { statusRow } from './status.ts';
import { missing, type Wish } from './wish.ts';

/** The channels that are of no instrument: what is listed, and how the venue fares. */
export interface Boards {
  refusal(wish: Wish): string | undefined;
  serve(topic: Topic<Wish>): Subscription;
  /** The venue fares otherwise from now on. */
  tellStatus(system: SystemStatus): void;
}

/** The kinds of instrument there are; of some nothing is listed here. */
const TYPES: readonly string[] = ['SPOT', 'MARGIN', 'SWAP', 'FUTURES', 'OPTION'];

/** The boards of a venue that lists these. */
export function boards(listings: readonly Listing[], { now, latency }: Pick<VenueWorld, 'now' | 'latency'>): Boards {
  const readers = new Set<Topic<Wish>>();
  let status = statusRow('online', 0);
  return {
    refusal: ({ channel, instType = '', arg }) =>
      channel === 'status' || TYPES.includes(instType) ? undefined : missing(arg),
    serve(topic) {
      const { channel, arg, instType } = topic.wish;
      const serving = new Subscription(() => readers.delete(topic));
      const begin = (): void => {
        if (channel === 'status') {
          readers.add(topic);
          return topic.send(dataText(arg, [status]));
        }
        const listed = listings.filter((one) => one.instType === instType);
        return topic.send(dataText(arg, listed.map(instrumentRow)));
      };
      serving.add(topic.after(latency(), begin));
      return serving;
    },
    tellStatus(system) {
      status = statusRow(system, now());
      for (const { send, wish } of readers) send(dataText(wish.arg, [status]));
    },
  };
}
