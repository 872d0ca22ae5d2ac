import { Subscription } from 'rxjs';
import { amountOf, amountText } from '../exchange/amount.ts';
import type { AccountEvent } from '../exchange/order.ts';
import type { Topic } from '../topic.ts';
import type { VenueWorld } from '../venueSide.ts';
import { dataText } from './answers.ts';
import { jsonText } from './jsonText.ts';
import { positionRow } from './positionRow.ts';
import type { Caller } from './serving.ts';
import type { Trader } from './trader.ts';
import { trimmed } from './trimmed.ts';
import type { Wish } from './wish.ts';

/** What accounts are told. */
export interface PrivateFeed {
  serve(topic: Topic<Wish>, caller: Caller): Subscription;
}

type OrderEvent = Extract<AccountEvent, { readonly kind: 'order' }>;
type BalanceEvent = Extract<AccountEvent, { readonly kind: 'balance' }>;

const EVENTS: Readonly<Record<OrderEvent['change'], string>> = {
  placed: 'put',
  filled: 'update',
  amended: 'update',
  canceled: 'finish',
};
const CAUSES: Readonly<Record<OrderEvent['change'], string>> = {
  placed: 'order-create',
  filled: 'order-match',
  amended: 'order-update',
  canceled: 'order-cancel',
};

/** Tells accounts of the exchange what befalls them. Nothing is told of what was before. */
export function privateFeed(world: VenueWorld, trader: Trader): PrivateFeed {
  const { armed, exchange } = world;
  return {
    serve(topic, { account, inTurn }) {
      const { wish, socket } = topic;
      const rowsOf = reporter(world, trader, wish, account);
      const tell = (event: AccountEvent): void => {
        const rows = rowsOf(event);
        if (rows.length === 0) return;
        const names = [...(event.kind === 'order' ? [event.order.symbol] : []), socket];
        if (armed.take('lose-event', ...names) !== undefined) return;
        const times = armed.take('repeat-event', ...names) === undefined ? 1 : 2;
        const text = dataText(wish.channel, Math.floor(event.at), jsonText(rows));
        for (let i = 0; i < times; i++) inTurn(() => topic.send(text));
      };
      // From the acknowledgement on: what happens while that is under way is told behind it.
      return new Subscription(exchange.follow(account, tell));
    },
  };
}

/** What an event is to a topic: rows, or nothing. */
function reporter(
  { exchange, accounts }: VenueWorld,
  trader: Trader,
  { kind, product, name }: Wish,
  account: string,
): (event: AccountEvent) => readonly object[] {
  const uid = accounts.all.find(({ key }) => key === account)?.uid ?? '';
  const held = new Map(exchange.state(account).balances.map((balance) => [balance.asset, balance.held]));
  // Balances follow what befell an order, which is why they changed.
  let cause: OrderEvent | undefined;

  const ofOrder = (event: OrderEvent): readonly object[] => {
    const { order, fill, change } = event;
    const spelt = trader.spelling(order.symbol, order.id, account);
    if (spelt === undefined || spelt.listing.product !== product) return [];
    if (name !== undefined && name !== spelt.listing.name) return [];
    const { listing, form, of } = spelt;
    if (kind === 'usertrades') return fill === undefined ? [] : [form.fill(listing, fill, of)];
    if (kind !== 'orders') return [];
    const row = form.row(listing, order, of);
    return product === 'spot' ? [spotNews(row, order.status === 'open' ? EVENTS[change] : 'finish', uid)] : [row];
  };
  const ofBalance = (event: BalanceEvent): readonly object[] => {
    if (kind !== 'balances') return [];
    const before = held.get(event.balance.asset) ?? '0';
    held.set(event.balance.asset, event.balance.held);
    if (product === 'spot') return [spotBalance(event, { uid, before, cause: cause?.change })];
    const spelt = cause === undefined ? undefined : trader.spelling(cause.order.symbol, cause.order.id, account);
    const isTold = event.isTransfer === true || spelt?.listing.product === 'futures';
    return isTold && Number(event.change) !== 0
      ? [
          futuresBalance(
            event,
            uid,
            event.isTransfer === true ? '' : `${spelt?.listing.name ?? ''}:${cause?.order.id ?? ''}`,
          ),
        ]
      : [];
  };
  return (event) => {
    if (event.kind === 'order') {
      cause = event;
      return ofOrder(event);
    }
    if (event.kind === 'balance') return ofBalance(event);
    const spelt = trader.spelling(event.position.symbol, '', account);
    const isAsked = kind === 'positions' && spelt !== undefined && [undefined, spelt.listing.name].includes(name);
    return isAsked ? [positionRow(spelt.listing, event.position, { uid, at: event.at })] : [];
  };
}

/** Times are text here, though replies tell some as numbers. */
function spotNews(row: object, event: string, uid: string): object {
  const { status: _, ...told } = row as Readonly<Record<string, unknown>>;
  return {
    ...told,
    create_time_ms: String(told.create_time_ms),
    update_time_ms: String(told.update_time_ms),
    user: Number(uid),
    event,
    biz_info: '-',
  };
}

/** `{"timestamp":"1755718222","timestamp_ms":"1755718222394","user":"12870774","currency":"USDT","change":"0","total":"3087.01","available":"3081.68","freeze":"5.325","freeze_change":"5.325","change_type":"order-create"}` */
function spotBalance(
  { balance, change, isTransfer, at }: BalanceEvent,
  {
    uid,
    before,
    cause,
  }: { readonly uid: string; readonly before: string; readonly cause: OrderEvent['change'] | undefined },
): object {
  const frozen = (amountOf(balance.held) ?? 0n) - (amountOf(before) ?? 0n);
  return {
    timestamp: String(Math.floor(at / 1_000)),
    timestamp_ms: String(Math.floor(at)),
    user: uid,
    currency: balance.asset,
    change: trimmed(change),
    total: trimmed(balance.total),
    available: trimmed(balance.free),
    freeze: trimmed(balance.held),
    freeze_change: amountText(frozen),
    change_type: isTransfer === true ? 'deposit' : CAUSES[cause ?? 'filled'],
  };
}

/** `{"balance":2214.189,"change":-0.00255888,"currency":"usdt","text":"TCOM_USDT:263179103241933644","time":1755738516,"time_ms":1755738516430,"type":"fee","user":"12870774"}` */
function futuresBalance({ balance, change, isTransfer, at }: BalanceEvent, uid: string, text: string): object {
  return {
    balance: Number(balance.total),
    change: Number(change),
    currency: balance.asset.toLowerCase(),
    text,
    time: Math.floor(at / 1_000),
    time_ms: Math.floor(at),
    type: isTransfer === true ? 'dnw' : 'pnl',
    user: uid,
  };
}
