import type { Disbelief, Proof } from '../accounts.ts';
import type { VenueWorld } from '../venueSide.ts';
import { fieldText } from './fieldText.ts';
import { limits } from './limits.ts';
import type { SubscriptionRequest } from './request.ts';

/** Who that is, by the account's key; or why it is not believed: the venue's label, and words. */
export type Access = { readonly account: string } | { readonly refusal: readonly [label: string, message: string] };

const WORDS: Readonly<Record<Disbelief, readonly [label: string, message: string]>> = {
  'unknown-key': ['INVALID_KEY', 'Invalid key provided'],
  'wrong-signature': ['INVALID_SIGNATURE', 'Signature mismatch'],
  'wrong-passphrase': ['INVALID_SIGNATURE', 'Signature mismatch'],
};

/** Judges a signature that was made at an instant, in seconds. */
export function accessOf(proof: Proof, time: string, { accounts, now }: Pick<VenueWorld, 'accounts' | 'now'>): Access {
  if (proof.key === '' || proof.signature === '')
    return { refusal: ['MISSING_REQUIRED_HEADER', 'Missing key or signature'] };
  if (!(Math.abs(Number(time || Number.NaN) * 1_000 - now()) <= limits.clockSkew)) {
    return { refusal: ['REQUEST_EXPIRED', 'Gap between request time and server time exceeds 60'] };
  }
  const proven = accounts.prove(proof);
  return 'account' in proven ? proven : { refusal: WORDS[proven.disbelief] };
}

/** Judges the `auth` of a subscription: the sign over `channel=spot.orders&event=subscribe&time=1700000000`. */
export function subscriptionAccess({ channel, event, time, auth }: SubscriptionRequest, world: VenueWorld): Access {
  const seconds = fieldText(time);
  const text = `channel=${channel}&event=${event}&time=${seconds}`;
  return accessOf({ key: fieldText(auth.KEY), signature: fieldText(auth.SIGN), text }, seconds, world);
}
