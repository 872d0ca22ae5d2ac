import type { Connection, VenueWorld } from '../venueSide.ts';
import type { Refusal } from './answers.ts';
import type { Desk } from './desk.ts';
import { limits } from './limits.ts';
import type { Listing } from './listing.ts';
import type { Fields, OkxOperation } from './request.ts';
import { emptyParameter, otherRefusals } from './tradeRefusals.ts';
import { type TradeItem, tradeItem, tradeOutcome } from './tradeItem.ts';
import { refusedTrade, type Trader, type TradeKind } from './trader.ts';

/** What they depend on. */
export interface OrderOperationsSettings {
  readonly world: VenueWorld;
  readonly trader: Trader;
  readonly desks: ReadonlyMap<string, Desk>;
}

/** The name of an instrument says nothing here since February 2026: the venue wants its number. */
const NO_CODE = emptyParameter('instIdCode');

interface Operation {
  readonly kind: TradeKind;
  readonly isBatched: boolean;
}

const operations: ReadonlyMap<string, Operation> = new Map([
  ['order', { kind: 'order', isBatched: false }],
  ['batch-orders', { kind: 'order', isBatched: true }],
  ['cancel-order', { kind: 'cancel', isBatched: false }],
  ['batch-cancel-orders', { kind: 'cancel', isBatched: true }],
  ['amend-order', { kind: 'amend', isBatched: false }],
  ['batch-amend-orders', { kind: 'amend', isBatched: true }],
]);

/** Whether a request of this name is about orders. */
export function isOrderOperation(op: string): boolean {
  return operations.has(op) || op === 'mass-cancel';
}

/** Whether it has as many arguments as it may have. */
function isRightlySized({ op, args }: OkxOperation): boolean {
  return args.length <= (operations.get(op)?.isBatched === true ? limits.batch : 1);
}

/**
 * Does what requests about orders ask over one connection, and replies, with the faults that befall replies. Gives why a request
 * cannot be replied to.
 */
export function orderOperations(
  connection: Connection,
  { world, trader, desks }: OrderOperationsSettings,
): (request: OkxOperation, account: string) => Refusal | undefined {
  const { armed, exchange, now } = world;
  const byCode = new Map([...desks.values()].map(({ listing }) => [listing.instIdCode, listing]));
  const listingOf = ({ instIdCode }: Fields): Listing | undefined => byCode.get(Number(instIdCode));

  const send = (text: string, names: readonly string[]): void => {
    const lost = armed.take('lose-reply', ...names);
    if (lost !== undefined) {
      if (lost.args.drop === true) connection.close(undefined);
      return;
    }
    const late = armed.take('delay-reply', ...names);
    if (late !== undefined) connection.after(late.args.by, () => connection.send(text));
    // What it did is told in turn, so that a reply in its turn comes after that.
    else if (armed.take('early-event', ...names) === undefined) connection.send(text);
    else connection.inTurn(() => connection.send(text));
  };
  const done = (request: OkxOperation, account: string): readonly object[] => {
    const { op, args, expTime } = request;
    const operation = operations.get(op);
    if (operation === undefined) return massCanceled(args[0] ?? {}, account);
    const isExpired = Number(expTime ?? Number.POSITIVE_INFINITY) < now();
    return args.map((fields): TradeItem => {
      const refusal = isExpired ? otherRefusals.expired : fields.instIdCode === undefined ? NO_CODE : undefined;
      const result =
        refusal === undefined
          ? trader.trade({ ...operation, account, fields, listing: listingOf(fields) })
          : refusedTrade(fields, refusal);
      return tradeItem(operation.kind, fields, result, now());
    });
  };
  const massCanceled = ({ instType, instFamily }: Fields, account: string): readonly object[] => {
    for (const { listing } of desks.values()) {
      const { base, quote, symbol } = listing.market.spec;
      const isMeant = listing.instType === instType && (instFamily === undefined || instFamily === `${base}-${quote}`);
      if (isMeant) exchange.cancelAll(account, symbol);
    }
    return [{ result: true }];
  };

  return (request, account) => {
    if (!isRightlySized(request)) return ['60013', 'Invalid args'];
    const at = now();
    const symbols = request.args.flatMap((fields) => listingOf(fields)?.market.spec.symbol ?? []);
    const text = replyText(request, done(request, account), at);
    send(text, [...symbols, connection.id]);
    return undefined;
  };
}

/** `{"id":"1512","op":"order","code":"0","msg":"","data":[..],"inTime":"1695190491421339","outTime":"1695190491423240"}`, the times in microseconds. */
function replyText({ id, op }: OkxOperation, data: readonly object[], at: number): string {
  const { code, msg } = tradeOutcome(data);
  return JSON.stringify({ id, op, code, msg, data, inTime: `${at}339`, outTime: `${at}912` });
}
