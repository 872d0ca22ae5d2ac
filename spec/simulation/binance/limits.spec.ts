import { describe, expect, it } from '@jest/globals';
import { binanceRig } from './binanceRig.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const endOf = ({ errors }: { readonly errors: readonly { readonly context?: unknown }[] }): unknown =>
  errors[0]?.context;

describe('what the simulated Binance bears', () => {
  it.each([
    ['/ws', 5],
    ['/public/ws', 10],
  ])('is on %s %i messages in a second; then the socket is cut', (path, most) => {
    const { clock, dial, venue } = binanceRig();
    const client = dial(path);
    clock.pass(50);
    const ask = (): void => client.send({ method: 'LIST_SUBSCRIPTIONS', id: 1 });
    for (let i = 0; i < most; i++) ask();
    clock.pass(SECOND);
    for (let i = 0; i < most; i++) ask();
    clock.pass(100);
    expect(venue.violations).toEqual([]);
    expect(client.heard.length).toBe(2 * most);
    ask();
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['message-rate']);
    expect(endOf(client)).toMatchObject({ code: 1008 });
  });

  it('counts pings of the client among its messages', () => {
    const { clock, dial, venue } = binanceRig();
    const client = dial('/ws');
    clock.pass(50);
    for (let i = 0; i < 5; i++) client.socket()?.ping?.();
    expect(venue.violations).toEqual([]);
    client.send({ method: 'LIST_SUBSCRIPTIONS', id: 1 });
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['message-rate']);
  });

  it('counts the pongs that its own pings bring', () => {
    const { clock, dial, venue } = binanceRig();
    const client = dial('/ws');
    clock.pass(26);
    const ask = (): void => client.send({ method: 'LIST_SUBSCRIPTIONS', id: 1 });
    const opened = clock.now();
    clock.pass(20 * SECOND - 30);
    for (let i = 0; i < 5; i++) ask();
    expect(venue.violations).toEqual([]);
    clock.pass(100);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['message-rate']);
    expect(clock.now() - opened).toBeGreaterThan(20 * SECOND);
    expect(endOf(client)).toMatchObject({ code: 1008 });
  });

  it('is 4,096 bytes in a frame', () => {
    const { clock, dial, venue } = binanceRig();
    const client = dial('/ws');
    clock.pass(50);
    client.send(`{"method":"LIST_SUBSCRIPTIONS","id":1}${' '.repeat(4_096)}`);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['frame-bytes']);
    expect(endOf(client)).toMatchObject({ code: 1008 });
  });

  it('is 1,024 streams on a socket', () => {
    const { clock, dial, venue } = binanceRig();
    const client = dial('/ws');
    clock.pass(50);
    const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `s${from + i}@trade`);
    for (let from = 0; from < 1_024; from += 128) {
      client.send({ method: 'SUBSCRIBE', params: names(from, from + 128), id: from });
      clock.pass(SECOND);
    }
    expect(venue.violations).toEqual([]);
    client.send({ method: 'SUBSCRIBE', params: ['btcusdt@trade'], id: 1 });
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['topics']);
    expect(endOf(client)).toMatchObject({ code: 1008 });
  });

  it('is as many streams in a url', () => {
    const { clock, dial, venue } = binanceRig();
    const client = dial(`/stream?streams=${Array.from({ length: 1_025 }, (_, i) => `s${i}@trade`).join('/')}`);
    clock.pass(100);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['topics']);
    expect(endOf(client)).toMatchObject({ code: 1008 });
  });

  it('is 300 dials in five minutes, of each product', () => {
    const { clock, dial, venue } = binanceRig();
    for (let i = 0; i < 300; i++) dial('/ws').leave();
    const dials = Array.from({ length: 300 }, () => dial('/ws'));
    clock.pass(100);
    for (const { leave } of dials) leave();
    expect(venue.violations).toEqual([]);
    const late = dial('/ws');
    const other = dial('/public/ws');
    clock.pass(100);
    expect(endOf(late)).toMatchObject({ status: 429 });
    expect(other.errors).toEqual([]);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['connect-rate']);
    clock.pass(5 * MINUTE);
    const later = dial('/ws');
    clock.pass(100);
    expect(later.errors).toEqual([]);
  });

  it('is a life of 24 hours', () => {
    const { clock, dial } = binanceRig({ symbols: [] });
    const client = dial('/ws');
    clock.pass(24 * 60 * MINUTE - SECOND);
    expect(client.errors).toEqual([]);
    clock.pass(2 * SECOND);
    expect(endOf(client)).toMatchObject({ code: 1001, wasClean: true });
  });
});
