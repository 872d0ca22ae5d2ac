import { describe, expect, it } from '@jest/globals';
import { delay, of, timer, map } from 'rxjs';
import type { CredentialsOptions } from '../../src/auth/credentialsOf.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Auth } from '../../src/protocol/auth.ts';
import type { MarbleHelpers } from '../../src/testing/marbles.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { axesStage, brief, type Ways } from '../helpers/axesVenue.ts';

const auth: Auth = { recipe: 'hmac-sha256-hex', optional: true };

/** A dialect that signs what is private: `args at time by key`. */
const signing: Ways = {
  auth,
  subscribing: { sign: (verb, topics, { time, key }) => `${verb}:${topics.map(({ item }) => item)}@${time}${key}` },
};

/** Somebody whose signer takes a while, and what it was asked. */
function somebody({ scheduler }: MarbleHelpers, takes = 0) {
  const asked: string[] = [];
  const credentials: CredentialsOptions = {
    key: 'K',
    signer: (text) => {
      asked.push(`${scheduler.now()} ${String(text)}`);
      return takes === 0 ? of(`<${String(text)}>`) : of(`<${String(text)}>`).pipe(delay(takes, scheduler));
    },
  };
  return { asked, credentials };
}

const slow = { scope: 'socket', counts: 'frames', kind: 'bucket', limit: 1, refill: 1, per: 10, slack: 0 } as const;

describe('a subscription that is signed', () => {
  it(
    'is signed as it leaves and not before, each time anew, its end too',
    marbles((helpers) => {
      const { asked, credentials } = somebody(helpers);
      const { feed, play, heard } = axesStage(helpers, { ...signing, limits: [slow] }, { credentials });
      play('-a 9ms b', {
        a: ({ say }) => say({ ok: 'subscribe', id: 1 }),
        b: ({ say }) => say({ ok: 'subscribe', id: 2 }),
      });
      helpers.expectObservable(feed('A'), '^ 40ms !').toBe('cL');
      helpers.expectObservable(feed('@B'), '^ 12ms !').toBe('c 10ms L');
      helpers.flush();
      expect(asked.slice(0, 2)).toEqual(['10 subscribe:@B@10K', '20 unsubscribe:@B@20K']);
      expect(brief(heard()).slice(0, 3)).toEqual([
        '0 +A#1',
        '10 +@B#2 <subscribe:@B@10K>',
        '20 -@B#3 <unsubscribe:@B@20K>',
      ]);
    }),
  );

  it(
    'waits for a signer that takes its time, while nothing else does',
    marbles((helpers) => {
      const { credentials } = somebody(helpers, 7);
      const { feed, heard } = axesStage(helpers, signing, { credentials });
      helpers.expectObservable(feed('@A'), '^ 10ms !').toBe('c');
      helpers.expectObservable(feed('B'), '^ 10ms !').toBe('c 9ms t');
      helpers.expectObservable(feed('C'), '---^------!').toBe('---c');
      helpers.flush();
      expect(brief(heard()).slice(0, 3)).toEqual(['0 +B#2', '3 +C#3', '7 +@A#1 <subscribe:@A@0K>']);
    }),
  );

  it(
    'waits for its turn once more where the signer took longer than frames may',
    marbles((helpers) => {
      const { credentials } = somebody(helpers, 60);
      const limit = { ...slow, per: 100 };
      const { feed, heard } = axesStage(helpers, { ...signing, limits: [limit] }, { credentials, ackTimeout: 1_000 });
      helpers.expectObservable(feed('@A'), '^ 250ms !').toBe('c');
      helpers.expectObservable(feed('B'), '^ 250ms !').toBe('c');
      helpers.flush();
      const at = brief(heard())
        .map((line) => line.split(' ')[0])
        .map(Number);
      for (const [index, time] of at.entries()) expect(time - (at[index - 1] ?? -100)).toBeGreaterThanOrEqual(100);
      expect(brief(heard()).slice(0, 2).sort()).toEqual(['100 +B#2', '200 +@A#1 <subscribe:@A@0K>'].sort());
    }),
  );

  it(
    'is not sent where nobody wants it any more by the time it is signed',
    marbles((helpers) => {
      const { asked, credentials } = somebody(helpers, 7);
      const { feed, heard } = axesStage(helpers, signing, { credentials, linger: 0 });
      helpers.expectObservable(feed('B'), '^ 15ms !').toBe('c 9ms t');
      helpers.expectObservable(feed('@A'), '^--!').toBe('c');
      helpers.expectObservable(feed('@C'), '-----^--!').toBe('-----c');
      helpers.expectObservable(feed('@D'), '-----^ 20ms !').toBe('-----c');
      helpers.flush();
      expect(asked.slice(0, 3)).toEqual(['0 subscribe:@A@0K', '5 subscribe:@C,@D@5K', '12 subscribe:@D@12K']);
      expect(brief(heard()).filter((line) => line.includes('@'))).toEqual(['19 +@D#3 <subscribe:@D@12K>']);
    }),
  );

  it(
    'shares no frame with what is public',
    marbles((helpers) => {
      const { credentials } = somebody(helpers);
      const { feed, heard } = axesStage(helpers, signing, { credentials });
      for (const symbol of ['A', '@B', 'C', '@D']) helpers.expectObservable(feed(symbol), '^-!').toBe('c');
      helpers.flush();
      expect(brief(heard()).slice(0, 2)).toEqual(['0 +A,C#1', '0 +@B,@D#2 <subscribe:@B,@D@0K>']);
    }),
  );

  it(
    'is refused without credentials before anything is dialled, while what is public needs none',
    marbles((helpers) => {
      const { feed, play, sockets } = axesStage(helpers, signing);
      play('-a', { a: ({ say }) => say({ ok: 'subscribe', id: 1 }) });
      const error = new ColdwireError('invalid-options', { option: 'credentials', expected: 'what main logs in with' });
      helpers.expectObservable(feed('@A')).toBe('#', undefined, error);
      helpers.expectObservable(feed('B'), '^---!').toBe('cL');
      helpers.flush();
      expect(sockets).toHaveLength(1);
    }),
  );

  it(
    'is asked for again where the signer failed, and harms no other',
    marbles((helpers) => {
      let asked = 0;
      const credentials: CredentialsOptions = {
        key: 'K',
        signer: (text) => {
          if (++asked === 1) throw new Error('out of order');
          return of(String(text));
        },
      };
      const { feed, play } = axesStage(helpers, signing, { credentials });
      play('-a----b', {
        a: ({ say }) => say({ ok: 'subscribe', id: 2 }),
        b: ({ say }) => say({ ok: 'subscribe', id: 3 }),
      });
      helpers.expectObservable(feed('@A'), '^------!').toBe('(cx)--L');
      helpers.expectObservable(feed('B'), '^----!').toBe('cL');
    }),
  );
});

describe('a request', () => {
  /** Signs `op` and its id, and puts the time in; what says `open` is not private. */
  const completing: Ways = {
    auth,
    requests: {
      isPrivate: (message) => !('open' in (message as object)),
      sign: (message, { time }) => `${JSON.stringify(message)}@${time}`,
      complete: (message, { time, key, signature }) => ({ ...(message as object), time, key, signature }),
    },
  };
  const staged = (helpers: MarbleHelpers, takes = 0, options: ClientOptions = {}) => {
    const { credentials } = somebody(helpers, takes);
    return axesStage(helpers, completing, { credentials, ...options });
  };

  it(
    'is completed and signed as it leaves, its id in place',
    marbles((helpers) => {
      const { client, play, heard } = staged(helpers);
      play('--a', { a: ({ say }) => say({ re: 1 }) });
      helpers.expectObservable(client.request({ do: 'x' })).toBe('--(r|)', { r: { re: 1 } });
      helpers.flush();
      expect(heard()).toEqual([
        '0: {"do":"x","id":1,"time":0,"key":"K","signature":"<{\\"do\\":\\"x\\",\\"id\\":1}@0>"}',
      ]);
    }),
  );

  it(
    'shows nobody where it is not private',
    marbles((helpers) => {
      const { client, play, heard } = staged(helpers);
      play('--a', { a: ({ say }) => say({ re: 1 }) });
      helpers.expectObservable(client.request({ open: 1 })).toBe('--(r|)', { r: { re: 1 } });
      helpers.flush();
      expect(heard()).toEqual(['0: {"open":1,"id":1,"time":0,"key":"","signature":""}']);
    }),
  );

  it(
    'that is left while it is signed is withdrawn',
    marbles((helpers) => {
      const { client, heard } = staged(helpers, 5);
      helpers.expectObservable(client.request({ do: 'x' }), '^--!').toBe('---');
      helpers.expectObservable(timer(20, helpers.scheduler).pipe(map(() => 'over'))).toBe('20ms (o|)', { o: 'over' });
      helpers.flush();
      expect(heard()).toEqual([]);
    }),
  );

  it(
    'whose signature takes too long was not sent',
    marbles((helpers) => {
      const { client, heard } = staged(helpers, 50);
      helpers
        .expectObservable(client.request({ do: 'x' }))
        .toBe('20ms #', undefined, new ColdwireError('not-sent', { id: 1 }));
      helpers.flush();
      expect(heard()).toEqual([]);
    }),
  );

  it(
    'that is private is refused without credentials before anything is dialled',
    marbles((helpers) => {
      const { client, sockets } = axesStage(helpers, completing);
      const error = new ColdwireError('invalid-options', { option: 'credentials', expected: 'what main logs in with' });
      helpers.expectObservable(client.request({ do: 'x' })).toBe('#', undefined, error);
      helpers.flush();
      expect(sockets).toEqual([]);
    }),
  );

  it(
    'of the ready gate is complete as it is',
    marbles((helpers) => {
      const { credentials } = somebody(helpers);
      const gate: Ways['gate'] = [{ kind: 'send', message: () => ({ hello: 1 }), expect: 'reply' }];
      const { feed, play, heard } = axesStage(helpers, { ...completing, gate }, { credentials });
      play('-a', { a: ({ say }) => say({ re: 1 }) });
      helpers.expectObservable(feed('A'), '^--!').toBe('c');
      helpers.flush();
      expect(heard()[0]).toBe('0: {"hello":1,"id":1}');
    }),
  );
});
