import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { isObservable, Observable, of, throwError } from 'rxjs';
import type { CredentialsOptions } from '../../src/auth/credentialsOf.ts';
import { changingCredentials } from '../../src/client/changingCredentials.ts';
import type { ColdwireError } from '../../src/errors/coldwireError.ts';

const a: CredentialsOptions = { key: 'A', secret: 'S' };
/** What stands for the value of a stream in `held`: its place among those that differ. */
function places(values: readonly unknown[]): readonly number[] {
  const known = [...new Set(values)];
  return values.map((value) => known.indexOf(value));
}

describe('credentials that may change', () => {
  it('are values as they were given, checked now', () => {
    expect(changingCredentials(undefined)).toBeUndefined();
    expect(inspect(changingCredentials(a))).toBe('[credentials]');
    expect(() => changingCredentials({ key: '', secret: 'S' })).toThrow('credentials.key');
  });

  it('are the same object where nothing of them differs, so that nonces go on', () => {
    const given = [a, { ...a }, { ...a, uid: '1' }, { ...a, passphrase: 'P' }, { ...a, secret: 'T' }, a];
    const option = changingCredentials(of(...given));
    const held: unknown[] = [];
    if (isObservable(option)) {
      option.subscribe((one) => held.push(one));
      option.subscribe((one) => held.push(one));
    }
    // The second subscriber is told the last one.
    expect(places(held)).toEqual([0, 0, 1, 2, 3, 4, 4]);
  });

  it('are the same object where the stream is subscribed anew', () => {
    const option = changingCredentials(new Observable((subscriber) => subscriber.next({ ...a })));
    const held: unknown[] = [];
    for (const _ of [1, 2]) if (isObservable(option)) option.subscribe((one) => held.push(one)).unsubscribe();
    expect(places(held)).toEqual([0, 0]);
  });

  it.each([
    ['cannot be meant', of({ key: 'A' } as unknown as CredentialsOptions), 'credentials.secret'],
    ['cannot be had', throwError(() => new RangeError('SECRET-canary')), 'credentials'],
    ['cannot be had, for nothing', throwError(() => undefined), 'credentials'],
  ])('fail where they %s, with nothing of what failed but its class', (_, values$, option) => {
    let told: ColdwireError | undefined;
    const credentials = changingCredentials(values$);
    if (isObservable(credentials)) credentials.subscribe({ error: (error) => (told = error as ColdwireError) });
    expect(told?.kind).toBe('invalid-options');
    expect(told?.context).toMatchObject({ option });
    expect(inspect(told, { depth: 9, showHidden: true })).not.toContain('canary');
  });
});
