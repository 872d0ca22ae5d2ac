import { describe, expect, it } from '@jest/globals';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { ClientRequestOptions } from '../../src/client/venueRequests.ts';
import { simulated } from '../helpers/simulated.ts';

/** Makes a request and writes down what comes of it. */
function asked(
  { client }: ReturnType<typeof simulated>,
  payload: unknown,
  options: ClientRequestOptions = {},
): unknown[] {
  const told: unknown[] = [];
  client.request(payload, options).subscribe({
    next: (reply) => told.push(reply),
    error: (error: unknown) => told.push(error),
    complete: () => told.push('|'),
  });
  return told;
}

const pong = (id: string) => expect.objectContaining({ method: 'pong', req_id: id });

describe('a request to Kraken', () => {
  it('is answered: a ping by a pong, with an id that is made or chosen, and the socket then closes', () => {
    const stage = simulated();
    const made = asked(stage, { method: 'ping' });
    const chosen = asked(stage, { method: 'ping' }, { id: 42, route: 'public' });
    expect(stage.venue.journal).toEqual([]);
    stage.advance(500);
    expect([made, chosen]).toEqual([
      [pong('1'), '|'],
      [pong('42'), '|'],
    ]);
    stage.advance(2_000);
    expect(stage.timers()).toBe(0);
    expect(stage.venue.violations).toEqual([]);
  });

  it('shares the socket of the feeds and disturbs none of them', () => {
    const stage = simulated();
    const book = stage.follow({ channel: 'book', symbol: 'BTC/USD' });
    stage.advance(1_000);
    const refused = asked(stage, { method: 'dance' });
    const answered = asked(stage, { method: 'ping' });
    stage.advance(1_000);
    expect(refused).toEqual([new ColdwireError('request-rejected', { id: 2, reason: 'Method not supported' })]);
    expect(refused[0]).toMatchObject({ kind: 'request-rejected', context: { id: 2, reason: 'Method not supported' } });
    expect(answered).toEqual([pong('3'), '|']);
    expect(book.trust()).toEqual(['stale connecting', 'live 1']);
    expect(new Set(stage.venue.journal.map(({ socket }) => socket)).size).toBe(1);
    book.leave();
    stage.advance(3_000);
    expect(stage.timers()).toBe(0);
    expect(stage.venue.violations).toEqual([]);
  });

  it('is refused an id that Kraken does not take, before anything is dialled', () => {
    const stage = simulated();
    expect(asked(stage, { method: 'ping' }, { id: 'mine' })).toEqual([
      new ColdwireError('invalid-options', { option: 'id', expected: 'a whole number' }),
    ]);
    expect(stage.venue.journal).toEqual([]);
    expect(stage.timers()).toBe(0);
  });

  it('can be made again and again over a socket that carries no topic', () => {
    const stage = simulated();
    const answers = Array.from({ length: 60 }, () => {
      const told = asked(stage, { method: 'ping' });
      stage.advance(900);
      return told.length;
    });
    expect(answers.every((length) => length === 2)).toBe(true);
    expect(new Set(stage.venue.journal.map(({ socket }) => socket)).size).toBe(1);
  });
});
