/** A customer of a simulated venue. Never one of a real venue: what is written here is no secret. */
export interface SimulatedAccount {
  readonly key: string;
  /** Base64 where the venue's secrets are. */
  readonly secret: string;
  /** Checked by venues that have one. Default: any will do. */
  readonly passphrase?: string;
  /** Default: that of {@link demoAccount}. */
  readonly uid?: string;
  /** What it owns, by asset, as decimal texts. Default: what {@link demoAccount} owns. */
  readonly balances?: Readonly<Record<string, string>>;
}

/**
 * Whom every simulated venue knows unless it is told of other accounts. Its secret serves as text and as base64. While it is the
 * only one, other keys whose signatures are made with its secret (as `venue.signer` makes them) mean it too.
 */
export const demoAccount: Required<SimulatedAccount> = {
  key: 'demo-key',
  secret: 'ZGVtb25zdHJhdGlvbiBvZiBjb2xkd2lyZSwgbm8gc2VjcmV0',
  passphrase: 'demo-passphrase',
  uid: '1001',
  balances: { USD: '1000000', USDT: '1000000', EUR: '1000000', BTC: '10', ETH: '100' },
};
