import type { OrderRequest, SimulatedOrder } from '../exchange/order.ts';
import { type Fields, fieldText } from './fieldText.ts';
import { invalid, type Refusal } from './refusals.ts';

/** What a time in force means. */
export interface Time {
  readonly tif: string;
  readonly terms: Pick<OrderRequest, 'timeInForce' | 'postOnly'>;
}

const TIMES: Readonly<Record<string, Time['terms']>> = {
  gtc: { timeInForce: 'GTC' },
  ioc: { timeInForce: 'IOC' },
  fok: { timeInForce: 'FOK' },
  poc: { timeInForce: 'GTC', postOnly: true },
};

/** Reads how long an order waits. */
export function timeOf(said: unknown, isMarket: boolean): Time | Refusal {
  const tif = fieldText(said) === '' ? (isMarket ? 'ioc' : 'gtc') : fieldText(said);
  const terms = Object.hasOwn(TIMES, tif) ? TIMES[tif] : undefined;
  const isGood = !isMarket || tif === 'ioc' || tif === 'fok';
  return terms !== undefined && isGood ? { tif, terms } : invalid(`Invalid time in force: ${tif}`);
}

/** Reads the customer's own name of an order: it begins with `t-`, and 28 more characters may follow. Empty where there is none. */
export function textOf({ text }: Fields): string | Refusal {
  const said = fieldText(text);
  return said === '' || /^t-[\w.-]{1,28}$/.test(said) ? said : invalid('text must start with t-');
}

/** Why an order ended, in the venue's words; nothing while it is open. */
export function endOf({ status, cancelReason, timeInForce }: SimulatedOrder): string | undefined {
  if (status === 'open') return undefined;
  if (status === 'filled') return 'filled';
  if (cancelReason === 'unfilled') return timeInForce === 'FOK' ? 'fok' : 'ioc';
  if (cancelReason === 'self-trade') return 'stp';
  return 'cancelled';
}
