import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { EMPTY, NEVER, of, throwError } from 'rxjs';
import { type CredentialsOptions, credentialsOf, type Signatory } from '../../src/auth/credentialsOf.ts';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Signing } from '../../src/protocol/auth.ts';

const url = 'wss://venue.example/ws';
const signing: Signing = { recipe: 'hmac-sha256-hex' };
const full = { key: 'K-canary', secret: 'S-canary', passphrase: 'P-canary', uid: 'U-7' };
const signatoryOf = (options: CredentialsOptions): Signatory => credentialsOf(options).at(url, [url]);
const signedBy = (signer: (text: string) => unknown): Signatory =>
  signatoryOf({ key: 'K-canary', signer: signer as () => string[] });

/** What a signature came to before the subscription returned. */
function signed(signatory: Signatory): unknown {
  let got: unknown = 'nothing yet';
  signatory.sign('text', signing).subscribe({
    next: (value) => {
      got = value;
    },
    error: (error) => {
      got = error;
    },
  });
  return got;
}

describe('credentials', () => {
  it('give what is put in a login', () => {
    const signatory = signatoryOf(full);
    expect([signatory.key(), signatory.uid(), signatory.passphrase()]).toEqual(['K-canary', 'U-7', 'P-canary']);
    const bare = signatoryOf({ key: 'k', secret: 's' });
    expect([bare.uid(), bare.passphrase()]).toEqual([undefined, undefined]);
  });

  it('are a copy of what they were made of', () => {
    const options = { ...full };
    const signatory = signatoryOf(options);
    options.key = 'another';
    expect(signatory.key()).toBe('K-canary');
  });

  it('may be used where they are trusted, and nowhere else', () => {
    const held = credentialsOf(full);
    expect(() => held.at('ws://venue.example', [url])).toThrow('invalid-options');
    expect(() => held.at('wss://evil.example', [url])).toThrow('invalid-options');
  });

  it('sign by the secret', () => {
    const signature = createHmac('sha256', 'secret').update('text').digest('hex');
    expect(signed(signatoryOf({ key: 'k', secret: 'secret' }))).toBe(signature);
  });

  it('sign by the signer in place of a secret, synchronously where it does', () => {
    const asked: string[] = [];
    const signatory = signedBy((text) => {
      asked.push(text);
      return of('first', 'second');
    });
    expect(asked).toEqual([]);
    expect(signed(signatory)).toBe('first');
    expect(asked).toEqual(['text']);
  });

  it.each<[string, () => unknown, string]>([
    ['throws', () => thrown('S-canary'), 'TypeError'],
    ['errors', () => throwError(() => new RangeError('S-canary')), 'RangeError'],
    ['gives nothing', () => EMPTY, 'EmptyError'],
    ['gives no text', () => of(7), 'TypeError'],
    ['gives no stream', () => 7, 'TypeError'],
    ['errors with no error', () => throwError(() => 'S-canary'), 'undefined'],
  ])('lose the connection where the signer %s, and tell the class alone', (_, signer, name) => {
    const error = signed(signedBy(signer));
    expect(error).toMatchObject({ kind: 'connection-lost', context: { reason: `no signature: ${name}` } });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('canary');
  });

  it('let a signer say in our words what is the matter', () => {
    const error = new ColdwireError('authentication-failed', { reason: 'locked' });
    expect(signed(signedBy(() => throwError(() => error)))).toBe(error);
  });

  it('wait for a signer that takes its time', () => {
    expect(signed(signedBy(() => NEVER))).toBe('nothing yet');
  });

  it('count nonces up from the clock, never twice, never back', () => {
    const signatory = signatoryOf(full);
    expect([5.5, 5, 5, 9, 2].map((time) => signatory.nonce(time))).toEqual([5, 6, 7, 9, 10]);
  });

  it('strike themselves out of the words of others', () => {
    const signatory = signedBy(() => of('SIG-canary'));
    signed(signatory);
    expect(signatory.redact('K-canary: bad signature SIG-canary of K-canary')).toBe('***: bad signature *** of ***');
    expect(signatoryOf(full).redact('S-canary P-canary')).toBe('*** ***');
    expect(signatoryOf({ ...full, passphrase: '' }).redact('as it is')).toBe('as it is');
  });

  it('show nothing of themselves', () => {
    const held = credentialsOf(full);
    const shown = [
      `${held as unknown as string}`,
      `${JSON.stringify({ held })}`,
      inspect(held),
      inspect({ deep: [held] }),
      inspect(held, { customInspect: false, showHidden: true, getters: true, depth: 9 }),
      inspect(held.at(url, [url]), { customInspect: false, showHidden: true, getters: true, depth: 9 }),
      JSON.stringify(structuredClone(held)),
    ];
    expect(shown.filter((text) => text.includes('canary'))).toEqual([]);
    expect(shown.slice(0, 3)).toEqual(['[credentials]', '{"held":"[credentials]"}', '[credentials]']);
    const names: string[] = [];
    for (const name in held) names.push(name);
    expect([...names, ...Reflect.ownKeys(held)]).toEqual([]);
  });

  it.each<[string, object]>([
    ['key', { secret: 's' }],
    ['key', { key: '', secret: 's' }],
    ['secret', { key: 'k' }],
    ['secret', { key: 'k', secret: '' }],
    ['secret', { key: 'k', secret: 'S-canary', signer: () => of('') }],
    ['secret', { key: 'k', signer: 'S-canary' }],
    ['passphrase', { key: 'k', secret: 's', passphrase: 7 }],
    ['uid', { key: 'k', secret: 's', uid: 7 }],
  ])('without a sound %s are refused, by name alone', (name, options) => {
    let error: unknown;
    try {
      credentialsOf(options as CredentialsOptions);
    } catch (thrownError) {
      error = thrownError;
    }
    expect(isColdwireError(error, 'invalid-options') && error.context.option).toBe(`credentials.${name}`);
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('canary');
  });
});

function thrown(text: string): never {
  throw new TypeError(text);
}
