import type { Balance } from '../../model/balance.ts';
import { type Row, textOf } from '../../protocol/fields.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { present } from '../../util/present.ts';
import { subtractDecimals } from '../../util/subtractDecimals.ts';
import { decimalTextOf, givenDecimalText, givenInstant } from './given.ts';
import type { Market } from './markets.ts';
import type { RowStamp } from './orderRow.ts';

/** What there is of one asset, as texts. */
interface Holding {
  readonly asset: string;
  readonly free: string;
  readonly used?: string | undefined;
  readonly total: string;
  readonly time?: number | undefined;
}

/**
 * What a push tells of one asset. Of futures it is the balance of the wallet alone, margin included: what of it is free is not
 * told, so all of it counts as free and nothing is said to be used.
 *
 * ```json
 * {"timestamp_ms":"1755718222394","user":"12870774","currency":"USDT","change":"0","total":"3087.01","available":"3081.69","freeze":"5.325","change_type":"order-create"}
 * {"balance":9.998739899488,"change":-0.000002074115,"text":"BTC_USD:3914424","time":1547199246,"time_ms":1547199246123,"type":"fee","user":"211","currency":"usdt"}
 * ```
 */
export function balanceIn(market: Market, row: Row, stamp: RowStamp): Balance {
  if (market.prefix === 'spot')
    return toBalance(
      {
        asset: textOf(row['currency'], 'currency'),
        free: decimalTextOf(row['available'], 'available'),
        used: givenDecimalText(row['freeze'], 'freeze'),
        total: decimalTextOf(row['total'], 'total'),
        time: givenInstant(row['timestamp_ms'], row['timestamp'], 'timestamp'),
      },
      stamp,
    );
  const total = decimalTextOf(row['balance'], 'balance');
  const time = givenInstant(row['time_ms'], row['time'], 'time');
  return toBalance({ asset: assetOf(market, row), free: total, total, time }, stamp);
}

/**
 * The same as REST tells it.
 *
 * ```json
 * {"currency":"ETH","available":"968.8","locked":"1.2"}
 * {"total":"9707.8","unrealised_pnl":"3.4","available":"9703.2","order_margin":"0.1","position_margin":"4.5","currency":"USDT"}
 * ```
 */
export function accountIn(market: Market, row: Row, stamp: RowStamp): Balance {
  if (market.prefix === 'spot') {
    const free = decimalTextOf(row['available'], 'available');
    const used = decimalTextOf(row['locked'], 'locked');
    return toBalance({ asset: textOf(row['currency'], 'currency'), free, used, total: sumOf(free, used) }, stamp);
  }
  const total = decimalTextOf(row['total'], 'total');
  return toBalance({ asset: assetOf(market, row), free: total, total }, stamp);
}

function toBalance({ asset, free, used, total, time }: Holding, { exchange, receivedAt }: RowStamp): Balance {
  return present({
    kind: 'balance' as const,
    exchange,
    asset,
    free: parseDecimal(free),
    freeText: free,
    used: used === undefined ? undefined : parseDecimal(used),
    usedText: used,
    total: parseDecimal(total),
    totalText: total,
    time,
    receivedAt,
  });
}

/** Old frames do not name what the account is settled in. */
function assetOf({ settle = '' }: Market, { currency }: Row): string {
  return currency === undefined || currency === '' ? settle : textOf(currency, 'currency').toUpperCase();
}

function sumOf(one: string, other: string): string {
  return subtractDecimals(one, other.startsWith('-') ? other.slice(1) : `-${other}`);
}
