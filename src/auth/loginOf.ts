import type { LoginContext } from '../protocol/gate.ts';
import type { Signatory } from './credentialsOf.ts';

/** Who logs in at an instant, with a nonce not used before. */
export function loginOf(
  signatory: Signatory,
  time: number,
): Pick<LoginContext, 'key' | 'uid' | 'passphrase' | 'nonce' | 'time'> {
  return {
    time,
    key: signatory.key(),
    uid: signatory.uid(),
    passphrase: signatory.passphrase(),
    nonce: signatory.nonce(time),
  };
}
