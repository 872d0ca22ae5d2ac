import type { ClientOrderIdRule } from '../../protocol/orderRules.ts';
import { randomText } from '../../util/randomText.ts';

/** What the venue takes for a client's own id, in its field `text`. */
const FORM = /^t-[\w.-]{1,28}$/;

/** `t-` and 20 letters and digits are made. */
export const clientOrderIds: ClientOrderIdRule = {
  make: (random) => `t-${randomText(random, 20)}`,
  isValid: (id) => FORM.test(id),
  form: 't- and at most 28 letters, digits, points, hyphens and underlines',
};

/** A client's own id out of a `text`, which is `web`, `api` or `-` where it had none. */
export function clientOrderIdOf(text: unknown): string | undefined {
  return typeof text === 'string' && text.startsWith('t-') && text.length <= 64 ? text : undefined;
}
