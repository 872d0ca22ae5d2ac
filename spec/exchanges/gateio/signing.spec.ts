import { describe, expect, it } from '@jest/globals';
import { loginOn } from '../../../src/exchanges/gateio/login.ts';
import { spotMarket, usdtMarket } from '../../../src/exchanges/gateio/markets.ts';
import { signedGet } from '../../../src/exchanges/gateio/rest.ts';
import { subscribingOn } from '../../../src/exchanges/gateio/subscribing.ts';
import { topicOn } from '../../../src/exchanges/gateio/topic.ts';
import type { SignedContext } from '../../../src/protocol/gate.ts';
import type { SendContext } from '../../../src/protocol/sendContext.ts';
import type { SignedText } from '../../../src/protocol/signedText.ts';
import { hexOf } from '../../../src/util/hexOf.ts';
import { hmacSha2 } from '../../../src/util/hmacSha2.ts';
import { sha2 } from '../../../src/util/sha2.ts';

const bytes = (text: SignedText): Uint8Array => (typeof text === 'string' ? new TextEncoder().encode(text) : text);
const signed = (text: SignedText): string => hexOf(hmacSha2(512, bytes('secret'), bytes(text)));

const context: SendContext & SignedContext = {
  id: 7,
  time: 1_700_000_000_999,
  nonce: 1_700_000_000_999,
  key: 'key',
  uid: '20011',
  passphrase: '',
  token: '',
  heard: undefined,
  signature: 'signature',
};

describe('what is signed for Gate.io', () => {
  it('is channel, event and whole seconds of each private subscription', () => {
    const { sign, subscribe } = subscribingOn(spotMarket);
    const topics = [topicOn(spotMarket, { channel: 'orders' })];
    expect(signed(sign?.('subscribe', topics, context) ?? '')).toBe(
      '0dc17b76097b2726573e30bde2a792ce238bbd452f414d949a5f71d5bf1dd50e8e8166a762af6614f0228360882c6e35df2ac39ed0eba1be8b02d9ca1ec9c6c9',
    );
    expect(subscribe(topics, context)).toEqual({
      id: 7,
      time: 1_700_000_000,
      channel: 'spot.orders',
      event: 'subscribe',
      payload: ['!all'],
      auth: { method: 'api_key', KEY: 'key', SIGN: 'signature' },
    });
  });

  it('names the account of perpetuals by its user, and nothing public', () => {
    const { unsubscribe, subscribe } = subscribingOn(usdtMarket);
    const own = [topicOn(usdtMarket, { channel: 'positions' })];
    expect(unsubscribe(own, context)).toMatchObject({ event: 'unsubscribe', payload: ['20011', '!all'] });
    expect(() => subscribe(own, { ...context, uid: '' })).toThrow('credentials.uid');
    const symbols = ['BTC/USDT:USDT', 'ETH/USDT:USDT'];
    const topics = symbols.map((symbol) => topicOn(usdtMarket, { channel: 'trades', symbol }));
    expect(subscribe(topics, { ...context, signature: '', uid: '' })).toEqual({
      id: 7,
      time: 1_700_000_000,
      channel: 'futures.trades',
      event: 'subscribe',
      payload: ['BTC_USDT', 'ETH_USDT'],
    });
  });

  it('is channel and seconds of a login, whose request is empty', () => {
    const step = loginOn(spotMarket);
    if (step.kind !== 'login') throw new Error('no login');
    expect(signed(step.sign(context))).toBe(
      'fda6efd05e40791f1059365daecc597f520349bd009ecaa64454e137d73a181e6bcdeb466148db04b38adfc8800a2e46ab4e4ac02eee77a8a2a2ece43d6d720c',
    );
    expect(step.message(context)).toEqual({
      time: 1_700_000_000,
      channel: 'spot.login',
      event: 'api',
      payload: { req_id: '7', api_key: 'key', signature: 'signature', timestamp: '1700000000' },
    });
  });

  it('is method, path, query, the hash of no body and seconds of a question to REST', () => {
    const { sign, request } = signedGet('/api/v4/spot/my_trades', 'limit=100', String);
    const nothing = hexOf(sha2(512, bytes('')));
    const asked = { ...context, environment: 'live' } as const;
    expect(sign?.(asked)).toBe(`GET\n/api/v4/spot/my_trades\nlimit=100\n${nothing}\n1700000000`);
    expect(request(asked)).toEqual({
      method: 'GET',
      url: '/api/v4/spot/my_trades?limit=100',
      headers: { KEY: 'key', SIGN: 'signature', Timestamp: '1700000000' },
    });
  });
});
