/**
 * What a message is completed with as it leaves: its id, the time, and who one is. The latter is empty (`nonce` is 0) where nobody
 * logs in, and for what is not private.
 */
export interface SendContext {
  /** The id of the request, of the kind that the dialect's `ids` says. */
  readonly id: number | string;
  /** The wall clock, milliseconds since the epoch. */
  readonly time: number;
  /** An integer near `time`, above every one that these credentials had before. */
  readonly nonce: number;
  readonly key: string;
  readonly uid: string;
  readonly passphrase: string;
  /** What the signed text came to; empty while that text is made, and where nothing is signed. */
  readonly signature: string;
  /** What `auth.token` gave; empty without it. */
  readonly token: string;
}
