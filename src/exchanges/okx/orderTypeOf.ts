import { ColdwireError } from '../../errors/coldwireError.ts';
import type { ExactOrder } from '../../protocol/orderRules.ts';

/** The venue's type of an order, which holds how long it stays and whether it may take. Throws for what it has none for. */
export function orderTypeOf({ type, timeInForce = 'gtc', postOnly = false }: ExactOrder): string {
  if (timeInForce === 'gtd') throw new ColdwireError('unsupported', { what: 'orders to a date' });
  if (type === 'limit') {
    if (!postOnly) return timeInForce === 'gtc' ? 'limit' : timeInForce;
    if (timeInForce === 'gtc') return 'post_only';
  } else if (!postOnly && timeInForce !== 'fok') return type;
  throw new ColdwireError('invalid-options', {
    option: postOnly ? 'postOnly' : 'timeInForce',
    expected: 'what goes with the type',
  });
}
