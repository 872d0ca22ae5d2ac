import {
  catchError,
  defer,
  from,
  map,
  type MonoTypeOperatorFunction,
  type Observable,
  type ObservableInput,
  take,
  throwError,
  throwIfEmpty,
} from 'rxjs';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Signing } from '../protocol/auth.ts';
import type { SignedText } from '../protocol/signedText.ts';
import { assertTrusted } from './assertTrusted.ts';
import { hmac } from './hmac.ts';
import { oneAtATime } from './oneAtATime.ts';

/** Who one is to a venue, as the venue gave it out. */
export type CredentialsOptions = {
  readonly key: string;
  /** Where the venue gave one with the key. */
  readonly passphrase?: string;
  /** The account's own number, where the venue wants it named. */
  readonly uid?: string;
} & (
  | { readonly secret: string; readonly signer?: undefined }
  | {
      readonly secret?: undefined;
      /**
       * Signs in place of a secret, which then never enters this process: the first text it gives is the signature. Given bytes
       * where a venue has part of what is signed hashed before (Kraken's REST side), else texts.
       */
      signer(text: SignedText): ObservableInput<string>;
    }
);

/** Credentials where they may be used. Shows nothing of itself: not to a log, not as JSON, not to an inspector. */
export interface Signatory {
  key(): string;
  uid(): string | undefined;
  passphrase(): string | undefined;
  /** An integer, `time` or just above the last one. */
  nonce(time: number): number;
  /**
   * Signs on subscribe and emits the signature, synchronously where the signer does (the secret's own does in Node, and in
   * no browser). Errors with `connection-lost` where the signer fails, naming no more of its error than the class.
   */
  sign(text: SignedText, signing: Signing): Observable<string>;
  /** A venue's words, without what they repeat of the credentials and the latest signature. */
  redact(words: string): string;
}

/** Credentials, held. */
export interface Credentials {
  /** Them where they may be used. Throws `invalid-options` for a url that is not encrypted, or not of these origins. */
  at(url: string, origins: readonly string[]): Signatory;
  /** Whether they are what is given, part for part. */
  areOf(options: CredentialsOptions): boolean;
  /** Lets what is done with them go one at a time, in the order it is asked for. */
  inOrder<T>(): MonoTypeOperatorFunction<T>;
}

const REDACTED = '[credentials]';

/** A class for the sake of its private fields, which no inspector, spread, clone or JSON reaches. */
class Held implements Credentials, Signatory {
  readonly #options: CredentialsOptions;
  readonly #line = oneAtATime();
  #nonce = 0;
  #signature = '';

  constructor(options: CredentialsOptions) {
    this.#options = { ...options };
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }

  at(url: string, origins: readonly string[]): Signatory {
    assertTrusted(url, origins);
    return this;
  }

  areOf(options: CredentialsOptions): boolean {
    const { key, secret, signer, passphrase, uid } = this.#options;
    return (
      options.key === key &&
      options.secret === secret &&
      options.signer === signer &&
      options.passphrase === passphrase &&
      options.uid === uid
    );
  }

  inOrder<T>(): MonoTypeOperatorFunction<T> {
    return this.#line();
  }

  key(): string {
    return this.#options.key;
  }

  uid(): string | undefined {
    return this.#options.uid;
  }

  passphrase(): string | undefined {
    return this.#options.passphrase;
  }

  nonce(time: number): number {
    this.#nonce = Math.max(this.#nonce + 1, Math.floor(time));
    return this.#nonce;
  }

  sign(text: SignedText, signing: Signing): Observable<string> {
    const options = this.#options;
    return defer(() =>
      options.signer === undefined ? hmac(options.secret, text, signing) : from(options.signer(text)),
    ).pipe(
      take(1),
      throwIfEmpty(),
      map((signature: unknown) => {
        if (typeof signature !== 'string') throw new TypeError('no text');
        this.#signature = signature;
        return signature;
      }),
      // A stranger's error may say what it was given: of it the class alone is told.
      catchError((error: unknown) =>
        throwError(() =>
          isColdwireError(error)
            ? error
            : new ColdwireError('connection-lost', { reason: `no signature: ${(error as Error | null)?.name}` }),
        ),
      ),
    );
  }

  redact(words: string): string {
    const { key, secret = '', passphrase = '' } = this.#options;
    // The longest first: a signature may hold the key.
    return [key, secret, passphrase, this.#signature]
      .filter((part) => part !== '')
      .sort((one, other) => other.length - one.length)
      .reduce((text, part) => text.replaceAll(part, '***'), words);
  }
}

/** Takes credentials in. Throws `invalid-options`, naming the option and nothing of its value. */
export function credentialsOf(options: CredentialsOptions): Credentials {
  const { key, secret, signer, passphrase = '', uid = '' } = options;
  if (!isText(key)) throw invalid('key', 'a text');
  if (signer === undefined ? !isText(secret) : typeof signer !== 'function' || secret !== undefined)
    throw invalid('secret', 'a text, or a signer in its place');
  if (typeof passphrase !== 'string') throw invalid('passphrase', 'a text');
  if (typeof uid !== 'string') throw invalid('uid', 'a text');
  return new Held(options);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function invalid(name: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option: `credentials.${name}`, expected });
}
