import { describe, expect, it } from '@jest/globals';
import type { Frame } from '../../src/model/seams.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import { plain } from '../../src/protocol/plain.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { marked, type TinyBehaviour, tinyClient, tinyDialect, tradesFrame } from '../helpers/tinyDialect.ts';

const trades = { channel: 'trades', symbol: 'A' } as const;

/** A tiny client whose dialect says something of its own, and acts of the venue at the instants of a picture. */
function beating(helpers: MarbleHelpers, dialect: Partial<Dialect>, behaviour: TinyBehaviour = {}) {
  const tinies = tinyClient(helpers.scheduler, { ...behaviour, dialect: { ...tinyDialect, ...dialect } });
  const says = (picture: string, frames: Readonly<Record<string, Frame>>): void => {
    helpers.cold(picture, { ...frames }).subscribe((frame) => tinies.venue.last().sayFrame(frame));
  };
  return { ...tinies, says, trades$: marked(tinies.client.feed(trades)) };
}

const textPing: Partial<Dialect> = {
  codec: { kind: 'json', numbers: 'number', tokens: { pong: 'pong' } },
  heartbeat: { every: 20, message: () => plain('ping'), isReply: (message) => message === 'pong', within: 5 },
};

describe('a heartbeat of the dialect', () => {
  it(
    'is sent as it is, and costs the connection where it is not answered in time',
    marbles((helpers) => {
      const { venue, says, trades$ } = beating(helpers, textPing);
      says('                            20ms -p-', { p: 'pong' });
      helpers.expectObservable(trades$, '^ 48ms !').toBe('cL 43ms q--L');
      helpers.flush();
      expect(venue.sockets.map(({ heard }) => heard)).toEqual([
        ['0: +trades A', '20: ping', '40: ping'],
        ['47: +trades A', '54: -trades A'],
      ]);
    }),
  );

  it(
    'is no proof of life by its answers: a socket that only pongs is replaced',
    marbles((helpers) => {
      const isProof = (message: unknown): boolean => message !== 'pong' && tinyDialect.liveness.isProof(message);
      const { says, trades$ } = beating(helpers, { ...textPing, liveness: { within: 50, isProof } });
      says('                            20ms -p 19ms p-', { p: 'pong' });
      helpers.expectObservable(trades$, '^ 54ms !').toBe('cL 49ms q--L');
    }),
  );

  it(
    'has ids of its own, whose answers are no late replies',
    marbles((helpers) => {
      const { client, venue, says, trades$ } = beating(helpers, {
        heartbeat: {
          every: 20,
          message: ({ id, time }) => ({ do: 'ping', id, time }),
          isReply: (message) => 're' in (message as object),
        },
      });
      says('                            20ms -p-', { p: '{"re":2}' });
      helpers.expectObservable(trades$, '^ 30ms !').toBe('cL');
      const counters$ = client.status$;
      let late: number | undefined;
      helpers.cold(' 29ms -s').subscribe(() =>
        counters$
          .subscribe(({ counters }) => {
            late = counters.lateReplies;
          })
          .unsubscribe(),
      );
      helpers.flush();
      expect(venue.last().heard.slice(0, 2)).toEqual(['0: +trades A', '20: {"do":"ping","id":2,"time":20}']);
      expect(late).toBe(0);
    }),
  );
});

describe("a question of the venue's", () => {
  it(
    'is answered as the dialect says, before the gate is passed and after',
    marbles((helpers) => {
      const { venue, says, trades$ } = beating(helpers, {
        gate: [{ kind: 'expect', message: (message) => 'says' in (message as object) }],
        answers: (message) => {
          const { ask } = message as { readonly ask?: number };
          return ask === undefined ? undefined : { answer: ask };
        },
      });
      says('                            -q-g---r', { q: '{"ask":7}', g: '{"says":"hello"}', r: '{"ask":8}' });
      helpers.expectObservable(trades$, '^--------!').toBe('c---L');
      helpers.flush();
      expect(venue.last().heard.slice(0, 3)).toEqual(['1: {"answer":7}', '3: +trades A', '7: {"answer":8}']);
    }),
  );

  it(
    'that the dialect throws on harms nothing but itself',
    marbles((helpers) => {
      const { reports, says, trades$ } = beating(helpers, {
        answers: (message) => {
          if ('beat' in (message as object)) throw new TypeError('strange');
          return undefined;
        },
      });
      says('                            ---b-t', { b: '{"beat":1}', t: JSON.stringify(tradesFrame('A', '1')) });
      helpers.expectObservable(trades$, '^------!').toBe('cL---1');
      helpers.flush();
      expect(reports.map(({ kind }) => kind)).toContain('undecodable');
    }),
  );
});
