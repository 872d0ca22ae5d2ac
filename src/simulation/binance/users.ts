import type { AccountEvent } from '../exchange/order.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { inOrder } from './inOrder.ts';
import type { Product } from './product.ts';
import { type ReportNames, type UserEvent, userEvents } from './userEvents.ts';

/** Who hears what becomes of accounts. */
export interface Users {
  /** Tells a socket all that befalls an account, in the words of a product, until told to stop. */
  readonly follow: (following: Following) => () => void;
}

/** What following an account needs. */
export interface Following {
  readonly account: string;
  readonly product: Product;
  readonly connection: Pick<Connection, 'after' | 'id'>;
  readonly say: (event: object) => void;
}

/** What telling users depends on. */
export interface UsersSettings {
  readonly world: Pick<VenueWorld, 'latency' | 'armed'>;
  readonly names: ReportNames;
  /** Tells each event of an account as it happens, until told to stop. */
  readonly listen: (account: string, told: (event: AccountEvent) => void) => () => void;
}

/** Nobody follows yet. Events come in their order, sooner or later than the reply to what caused them. */
export function users({ world, names, listen }: UsersSettings): Users {
  const { armed, latency } = world;
  return {
    follow({ account, product, connection, say }) {
      const later = inOrder(connection, latency);
      let waiting: readonly AccountEvent[] = [];
      let isOver = false;
      const tell = ({ event, symbol = '' }: UserEvent): void => {
        const names = [symbol, account, connection.id];
        if (armed.take('lose-event', ...names) !== undefined) return;
        say(event);
        if (armed.take('repeat-event', ...names) !== undefined) say(event);
      };
      const stop = listen(account, (event) => {
        waiting = [...waiting, event];
        if (waiting.length > 1) return;
        later(() => {
          const events = waiting;
          waiting = [];
          if (!isOver) userEvents(product, events, names).forEach(tell);
        });
      });
      return () => {
        isOver = true;
        stop();
      };
    },
  };
}
