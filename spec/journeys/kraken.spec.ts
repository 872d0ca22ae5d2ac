import { describe } from '@jest/globals';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import { demoAccount } from '../../src/simulation/index.ts';
import { orderJourney } from '../helpers/orderJourney.ts';

const { key, secret } = demoAccount;

describe('orders on Kraken, over a real socket', () => {
  orderJourney({
    name: 'kraken',
    exchange: kraken,
    seed: 11,
    symbol: 'BTC/USD',
    credentials: { key, secret },
    compared: {},
    prefix: '',
    filledText: '0.00500000',
    isOrder: (frame) => /"method":"\w+_order"/.test(frame),
  });
});
