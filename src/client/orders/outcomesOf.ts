import { ColdwireError } from '../../errors/coldwireError.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import type { Verdict } from '../../protocol/orderRules.ts';
import { rejectionWords } from '../../protocol/rejectionWords.ts';
import type { OrderOutcome } from './orderOutcome.ts';

/** What the verdicts of a reply amount to, one outcome an item, in order. Where there is none, nobody here knows. */
export function outcomesOf(
  verdicts: readonly (Verdict | undefined)[],
  items: readonly Partial<OrderRef>[],
): readonly OrderOutcome[] {
  return items.map((item, index) => outcomeOf(verdicts[index], item.clientOrderId ?? ''));
}

function outcomeOf(verdict: Verdict | undefined, known: string): OrderOutcome {
  if (verdict === undefined) {
    const cause = new ColdwireError('protocol-violation', { what: 'a reply without this order' });
    return {
      kind: 'outcome-unknown',
      clientOrderId: known,
      error: new ColdwireError('outcome-unknown', {}, { cause }),
    };
  }
  if (verdict.kind === 'accepted') {
    const { orderId, clientOrderId = known } = verdict;
    return { kind: 'accepted', clientOrderId: known === '' ? clientOrderId : known, orderId };
  }
  const context = rejectionWords(verdict);
  return verdict.isUnknown === true
    ? { kind: 'outcome-unknown', clientOrderId: known, error: new ColdwireError('outcome-unknown', context) }
    : { kind: 'rejected', clientOrderId: known, error: new ColdwireError('request-rejected', context) };
}
