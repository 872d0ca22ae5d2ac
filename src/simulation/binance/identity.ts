import type { Accounts, Proof } from '../accounts.ts';
import { demoAccount } from '../simulatedAccount.ts';
import type { VenueWorld } from '../venueSide.ts';
import { isPem, isSignedBy } from './ed25519.ts';
import { errors, failed, type Outcome } from './outcome.ts';

/** Whom a request comes from, or the venue's words for not believing it. */
export type Identity = { readonly account: string } | Outcome;

/** Who signed: by HMAC or, where the account's secret is a key in PEM, by Ed25519. */
export function proven(
  { accounts, violate }: Pick<VenueWorld, 'accounts' | 'violate'>,
  proof: Proof & { readonly text: string },
): Identity {
  const known = accounts.all.find(({ key }) => key === proof.key);
  if (known !== undefined && isPem(known.secret)) {
    if (isSignedBy(known.secret, proof.text, proof.signature)) return { account: known.key };
    violate('signature', 'wrong-signature');
    return failed(errors.signature);
  }
  const found = accounts.prove(proof);
  if ('account' in found) return found;
  return found.disbelief === 'wrong-signature' ? failed(errors.signature) : failed(errors.key, 401);
}

/** Whose key that is. While the demo account is alone, every key is its. */
export function keyed({ all }: Pick<Accounts, 'all'>, key: string): Identity {
  const account = all.find((one) => one.key === key) ?? all.find((one) => one.key === demoAccount.key);
  return account === undefined ? failed(errors.key, 401) : { account: account.key };
}
