import { describe, expect, it } from '@jest/globals';
import { catchError, map, type Observable, of } from 'rxjs';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Instrument } from '../../src/model/instrument.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import type { Http } from '../../src/transport/http.ts';
import { broker, brokerDialect } from '../helpers/brokerDialect.ts';
import { brokerClient } from '../helpers/brokerVenue.ts';

const instrument = (symbol: string): Instrument => ({
  symbol,
  venueSymbol: symbol,
  type: 'spot',
  base: symbol,
  quote: 'USD',
  unit: 'base',
  tickSize: 0.5,
});
const names = map(({ symbol }: Instrument) => symbol);
const kindOf = (source: Observable<unknown>): Observable<unknown> =>
  source.pipe(catchError((error: unknown) => of(isColdwireError(error) ? error.kind : error)));

/** REST that answers after 3 ms, and what it was asked. */
function rest(cold: MarbleHelpers['cold'], list: readonly Instrument[], status = 200) {
  const asked: string[] = [];
  const http: Http = ({ url }) => {
    asked.push(url);
    return cold('---(a|)', { a: { status, headers: {}, body: JSON.stringify(list) } });
  };
  return { http, asked };
}

describe('client.instrument', () => {
  it(
    'asks REST once for all who want the same list, remembers the rest of it, and dials no socket',
    marbles((helpers) => {
      const { http, asked } = rest(helpers.cold, [instrument('AB'), instrument('AC')]);
      const { client, venue } = brokerClient(helpers.scheduler, {}, { http });
      helpers.expectObservable(client.instrument('AB').pipe(names), '   ^    ').toBe('---(a|)', { a: 'AB' });
      helpers.expectObservable(client.instrument('AC').pipe(names), '   -^   ').toBe('---(a|)', { a: 'AC' });
      helpers.expectObservable(client.instrument('AB').pipe(names), '   5ms ^').toBe('5ms (a|)', { a: 'AB' });
      helpers.flush();
      expect(asked).toEqual(['https://broker.example/instruments?like=A']);
      expect(venue.sockets).toEqual([]);
    }),
  );

  it(
    'needs not ask for what the options hold',
    marbles((helpers) => {
      const { http, asked } = rest(helpers.cold, []);
      const { client } = brokerClient(helpers.scheduler, {}, { http, instruments: [instrument('AB')] });
      helpers.expectObservable(client.instrument('AB').pipe(names)).toBe('(a|)', { a: 'AB' });
      helpers.flush();
      expect(asked).toEqual([]);
    }),
  );

  it(
    'is unsupported where the list has it not, or there is no list',
    marbles((helpers) => {
      const { http } = rest(helpers.cold, [instrument('AB')]);
      const { client } = brokerClient(helpers.scheduler, {}, { http });
      helpers.expectObservable(kindOf(client.instrument('AX'))).toBe('---(u|)', { u: 'unsupported' });
      const { instruments: _, ...listless } = broker;
      const other = brokerClient(helpers.scheduler, {}, { http }, listless).client;
      helpers.expectObservable(kindOf(other.instrument('AB'))).toBe('(u|)', { u: 'unsupported' });
    }),
  );

  it(
    'keeps no failure: who asks again is answered anew',
    marbles((helpers) => {
      let status = 500;
      const http: Http = () => of({ status, headers: {}, body: JSON.stringify([instrument('AB')]) });
      const { client } = brokerClient(helpers.scheduler, {}, { http });
      helpers.cold('--x').subscribe(() => {
        status = 200;
      });
      helpers.expectObservable(kindOf(client.instrument('AB')), '^   ').toBe('(e|)', { e: 'dial-failed' });
      helpers.expectObservable(client.instrument('AB').pipe(names), '---^').toBe('---(a|)', { a: 'AB' });
    }),
  );

  it.each([
    ['throws', () => 'secret', 'dial-failed'],
    ['fails', 503, 'dial-failed'],
    ['is no list', 'text', 'protocol-violation'],
  ])('is an error where REST %s', (_, answer, kind) => {
    marbles((helpers) => {
      const http: Http = () => {
        if (typeof answer === 'function') throw new TypeError(answer());
        return of({ status: typeof answer === 'number' ? answer : 200, headers: {}, body: '"no list"' });
      };
      const { client } = brokerClient(helpers.scheduler, {}, { http });
      helpers.expectObservable(kindOf(client.instrument('AB'))).toBe('(e|)', { e: kind });
    })();
  });

  it(
    'waits no longer than a request may take',
    marbles((helpers) => {
      const { client } = brokerClient(helpers.scheduler, {}, { http: () => helpers.cold('-') });
      const late = new ColdwireError('reply-timeout', { timeout: 20 });
      helpers.expectObservable(client.instrument('AB')).toBe('20ms #', undefined, late);
    }),
  );
});

describe('an order of a known instrument', () => {
  it(
    'is invalid beside its grid, and nothing is sent',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler, {}, { instruments: [instrument('AB')] });
      const order = { symbol: 'AB', side: 'buy', type: 'limit', price: '1.3', size: 1 } as const;
      helpers.expectObservable(kindOf(client.placeOrder(order))).toBe('(e|)', { e: 'invalid-options' });
      helpers.flush();
      expect(venue.sockets).toEqual([]);
    }),
  );

  it(
    'is asked for first where the venue needs to know it, and not sent where that fails',
    marbles((helpers) => {
      const orders = brokerDialect.orders && { ...brokerDialect.orders, needsInstrument: true };
      const needy = { ...broker, dialects: { desk: { ...brokerDialect, ...(orders && { orders }) } } };
      const { http, asked } = rest(helpers.cold, [instrument('AB')]);
      const { client, venue } = brokerClient(helpers.scheduler, {}, { http }, needy);
      const order = { symbol: 'AB', side: 'buy', type: 'limit', price: '1.5', size: 1, clientOrderId: 'a' } as const;
      const kinds = map(({ kind }: { kind: string }) => kind);
      helpers.expectObservable(client.placeOrder([order, order]).pipe(kinds)).toBe('-----(aa|)', { a: 'accepted' });
      const failing = brokerClient(helpers.scheduler, {}, { http: rest(helpers.cold, [], 500).http }, needy).client;
      helpers.expectObservable(failing.placeOrder(order).pipe(kinds)).toBe('---(n|)', { n: 'not-sent' });
      helpers.flush();
      expect([asked.length, venue.heard.length]).toEqual([1, 1]);
    }),
  );
});
