import { defer, type Observable, of } from 'rxjs';
import type { Clock } from '../model/seams.ts';
import type { SendContext } from '../protocol/sendContext.ts';
import type { SignedText } from '../protocol/signedText.ts';

/** A message that is about to leave. */
export interface Leaving {
  readonly id: number | string;
  /** Whether it is asked as somebody. */
  readonly isPrivate: boolean;
  /** The text to sign for it, if any. */
  readonly sign?: ((context: SendContext) => SignedText) | undefined;
}

/** What completes the messages of one socket as they leave. */
export interface Completion {
  /** What to complete a message with, made on subscribe: at once, but where a signer or a token takes time. One value. */
  contextOf(leaving: Leaving): Observable<SendContext>;
  /** Told that the venue acknowledged something private: the token it had is good for as long as the connection. */
  accepted(): void;
  /** Told that the venue did not accept the token. */
  refused(): void;
}

/** Nobody, as far as a message is concerned. */
const nobody: Omit<SendContext, 'id' | 'time'> = {
  nonce: 0,
  key: '',
  uid: '',
  passphrase: '',
  signature: '',
  token: '',
};

/** The completion of a socket on which nobody is anybody. */
export function anonymous(clock: Pick<Clock, 'wall'>): Completion {
  return {
    contextOf: ({ id }) => defer(() => of({ ...nobody, id, time: clock.wall() })),
    accepted: () => {},
    refused: () => {},
  };
}
