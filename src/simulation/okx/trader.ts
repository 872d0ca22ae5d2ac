import type { OrderRef } from '../exchange/customer.ts';
import type { OrderAnswer } from '../exchange/exchange.ts';
import { requestRate } from '../requestRate.ts';
import type { VenueWorld } from '../venueSide.ts';
import { fieldText } from './fieldText.ts';
import { limits } from './limits.ts';
import type { Listing } from './listing.ts';
import type { Papers } from './papers.ts';
import { readOrder } from './readOrder.ts';
import type { Fields } from './request.ts';
import { emptyParameter, otherRefusals, type TradeRefusal, tradeRefusals } from './tradeRefusals.ts';
import { trimmed } from './trimmed.ts';

/** What may be done about one order. */
export type TradeKind = 'order' | 'cancel' | 'amend';

/** What is asked about one order. */
export interface TradeRequest {
  readonly kind: TradeKind;
  /** Whose order it is, by the account's key. */
  readonly account: string;
  readonly fields: Fields;
  /** What it is in; nothing where there is no such instrument. */
  readonly listing: Listing | undefined;
  /** Whether it came with others, which other limits hold for. */
  readonly isBatched: boolean;
}

/** What became of it; the code is `0` where it was accepted. */
export interface TradeResult {
  readonly clOrdId: string;
  readonly ordId: string;
  readonly sCode: string;
  readonly sMsg: string;
}

/** Does what customers ask about orders. */
export interface Trader {
  trade(request: TradeRequest): TradeResult;
  papersOf(orderId: string): Papers;
}

/** Papers kept; the exchange keeps no more orders that have ended. */
const KEPT = 20_000;
const NO_PAPERS: Papers = { ordType: 'limit', tdMode: 'cash', sz: '', tgtCcy: '', tag: '' };

/** A trader for the accounts of the world. */
export function trader(world: VenueWorld): Trader {
  const { exchange, accounts, violate } = world;
  const papers = new Map<string, Papers>();
  const isTooOften = orderRates(world);
  let asked = NO_PAPERS;
  const papersOf = (orderId: string): Papers => papers.get(orderId) ?? NO_PAPERS;
  for (const { key } of accounts.all) {
    // Before anybody is told of an order, for what is told says how it was asked for.
    exchange.follow(key, (event) => {
      if (event.kind !== 'order') return;
      const { id, size } = event.order;
      if (event.change === 'placed') papers.set(id, asked);
      if (papers.size > KEPT) papers.delete(papers.keys().next().value ?? '');
      if (event.change === 'amended') papers.set(id, { ...papersOf(id), sz: trimmed(size) });
    });
  }

  const place = (account: string, fields: Fields, listing: Listing): OrderAnswer | TradeRefusal => {
    const read = readOrder(fields, listing);
    if (!('request' in read)) return read;
    asked = read.papers;
    const answer = exchange.place(account, read.request);
    if (answer.kind === 'refused' && answer.reason === 'duplicate-client-order-id') {
      violate('client-order-id-reused', fieldText(fields.clOrdId));
    }
    return answer;
  };
  const change = (
    kind: TradeKind,
    account: string,
    fields: Fields,
    { market }: Listing,
  ): OrderAnswer | TradeRefusal => {
    const ref = refOf(fields);
    if (ref === undefined) return emptyParameter('ordId');
    const isElsewhere = exchange.find(account, ref)?.symbol !== market.spec.symbol;
    if (kind === 'cancel') return isElsewhere ? tradeRefusals['unknown-order'] : exchange.cancel(account, ref);
    const [size, price] = [fieldText(fields.newSz), fieldText(fields.newPx)];
    if (size === '' && price === '') return emptyParameter('newSz');
    if (isElsewhere || exchange.find(account, ref)?.status !== 'open') return otherRefusals.notAmended;
    return exchange.amend(account, ref, { ...(size === '' ? {} : { size }), ...(price === '' ? {} : { price }) });
  };
  const answerTo = (request: TradeRequest): OrderAnswer | TradeRefusal => {
    const { kind, account, fields, listing } = request;
    if (listing === undefined) return tradeRefusals['unknown-symbol'];
    return (
      isTooOften(request, listing) ??
      (kind === 'order' ? place(account, fields, listing) : change(kind, account, fields, listing))
    );
  };

  return {
    papersOf,
    trade(request) {
      const answer = answerTo(request);
      if ('kind' in answer && answer.kind === 'done') {
        return { clOrdId: answer.order.clientOrderId ?? '', ordId: answer.order.id, sCode: '0', sMsg: '' };
      }
      return refusedTrade(request.fields, 'kind' in answer ? tradeRefusals[answer.reason] : answer);
    },
  };
}

/** What became of something that is refused. */
export function refusedTrade({ clOrdId, ordId }: Fields, [sCode, sMsg]: TradeRefusal): TradeResult {
  return { clOrdId: fieldText(clOrdId), ordId: fieldText(ordId), sCode, sMsg };
}

/** Which order is meant: the venue's id counts before the customer's own. */
function refOf(fields: Fields): OrderRef | undefined {
  const [id, clientOrderId] = [fieldText(fields.ordId), fieldText(fields.clOrdId)];
  if (id !== '') return { id };
  return clientOrderId === '' ? undefined : { clientOrderId };
}

/** Counts what accounts ask, and says why it is too much. */
function orderRates({ now, violate }: Pick<VenueWorld, 'now' | 'violate'>) {
  const rates = new Map<string, (now: number) => boolean>();
  const isMore = (name: string, limit: typeof limits.orders): boolean => {
    const rate = rates.get(name) ?? requestRate(limit);
    rates.set(name, rate);
    if (!rate(now())) return false;
    violate('order-rate', `more than ${limit.count} in ${limit.window} ms: ${name}`);
    return true;
  };
  return ({ kind, account, isBatched }: TradeRequest, { instId }: Listing): TradeRefusal | undefined => {
    const limit = isBatched ? limits.batches : limits.orders;
    if (isMore(`${kind} ${instId} ${account}${isBatched ? ' in batches' : ''}`, limit)) return otherRefusals.tooOften;
    return kind !== 'cancel' && isMore(`all ${account}`, limits.accountOrders)
      ? otherRefusals.accountTooOften
      : undefined;
  };
}
