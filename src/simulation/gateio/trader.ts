import type { OrderRef } from '../exchange/customer.ts';
import type { OrderAnswer } from '../exchange/exchange.ts';
import type { SimulatedOrder } from '../exchange/order.ts';
import type { VenueWorld } from '../venueSide.ts';
import { type Fields, fieldText } from './fieldText.ts';
import type { ReadOrder } from './form.ts';
import { forms } from './forms.ts';
import type { Listing } from './listing.ts';
import { type OrderLists, orderLists } from './orderLists.ts';
import { type OrderRate, orderRate } from './orderRate.ts';
import { papersKept } from './papersKept.ts';
import type { Product } from './product.ts';
import { type Refusal, refusals } from './refusals.ts';
import { speller, type Speller } from './speller.ts';

/** What became of a request about orders: what is told of it, or why nothing was done. */
export type Outcome = { readonly result: object } | { readonly refusal: Refusal };

/** Does what customers ask about orders, over whatever they ask; `id` is the venue's or the customer's own, which begins with `t-`. */
export interface Trader extends OrderLists {
  /** What is wrong with an order before anybody tries; nothing where nothing is. */
  check(product: Product, fields: Fields, account: string): Refusal | undefined;
  place(product: Product, fields: Fields, account: string): Outcome;
  cancel(product: Product, id: string, account: string): Outcome;
  amend(product: Product, id: string, fields: Fields, account: string): Outcome;
  find(product: Product, id: string, account: string): Outcome;
  readonly spelling: Speller['spelling'];
  readonly count: OrderRate;
}

const refOf = (id: string): OrderRef => (id.startsWith('t-') ? { clientOrderId: id } : { id });

/** A trader for the accounts of the world, in these instruments. */
export function trader(world: VenueWorld, listings: readonly Listing[]): Trader {
  const { exchange, violate } = world;
  const papers = papersKept(world);
  const read = (product: Product, fields: Fields, account: string): ReadOrder | Refusal => {
    const form = forms[product];
    const name = fieldText(fields[form.instrument]);
    const listing = listings.find((one) => one.product === product && one.name === name);
    if (listing === undefined) return refusals[product]['unknown-symbol'];
    const { symbol } = listing.market.spec;
    const position = exchange.state(account).positions.find((one) => one.symbol === symbol)?.size ?? '0';
    return form.read(fields, listing, position);
  };
  const { spelling } = speller(world, listings, papers);
  const rowOf = (order: SimulatedOrder, account: string): object => {
    const spelt = spelling(order.symbol, order.id, account);
    return spelt === undefined ? {} : spelt.form.row(spelt.listing, order, spelt.of);
  };
  const outcome = (product: Product, answer: OrderAnswer, account: string): Outcome =>
    answer.kind === 'done' ? { result: rowOf(answer.order, account) } : { refusal: refusals[product][answer.reason] };
  /** Does something to an order, unless it is of another product. */
  const withOwn = (
    product: Product,
    id: string,
    account: string,
    act: (found: SimulatedOrder) => OrderAnswer,
  ): Outcome => {
    const found = exchange.find(account, refOf(id));
    const isOwn = found !== undefined && spelling(found.symbol, found.id, account)?.listing.product === product;
    return outcome(product, isOwn ? act(found) : { kind: 'refused', reason: 'unknown-order' }, account);
  };

  return {
    spelling,
    count: orderRate(world),
    ...orderLists(world, spelling),
    check(product, fields, account) {
      const order = read(product, fields, account);
      return 'request' in order ? undefined : order;
    },
    place(product, fields, account) {
      const order = read(product, fields, account);
      if (!('request' in order)) return { refusal: order };
      papers.ask(order.papers);
      const answer = exchange.place(account, order.request);
      if (answer.kind === 'refused' && answer.reason === 'duplicate-client-order-id') {
        violate('client-order-id-reused', fieldText(fields.text));
      }
      return outcome(product, answer, account);
    },
    cancel: (product, id, account) => withOwn(product, id, account, () => exchange.cancel(account, refOf(id))),
    amend(product, id, fields, account) {
      const to = forms[product].amendment(fields);
      if (isRefusal(to)) return { refusal: to };
      return withOwn(product, id, account, () => exchange.amend(account, refOf(id), to));
    },
    find: (product, id, account) => withOwn(product, id, account, (order) => ({ kind: 'done', order })),
  };
}

const isRefusal = (value: object): value is Refusal => Array.isArray(value);
