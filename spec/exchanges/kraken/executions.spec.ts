import { describe, expect, it } from '@jest/globals';
import { authDialect } from '../../../src/exchanges/kraken/authDialect.ts';
import { executions } from '../../../src/exchanges/kraken/executions.ts';
import type { DataMessage } from '../../../src/protocol/incoming.ts';
import type { PrivateValue } from '../../../src/protocol/stateRule.ts';
import { decoded } from './decoded.ts';

const ID = '"order_id":"OVN7VD-7VYHS-APBKHA"';
/** As captured on 2026-01-22. */
const pendingNew = `{${ID},"symbol":"BTC/USDT","order_qty":0.00010000,"cum_cost":0.00000,"time_in_force":"GTC","exec_type":"pending_new","side":"buy","order_type":"limit","cl_ord_id":"b17c7bb34d000200","limit_price_type":"static","limit_price":80000.0,"stop_price":0.0,"order_status":"pending_new","fee_usd_equiv":0.0000,"fee_ccy_pref":"fciq","timestamp":"2026-01-22T06:06:19.833306Z"}`;
const live = `{"timestamp":"2026-01-22T06:06:19.833306Z","order_status":"new","exec_type":"new","cl_ord_id":"b17c7bb34d000200",${ID}}`;
const amended = `{"timestamp":"2026-01-22T06:06:27.552281Z","exec_type":"amended","order_status":"new","cum_qty":0.00000000,"reason":"User requested","amended":true,"order_qty":0.00005000,"limit_price":81818.0,"limit_price_type":"static","cl_ord_id":"b17c7bb34d000200",${ID}}`;
const canceled = `{"timestamp":"2026-01-22T06:06:36.039852Z","order_status":"canceled","exec_type":"canceled","cum_qty":0.00000000,"cum_cost":0.00000,"fee_usd_equiv":0.0000,"avg_price":0.0,"cl_ord_id":"b17c7bb34d000200","cancel_reason":"User requested","reason":"User requested",${ID}}`;
const trade = `{${ID},"exec_id":"TGBB7L-HT5LX-J3BZ4A","exec_type":"trade","trade_id":62887576,"symbol":"BTC/USDT","side":"buy","last_qty":0.00004000,"last_price":80000.0,"liquidity_ind":"m","cost":3.2,"order_type":"limit","timestamp":"2026-01-22T06:06:30.000000Z","order_status":"partially_filled","cum_qty":0.00004000,"cum_cost":3.2,"avg_price":80000.0,"fees":[{"asset":"USDT","qty":0.0080}]}`;

/** Reads frames with one reader, as one attempt does; their numbers follow on one another from 1. */
function reading() {
  const read = executions.reader({ exchange: 'kraken', symbol: '' });
  let next = 1;
  return (type: 'snapshot' | 'update', rows: readonly string[], sequence = next): readonly PrivateValue[] => {
    next = sequence + 1;
    const frame = `{"channel":"executions","type":"${type}","data":[${rows.join(',')}],"sequence":${sequence}}`;
    return read((authDialect.classify(decoded(frame)) as DataMessage).payload, 5);
  };
}

describe('executions', () => {
  it('are orders, each state the sum of the rows that told of it', () => {
    const read = reading();
    const common = {
      kind: 'order',
      exchange: 'kraken',
      symbol: 'BTC/USDT',
      orderId: 'OVN7VD-7VYHS-APBKHA',
      clientOrderId: 'b17c7bb34d000200',
      side: 'buy',
      type: 'limit',
      timeInForce: 'gtc',
      unit: 'base',
      time: Date.parse('2026-01-22T06:06:19.833Z'),
      receivedAt: 5,
    };
    const amounts = (price: string, size: string, filled: string, remaining: string) => ({
      price: Number(price),
      priceText: price,
      size: Number(size),
      sizeText: size,
      filled: Number(filled),
      filledText: filled,
      remaining: Number(remaining),
      remainingText: remaining,
    });
    expect(read('snapshot', [])).toEqual([]);
    const begun = amounts('80000.0', '0.00010000', '0', '0.00010000');
    const born = { ...common, ...begun, status: 'open', updatedAt: common.time };
    expect(read('update', [pendingNew])).toEqual([born]);
    expect(read('update', [live])).toEqual([born]);
    expect(read('update', [amended])).toEqual([
      {
        ...common,
        ...amounts('81818.0', '0.00005000', '0.00000000', '0.00005000'),
        status: 'open',
        updatedAt: Date.parse('2026-01-22T06:06:27.552Z'),
      },
    ]);
    expect(read('update', [canceled])).toMatchObject([
      { ...common, status: 'canceled', remainingText: '0.00005000', updatedAt: Date.parse('2026-01-22T06:06:36.039Z') },
    ]);
  });

  it('are fills, with the order as they leave it', () => {
    const read = reading();
    read('snapshot', [pendingNew]);
    expect(read('update', [trade])).toMatchObject([
      { kind: 'order', status: 'partially-filled', filledText: '0.00004000', averagePriceText: '80000.0' },
      {
        kind: 'fill',
        exchange: 'kraken',
        symbol: 'BTC/USDT',
        id: 'TGBB7L-HT5LX-J3BZ4A',
        orderId: 'OVN7VD-7VYHS-APBKHA',
        clientOrderId: 'b17c7bb34d000200',
        side: 'buy',
        priceText: '80000.0',
        size: 0.00004,
        sizeText: '0.00004000',
        fee: 0.008,
        feeText: '0.0080',
        feeCurrency: 'USDT',
        liquidity: 'maker',
        unit: 'base',
        time: Date.parse('2026-01-22T06:06:30Z'),
      },
    ]);
    // Told as `new`, yet in part filled.
    expect(read('update', [amended.replace('"cum_qty":0.00000000', '"cum_qty":0.00004000')])).toMatchObject([
      { status: 'partially-filled', remainingText: '0.00001000' },
    ]);
  });

  it('of the past, in a snapshot, are fills alone', () => {
    expect(reading()('snapshot', [trade, pendingNew.replace('OVN7VD', 'OOTHER')]).map(({ kind }) => kind)).toEqual([
      'fill',
      'order',
    ]);
  });

  it('of the past say nothing of what their order is now', () => {
    const read = reading();
    const past = trade.replace('"order_status":"partially_filled"', '"order_status":"filled"');
    const open = pendingNew.replace('"cum_cost"', '"cum_qty":0.00004000,"cum_cost"');
    expect(read('snapshot', [open, past])).toMatchObject([
      { kind: 'order', status: 'partially-filled' },
      { kind: 'fill', clientOrderId: 'b17c7bb34d000200' },
    ]);
    expect(read('update', [live])).toMatchObject([{ status: 'partially-filled', filledText: '0.00004000' }]);
  });

  it('of an order that spends so much of the quote count the quote', () => {
    const cash = pendingNew
      .replace('"order_qty":0.00010000,"cum_cost":0.00000', '"cash_order_qty":50.0,"cum_qty":0.0005,"cum_cost":40.1')
      .replace('"order_type":"limit"', '"order_type":"market"');
    expect(reading()('snapshot', [cash])).toMatchObject([
      { type: 'market', unit: 'quote', sizeText: '50.0', filledText: '40.1', remainingText: '9.9' },
    ]);
    expect(reading()('snapshot', [cash])[0]).not.toHaveProperty('price');
  });

  it('tell a frame that is missing, and one that comes twice only once', () => {
    const read = reading();
    read('snapshot', [pendingNew], 7);
    expect(read('update', [live], 8)).toHaveLength(1);
    expect(read('update', [live], 8)).toEqual([]);
    expect(() => read('update', [amended], 10)).toThrow(
      expect.objectContaining({ kind: 'sequence-gap', context: { expected: '9', received: '10' } }),
    );
    expect(() => read('update', [amended], 2)).toThrow('sequence-gap');
  });

  it('before the snapshot are in it', () => {
    const read = reading();
    expect(read('update', [amended], 40)).toEqual([]);
    expect(read('snapshot', [pendingNew], 1)).toHaveLength(1);
    expect(read('update', [live], 2)).toHaveLength(1);
  });

  it('of an open order that nobody told of are not believed; of one that is over nothing need be said', () => {
    const read = reading();
    read('snapshot', []);
    expect(() => read('update', [amended])).toThrow('an order that was never told of');
    expect(read('update', [canceled])).toEqual([]);
  });

  it.each([
    ['a status that is none', pendingNew.replace('"order_status":"pending_new"', '"order_status":"odd"')],
    ['a side that is none', pendingNew.replace('"buy"', '"long"')],
    ['a price that is none', pendingNew.replace('80000.0', '"many"')],
    ['a fill of nothing', trade.replace('"last_qty":0.00004000', '"last_qty":0')],
    ['no id', pendingNew.replace(ID, '"order_id":null')],
  ])('are not read with %s', (_, row) => {
    expect(() => reading()('snapshot', [row])).toThrow('protocol-violation');
  });
});
