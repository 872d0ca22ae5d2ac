import { describe, expect, it } from '@jest/globals';
import type { Order } from '../../src/model/order.ts';
import { type AccountState, accountState } from '../../src/subscription/accountState.ts';
import { balanceSample, fillSample, orderSample, positionSample } from '../helpers/accountSamples.ts';

const order = (orderId: string, more: Partial<Order> = {}): Order => orderSample({ orderId, ...more });
const fresh = (): AccountState => accountState({ covers: ['order'] });

describe('what is known of an account', () => {
  it('takes what is newer and drops what is older', () => {
    const state = fresh();
    const [one, two] = [order('a', { filled: 1 }), order('a', { filled: 2 })];
    expect(state.take(two)).toEqual([two]);
    expect(state.take(one)).toEqual([]);
    expect(state.take(order('a', { filled: 2, status: 'canceled' }))).toHaveLength(1);
    expect(state.take(order('a', { filled: 3 }))).toEqual([]);
  });

  it('asks the venue rule what is newer, where there is one', () => {
    const state = accountState({ covers: [], isNewer: (update, than) => (update.time ?? 0) < (than.time ?? 0) });
    expect(state.take(balanceSample({ time: 5 }))).toHaveLength(1);
    expect(state.take(balanceSample({ time: 6 }))).toEqual([]);
    expect(state.take(balanceSample({ time: 4 }))).toHaveLength(1);
  });

  it('tells each fill once, those of different orders apart', () => {
    const state = fresh();
    const all = [fillSample(), fillSample(), fillSample({ orderId: 'o2' }), fillSample({ symbol: 'B' })];
    expect(all.map((fill) => state.take(fill).length)).toEqual([1, 0, 1, 1]);
  });

  it('tells of a snapshot the newest state of each, be it known from before', () => {
    const state = fresh();
    state.take(order('a', { filled: 2 }));
    const told = state.begin([order('a', { filled: 1 }), order('b')]);
    expect(told).toEqual([order('a', { filled: 2 }), order('b')]);
  });

  it('takes the fills of the first snapshot for history, and tells of a later one what it has not told', () => {
    const state = fresh();
    expect(state.begin([fillSample()])).toEqual([]);
    state.take(fillSample({ id: 'f2' }));
    expect(state.begin([fillSample(), fillSample({ id: 'f2' }), fillSample({ id: 'f3' })])).toEqual([
      fillSample({ id: 'f3' }),
    ]);
  });

  it('misses what a snapshot covers and does not name, has it not ended', () => {
    const state = accountState({ covers: [] });
    const known = [order('a'), order('b'), order('c', { status: 'filled' }), balanceSample(), positionSample()];
    state.begin(known);
    const snapshot = [order('b')];
    expect(state.missingFrom(snapshot, ['order'])).toEqual([order('a')]);
    expect(state.missingFrom(snapshot, ['balance', 'position'])).toEqual([balanceSample(), positionSample()]);
    expect(state.missingFrom(snapshot, [])).toEqual([]);
    state.take(positionSample({ size: 0, side: 'flat' }));
    expect(state.missingFrom(snapshot, ['position'])).toEqual([]);
  });

  it('remembers a thousand ends, so that what comes late brings none of them up again, and no more', () => {
    const state = fresh();
    for (let id = 0; id <= 1_000; id++) state.take(order(`e${id}`, { status: 'filled' }));
    expect(state.take(order('e1'))).toEqual([]);
    expect(state.take(order('e0'))).toEqual([order('e0')]);
  });

  it('keeps the ends of orders that were looked up until a snapshot is taken in, but none that is not known', () => {
    const state = fresh();
    const [known, end] = [order('a'), order('a', { status: 'canceled' })];
    const [open, gone] = [order('b'), order('c', { status: 'unknown' })];
    for (const each of [end, open, gone, positionSample({ size: 0, side: 'flat' })]) state.learn(each);
    expect([known, open, order('c'), positionSample()].map(state.learnt)).toEqual([
      end,
      undefined,
      undefined,
      undefined,
    ]);
    state.begin([]);
    expect(state.learnt(known)).toBeUndefined();
  });

  it('remembers a thousand fills and no more', () => {
    const state = fresh();
    for (let id = 0; id <= 1_000; id++) state.take(fillSample({ id: `f${id}` }));
    expect(state.take(fillSample({ id: 'f1' }))).toEqual([]);
    expect(state.take(fillSample({ id: 'f0' }))).toHaveLength(1);
  });

  it('does not forget a position that was flat and is open again', () => {
    const state = accountState({ covers: [] });
    state.take(positionSample({ size: 0, side: 'flat', time: 1 }));
    state.take(positionSample({ time: 2 }));
    for (let id = 0; id <= 1_000; id++) state.take(order(`e${id}`, { status: 'filled' }));
    expect(state.missingFrom([], ['position'])).toEqual([positionSample({ time: 2 })]);
  });
});
