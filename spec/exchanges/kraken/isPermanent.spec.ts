import { describe, expect, it } from '@jest/globals';
import { isPermanent } from '../../../src/exchanges/kraken/isPermanent.ts';

describe('isPermanent', () => {
  it.each([
    'Currency pair not supported FOO/BAR',
    'Currency pair not supported XBT/USD',
    'Currency pair not in ISO 4217-A3 format FOOBAR',
    'Subscription depth not supported',
    'Subscription ohlc interval not supported',
    'Subscription name invalid',
    'EGeneral:Invalid arguments',
    'Invalid arguments',
    'Malformed request',
  ])('gives up at %s', (reason) => {
    expect(isPermanent(reason)).toBe(true);
  });

  it.each([
    'Exceeded msg rate',
    'Rate limit exceeded',
    'EAPI:Rate limit exceeded',
    'EGeneral:Too many requests',
    'EGeneral:Internal error',
    'EService:Unavailable',
    'EService:Market in cancel_only mode',
    'EService:Market in cancel_only mode INVALID/USD',
    'Temporarily unavailable UNKNOWN/UNSUPPORTED',
    'Rate limit exceeded for Currency pair not supported/USD',
    'Already subscribed',
    'ESubscription:Busy',
    'refused without a reason',
    '',
  ])('asks again at %j', (reason) => {
    expect(isPermanent(reason)).toBe(false);
  });
});
