import type { Balance } from '../../model/balance.ts';
import type { ReadContext, Reader, ValueChannel } from '../../protocol/dialect.ts';
import { optionalInstant, type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import type { PrivateValue } from '../../protocol/stateRule.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { present } from '../../util/present.ts';
import { subtractDecimals } from '../../util/subtractDecimals.ts';
import type { AccountPayload } from './accountPayload.ts';
import { accountTopic } from './accountTopic.ts';
import { inSequence } from './inSequence.ts';

/** The channel `balances`: a snapshot of all assets, then each entry of the ledger with what it left in its wallet. */
export const balances: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: (subscription) => accountTopic('balances', subscription),
  reader: balancesReader,
  state: { covers: ['balance'], isSnapshot: (payload) => (payload as AccountPayload).snapshot },
};

/** What there is of one asset: all of it, and by wallet. */
interface Known {
  readonly total: string;
  readonly wallets: Readonly<Record<string, string>>;
}

const NOTHING: Known = { total: '0', wallets: {} };

function balancesReader({ exchange }: ReadContext): Reader<PrivateValue> {
  const rowsIn = inSequence();
  const known = new Map<string, Known>();
  return (payload, receivedAt) => {
    const { snapshot } = payload as AccountPayload;
    if (snapshot) known.clear();
    return rowsIn(payload as AccountPayload).map((row) => {
      const asset = textOf(row['asset'], 'asset');
      const now = snapshot ? stateOf(row) : changed(known.get(asset) ?? NOTHING, row);
      known.set(asset, now);
      return balanceOf(now, { exchange, asset, time: optionalInstant(row['timestamp'], 'timestamp'), receivedAt });
    });
  };
}

/** `{"asset":"BTC","asset_class":"currency","balance":1.2,"wallets":[{"type":"spot","id":"main","balance":1.2}]}` */
function stateOf({ balance, wallets }: Row): Known {
  const entries = wallets === undefined ? [] : rowsOf(wallets, 'wallets');
  return {
    total: textOf(balance, 'balance'),
    wallets: Object.fromEntries(
      entries.map((wallet) => [nameOf(wallet['type'], wallet['id']), textOf(wallet['balance'], 'balance')]),
    ),
  };
}

/**
 * ```json
 * {"ledger_id":"AAICKV-NMQSR-ZO5IJD","ref_id":"AGBB7L-HT5LX-J3BB4A","timestamp":"2023-09-22T10:33:05.710082Z","type":"trade","asset":"BTC","asset_class":"currency","category":"trade","wallet_type":"spot","wallet_id":"main","amount":-0.005,"fee":0.0,"balance":0.005}
 * ```
 * The balance is that of the wallet `?`: where there are others, the whole moves by as much.
 */
function changed({ total, wallets }: Known, row: Row): Known {
  const wallet = nameOf(row['wallet_type'], row['wallet_id']);
  const left = textOf(row['balance'], 'balance');
  parseDecimal(left);
  const before = wallets[wallet] ?? '0';
  const others = subtractDecimals(total, before);
  return {
    total: Number(others) === 0 ? left : subtractDecimals(total, subtractDecimals(before, left)),
    wallets: { ...wallets, [wallet]: left },
  };
}

function nameOf(type: unknown = 'spot', id: unknown = 'main'): string {
  return `${textOf(type, 'wallet type')}/${textOf(id, 'wallet id')}`;
}

const SPOT = nameOf();

/** What may be used is what lies in the spot wallet: what orders hold of it the channel does not say. */
function balanceOf(
  { total, wallets }: Known,
  stamp: Pick<Balance, 'exchange' | 'asset' | 'receivedAt'> & { readonly time: number | undefined },
): Balance {
  const freeText = wallets[SPOT] ?? (Object.keys(wallets).length === 0 ? total : '0');
  return present({
    ...stamp,
    kind: 'balance' as const,
    free: parseDecimal(freeText),
    freeText,
    total: parseDecimal(total),
    totalText: total,
  });
}
