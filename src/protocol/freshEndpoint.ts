import type { Endpoint } from '../model/seams.ts';
import type { SignedText } from './signedText.ts';
import type { SignedContext } from './gate.ts';

/** A request to a venue's REST side. */
export interface RestRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a fresh endpoint is made of. `key` and the like are empty where the dialect has no `auth`. */
export interface EndpointContext
  extends Pick<SignedContext, 'time' | 'nonce' | 'key' | 'uid' | 'passphrase' | 'signature'> {
  readonly environment: 'live' | 'test';
  /** Where the dialect's `url` and the user's options lead, without what has yet to be learnt. */
  readonly endpoint: Endpoint;
}

/**
 * An endpoint that is made anew for each dial: with a token that REST gives, with a signed query. Sockets that dial while one
 * is being made share it.
 */
export interface FreshEndpoint {
  /** The text to sign, if any. */
  sign?(context: EndpointContext): SignedText;
  /** What to ask REST first, if anything. Another status than 2xx is `dial-failed`. */
  request?(context: EndpointContext): RestRequest;
  /** The endpoint. `body` is what REST said, empty where it was not asked. What it throws is a failed dial. */
  endpoint(context: EndpointContext, body: string): Endpoint;
}
