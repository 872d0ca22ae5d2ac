import type { ClientOrderIdRule } from '../../protocol/orderRules.ts';
import { randomText } from '../../util/randomText.ts';

/** Ids of orders that clients choose: among open orders none may be there twice. */
export const clientOrderIds: ClientOrderIdRule = {
  make: (random) => randomText(random, 24),
  isValid: (id) => /^[.A-Z:/a-z0-9_-]{1,36}$/.test(id),
  form: 'at most 36 letters, digits and . : / _ -',
};
