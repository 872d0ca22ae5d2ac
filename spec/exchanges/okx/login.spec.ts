import { describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { hmac } from '../../../src/auth/hmac.ts';
import { auth, login } from '../../../src/exchanges/okx/login.ts';
import { signedQuery } from '../../../src/exchanges/okx/signedQuery.ts';
import type { SignedContext } from '../../../src/protocol/gate.ts';

const context: SignedContext = {
  id: 1,
  time: 1_700_000_000_999,
  heard: undefined,
  key: 'key',
  uid: undefined,
  passphrase: 'words',
  nonce: 1,
  signature: 'c2lnbmVk',
};
if (login.kind !== 'login') throw new Error('no login');
const { sign, message, expect: passes, refused } = login;

describe('the login of OKX', () => {
  it('signs the second and the path: the published form, the vector of the facts', async () => {
    expect(sign(context)).toBe('1700000000GET/users/self/verify');
    expect(await firstValueFrom(hmac('secret', sign(context), auth))).toBe(
      'lhmJXK08fk9SI1ZwFXKFRrPtzfbNOwC+D1xMJJ/1KZg=',
    );
  });

  it('says who one is', () => {
    expect(message(context)).toEqual({
      op: 'login',
      args: [{ apiKey: 'key', passphrase: 'words', timestamp: '1700000000', sign: 'c2lnbmVk' }],
    });
  });

  it('has passed where the venue says code 0', () => {
    const isPassed = (answer: unknown) => typeof passes === 'function' && passes(answer, context);
    expect(isPassed({ event: 'login', code: '0', msg: '', connId: 'a' })).toBe(true);
    expect([isPassed({ event: 'login', code: '60009' }), isPassed({ event: 'subscribe' }), isPassed('pong')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each(['60005', '60007', '60008', '60009', '60011', '60021', '60024', '60026', '60032', '50110'])(
    'has failed for good by code %s',
    (code) => {
      expect(refused?.({ event: 'error', code, msg: 'Login failed.' })).toEqual({ reason: 'Login failed.' });
    },
  );

  it.each(['60004', '60006', '60014', '50001', '50011', '50026', '50061', '63999'])(
    'may pass later after code %s',
    (code) => {
      expect(refused?.({ event: 'error', code, msg: 'Later.' })).toEqual({
        reason: 'Later.',
        retryAfterMs: expect.any(Number),
      });
    },
  );

  it('is not refused by what is no answer to it', () => {
    const others = [{ event: 'login', code: '0' }, { event: 'notice', code: '64008' }, { arg: {}, data: [] }, 'pong'];
    expect(others.map((other) => refused?.(other))).toEqual(others.map(() => undefined));
  });

  it('never repeats what was sent', () => {
    const msg = 'Illegal request: {"op":"login","args":[{"apiKey":"key","passphrase":"words"}]}';
    expect(refused?.({ event: 'error', code: '60012', msg })).toEqual({ reason: 'Illegal request' });
  });

  it('is over where the venue asks for it again', () => {
    expect(auth.lost?.({ event: 'error', code: '60011', msg: 'Please log in' })).toBe('Please log in');
    expect(auth.lost?.({ event: 'error', code: '60018', msg: 'no' })).toBeUndefined();
  });
});

describe('a signed question to REST', () => {
  it('signs the instant, the method and the path with its query', () => {
    const query = signedQuery('/api/v5/trade/order?instId=BTC-USDT&ordId=7', () => undefined);
    const asked = { ...context, environment: 'test' as const };
    expect(query.sign?.(asked)).toBe('2023-11-14T22:13:20.999ZGET/api/v5/trade/order?instId=BTC-USDT&ordId=7');
    expect(query.request(asked)).toEqual({
      method: 'GET',
      url: '/api/v5/trade/order?instId=BTC-USDT&ordId=7',
      headers: {
        'OK-ACCESS-KEY': 'key',
        'OK-ACCESS-SIGN': 'c2lnbmVk',
        'OK-ACCESS-TIMESTAMP': '2023-11-14T22:13:20.999Z',
        'OK-ACCESS-PASSPHRASE': 'words',
        'x-simulated-trading': '1',
      },
    });
    expect(query.request({ ...asked, environment: 'live' }).headers).not.toHaveProperty('x-simulated-trading');
  });
});
