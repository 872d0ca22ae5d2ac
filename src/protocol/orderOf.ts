import type { Order } from '../model/order.ts';
import { parseDecimal } from '../util/decimal.ts';
import { present } from '../util/present.ts';
import { subtractDecimals } from '../util/subtractDecimals.ts';

/** What an order's numbers are made of: their texts. */
type Numbers = 'price' | 'size' | 'filled' | 'remaining' | 'averagePrice';

/** An order as the wire has it: its amounts as exact texts, what is absent `undefined`. */
export type OrderTexts = { readonly [K in keyof Omit<Order, 'kind' | Numbers | 'remainingText'>]: Order[K] } & {
  /** Default: what of the size is not filled. */
  readonly remainingText?: string;
};

type Loose<T> = { readonly [K in keyof T]: T[K] | (undefined extends T[K] ? undefined : never) };

/** An order from its texts, the numbers beside them. Throws `protocol-violation` for a text that is no decimal. */
export function orderOf(texts: Loose<OrderTexts>): Order {
  const { priceText, sizeText, filledText, averagePriceText } = texts;
  const size = parseDecimal(sizeText);
  const filled = parseDecimal(filledText);
  // After the texts are known to be decimals.
  const remainingText = texts.remainingText ?? subtractDecimals(sizeText, filledText);
  return present({
    ...texts,
    kind: 'order' as const,
    price: priceText === undefined ? undefined : parseDecimal(priceText),
    size,
    filled,
    remainingText,
    remaining: parseDecimal(remainingText),
    averagePrice: averagePriceText === undefined ? undefined : parseDecimal(averagePriceText),
  }) as Order;
}
