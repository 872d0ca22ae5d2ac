import { describe, expect, it } from '@jest/globals';
import { amountOf } from '../../../src/simulation/exchange/amount.ts';
import { exchangeRig } from './exchangeRig.ts';

const SWAP = 'BTC/USDT:USDT';

describe('a swap on the exchange', () => {
  it('opens, grows, closes in part and turns a position, and realises what that was worth', () => {
    const rig = exchangeRig(SWAP);
    const position = () => rig.exchange.state('ann').positions[0];
    const at = (side: 'buy' | 'sell', price: string, size: string): void => {
      const { id } = rig.order({ symbol: SWAP, side, price, size });
      rig.exchange.commit({ t: 0, kind: 'fill-order', args: { order: id } });
    };
    at('buy', '60000.0', '0.3');
    at('buy', '57000.0', '0.1');
    expect(position()).toEqual({
      symbol: SWAP,
      size: '0.400',
      entryPrice: '59250',
      margin: '2370',
      realised: '0',
    });
    at('sell', '70000.0', '0.1');
    expect(position()).toMatchObject({ size: '0.300', entryPrice: '59250', realised: '1075' });
    at('sell', '71000.0', '0.5');
    expect(position()).toMatchObject({ size: '-0.200', entryPrice: '71000', margin: '1420', realised: '4600' });
    at('buy', '61000.0', '0.2');
    expect(position()).toEqual({ symbol: SWAP, size: '0.000', margin: '0', realised: '6600' });
    const { balances, fills } = rig.exchange.state('ann');
    const fees = fills.reduce((sum, { fee }) => sum + (amountOf(fee) ?? 0n), 0n);
    const usdt = balances.find(({ asset }) => asset === 'USDT');
    expect(amountOf(usdt?.total ?? '')).toBe((amountOf('1006600') ?? 0n) - fees);
    expect(usdt?.held).toBe('0');
    expect(balances.find(({ asset }) => asset === 'BTC')?.total).toBe('10');
  });

  it('binds a tenth and the fee for what opens, and nothing for what closes', () => {
    const rig = exchangeRig(SWAP);
    const held = () => rig.exchange.state('ann').balances.find(({ asset }) => asset === 'USDT')?.held;
    const { id } = rig.order({ symbol: SWAP, price: '50000.0', size: '0.1' });
    expect(held()).toBe('513');
    rig.exchange.commit({ t: 0, kind: 'fill-order', args: { order: id } });
    expect(held()).toBe('500');
    rig.order({ symbol: SWAP, side: 'sell', price: '90000.0', size: '0.1' });
    expect(held()).toBe('500');
    expect(() => rig.order({ symbol: SWAP, price: '50000.0', size: '1000' })).toThrow('insufficient-funds');
  });

  it('reduces only as far as there is a position', () => {
    const rig = exchangeRig(SWAP);
    const reduce = { symbol: SWAP, side: 'sell', type: 'market', size: '5', reduceOnly: true } as const;
    expect(() => rig.order(reduce)).toThrow('reduce-only');
    rig.order({ symbol: SWAP, type: 'market', size: '0.2' });
    expect(() => rig.order({ ...reduce, side: 'buy' })).toThrow('reduce-only');
    expect(rig.order(reduce)).toMatchObject({ status: 'filled', size: '0.200' });
    expect(rig.exchange.state('ann').positions[0]?.size).toBe('0.000');
  });
});
