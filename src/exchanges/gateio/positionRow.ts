import type { Position } from '../../model/position.ts';
import type { Row } from '../../protocol/fields.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { present } from '../../util/present.ts';
import { givenDecimal, givenDecimalText, givenInstant, signedSizeOf } from './given.ts';
import type { Market } from './markets.ts';
import type { RowStamp } from './orderRow.ts';
import { knownSymbolOf } from './symbols.ts';

/**
 * ```json
 * {"contract":"BTC_USDT","entry_price":40000.36666661111,"leverage":0,"liq_price":0.1,"margin":49.999,"mode":"single","realised_pnl":-1.25e-8,"size":3,"time":1628736848,"time_ms":1628736848321,"user":"110","update_id":170919}
 * ```
 * Leverage 0 is cross margin. Whoever hedges has a `dual_long` and a `dual_short`.
 */
export function positionIn(market: Market, row: Row, { exchange, receivedAt }: RowStamp): Position {
  const { contract, mode = 'single' } = row;
  const { side, sizeText } = signedSizeOf(row['size'], 'size');
  const size = parseDecimal(sizeText);
  const leverage = givenDecimal(row['leverage'], 'leverage');
  const entryPriceText = size === 0 ? undefined : givenDecimalText(row['entry_price'], 'entry_price');
  return present({
    kind: 'position' as const,
    exchange,
    symbol: knownSymbolOf(market, contract, 'contract'),
    positionId: `${String(contract)} ${String(mode)}`,
    side: size === 0 ? ('flat' as const) : side === 'buy' ? ('long' as const) : ('short' as const),
    size,
    sizeText,
    entryPrice: entryPriceText === undefined ? undefined : parseDecimal(entryPriceText),
    entryPriceText,
    markPrice: givenDecimal(row['mark_price'], 'mark_price'),
    liquidationPrice: size === 0 ? undefined : givenDecimal(row['liq_price'], 'liq_price'),
    leverage: leverage === 0 ? undefined : leverage,
    unrealisedPnl: givenDecimal(row['unrealised_pnl'], 'unrealised_pnl'),
    realisedPnl: givenDecimal(row['realised_pnl'], 'realised_pnl'),
    marginMode: leverage === undefined ? undefined : leverage === 0 ? ('cross' as const) : ('isolated' as const),
    unit: market.unit,
    time: givenInstant(row['time_ms'], row['time'], 'time'),
    receivedAt,
  });
}
