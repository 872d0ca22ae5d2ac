import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { settingsOf } from '../../../src/client/options.ts';
import { restReply } from '../../../src/client/restReply.ts';
import { authDialect } from '../../../src/exchanges/kraken/authDialect.ts';
import { findOrder } from '../../../src/exchanges/kraken/findOrder.ts';

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

describe("Kraken's REST side", () => {
  it('is asked what is signed one question at a time, each with a nonce above the last', () => {
    const asked: { readonly body: string; readonly answer$: Subject<Answer> }[] = [];
    const settings = settingsOf(
      {
        credentials: { key: 'k', secret: 'c2VjcmV0' },
        http: ({ body = '' }) => {
          const answer$ = new Subject<Answer>();
          asked.push({ body, answer$ });
          return answer$;
        },
      },
      [authDialect],
    );
    const held = ['O1', 'O2'].map((orderId) =>
      restReply(
        findOrder({ symbol: 'BTC/USD', orderId }, { exchange: 'kraken' }),
        authDialect,
        settings,
        'snapshot',
      ).subscribe(),
    );
    expect(asked.map(({ body }) => body.slice(-7))).toEqual(['txid=O1']);
    asked[0]?.answer$.next({ status: 200, headers: {}, body: '{"error":[],"result":{}}' });
    asked[0]?.answer$.complete();
    expect(asked.map(({ body }) => body.slice(-7))).toEqual(['txid=O1', 'txid=O2']);
    const [first = Number.NaN, second] = asked.map(({ body }) => Number(new URLSearchParams(body).get('nonce')));
    expect(second).toBeGreaterThan(first);
    for (const each of held) each.unsubscribe();
  });
});
