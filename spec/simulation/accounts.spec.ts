import { describe, expect, it } from '@jest/globals';
import { accountsOf } from '../../src/simulation/accounts.ts';
import { type Signing, signatureOf } from '../../src/simulation/signing.ts';
import { demoAccount, type SimulatedAccount } from '../../src/simulation/simulatedAccount.ts';

const signing: Signing = { bits: 256, encoding: 'hex', secret: 'text', text: 'utf8' };

const knowing = (accounts?: readonly SimulatedAccount[]) => {
  const violations: string[] = [];
  const known = accountsOf({ accounts, signing, violate: (rule, detail) => void violations.push(`${rule} ${detail}`) });
  return { ...known, violations };
};
const proof = (key: string, secret: string) => ({ key, text: 'text', signature: signatureOf(signing, secret, 'text') });

describe('the accounts of a simulated venue', () => {
  it('know an account by its key and the signature of its secret', () => {
    const { prove, violations } = knowing([{ key: 'a', secret: 's', passphrase: 'p' }]);
    expect(prove(proof('a', 's'))).toEqual({ account: 'a' });
    expect(prove({ ...proof('a', 's'), signature: proof('a', 's').signature.toUpperCase() })).toEqual({ account: 'a' });
    expect(prove({ ...proof('a', 's'), passphrase: 'p' })).toEqual({ account: 'a' });
    expect(violations).toEqual([]);
    expect(prove(proof('b', 's'))).toEqual({ disbelief: 'unknown-key' });
    expect(prove(proof('a', 'x'))).toEqual({ disbelief: 'wrong-signature' });
    expect(prove({ ...proof('a', 's'), passphrase: 'q' })).toEqual({ disbelief: 'wrong-passphrase' });
    expect(violations.length).toBe(3);
  });

  it('are the demo account alone by default, which any key means that its secret signs for', () => {
    const { prove, sign, all } = knowing();
    expect(all.map(({ key, balances }) => [key, balances])).toEqual([[demoAccount.key, demoAccount.balances]]);
    expect(prove({ key: 'whoever', text: 'text', signature: sign('text') })).toEqual({ account: demoAccount.key });
    expect(prove(proof('whoever', 'x'))).toEqual({ disbelief: 'unknown-key' });
    const told = knowing([demoAccount]);
    expect(told.prove({ key: 'whoever', text: 'text', signature: sign('text') })).toEqual({ disbelief: 'unknown-key' });
  });

  it('read a demo secret as text and as base64', () => {
    expect(atob(demoAccount.secret)).toBe('demonstration of coldwire, no secret');
  });
});
