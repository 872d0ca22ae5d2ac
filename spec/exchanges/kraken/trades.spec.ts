import { describe, expect, it } from '@jest/globals';
import { trades } from '../../../src/exchanges/kraken/trades.ts';
import { frameOf, payloadOf } from './decoded.ts';

const reader = () => trades.reader({ exchange: 'kraken', symbol: 'BTC/USD' });
const row = (over: Readonly<Record<string, string>> = {}): string => {
  const fields: Readonly<Record<string, string>> = {
    symbol: '"BTC/USD"',
    side: '"buy"',
    price: '105944.20',
    qty: '0.00027600',
    ord_type: '"limit"',
    trade_id: '10218208',
    timestamp: '"2023-10-06T17:35:55.440295Z"',
    ...over,
  };
  return `{${Object.entries(fields)
    .map(([name, value]) => `"${name}":${value}`)
    .join(',')}}`;
};
const read = (...rows: readonly string[]) => reader()(payloadOf(frameOf('trade', 'update', ...rows)), 99);
const ids = (values: readonly { readonly id: string }[]): readonly string[] => values.map(({ id }) => id);

const violation: unknown = expect.objectContaining({ name: 'ColdwireError', kind: 'protocol-violation' });

describe('the trades of Kraken', () => {
  it('are read field by field, texts exact', () => {
    expect(read(row())).toEqual([
      {
        kind: 'trade',
        exchange: 'kraken',
        symbol: 'BTC/USD',
        id: '10218208',
        side: 'buy',
        price: 105944.2,
        size: 0.000276,
        priceText: '105944.20',
        sizeText: '0.00027600',
        unit: 'base',
        time: Date.UTC(2023, 9, 6, 17, 35, 55, 440),
        receivedAt: 99,
      },
    ]);
  });

  it('of one frame come in order, each with its side', () => {
    const values = read(row(), row({ trade_id: '10218209', side: '"sell"' }));
    expect(values.map(({ id, side }) => [id, side])).toEqual([
      ['10218208', 'buy'],
      ['10218209', 'sell'],
    ]);
  });

  it('keep ids past 2^53', () => {
    expect(ids(read(row({ trade_id: '9007199254740993' })))).toEqual(['9007199254740993']);
  });

  it('that come twice are told once', () => {
    const next = reader();
    const frame = (id: number) => payloadOf(frameOf('trade', 'update', row({ trade_id: String(id) })));
    expect([7, 7, 9, 8, 9, 8, 10].map((id) => ids(next(frame(id), 1)).join())).toEqual([
      '7',
      '',
      '9',
      '8',
      '',
      '',
      '10',
    ]);
  });

  it('of a frame that cannot be read are not taken for told', () => {
    const next = reader();
    expect(() => next(payloadOf(frameOf('trade', 'update', row(), row({ price: 'null' }))), 1)).toThrow(violation);
    expect(ids(next(payloadOf(frameOf('trade', 'update', row())), 1))).toEqual(['10218208']);
  });

  it.each([
    ['price', 'null'],
    ['price', '0'],
    ['price', '-1.0'],
    ['price', '1e999'],
    ['price', '"0x10"'],
    ['price', '""'],
    ['qty', '-0.5'],
    ['qty', '0.00000000'],
    ['qty', '[1]'],
    ['side', '"b"'],
    ['side', 'null'],
    ['trade_id', '1.5'],
    ['trade_id', '"__proto__"'],
    ['trade_id', '{}'],
    ['timestamp', '"yesterday"'],
    ['timestamp', '1696613755'],
  ])('with %s of %s are a violation of the protocol', (field, value) => {
    expect(() => read(row({ [field]: value }))).toThrow(violation);
  });
});
