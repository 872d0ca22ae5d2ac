import type { SignedText } from '../protocol/signedText.ts';
import { type Signing, signatureOf } from './signing.ts';
import { demoAccount, type SimulatedAccount } from './simulatedAccount.ts';

/** What a client says to prove who it is. */
export interface Proof {
  readonly key: string;
  /** What was signed. */
  readonly text: SignedText;
  readonly signature: string;
  /** Where the venue has one. */
  readonly passphrase?: string;
}

/** Why somebody is not believed. */
export type Disbelief = 'unknown-key' | 'wrong-passphrase' | 'wrong-signature';

/** Whom a venue knows. */
export interface Accounts {
  readonly all: readonly Required<Omit<SimulatedAccount, 'passphrase'>>[];
  /** Who that is, by the account's key; or why it is not believed, which counts as a violation. */
  prove(proof: Proof): { readonly account: string } | { readonly disbelief: Disbelief };
  /** What the first account signs a text with. */
  sign(text: SignedText): string;
}

/** What accounts depend on. */
export interface AccountsSettings {
  /** Default: the demo account. */
  readonly accounts: readonly SimulatedAccount[] | undefined;
  readonly signing: Signing;
  readonly violate: (rule: 'signature', detail: string) => void;
}

/** The accounts of a venue. */
export function accountsOf({ accounts, signing, violate }: AccountsSettings): Accounts {
  const known: readonly SimulatedAccount[] = accounts ?? [demoAccount];
  const disbelieve = (disbelief: Disbelief) => {
    violate('signature', disbelief);
    return { disbelief };
  };
  const isSigned = ({ secret }: SimulatedAccount, { text, signature }: Proof): boolean => {
    const right = signatureOf(signing, secret, text);
    return right === (signing.encoding === 'hex' ? signature.toLowerCase() : signature);
  };
  return {
    all: known.map(({ uid = demoAccount.uid, balances = demoAccount.balances, key, secret }) => ({
      key,
      secret,
      uid,
      balances,
    })),
    prove(proof) {
      const account = known.find(({ key }) => key === proof.key);
      if (account === undefined) {
        const isDemo = accounts === undefined && isSigned(demoAccount, proof);
        return isDemo ? { account: demoAccount.key } : disbelieve('unknown-key');
      }
      if (!isSigned(account, proof)) return disbelieve('wrong-signature');
      const { passphrase } = account;
      const isRight = passphrase === undefined || proof.passphrase === undefined || passphrase === proof.passphrase;
      return isRight ? { account: account.key } : disbelieve('wrong-passphrase');
    },
    sign: (text) => signatureOf(signing, known[0]?.secret ?? '', text),
  };
}
