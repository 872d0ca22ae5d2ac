import { type Fields, fieldText, isFields } from './fieldText.ts';
import type { Product } from './product.ts';
import { otherRefusals, type Refusal } from './refusals.ts';
import { forms } from './forms.ts';
import type { OrderChoice } from './orderLists.ts';
import type { Outcome, Trader } from './trader.ts';

/** What may be asked about orders over a socket. */
export interface ApiOperation {
  /** Whether it is answered twice: that it has come, and what became of it. */
  readonly isTwofold: boolean;
  /** What is wrong with it before anybody tries. */
  check?(param: unknown, account: string): Refusal | undefined;
  run(param: unknown, account: string): Outcome;
}

const fieldsOf = (param: unknown): Fields => (isFields(param) ? param : {});
const itemsOf = (param: unknown): readonly Fields[] => (Array.isArray(param) ? param.map(fieldsOf) : []);

/** The item of a batch that went wrong, or well. */
const item = (outcome: Outcome, fields: Fields): object => {
  if ('result' in outcome) return { ...outcome.result, succeeded: true };
  const [, label, message] = outcome.refusal;
  return { text: fieldText(fields.text), succeeded: false, label, message };
};

/** The operations of a product, by their channels without the product: `order_place`. */
export function apiOperations(product: Product, trader: Trader): ReadonlyMap<string, ApiOperation> {
  const { instrument } = forms[product];
  const choice = (fields: Fields): OrderChoice => {
    const [name, side] = [fieldText(fields[instrument]), fieldText(fields.side)];
    const sides = { buy: 'buy', bid: 'buy', sell: 'sell', ask: 'sell' } as const;
    return {
      product,
      ...(name === '' ? {} : { name }),
      ...(Object.hasOwn(sides, side) ? { side: sides[side as keyof typeof sides] } : {}),
    };
  };
  const idOf = (fields: Fields): string => fieldText(fields.order_id);
  const place: ApiOperation['run'] = (param, account) => trader.place(product, fieldsOf(param), account);
  const placeAll: ApiOperation['run'] = (param, account) => ({
    result: itemsOf(param).map((fields) => item(trader.place(product, fields, account), fields)),
  });
  const checkOne: ApiOperation['check'] = (param, account) => trader.check(product, fieldsOf(param), account);
  const cancelIds: ApiOperation['run'] = (param, account) => ({
    result: (Array.isArray(param) ? param : []).map((one: unknown) => {
      const id = isFields(one) ? fieldText(one.id) : fieldText(one);
      const outcome = trader.cancel(product, id, account);
      const failure = 'refusal' in outcome ? { label: outcome.refusal[1], message: outcome.refusal[2] } : {};
      const named = isFields(one) ? { currency_pair: fieldText(one.currency_pair) } : {};
      return { ...named, id, text: id.startsWith('t-') ? id : '', succeeded: !('refusal' in outcome), ...failure };
    }),
  });
  const isSpot = product === 'spot';
  const once = (run: ApiOperation['run']): ApiOperation => ({ isTwofold: false, run });
  return new Map<string, ApiOperation>([
    [
      'order_place',
      {
        isTwofold: true,
        check: (param, account) => (isSpot && Array.isArray(param) ? undefined : checkOne(param, account)),
        run: (param, account) => (isSpot && Array.isArray(param) ? placeAll : place)(param, account),
      },
    ],
    ...(isSpot ? [] : [['order_batch_place', { isTwofold: true, run: placeAll }] as const]),
    ['order_cancel_ids', { isTwofold: isSpot, run: cancelIds }],
    ['order_cancel', once((param, account) => trader.cancel(product, idOf(fieldsOf(param)), account))],
    [
      'order_cancel_cp',
      {
        isTwofold: !isSpot,
        run: (param, account) => ({ result: trader.cancelAll(choice(fieldsOf(param)), account) }),
      },
    ],
    ['order_amend', once((param, account) => trader.amend(product, idOf(fieldsOf(param)), fieldsOf(param), account))],
    ['order_status', once((param, account) => trader.find(product, idOf(fieldsOf(param)), account))],
    [
      'order_list',
      once((param, account) => {
        const fields = fieldsOf(param);
        return { result: trader.list(choice(fields), fieldText(fields.status) !== 'finished', account) };
      }),
    ],
  ]);
}

/** What an operation is where there is none of the name. */
export const unknownOperation: ApiOperation = {
  isTwofold: false,
  run: () => ({ refusal: otherRefusals.unknown }),
};
