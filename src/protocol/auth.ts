import type { TokenRule } from './tokenRule.ts';

/** How a text is signed with a secret: the MAC, its hash, and how the result is written. */
export type SigningRecipe =
  | 'hmac-sha256-hex'
  | 'hmac-sha256-base64'
  | 'hmac-sha384-hex'
  | 'hmac-sha384-base64'
  | 'hmac-sha512-hex'
  | 'hmac-sha512-base64';

/** How a venue wants texts signed. */
export interface Signing {
  readonly recipe: SigningRecipe;
  /** What the secret is as the venue gives it: the key itself (the default), or the key in base64. */
  readonly secret?: 'text' | 'base64';
}

/** What a dialect does with credentials. A dialect without it never sees any. */
export interface Auth<M = unknown> extends Signing {
  /**
   * Origins that may see credentials beside that of the dialect's `url`: what its REST side is called, and what that sends
   * clients to. A user's own `url` takes the place of all of them.
   */
  readonly origins?: readonly string[];
  /** Without credentials the socket can be used all the same: login steps are left out. Default: it is `invalid-options`. */
  readonly optional?: boolean;
  /**
   * What is signed for REST must arrive in the order in which it was signed, as where each nonce must be above the last: it goes one at
   * a time, each once the one before is answered. Default: it goes as it comes.
   */
  readonly isOrdered?: boolean;
  /** What private subscriptions and requests carry beside a signature, or in place of one. */
  readonly token?: TokenRule;
  /**
   * The venue's words where a message says that the login of this connection is over. The connection then counts as lost,
   * its topics are `stale` (`authentication-lost`) at once, and the next one logs in anew.
   */
  lost?(message: M): string | undefined;
}
