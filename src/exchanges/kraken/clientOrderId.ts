import type { ClientOrderIdRule } from '../../protocol/orderRules.ts';
import { randomText } from '../../util/randomText.ts';

const HEX = '0123456789abcdef';
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * "Long UUID ... Short UUID: 32 hexadecimal characters ... Free text: up to 18 ASCII characters". Random UUIDs are made, the
 * only form with room for enough chance.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-clordid
 */
export const clientOrderId: ClientOrderIdRule = {
  make: (random) => {
    const hex = (length: number): string => randomText(random, length, HEX);
    const variant = randomText(random, 1, '89ab');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
  },
  isValid: (id) => UUID.test(id) || /^[0-9a-f]{32}$/i.test(id) || /^[!-~]{1,18}$/.test(id),
  form: 'a UUID, 32 hexadecimal digits, or at most 18 ASCII characters',
};
