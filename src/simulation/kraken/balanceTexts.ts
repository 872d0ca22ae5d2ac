import { amountOf, amountText } from '../exchange/amount.ts';
import type { AccountEvent, SimulatedBalance, SimulatedFill } from '../exchange/order.ts';
import { jsonText, quoted } from './jsonText.ts';
import { krakenId } from './krakenId.ts';
import { timeText } from './timeText.ts';

/** `{"asset":"BTC","asset_class":"currency","balance":1.2,"wallets":[{"type":"spot","id":"main","balance":1.2}]}` */
export function balanceText({ asset, total }: SimulatedBalance): string {
  return jsonText({
    asset: quoted(asset),
    asset_class: '"currency"',
    balance: total,
    wallets: `[${jsonText({ type: '"spot"', id: '"main"', balance: total })}]`,
  });
}

/**
 * One entry in the books: what a trade brought or took of an asset, its fee apart. Nothing for what leaves the total as it is,
 * which is all that orders do.
 *
 * `{"asset":"BTC","asset_class":"currency","amount":-0.1,"balance":1.1,"fee":0,"ledger_id":"..","ref_id":"..","timestamp":"..","type":"trade","category":"trade","wallet_type":"spot","wallet_id":"main"}`
 * (documentation)
 */
export function entryText(event: AccountEvent, fill: SimulatedFill | undefined, count: number): string | undefined {
  if (event.kind !== 'balance' || event.change === '0') return undefined;
  const { balance, change, at } = event;
  const fee = fill?.feeAsset === balance.asset ? fill.fee : '0';
  return jsonText({
    asset: quoted(balance.asset),
    asset_class: '"currency"',
    amount: amountText((amountOf(change) ?? 0n) + (amountOf(fee) ?? 0n)),
    balance: balance.total,
    fee,
    ledger_id: quoted(krakenId('L', count)),
    ref_id: fill === undefined ? undefined : quoted(krakenId('T', fill.id)),
    timestamp: quoted(timeText(at, count)),
    type: '"trade"',
    subtype: '""',
    category: '"trade"',
    wallet_type: '"spot"',
    wallet_id: '"main"',
  });
}
