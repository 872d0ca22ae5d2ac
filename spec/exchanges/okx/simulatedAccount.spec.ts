import { describe, expect, it } from '@jest/globals';
import { okx } from '../../../src/exchanges/okx/index.ts';
import type { OrderOutcome } from '../../../src/index.ts';
import { demoAccount, type Fault } from '../../../src/simulation/index.ts';
import { seededRandom } from '../../../src/util/random.ts';
import { type Stage, stageOf } from '../../helpers/stageOf.ts';

const stage = stageOf('okx', okx);
const { key, secret, passphrase } = demoAccount;
const SWAP = 'BTC/USDT:USDT';

function account(
  credentials: { readonly key?: string; readonly secret?: string; readonly passphrase?: string } = {},
): Stage {
  return stage({}, { credentials: { key, secret, passphrase, ...credentials }, random: seededRandom(3) });
}
const fault = ({ venue }: Stage, one: Omit<Fault, 't'>): void => venue.inject({ ...one, t: 0 } as Fault);

describe('an account of the simulated OKX', () => {
  it('logs in once, and has its four feeds live by three subscriptions', () => {
    const here = account();
    const feeds = (['orders', 'fills', 'balances', 'positions'] as const).map((channel) => here.follow({ channel }));
    here.advance(2_000);
    expect(feeds.map(({ trust, errors }) => [trust(), errors])).toEqual(
      feeds.map(() => [['stale connecting', 'live 1'], []]),
    );
    const sent = here.venue.journal.filter(({ way }) => way === 'in').map(({ frame }) => JSON.parse(String(frame)));
    expect(sent.map(({ op, args }) => [op, args.length])).toEqual([
      ['login', 1],
      ['subscribe', 3],
    ]);
    expect(here.venue.violations).toEqual([]);
  });

  it.each([
    ['key', { key: 'other', secret: 'other' }],
    ['secret', { secret: 'other' }],
    ['passphrase', { passphrase: 'other' }],
  ])('does not open by a wrong %s, which is said once and not tried again', (_, wrong) => {
    const here = account(wrong);
    const { errors } = here.follow({ channel: 'orders' });
    here.advance(120_000);
    expect(errors).toMatchObject([{ kind: 'authentication-failed' }]);
    expect(JSON.stringify(errors)).not.toContain('other');
    expect(here.venue.journal.filter(({ frame }) => String(frame).includes('"login"')).length).toBeLessThan(4);
  });

  it('trades swaps by contracts: orders, fills and positions agree with the venue', () => {
    const here = account();
    const [orders, fills, positions] = (['orders', 'fills', 'positions'] as const).map((channel) =>
      here.follow({ channel }),
    );
    here.advance(2_000);
    const outcomes: OrderOutcome[] = [];
    here.client
      .placeOrder({ symbol: SWAP, side: 'sell', type: 'market', size: '2' })
      .subscribe((outcome) => outcomes.push(outcome));
    here.advance(2_000);
    expect(outcomes).toMatchObject([{ kind: 'accepted' }]);
    const state = here.venue.account();
    expect(orders?.values().at(-1)).toMatchObject({ status: 'filled', unit: 'contract', filled: 2, symbol: SWAP });
    expect(fills?.values().length).toBe(state.fills.length);
    expect(positions?.values().at(-1)).toMatchObject({ symbol: SWAP, side: 'short', size: 2, unit: 'contract' });
    here.client
      .placeOrder({ symbol: SWAP, side: 'buy', type: 'market', size: '2', reduceOnly: true })
      .subscribe((outcome) => outcomes.push(outcome));
    here.advance(2_000);
    expect(positions?.values().at(-1)).toMatchObject({ symbol: SWAP, side: 'flat', size: 0 });
    expect(here.venue.violations).toEqual([]);
  });

  it('logs in again where the venue has ended the login, and says so', () => {
    const here = account();
    const { trust, errors } = here.follow({ channel: 'orders' });
    here.advance(2_000);
    fault(here, { kind: 'end-login', args: {} });
    here.client.placeOrder({ symbol: SWAP, side: 'buy', type: 'market', size: '1' }).subscribe();
    here.advance(10_000);
    expect(errors).toEqual([]);
    expect(trust().slice(0, 2)).toEqual(['stale connecting', 'live 1']);
    expect(trust().at(-1)).toBe('live 2');
  });

  it('places sixty orders in two seconds and no more, whatever is asked', () => {
    const here = account();
    here.follow({ channel: 'orders' });
    here.advance(2_000);
    const outcomes: OrderOutcome[] = [];
    const order = { symbol: 'BTC/USDT', side: 'buy', type: 'limit', price: '1000', size: '0.0001' } as const;
    for (let count = 0; count < 150; count++)
      here.client.placeOrder(order).subscribe((outcome) => outcomes.push(outcome));
    here.advance(8_000);
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(150);
    expect(here.venue.violations).toEqual([]);
  });

  it('has the books that its rank gives it, every change of them', () => {
    const here = account();
    const books = ['books50-l2-tbt', 'books-l2-tbt'].map((channel) =>
      here.follow({ channel: 'book', symbol: 'BTC/USDT', params: { channel } }),
    );
    here.advance(5_000);
    expect(books.map(({ trust, errors }) => [trust(), errors])).toEqual(
      books.map(() => [['stale connecting', 'live 1'], []]),
    );
    expect(here.venue.violations).toEqual([]);
  });

  it('loses the one subscription that is on a connection too many, and says so of it alone', () => {
    const here = account();
    const feeds = Array.from({ length: 31 }, (_, index) => here.follow({ channel: 'orders', params: { of: index } }));
    here.advance(20_500);
    const lost = feeds.filter(({ trust }) => trust().includes('stale unsubscribed-by-venue'));
    const kept = feeds.filter(({ trust }) => trust().join() === 'stale connecting,live 1');
    expect([lost.length, kept.length]).toEqual([1, 30]);
  });

  it('has nothing to cancel all by', () => {
    const here = account();
    const errors: unknown[] = [];
    const note = { error: (error: unknown) => errors.push(error) };
    here.client.cancelAll().subscribe(note);
    here.client.cancelAllAfter(1_000).subscribe(note);
    expect(errors).toMatchObject([{ kind: 'unsupported' }, { kind: 'unsupported' }]);
  });

  it('keeps its feeds while nothing happens, by pings alone', () => {
    const here = account();
    const { trust } = here.follow({ channel: 'orders' });
    here.advance(600_000);
    expect(trust()).toEqual(['stale connecting', 'live 1']);
    expect(here.venue.violations).toEqual([]);
  });
});
