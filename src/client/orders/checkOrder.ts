import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { TimeInForce } from '../../model/order.ts';
import type { Amount, OrderAmendment, OrderRef, OrderRequest } from '../../model/orderRequest.ts';
import type { ExactAmendment, ExactOrder, OrderRules } from '../../protocol/orderRules.ts';
import { decimalText } from '../../util/decimalText.ts';
import { isMultipleOf } from '../../util/isMultipleOf.ts';
import { present } from '../../util/present.ts';

const TIMES_IN_FORCE: readonly TimeInForce[] = ['gtc', 'ioc', 'fok', 'gtd'];

/** An order with its amounts exact and its id of the venue's form. Throws `invalid-options` for what cannot be meant. */
export function exactOrder(order: OrderRequest, clientOrderId: string, { clientOrderId: ids }: OrderRules): ExactOrder {
  const { side, type } = order;
  if (side !== 'buy' && side !== 'sell') throw invalid('side', 'buy or sell');
  if (typeof type !== 'string' || type === '') throw invalid('type', 'a type of order');
  if (type === 'limit' && order.price === undefined) throw invalid('price', 'the price of a limit order');
  if (typeof clientOrderId !== 'string' || !ids.isValid(clientOrderId)) throw invalid('clientOrderId', ids.form);
  return present({
    ...order,
    symbol: symbolOf(order),
    clientOrderId,
    size: sizeOf(order.size),
    price: order.price === undefined ? undefined : exact('price', order.price),
    timeInForce: timeInForceOf(order),
  });
}

/** A change of an order, checked the same way. */
export function exactAmendment(change: OrderAmendment): ExactAmendment {
  const { price, size } = change;
  if (price === undefined && size === undefined) throw invalid('price', 'a new price or a new size');
  return present({
    ...exactRef(change),
    price: price === undefined ? undefined : exact('price', price),
    size: size === undefined ? undefined : sizeOf(size),
  });
}

/** Which order is meant; by one id at least. */
export function exactRef<R extends OrderRef>(which: R): R {
  const { clientOrderId, orderId } = which;
  for (const [name, id] of Object.entries({ clientOrderId, orderId }))
    if (id !== undefined && (typeof id !== 'string' || id === '')) throw invalid(name, 'a text');
  if (clientOrderId === undefined && orderId === undefined) throw invalid('orderId', 'an orderId or a clientOrderId');
  return { ...present(which), symbol: symbolOf(which) } as R;
}

/**
 * Whether the amounts lie on the instrument's grid; throws `invalid-options` where they do not, for rounding them would be
 * another order than was meant. Sizes of orders that are no limit orders are the venue's to judge: it may count them in the quote.
 */
export function checkGrid({ price, size, type }: Partial<ExactOrder>, instrument: Instrument | undefined): void {
  if (instrument === undefined) return;
  checkStep('price', price, instrument.tickSize);
  if (type === undefined || type === 'limit') checkStep('size', size, instrument.lotSize);
}

function checkStep(option: string, text: string | undefined, step: number | undefined): void {
  const stepText = step === undefined || step <= 0 ? undefined : decimalText(step);
  if (text !== undefined && stepText !== undefined && !isMultipleOf(text, stepText))
    throw invalid(option, `a multiple of ${stepText}`);
}

function timeInForceOf({ timeInForce }: OrderRequest): TimeInForce | undefined {
  if (timeInForce === undefined) return undefined;
  const known = TIMES_IN_FORCE.find((each) => each === String(timeInForce).toLowerCase());
  if (known === undefined) throw invalid('timeInForce', TIMES_IN_FORCE.join(', '));
  return known;
}

function symbolOf({ symbol }: { readonly symbol: string }): string {
  const text = typeof symbol === 'string' ? symbol.trim() : '';
  if (text === '') throw invalid('symbol', 'a text');
  return text;
}

function sizeOf(size: Amount): string {
  const text = exact('size', size);
  if (!(Number(text) > 0)) throw invalid('size', 'a number above zero, or its text');
  return text;
}

function exact(option: string, amount: Amount): string {
  const text = decimalText(amount);
  if (text === undefined) throw invalid(option, 'a finite number, or its decimal text');
  return text;
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
