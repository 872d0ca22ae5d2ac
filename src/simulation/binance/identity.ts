import type { Accounts, Proof } from '../accounts.ts';
import { demoAccount } from '../simulatedAccount.ts';
import { errors, failed, type Outcome } from './outcome.ts';

/** Whom a request comes from, or the venue's words for not believing it. */
export type Identity = { readonly account: string } | Outcome;

/** Who signed. */
export function proven(accounts: Accounts, proof: Proof): Identity {
  const found = accounts.prove(proof);
  if ('account' in found) return found;
  return found.disbelief === 'wrong-signature' ? failed(errors.signature) : failed(errors.key, 401);
}

/** Whose key that is. While the demo account is alone, every key is its. */
export function keyed({ all }: Accounts, key: string): Identity {
  const account = all.find((one) => one.key === key) ?? all.find((one) => one.key === demoAccount.key);
  return account === undefined ? failed(errors.key, 401) : { account: account.key };
}
