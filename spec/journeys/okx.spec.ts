import { describe } from '@jest/globals';
import { okx } from '../../src/exchanges/okx/index.ts';
import { demoAccount } from '../../src/simulation/index.ts';
import { orderJourney } from '../helpers/orderJourney.ts';

const { key, secret, passphrase } = demoAccount;

describe('orders on OKX, over a real socket', () => {
  orderJourney({
    name: 'okx',
    exchange: okx,
    seed: 11,
    symbol: 'BTC/USDT',
    credentials: { key, secret, passphrase },
    compared: { free: true },
    prefix: '',
    filledText: '0.005',
    isOrder: (frame) => frame.includes('"op":"') && !/subscribe|login/.test(frame),
  });
});
