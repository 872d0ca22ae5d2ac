import { Subscription } from 'rxjs';
import type { AccountEvent } from '../exchange/order.ts';
import type { Topic } from '../topic.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { accountRow, balanceRow } from './accountRow.ts';
import { fieldText } from './fieldText.ts';
import type { Listing } from './listing.ts';
import { orderRow } from './orderRow.ts';
import type { Papers } from './papers.ts';
import { positionRow, shortPositionRow } from './positionRow.ts';
import { missing, type Wish } from './wish.ts';

/** Who is served, and over what. */
export interface Caller {
  /** The key of the account that has logged in. */
  readonly account: string;
  readonly inTurn: Connection['inTurn'];
}

/** What accounts are told. */
export interface PrivateFeed {
  refusal(wish: Wish): string | undefined;
  serve(topic: Topic<Wish>, caller: Caller): Subscription;
}

/** What it depends on. */
export interface PrivateFeedSettings {
  readonly world: VenueWorld;
  readonly listings: readonly Listing[];
  readonly papersOf: (orderId: string) => Papers;
}

/** Some frame of a private channel: what it is about, for faults to find it, and what it says. */
interface News {
  readonly symbol?: string;
  readonly eventType?: string;
  readonly rows: readonly object[];
}

const TYPES: readonly string[] = ['SPOT', 'MARGIN', 'SWAP', 'FUTURES', 'OPTION', 'ANY'];
/** State is told again so often, in milliseconds, unless the subscription wants none of that. */
const AGAIN = 5_000;

/** Tells accounts of the exchange what befalls them. */
export function privateFeed(settings: PrivateFeedSettings): PrivateFeed {
  const { accounts, armed, exchange, latency } = settings.world;
  return {
    refusal: ({ kind, instType = '', arg }) =>
      kind.by !== 'instType' || TYPES.includes(instType) ? undefined : missing(arg),
    serve(topic, { account, inTurn }) {
      const { arg, channel } = topic.wish;
      const uid = accounts.all.find(({ key }) => key === account)?.uid;
      const serving = new Subscription();
      const told = ({ eventType, rows }: News): string => {
        const pages =
          eventType === undefined || channel === 'balance_and_position'
            ? {}
            : { eventType, curPage: 1, lastPage: true };
        return JSON.stringify({ arg: { ...arg, uid }, ...pages, data: rows });
      };
      const tell = (news: News): void => {
        const names = [...(news.symbol === undefined ? [] : [news.symbol]), topic.socket];
        if (armed.take('lose-event', ...names) !== undefined) return;
        const times = armed.take('repeat-event', ...names) === undefined ? 1 : 2;
        const text = told(news);
        for (let i = 0; i < times; i++) inTurn(() => topic.send(text));
      };
      const tellState = (): void => {
        topic.send(told({ eventType: 'snapshot', rows: stateRows(topic.wish, account, settings) }));
        if (channel !== 'balance_and_position' && !wantsNoMore(topic.wish)) serving.add(topic.after(AGAIN, tellState));
      };
      const follow = (): void =>
        serving.add(exchange.follow(account, (event) => newsOf(event, topic.wish, account, settings).forEach(tell)));
      // Orders have no state to be told first: what befalls them is told from the acknowledgement on.
      if (channel === 'orders') follow();
      else
        serving.add(
          topic.after(latency(), () => {
            tellState();
            follow();
          }),
        );
      return serving;
    },
  };
}

/** `{"channel":"account","extraParams":"{\"updateInterval\":\"0\"}"}` asks for no more than what happens. */
function wantsNoMore({ arg }: Wish): boolean {
  return fieldText(arg.extraParams).replaceAll(' ', '').includes('"updateInterval":"0"');
}

const isWanted = ({ arg, instId, instType }: Wish, listing: Listing): boolean =>
  (instType === undefined || instType === 'ANY' || instType === listing.instType) &&
  (instId === undefined || instId === listing.instId) &&
  (arg.instFamily === undefined || `${fieldText(arg.instFamily)}-SWAP` === listing.instId);

/** The state a channel begins with, and tells again. */
function stateRows(wish: Wish, account: string, { world, listings }: PrivateFeedSettings): readonly object[] {
  const at = world.now();
  const { balances, positions } = world.exchange.state(account);
  const held = positions.flatMap((position) => {
    const listing = listings.find(({ market }) => market.spec.symbol === position.symbol);
    return listing === undefined || Number(position.size) === 0 || !isWanted(wish, listing)
      ? []
      : [{ position, listing }];
  });
  switch (wish.channel) {
    case 'account':
      return [
        accountRow(
          balances.filter(({ asset }) => wish.arg.ccy === undefined || wish.arg.ccy === asset),
          at,
        ),
      ];
    case 'positions':
      return held.map(({ position, listing }) => positionRow(listing, position, { account, at }));
    default:
      return [
        {
          pTime: String(at),
          eventType: 'snapshot',
          balData: balances.map((balance) => balanceRow(balance, at)),
          posData: held.map(({ position, listing }) => shortPositionRow(listing, position, { account, at })),
          trades: [],
        },
      ];
  }
}

/** What an event is to a channel: a frame, or nothing. */
function newsOf(
  event: AccountEvent,
  wish: Wish,
  account: string,
  { listings, papersOf }: PrivateFeedSettings,
): readonly News[] {
  const { at } = event;
  const isBoth = wish.channel === 'balance_and_position';
  const both = (rows: object, eventType: string): object => ({
    pTime: String(at),
    eventType,
    balData: [],
    posData: [],
    trades: [],
    ...rows,
  });
  if (event.kind === 'balance') {
    const { balance, change } = event;
    if (isBoth && Number(change) !== 0) return [{ rows: [both({ balData: [balanceRow(balance, at)] }, 'filled')] }];
    const isAsked = wish.channel === 'account' && (wish.arg.ccy === undefined || wish.arg.ccy === balance.asset);
    return isAsked ? [{ eventType: 'event_update', rows: [accountRow([balance], at)] }] : [];
  }
  const symbol = event.kind === 'order' ? event.order.symbol : event.position.symbol;
  const listing = listings.find(({ market }) => market.spec.symbol === symbol);
  if (listing === undefined || !isWanted(wish, listing)) return [];
  if (event.kind === 'position') {
    const times = { account, at };
    if (isBoth)
      return [{ symbol, rows: [both({ posData: [shortPositionRow(listing, event.position, times)] }, 'filled')] }];
    const rows = [positionRow(listing, event.position, times)];
    return wish.channel === 'positions' ? [{ symbol, eventType: 'event_update', rows }] : [];
  }
  if (wish.channel !== 'orders') return [];
  return orderNews(event, listing, papersOf(event.order.id)).map((row) => ({ symbol, rows: [row] }));
}

/**
 * The rows of what befell an order. One whose size is said in the quote is told as partly filled by its last fill too, and as filled
 * in a row of its own (captured in 2023).
 */
function orderNews(
  { order, fill }: Extract<AccountEvent, { readonly kind: 'order' }>,
  listing: Listing,
  papers: Papers,
): readonly object[] {
  if (fill === undefined || order.status !== 'filled' || papers.tgtCcy !== 'quote_ccy') {
    return [orderRow(listing, order, papers, fill)];
  }
  return [orderRow(listing, { ...order, status: 'open' }, papers, fill), orderRow(listing, order, papers)];
}
