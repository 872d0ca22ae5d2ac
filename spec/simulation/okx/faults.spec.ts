import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../../src/simulation/index.ts';
import { okxRig } from './okxRig.ts';

const following = (channel = 'books', faults: readonly Fault[] = []) => {
  const { clock, venue, dial } = okxRig({ faults });
  const client = dial();
  client.subscribe(channel, ['BTC-USDT', 'ETH-USDT']);
  clock.pass(2_000);
  const inject = (fault: Omit<Fault, 't'>) => venue.inject({ t: 0, ...fault } as Fault);
  const countOf = (instId: string) => client.of(channel, instId).length;
  return { clock, venue, client, dial, inject, countOf };
};

describe('the faults of the simulated OKX', () => {
  it('announces a close and closes a minute later', () => {
    const { clock, client, inject } = following();
    inject({ kind: 'announce-close', args: {} });
    expect(client.events().at(-1)).toEqual({
      event: 'notice',
      code: '64008',
      msg: 'The connection will soon be closed for a service upgrade. Please reconnect.',
      connId: expect.any(String),
    });
    clock.pass(59_000);
    expect(client.errors).toEqual([]);
    clock.pass(1_000);
    expect(client.errors).toMatchObject([{ kind: 'connection-lost', context: { wasClean: true } }]);
  });

  it('announces a close to one socket, at the time it is told', () => {
    const { clock, client, dial, inject } = following();
    const other = dial();
    other.subscribe('tickers', 'BTC-USDT');
    clock.pass(100);
    inject({ kind: 'announce-close', target: 's1', args: { in: 5_000 } });
    clock.pass(5_000);
    expect([client.errors.length, other.errors.length]).toEqual([1, 0]);
  });

  it('freezes a symbol, keepalives and all', () => {
    const { clock, client, inject, countOf } = following();
    inject({ kind: 'freeze', target: 'BTC/USDT', args: { for: 10_000 } });
    const before = countOf('BTC-USDT');
    clock.pass(9_900);
    expect(countOf('BTC-USDT')).toBe(before);
    expect(client.of('books', 'ETH-USDT').at(-1)?.at).toBeGreaterThan(clock.now() - 1_000);
    clock.pass(2_000);
    expect(countOf('BTC-USDT')).toBeGreaterThan(before);
  });

  it('ends a subscription unasked, with a word or without, and lets it begin anew', () => {
    const { clock, venue, client, inject, countOf } = following();
    inject({ kind: 'unsubscribe', target: 'BTC/USDT', args: {} });
    inject({ kind: 'unsubscribe', target: 'ETH/USDT', args: { silent: true } });
    const before = [countOf('BTC-USDT'), countOf('ETH-USDT')];
    clock.pass(3_000);
    expect([countOf('BTC-USDT'), countOf('ETH-USDT')]).toEqual(before);
    expect(client.events().slice(2)).toMatchObject([{ event: 'unsubscribe', arg: { instId: 'BTC-USDT' } }]);
    client.unsubscribe('books', 'ETH-USDT');
    client.subscribe('books', 'BTC-USDT');
    clock.pass(1_000);
    expect(venue.violations).toEqual([]);
    expect(countOf('BTC-USDT')).toBeGreaterThan(before[0] ?? 0);
  });

  it('refuses a symbol for good, for a while, or in other words', () => {
    const refused = (args: Extract<Fault, { kind: 'refuse-symbol' }>['args']) => {
      const { clock, client, inject } = following();
      inject({ kind: 'refuse-symbol', target: 'BTC/USDT', args });
      client.subscribe('trades', ['BTC-USDT', 'ETH-USDT']);
      clock.pass(1_000);
      const [first, second] = client.events().slice(2);
      expect(second).toMatchObject({ event: 'subscribe', arg: { instId: 'ETH-USDT' } });
      return [first?.code, first?.msg];
    };
    expect(refused({})).toEqual(['60018', "channel:trades,instId:BTC-USDT doesn't exist"]);
    expect(refused({ for: 5_000 })).toEqual(['50001', 'Service temporarily unavailable']);
    expect(refused({ error: 'no' })).toEqual(['60018', 'no']);
  });

  it('loses, repeats and delays acknowledgements, the data on time', () => {
    const faults: readonly Fault[] = [
      { t: 0, kind: 'lose-ack', target: 'BTC/USDT', args: {} },
      { t: 0, kind: 'repeat-ack', target: 'ETH/USDT', args: {} },
    ];
    const { clock, client, inject, countOf } = following('books', faults);
    expect(client.events().map(({ arg }) => arg?.instId)).toEqual(['ETH-USDT', 'ETH-USDT']);
    expect(countOf('BTC-USDT')).toBeGreaterThan(5);
    inject({ kind: 'delay-ack', args: { by: 5_000 } });
    client.subscribe('trades', 'BTC-USDT');
    clock.pass(4_900);
    expect([client.events().length, client.rows('trades').length > 2]).toEqual([2, true]);
    clock.pass(500);
    expect(client.events().length).toBe(3);
  });

  it('sends one more frame after an unsubscription', () => {
    const { clock, client, inject, countOf } = following();
    inject({ kind: 'late-data', target: 'BTC/USDT', args: {} });
    client.unsubscribe('books', 'BTC-USDT');
    clock.pass(30);
    const before = countOf('BTC-USDT');
    clock.pass(5_000);
    expect(countOf('BTC-USDT')).toBe(before + 1);
  });

  it('says things nobody knows, and complains of a rate', () => {
    const { client, inject } = following();
    inject({ kind: 'unknown-frame', args: {} });
    inject({ kind: 'exceeded-rate', args: {} });
    expect(client.events().slice(2)).toEqual([
      { event: 'announcement', msg: 'nothing you know', level: 3 },
      { event: 'error', code: '60014', msg: 'Requests too frequent', connId: expect.any(String) },
    ]);
  });

  it('stands still while halted, and does not make up for it', () => {
    const { clock, venue, client, inject, countOf } = following();
    inject({ kind: 'halt', target: 'BTC/USDT', args: { for: 10_000 } });
    const before = venue.book('BTC/USDT').sequence;
    const [frames, others] = [countOf('BTC-USDT'), countOf('ETH-USDT')];
    clock.pass(9_900);
    expect(venue.book('BTC/USDT').sequence).toBe(before);
    expect(countOf('ETH-USDT')).toBeGreaterThan(others + 20);
    clock.pass(1_100);
    const after = countOf('BTC-USDT') - frames;
    expect(after).toBeGreaterThan(1);
    expect(after).toBeLessThan(15);
    expect(client.errors).toEqual([]);
  });
});
