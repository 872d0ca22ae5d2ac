import type { VenueWorld } from '../venueSide.ts';
import { accountRow } from './accountRow.ts';
import { type Answering, done } from './envelope.ts';
import type { InstrumentRows } from './instrumentRows.ts';
import { positionRow } from './positionRow.ts';

/** The answers to who owns what, by method and path. No currencies are told of. */
export function restAccount(
  { accounts, exchange, now }: VenueWorld,
  rowsOf: InstrumentRows,
): readonly (readonly [string, Answering])[] {
  const balance: Answering = ({ query }, account) => {
    const asked = query.get('ccy')?.split(',');
    const balances = exchange.state(account).balances.filter(({ asset }) => asked?.includes(asset) ?? true);
    return done([accountRow(balances, now())]);
  };
  const positions: Answering = ({ query }, account) => {
    const open = exchange.state(account).positions.filter(({ size }) => Number(size) !== 0);
    return done(rowsOf(open, query, (listing, one) => positionRow(listing, one, { account, at: now() })));
  };
  const config: Answering = (_, account) => {
    const uid = accounts.all.find(({ key }) => key === account)?.uid;
    return done([{ uid, acctLv: '2', posMode: 'net_mode' }]);
  };
  return [
    ['GET /api/v5/account/balance', balance],
    ['GET /api/v5/account/positions', positions],
    ['GET /api/v5/account/config', config],
    ['GET /api/v5/asset/currencies', () => done([])],
  ];
}
