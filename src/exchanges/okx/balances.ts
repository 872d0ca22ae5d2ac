import type { Balance } from '../../model/balance.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import type { PrivateValue } from '../../protocol/stateRule.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { present } from '../../util/present.ts';
import { ColdwireError } from '../../errors/coldwireError.ts';
import { accountState } from './accountState.ts';
import { givenDecimal, givenMillis, givenText } from './given.ts';
import { paged } from './paged.ts';
import { accountTopic } from './topic.ts';

/** The channel `account`, whose snapshot comes by itself, and again every few seconds. */
export const balances: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: (subscription) => accountTopic('balances', subscription),
  reader: (context) => paged((row, receivedAt) => balancesIn(row, context, receivedAt)),
  state: accountState('balance'),
};

/**
 * ```json
 * {"uTime":"1705564223311","details":[{"ccy":"USDT","cashBal":"4750.426970691436","availBal":"4734.371190691436","frozenBal":"158.57998","uTime":"1705564213903"}]}
 * ```
 * Where positions are margined by the whole account the venue tells `availEq` in place of `availBal`.
 */
function balancesIn(row: Row, { exchange }: ReadContext, receivedAt: number): readonly Balance[] {
  const details = row['details'] ?? [];
  return rowsOf(details, 'details').map((detail) => {
    const totalText = textOf(detail['cashBal'], 'cashBal');
    const freeText = givenText(detail['availBal'], 'availBal') ?? givenText(detail['availEq'], 'availEq');
    if (freeText === undefined) throw new ColdwireError('protocol-violation', { what: 'field availBal' });
    return present({
      kind: 'balance' as const,
      exchange,
      asset: textOf(detail['ccy'], 'ccy'),
      free: parseDecimal(freeText),
      freeText,
      used: givenDecimal(detail['frozenBal'], 'frozenBal'),
      usedText: givenText(detail['frozenBal'], 'frozenBal'),
      total: parseDecimal(totalText),
      totalText,
      time: givenMillis(detail['uTime'], 'uTime'),
      receivedAt,
    });
  });
}
