import type { Position } from '../../model/position.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, type Row, textOf } from '../../protocol/fields.ts';
import type { PrivateValue } from '../../protocol/stateRule.ts';
import { present } from '../../util/present.ts';
import { accountState } from './accountState.ts';
import { givenDecimal, givenMillis, givenText } from './given.ts';
import { namedSymbol } from './instId.ts';
import { paged } from './paged.ts';
import { accountTopic } from './topic.ts';
import { unitOf } from './unitOf.ts';

/** The channel `positions`, whose snapshot comes by itself, and again every few seconds. */
export const positions: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: (subscription) => accountTopic('positions', subscription),
  reader: (context) => paged((row, receivedAt) => [positionIn(row, context, receivedAt)]),
  state: accountState('position'),
};

/**
 * ```json
 * {"instId":"ETH-USD-210430","posId":"307173036051017730","posSide":"long","pos":"1","avgPx":"2566.31","markPx":"2353.849","liqPx":"2352.8","lever":"10","upl":"-0.0000009","realizedPnl":"0.001","mgnMode":"isolated","uTime":"1619507761462"}
 * ```
 * Where long and short are one (`net`), `pos` has a sign; of margin on spot it is an amount of `posCcy`, and short where that is the quote.
 */
function positionIn(row: Row, { exchange }: ReadContext, receivedAt: number): Position {
  const symbol = namedSymbol(row['instId']);
  const text = textOf(row['pos'], 'pos');
  const sizeText = text.startsWith('-') ? text.slice(1) : text;
  const size = decimalOf(sizeText, 'pos');
  const isQuoted = !symbol.includes(':') && symbol.endsWith(`/${givenText(row['posCcy'], 'posCcy') ?? ''}`);
  const { posSide } = row;
  const isShort = posSide === 'short' || (posSide !== 'long' && (text.startsWith('-') || isQuoted));
  return present({
    kind: 'position' as const,
    exchange,
    symbol,
    positionId: textOf(row['posId'], 'posId'),
    side: size === 0 ? ('flat' as const) : isShort ? ('short' as const) : ('long' as const),
    size,
    sizeText,
    entryPrice: givenDecimal(row['avgPx'], 'avgPx'),
    entryPriceText: givenText(row['avgPx'], 'avgPx'),
    markPrice: givenDecimal(row['markPx'], 'markPx'),
    liquidationPrice: givenDecimal(row['liqPx'], 'liqPx'),
    leverage: givenDecimal(row['lever'], 'lever'),
    unrealisedPnl: givenDecimal(row['upl'], 'upl'),
    realisedPnl: givenDecimal(row['realizedPnl'], 'realizedPnl'),
    marginMode: modeOf(row['mgnMode']),
    unit: isQuoted ? ('quote' as const) : unitOf(symbol),
    time: givenMillis(row['uTime'], 'uTime'),
    receivedAt,
  });
}

function modeOf(value: unknown): 'cross' | 'isolated' | undefined {
  return value === 'cross' || value === 'isolated' ? value : undefined;
}
