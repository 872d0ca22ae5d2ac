import { Subscription } from 'rxjs';
import type { AccountState } from '../exchange/customer.ts';
import type { AccountEvent, SimulatedFill } from '../exchange/order.ts';
import type { Topic } from '../topic.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { balanceText, entryText } from './balanceTexts.ts';
import { fillText, openOrderText, reportTexts } from './executionTexts.ts';

/** A private channel, as somebody subscribed it. */
export interface PrivateWish {
  readonly channel: PrivateChannel;
  readonly account: string;
  /** Of `executions`: open orders, and the latest fills, in the snapshot. */
  readonly snapOrders: boolean;
  readonly snapTrades: boolean;
  /** Of `executions`: all that befalls an order, or only its beginning and its end. */
  readonly everyStatus: boolean;
}

export const privateChannels = ['executions', 'balances'] as const;
export type PrivateChannel = (typeof privateChannels)[number];

/** Fills a snapshot holds at most. */
const PAST_FILLS = 50;

/** Kept from those who want only beginnings and ends. */
const MINOR: ReadonlySet<string> = new Set(['pending_new', 'amended']);

/**
 * Serves a private channel: the state it starts from, then each change, numbered from 1. What is lost on the way, by a fault, leaves
 * its number behind.
 */
export function servePrivate(
  { exchange, armed, latency }: Pick<VenueWorld, 'exchange' | 'armed' | 'latency'>,
  { inTurn }: Pick<Connection, 'inTurn'>,
): (topic: Topic<PrivateWish>) => Subscription {
  return ({ wish, socket, send, after }) => {
    const serving = new Subscription();
    let sequence = 0;
    const tell = (type: 'snapshot' | 'update', data: string): void => {
      const text = `{"channel":"${wish.channel}","type":"${type}","data":[${data}],"sequence":${++sequence}}`;
      if (type === 'update' && armed.take('lose-event', socket) !== undefined) return;
      send(text);
      if (type === 'update' && armed.take('repeat-event', socket) !== undefined) send(text);
    };
    const textsOf = teller(wish);
    const begin = (): void => {
      tell('snapshot', snapshotOf(exchange.state(wish.account), wish));
      const leave = exchange.follow(wish.account, (event) => {
        for (const text of textsOf(event)) inTurn(() => serving.closed || tell('update', text));
      });
      serving.add(leave);
    };
    serving.add(after(latency(), begin));
    return serving;
  };
}

function snapshotOf(
  { orders, fills, balances }: AccountState,
  { channel, snapOrders, snapTrades }: PrivateWish,
): string {
  if (channel === 'balances') return balances.map(balanceText).join(',');
  const open = snapOrders ? orders.filter(({ status }) => status === 'open').map(openOrderText) : [];
  const byId = new Map(orders.map((order) => [order.id, order]));
  const past = fills.slice(-PAST_FILLS).flatMap((fill) => {
    const order = byId.get(fill.orderId);
    return order === undefined ? [] : [fillText(fill, order, true)];
  });
  return [...open, ...(snapTrades ? past : [])].join(',');
}

/** What an account's events are in the words of a channel. */
function teller({ channel, everyStatus }: PrivateWish): (event: AccountEvent) => readonly string[] {
  let fill: SimulatedFill | undefined;
  let entries = 0;
  return (event) => {
    if (channel === 'executions') {
      return reportTexts(event).flatMap(({ type, text }) => (everyStatus || !MINOR.has(type) ? [text] : []));
    }
    // The balances that follow an order's event are of its doing.
    if (event.kind === 'order') fill = event.fill;
    const entry = entryText(event, fill, entries + 1);
    if (entry === undefined) return [];
    entries++;
    return [entry];
  };
}
