import { describe, expect, it } from '@jest/globals';
import { map, NEVER, type Observable, of, Subject, take, timer } from 'rxjs';
import { type CredentialsOptions, credentialsOf } from '../../src/auth/credentialsOf.ts';
import type { ConnectionEvent } from '../../src/connection/connection.ts';
import { openConnection } from '../../src/connection/openConnection.ts';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { gateTimeout, passGate } from '../../src/connection/passGate.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { GateStep, SignedContext } from '../../src/protocol/gate.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

type Step = GateStep<Note>;

const greeting: Step = { kind: 'expect', message: ({ text }) => text === 'welcome', timeout: 5 };
const login: Step = {
  kind: 'login',
  sign: ({ time, key, nonce }) => `${time}${key}${nonce}`,
  message: ({ key, signature, time, passphrase, uid }) => ({ op: 'login', key, passphrase, uid, time, signature }),
  expect: ({ text }) => text === 'hello',
  refused: ({ text }) => (text?.startsWith('no') === true ? { reason: text } : undefined),
  timeout: 5,
};
const credentials: CredentialsOptions = {
  key: 'K',
  passphrase: 'P',
  uid: 'U',
  signer: (text) => of(`<${text}>`),
};
const frameOf = (text: string, id?: number): Frame => JSON.stringify(id === undefined ? { text } : { id, text });
const says = {
  w: frameOf('welcome'),
  h: frameOf('hello'),
  n: frameOf('no: <0K1> of K'),
  o: frameOf('other'),
  r: frameOf('welcome', 1),
  x: 'null',
};
const kinds = { A: 'authenticating', R: 'ready' };

/** A connection behind a gate, as the kinds of its events, and what is sent over it. */
function gated(
  { scheduler }: MarbleHelpers,
  steps: readonly Step[],
  frames$: Observable<Frame>,
  { who = credentials, ...own }: Partial<ConnectionSettings<Note>> & { who?: CredentialsOptions | null } = {},
) {
  const sent: string[] = [];
  const told: string[] = [];
  const signatory = who === null ? undefined : credentialsOf(who).at('wss://venue.example', ['wss://venue.example']);
  const settings = connectionSettings(scheduler, {
    open: (connection) =>
      passGate(steps, connection, {
        ...settings,
        login: signatory && { signatory, signing: { recipe: 'hmac-sha256-hex' } },
      }),
    openTimeout: gateTimeout(steps) + 1,
    onUndecodable: ({ message }) => told.push(message),
    ...own,
  });
  const send = (frame: Frame): unknown => sent.push(`${scheduler.now()} ${String(frame)}`);
  const life$: Observable<ConnectionEvent<Note>> = openConnection({ frames$, bufferedAmount: 0, send }, 1, settings);
  return { kinds$: life$.pipe(map(({ kind }) => kind)), sent, told, settings };
}

describe('a gate that expects a greeting', () => {
  it(
    'opens at the greeting and at nothing else',
    marbles((helpers) => {
      const { kinds$ } = gated(helpers, [greeting], helpers.cold('--o-w', says));
      helpers.expectObservable(kinds$, '^-----!').toBe('A---R-', kinds);
    }),
  );

  it(
    'fails when none comes in time',
    marbles((helpers) => {
      const { kinds$ } = gated(helpers, [greeting], helpers.cold('--o', says));
      helpers.expectObservable(kinds$).toBe('A----#', kinds, new ColdwireError('ack-timeout', { timeout: 5 }));
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'fails as the connection does, when that is lost before',
    marbles((helpers) => {
      const lost = new ColdwireError('connection-lost', { code: 1006 });
      const asked: string[] = [];
      const who: CredentialsOptions = { key: 'K', signer: (text) => [asked.push(String(text))].map(String) };
      const { kinds$, sent } = gated(helpers, [greeting, login], helpers.cold('--#', says, lost), { who });
      helpers.expectObservable(kinds$).toBe('A-#', kinds, lost);
      helpers.flush();
      expect([sent, asked]).toEqual([[], []]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'outlives a message that it cannot judge, and has it counted',
    marbles((helpers) => {
      const { kinds$, told, settings } = gated(helpers, [greeting], helpers.cold('--x-w', says), {
        idOf: () => undefined,
      });
      helpers.expectObservable(kinds$, '^-----!').toBe('A---R-', kinds);
      helpers.flush();
      expect(told).toEqual(['protocol-violation (what: message)']);
      expect(settings.counters.undecodable).toBe(1);
    }),
  );
});

describe('a gate that pauses', () => {
  it(
    'opens when the time is over, however long that is',
    marbles((helpers) => {
      const { kinds$ } = gated(helpers, [{ kind: 'pause', for: 3 }], helpers.cold('ow', says));
      helpers.expectObservable(kinds$, '^-----!').toBe('A--R--', kinds);
    }),
  );
});

describe('a gate that logs in', () => {
  it(
    'signs what it says at the instant it says it, and opens when that is answered',
    marbles((helpers) => {
      const { kinds$, sent } = gated(helpers, [greeting, login], helpers.cold('--w-o-h', says));
      helpers.expectObservable(kinds$, '^-------!').toBe('A-----R-', kinds);
      helpers.flush();
      expect(sent).toEqual(['2 {"op":"login","key":"K","passphrase":"P","uid":"U","time":2,"signature":"<2K2>"}']);
    }),
  );

  it(
    'hears an answer that comes at once',
    marbles((helpers) => {
      const frames$ = new Subject<Frame>();
      const { kinds$ } = gated(helpers, [{ kind: 'pause', for: 1 }, login], frames$, {
        encode: () => {
          frames$.next(says.h);
          return 'x';
        },
      });
      helpers.expectObservable(kinds$, '^--!').toBe('AR-', kinds);
    }),
  );

  it(
    'fails at a refusal, whose words lose what they repeat of the credentials',
    marbles((helpers) => {
      const { kinds$ } = gated(helpers, [login], helpers.cold('--n', says));
      const refused = new ColdwireError('authentication-failed', { reason: 'no: *** of ***' });
      helpers.expectObservable(kinds$).toBe('A-#', kinds, refused);
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it.each([
    [1, 30_000],
    [40_000, 40_000],
  ])('says of a refusal that may pass in %i ms that it may, and never soon', (asked, retryAfterMs) => {
    marbles((helpers) => {
      const step: Step = { ...login, refused: () => ({ reason: 'later', retryAfterMs: asked }) };
      const { kinds$ } = gated(helpers, [step], helpers.cold('--n', says));
      const refused = new ColdwireError('authentication-failed', { reason: 'later', retryAfterMs });
      helpers.expectObservable(kinds$).toBe('A-#', kinds, refused);
    })();
  });

  it(
    'gives up a signer that takes too long',
    marbles((helpers) => {
      const who: CredentialsOptions = { key: 'K', signer: () => NEVER };
      const { kinds$, sent } = gated(helpers, [login], NEVER, { who });
      helpers.expectObservable(kinds$).toBe('A----#', kinds, new ColdwireError('ack-timeout', { timeout: 5 }));
      helpers.flush();
      expect(sent).toEqual([]);
    }),
  );

  it(
    'waits for a signer that takes its time, and counts that into the step',
    marbles((helpers) => {
      const who: CredentialsOptions = { key: 'K', signer: () => timer(2, helpers.scheduler).pipe(map(() => 's')) };
      const { kinds$, sent } = gated(helpers, [login], helpers.cold('-h--h', says), { who });
      helpers.expectObservable(kinds$, '^-----!').toBe('A---R-', kinds);
      helpers.flush();
      expect(sent.map((text) => text.slice(0, 1))).toEqual(['2']);
    }),
  );

  it(
    'is left out where nobody logs in',
    marbles((helpers) => {
      const { kinds$, sent } = gated(helpers, [login, greeting], helpers.cold('--w', says), { who: null });
      helpers.expectObservable(kinds$, '^---!').toBe('A-R-', kinds);
      helpers.flush();
      expect(sent).toEqual([]);
    }),
  );
});

describe('a gate of several steps', () => {
  it(
    'answers a challenge with what was heard',
    marbles((helpers) => {
      const answer: Step = {
        ...login,
        sign: ({ heard }) => String(heard?.text),
        message: ({ signature }: SignedContext<Note>) => ({ signature }),
      };
      const { kinds$, sent } = gated(
        helpers,
        [greeting, { kind: 'pause', for: 1 }, answer],
        helpers.cold('-w--h', says),
      );
      helpers.expectObservable(kinds$, '^-----!').toBe('A---R-', kinds);
      helpers.flush();
      expect(sent).toEqual(['2 {"signature":"<welcome>"}']);
    }),
  );

  it(
    'arms what it need not wait for, each step with an id of its own',
    marbles((helpers) => {
      const arm: Step = { kind: 'send', message: ({ id, time }) => ({ arm: id, time }) };
      const { kinds$, sent } = gated(helpers, [arm, { kind: 'pause', for: 2 }, arm], NEVER);
      helpers.expectObservable(kinds$, '^---!').toBe('A-R-', kinds);
      helpers.flush();
      expect(sent).toEqual(['0 {"arm":1,"time":0}', '2 {"arm":2,"time":2}']);
    }),
  );

  it(
    "waits for a reply by its id, which is then nobody else's",
    marbles((helpers) => {
      const call: Step = { kind: 'send', message: ({ id }) => ({ call: id }), expect: 'reply', timeout: 9 };
      const { kinds$, sent, settings } = gated(helpers, [call], helpers.cold('-o-r', says));
      helpers.expectObservable(kinds$, '^----!').toBe('A--R-', kinds);
      helpers.flush();
      expect(sent).toEqual(['0 {"call":1,"id":1}']);
      expect(settings.counters.lateReplies).toBe(0);
    }),
  );

  it.each([
    ['is refused', '-r', '-#', new ColdwireError('authentication-failed', { reason: 'welcome' })],
    ['never comes', '-', '---#', new ColdwireError('ack-timeout', { timeout: 3 })],
  ])('fails when a reply by its id %s', (_, frames, ends, error) => {
    marbles((helpers) => {
      const refused = ({ text = '' }: Note) => ({ reason: text });
      const call: Step = { kind: 'send', message: () => ({}), expect: 'reply', refused, timeout: 3 };
      const { kinds$ } = gated(helpers, [call], helpers.cold(frames, says));
      helpers.expectObservable(kinds$).toBe(ends.replace('-', 'A'), kinds, error);
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    })();
  });

  it.each<[string, Partial<Step>, Error]>([
    [
      'as the step judges it, who knows whether it may pass',
      { refused: ({ text = '' }) => ({ reason: text, retryAfterMs: 40_000 }) },
      new ColdwireError('authentication-failed', { reason: 'welcome', retryAfterMs: 40_000 }),
    ],
    [
      'as all requests are, for good, where the step judges nothing',
      {},
      new ColdwireError('authentication-failed', { reason: 'no' }),
    ],
  ])('is refused by a reply %s', (_, judged, error) => {
    marbles((helpers) => {
      const call = { kind: 'send', message: () => ({}), expect: 'reply', ...judged } as Step;
      const requests = { rejectionOf: () => ({ reason: 'no' }) };
      const { kinds$ } = gated(helpers, [call], helpers.cold('-r', says), { requests });
      helpers.expectObservable(kinds$).toBe('A#', kinds, error);
    })();
  });

  it(
    'takes none of its steps when it is left',
    marbles((helpers) => {
      const { kinds$, sent } = gated(helpers, [{ kind: 'pause', for: 3 }, login], NEVER);
      helpers.expectObservable(kinds$.pipe(take(1))).toBe('(A|)', kinds);
      helpers.flush();
      expect([sent, helpers.scheduler.actions]).toEqual([[], []]);
    }),
  );

  it('may take as long as its steps together', () => {
    const send: Step = { kind: 'send', message: () => 'x' };
    expect(gateTimeout([greeting, { kind: 'pause', for: 1_000 }, send] as GateStep[])).toBe(11_005);
  });
});
