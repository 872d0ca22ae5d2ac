import { describe, expect, it } from '@jest/globals';
import { authDialect } from '../../../src/exchanges/kraken/authDialect.ts';
import { balances } from '../../../src/exchanges/kraken/balances.ts';
import type { DataMessage } from '../../../src/protocol/incoming.ts';
import { decoded } from './decoded.ts';

const wallet = (type: string, id: string, balance: string) => `{"type":"${type}","id":"${id}","balance":${balance}}`;
const state = (asset: string, balance: string, ...wallets: readonly string[]) =>
  `{"asset":"${asset}","asset_class":"currency","balance":${balance},"wallets":[${wallets.join(',')}]}`;
const entry = (asset: string, balance: string, type = 'spot', id = 'main') =>
  `{"ledger_id":"AAICKV-NMQSR-ZO5IJD","timestamp":"2023-09-22T10:33:05.710082Z","type":"trade","asset":"${asset}","asset_class":"currency","category":"trade","wallet_type":"${type}","wallet_id":"${id}","amount":-0.005,"fee":0.0,"balance":${balance}}`;

function reading() {
  const read = balances.reader({ exchange: 'kraken', symbol: '' });
  return (type: 'snapshot' | 'update', sequence: number, ...rows: readonly string[]) => {
    const frame = `{"channel":"balances","type":"${type}","data":[${rows.join(',')}],"sequence":${sequence}}`;
    return read((authDialect.classify(decoded(frame)) as DataMessage).payload, 5);
  };
}

describe('balances', () => {
  it('are all assets, then each as an entry leaves it, to the last digit', () => {
    const read = reading();
    const common = { kind: 'balance', exchange: 'kraken', asset: 'BTC', receivedAt: 5 };
    expect(read('snapshot', 1, state('BTC', '1.20000000', wallet('spot', 'main', '1.20000000')))).toEqual([
      { ...common, free: 1.2, freeText: '1.20000000', total: 1.2, totalText: '1.20000000' },
    ]);
    const time = Date.parse('2023-09-22T10:33:05.710Z');
    expect(read('update', 2, entry('BTC', '1.19500000'))).toEqual([
      { ...common, free: 1.195, freeText: '1.19500000', total: 1.195, totalText: '1.19500000', time },
    ]);
    expect(read('update', 3, entry('SOL', '3.5'))).toMatchObject([{ asset: 'SOL', freeText: '3.5', totalText: '3.5' }]);
  });

  it('are free in the spot wallet alone, and whole over all wallets', () => {
    const read = reading();
    const wallets = [wallet('spot', 'main', '1.0'), wallet('earn', 'flex', '0.25')];
    expect(read('snapshot', 1, state('ETH', '1.25', ...wallets))).toMatchObject([
      { freeText: '1.0', totalText: '1.25' },
    ]);
    expect(read('update', 2, entry('ETH', '0.9'))).toMatchObject([{ freeText: '0.9', totalText: '1.15' }]);
    expect(read('update', 3, entry('ETH', '0.35', 'earn', 'flex'))).toMatchObject([
      { freeText: '0.9', totalText: '1.25' },
    ]);
  });

  it('tell a frame that is missing', () => {
    const read = reading();
    read('snapshot', 1);
    expect(() => read('update', 3, entry('BTC', '1'))).toThrow('sequence-gap');
  });

  it.each([state('BTC', '"much"'), state('BTC', 'null'), '{"asset":7}'])('are not read out of %s', (row) => {
    expect(() => reading()('snapshot', 1, row)).toThrow('protocol-violation');
  });
});
