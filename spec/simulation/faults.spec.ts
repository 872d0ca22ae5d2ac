import { describe, expect, it } from '@jest/globals';
import type { Fault, FaultKind, FaultOf } from '../../src/simulation/index.ts';
import { type BareClient, type Rig, rig } from './bareClient.ts';
import { beyondDepth, type NaiveBook, naiveBook, rowsOfTruth } from './naiveBook.ts';

/** A client that follows books of both symbols, and trades, for a second already. */
const following = (depth = 10): Rig & { readonly client: BareClient } => {
  const made = rig({ seed: 2 });
  const client = made.dial();
  client.subscribe('book', ['BTC/USD', 'ETH/USD'], { depth });
  client.subscribe('trade', ['BTC/USD', 'ETH/USD'], { snapshot: false });
  made.clock.pass(1_000);
  return { ...made, client };
};
const fault = <K extends FaultKind>(kind: K, args: FaultOf<K>['args'], target?: string): Fault =>
  ({ t: 0, kind, args, ...(target === undefined ? {} : { target }) }) as Fault;

const states = (client: BareClient, symbol: string, depth = 10): readonly NaiveBook[] => {
  const made: NaiveBook[] = [];
  for (const { text } of client.of('book', undefined, symbol)) made.push(naiveBook(made.at(-1), text, depth));
  return made;
};
const falseOnes = (client: BareClient, symbol: string, depth = 10): number =>
  states(client, symbol, depth).filter(({ isTrue }) => !isTrue).length;
const countOf = (client: BareClient, channel: string, symbol: string): number =>
  client.of(channel, undefined, symbol).length;
const contexts = ({ errors }: BareClient) => errors.map((error) => (error as { readonly context: unknown }).context);

describe('the fault', () => {
  it('drop cuts sockets, or closes them politely, all or the one it is aimed at', () => {
    const { clock, venue, dial, client } = following();
    const other = dial();
    clock.pass(100);
    venue.inject(fault('drop', { code: 1012, reason: 'restart' }, 's2'));
    expect(contexts(other)).toEqual([{ code: 1012, reason: 'restart', wasClean: true }]);
    expect(client.errors).toEqual([]);
    venue.inject(fault('drop', {}));
    expect(contexts(client)).toEqual([{ code: 1006, reason: '', wasClean: false }]);
  });

  it('outage refuses dials for its time, with a status or without, and leaves open sockets alone', () => {
    const { clock, venue, dial, client } = following();
    venue.inject(fault('outage', { for: 1_000, status: 503, retryAfter: 700 }));
    const [first] = [dial()];
    clock.pass(500);
    venue.inject(fault('outage', { for: 1_000 }));
    const second = dial();
    clock.pass(900);
    const third = dial();
    clock.pass(200);
    const url = 'wss://ws.kraken.com/v2';
    expect(contexts(first as BareClient)).toEqual([{ url, status: 503, retryAfterMs: 700 }]);
    expect(contexts(second)).toEqual([{ url }]);
    expect(third.errors.length).toBe(1);
    const fourth = dial();
    clock.pass(200);
    expect([fourth.errors, client.errors]).toEqual([[], []]);
  });

  it('silence says nothing more and hears nothing more, for its time', () => {
    const { clock, venue, client } = following();
    venue.inject(fault('silence', { for: 5_000 }));
    const before = client.heard.length;
    const written = venue.journal.length;
    client.send({ method: 'ping', req_id: 1 });
    clock.pass(4_900);
    expect([client.heard.length, venue.journal.length]).toEqual([before, written]);
    clock.pass(2_000);
    expect(client.heard.length).toBeGreaterThan(before);
    expect(client.answers().some(({ message }) => message.method === 'pong')).toBe(false);
    venue.inject(fault('silence', {}));
    const later = client.heard.length;
    clock.pass(60_000);
    expect([client.heard.length, client.errors]).toEqual([later, []]);
    client.leave();
    expect(clock.waiting()).toBe(0);
  });

  it('garbage is a frame that cannot be read: text cut off, or bytes', () => {
    const { venue } = following();
    venue.inject(fault('garbage', {}));
    venue.inject(fault('garbage', { form: 'binary' }));
    const [text, binary] = venue.journal.slice(-2).map(({ frame }) => frame);
    expect(() => JSON.parse(String(text)) as unknown).toThrow('JSON');
    expect(binary).toBeInstanceOf(Uint8Array);
  });

  it('freeze stops the data of a topic alone, for its time', () => {
    const { clock, venue, client } = following();
    venue.inject(fault('freeze', { channel: 'book', for: 3_000 }, 'BTC/USD'));
    const before = countOf(client, 'book', 'BTC/USD');
    const others = countOf(client, 'book', 'ETH/USD') + countOf(client, 'trade', 'BTC/USD');
    clock.pass(2_900);
    expect(countOf(client, 'book', 'BTC/USD')).toBe(before);
    expect(countOf(client, 'book', 'ETH/USD') + countOf(client, 'trade', 'BTC/USD')).toBeGreaterThan(others + 10);
    clock.pass(2_000);
    expect(countOf(client, 'book', 'BTC/USD')).toBeGreaterThan(before);
    expect(falseOnes(client, 'BTC/USD')).toBeGreaterThan(0);
  });

  it('freeze ends with a subscription that is made anew', () => {
    const { clock, venue, client } = following();
    venue.inject(fault('freeze', {}, 'BTC/USD'));
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'] } });
    client.subscribe('book', 'BTC/USD');
    const before = countOf(client, 'book', 'BTC/USD');
    clock.pass(2_000);
    expect(countOf(client, 'book', 'BTC/USD')).toBeGreaterThan(before + 3);
  });

  it('wrong-checksum is wrong once, and the book is right', () => {
    const { clock, venue, client } = following();
    venue.inject(fault('wrong-checksum', {}, 'ETH/USD'));
    clock.pass(5_000);
    expect([falseOnes(client, 'BTC/USD'), falseOnes(client, 'ETH/USD')]).toEqual([0, 1]);
    expect(states(client, 'ETH/USD').at(-1)).toMatchObject(rowsOfTruth(venue.book('ETH/USD'), 10));
  });

  it('drop-delta leaves one update out', () => {
    const whole = following();
    const { clock, venue, client } = following();
    venue.inject(fault('drop-delta', {}, 'BTC/USD'));
    clock.pass(3_000);
    whole.clock.pass(3_000);
    const texts = (of: BareClient) => of.of('book', undefined, 'BTC/USD').map(({ text }) => text);
    const [had, has] = [texts(whole.client), texts(client)];
    expect(has.length).toBe(had.length - 1);
    expect(had.filter((text) => !has.includes(text)).length).toBe(1);
    expect(texts(whole.client).length).toBeGreaterThan(5);
  });

  it('duplicate-delta sends one update twice', () => {
    const { clock, venue, client } = following();
    venue.inject(fault('duplicate-delta', {}, 'BTC/USD'));
    clock.pass(3_000);
    const texts = client.of('book', undefined, 'BTC/USD').map(({ text }) => text);
    expect(texts.filter((text, index) => text === texts[index - 1]).length).toBe(1);
    expect(falseOnes(client, 'BTC/USD')).toBe(0);
  });

  it.each([10, 25])(
    'crossed-book shows a bid above the best ask until its time has passed, all checksums true (%i)',
    (depth) => {
      const { clock, venue, client } = following(depth);
      venue.inject(fault('crossed-book', { for: 4_000 }, 'BTC/USD'));
      venue.inject(fault('crossed-book', { for: 4_000 }, 'BTC/USD'));
      const isCrossed = ({ bids, asks }: NaiveBook): boolean => Number(bids[0]?.[0]) >= Number(asks[0]?.[0]);
      const isTrulyCrossed = (): boolean => {
        const { bids, asks } = venue.book('BTC/USD');
        return Number(bids[0]?.price) >= Number(asks[0]?.price);
      };
      const isShownCrossed = (): boolean => isCrossed(states(client, 'BTC/USD', depth).at(-1) as NaiveBook);
      expect([isShownCrossed(), isTrulyCrossed()]).toEqual([true, true]);
      clock.pass(3_900);
      expect([isShownCrossed(), isTrulyCrossed()]).toEqual([true, true]);
      clock.pass(2_000);
      expect([isShownCrossed(), isTrulyCrossed()]).toEqual([false, false]);
      expect(states(client, 'BTC/USD', depth).filter(isCrossed).length).toBeGreaterThan(10);
      expect([falseOnes(client, 'BTC/USD', depth), falseOnes(client, 'ETH/USD', depth)]).toEqual([0, 0]);
      expect(states(client, 'BTC/USD', depth).at(-1)).toMatchObject(rowsOfTruth(venue.book('BTC/USD'), depth));
      expect(states(client, 'ETH/USD', depth).some(isCrossed)).toBe(false);
    },
  );

  it('crossed-book leaves the depth what it is', () => {
    const { clock, venue, client } = following();
    venue.inject(fault('crossed-book', { for: 120_000 }, 'BTC/USD'));
    clock.pass(120_000);
    expect(beyondDepth(client.of('book', undefined, 'BTC/USD'), 10)).toEqual([]);
    expect(falseOnes(client, 'BTC/USD')).toBe(0);
  });

  it('refuse-symbol refuses for ever as unknown, for a while as unavailable, or in words of its own', () => {
    const { clock, venue, dial } = rig();
    const client = dial();
    const errorsAfter = (injected: Fault): readonly unknown[] => {
      const before = client.answers().length;
      venue.inject(injected);
      client.subscribe('ticker', ['BTC/USD', 'ETH/USD']);
      client.send({ method: 'unsubscribe', params: { channel: 'ticker', symbol: ['ETH/USD'] } });
      clock.pass(200);
      return client
        .answers()
        .slice(before, before + 2)
        .map(({ message }) => message.error);
    };
    clock.pass(50);
    expect(errorsAfter(fault('refuse-symbol', { for: 1_000 }, 'BTC/USD'))).toEqual(['EService:Unavailable', undefined]);
    clock.pass(1_000);
    expect(errorsAfter(fault('refuse-symbol', { for: 100, error: 'No' }, 'BTC/USD'))).toEqual(['No', undefined]);
    clock.pass(100);
    const unknown = 'Currency pair not supported BTC/USD';
    expect(errorsAfter(fault('refuse-symbol', {}, 'BTC/USD'))).toEqual([unknown, undefined]);
    clock.pass(1_000_000);
    expect(errorsAfter(fault('unknown-frame', {}))).toEqual([unknown, undefined]);
  });

  it('delay-ack lets the data come first', () => {
    const { clock, venue, dial } = rig();
    const client = dial();
    clock.pass(50);
    venue.inject(fault('delay-ack', { by: 2_000 }, 'BTC/USD'));
    client.subscribe('book', ['BTC/USD', 'ETH/USD'], {}, 1);
    clock.pass(4_000);
    const [first, second] = client.answers();
    expect([first?.message.result?.symbol, second?.message.result?.symbol]).toEqual(['ETH/USD', 'BTC/USD']);
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThan(1_900);
    expect(client.of('book', undefined, 'BTC/USD')[0]?.at).toBeLessThan(1_000);
  });

  it('lose-ack lets the data come alone, repeat-ack answers twice', () => {
    const { clock, venue, dial } = rig();
    const client = dial();
    clock.pass(50);
    venue.inject(fault('lose-ack', {}, 'BTC/USD'));
    venue.inject(fault('repeat-ack', {}, 'ETH/USD'));
    client.subscribe('book', ['BTC/USD', 'ETH/USD'], {}, 1);
    client.send({ method: 'ping', req_id: 2 });
    clock.pass(2_000);
    const answers = client.answers().map(({ message }) => message.result?.symbol);
    expect(answers).toEqual(['ETH/USD', 'ETH/USD', undefined]);
    expect(countOf(client, 'book', 'BTC/USD')).toBeGreaterThan(3);
  });

  it('unsubscribe ends a topic unasked, said or silently', () => {
    for (const silent of [false, true]) {
      const { clock, venue, client } = following();
      const answered = client.answers().length;
      venue.inject(fault('unsubscribe', { channel: 'book', silent }, 'BTC/USD'));
      const before = countOf(client, 'book', 'BTC/USD');
      clock.pass(3_000);
      const said = client
        .answers()
        .slice(answered)
        .map(({ message }) => message);
      expect(said).toEqual(
        silent
          ? []
          : [
              expect.objectContaining({
                method: 'unsubscribe',
                success: true,
                result: { channel: 'book', depth: 10, symbol: 'BTC/USD' },
              }),
            ],
      );
      expect(said.some((message) => 'req_id' in message)).toBe(false);
      expect(countOf(client, 'book', 'BTC/USD')).toBe(before);
      expect(countOf(client, 'trade', 'BTC/USD')).toBeGreaterThan(1);
      client.subscribe('book', 'BTC/USD');
      clock.pass(1_000);
      expect(countOf(client, 'book', 'BTC/USD')).toBeGreaterThan(before);
    }
  });

  it('unsubscribe makes it no breach that the client leaves once more', () => {
    const { clock, venue, client } = following();
    venue.inject(fault('unsubscribe', { channel: 'book', silent: true }, 'BTC/USD'));
    const leave = (): void => client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'] } });
    leave();
    clock.pass(100);
    expect(venue.violations).toEqual([]);
    leave();
    clock.pass(100);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['unknown-unsubscription']);
  });

  it('unknown-frame and exceeded-rate are said once, to all or to one', () => {
    const { clock, venue, dial, client } = following();
    const other = dial();
    clock.pass(100);
    venue.inject(fault('unknown-frame', {}));
    venue.inject(fault('exceeded-rate', {}, 's1'));
    expect(client.of('announcements').length).toBe(1);
    expect(other.of('announcements').length).toBe(1);
    expect(client.heard.at(-1)?.text).toBe('{"Error":"Exceeded msg rate"}');
    expect(other.heard.some(({ text }) => text.includes('Exceeded'))).toBe(false);
  });

  it('system-status tells all who are there and all who come, under their own id', () => {
    const { clock, venue, dial, client } = following();
    for (const system of ['maintenance', 'cancel_only'] as const) venue.inject(fault('system-status', { system }));
    const late = dial();
    clock.pass(100);
    venue.inject(fault('system-status', { system: 'online' }));
    const told = ({ of }: BareClient) => of('status').map(({ message }) => message.data?.[0]?.system);
    expect(told(client)).toEqual(['online', 'maintenance', 'cancel_only', 'online']);
    expect(told(late)).toEqual(['cancel_only', 'online']);
    const ids = client.of('status').map(({ text }) => /"connection_id":(\d+)/.exec(text)?.[1]);
    expect(new Set(ids).size).toBe(1);
  });

  it('late-data sends one frame more after an unsubscription', () => {
    const { clock, venue, client } = following();
    venue.inject(fault('late-data', {}, 'BTC/USD'));
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD', 'ETH/USD'] } });
    clock.pass(5_000);
    const answer = (symbol: string): number =>
      client.heard.findIndex(
        ({ message: { method, result } }) => method === 'unsubscribe' && result?.symbol === symbol,
      );
    expect(answer('ETH/USD')).toBeGreaterThan(0);
    const later = client.heard.slice(answer('BTC/USD')).filter(({ message }) => message.channel === 'book');
    expect(later.map(({ message }) => message.data?.[0]?.symbol)).toEqual(['BTC/USD']);
  });
});

describe('faults of a plan', () => {
  it('happen at their time after the first connection, in order', () => {
    const { clock, venue, dial } = rig({
      faults: [
        { t: 2_000, kind: 'system-status', args: { system: 'online' } },
        { t: 1_000, kind: 'system-status', args: { system: 'maintenance' } },
      ],
    });
    clock.pass(10_000);
    const client = dial();
    clock.pass(5_000);
    const [first, ...rest] = client.of('status');
    expect(rest.map(({ at }) => at - Number(first?.at))).toEqual([1_000, 2_000]);
    expect(venue.violations).toEqual([]);
  });

  it('are made up for when they fell into a pause: an outage is still on', () => {
    const { clock, dial } = rig({ faults: [{ t: 3_000, kind: 'outage', args: { for: 5_000 } }] });
    const first = dial();
    clock.pass(1_000);
    first.leave();
    clock.pass(4_000);
    const second = dial();
    clock.pass(100);
    expect(second.errors.length).toBe(1);
    clock.pass(4_000);
    const third = dial();
    clock.pass(100);
    expect(third.errors).toEqual([]);
  });

  it('may drop a socket in the instant it opens', () => {
    const { clock, dial } = rig({ faults: [{ t: 0, kind: 'drop', args: {} }] });
    const client = dial();
    clock.pass(100);
    expect(contexts(client)).toEqual([{ code: 1006, reason: '', wasClean: false }]);
    expect(clock.waiting()).toBe(0);
  });
});
