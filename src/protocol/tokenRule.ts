import type { RestRequest } from './freshEndpoint.ts';
import type { QueryContext } from './query.ts';
import type { SignedText } from './signedText.ts';

/**
 * A token that REST gives for a signed request, to be put into private subscriptions and requests. It is asked for when first
 * needed, once for all who need it meanwhile, and kept until it is about to be too old. A socket on which a private
 * subscription was acknowledged goes on with the one it has. One that the venue refused (`tokenRefused`) is used no more.
 */
export interface TokenRule {
  /** The text to sign, if any. */
  sign?(context: QueryContext): SignedText;
  /** What to ask. Another status than 2xx is `dial-failed`. */
  request(context: QueryContext): RestRequest;
  /**
   * Reads the answer: the token, and the milliseconds in which it must be used. Throws `authentication-failed` where the venue
   * does not accept the key; what else it throws is a `protocol-violation`.
   */
  read(body: string): { readonly token: string; readonly useWithin: number };
}
