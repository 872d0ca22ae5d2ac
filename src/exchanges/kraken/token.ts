import { ColdwireError } from '../../errors/coldwireError.ts';
import type { TokenRule } from '../../protocol/tokenRule.ts';
import { resultOf, restRejectionOf, signedRequest } from './signedQuery.ts';

/** What is wrong with a key stays so: it is not known, its secret is another, it may not do this, it is locked for now. */
const ABOUT_THE_KEY =
  /^E(API:(Invalid (key|signature)|Feature disabled)|General:(Permission denied|Temporary lockout))/;

/**
 * The token that private subscriptions and requests carry: "must be used within 15 minutes", and good from then on for as long
 * as the connection lives on which a private subscription is.
 *
 * ```json
 * {"error":[],"result":{"token":"1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw","expires":900}}
 * {"error":["EAPI:Invalid key"]}
 * ```
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-auth
 */
export const token: TokenRule = {
  ...signedRequest('GetWebSocketsToken'),
  read: (body) => {
    const reply = parsed(body);
    const refusal = restRejectionOf(reply);
    if (refusal !== undefined) {
      const { reason } = refusal;
      throw new ColdwireError(ABOUT_THE_KEY.test(reason) ? 'authentication-failed' : 'request-rejected', { reason });
    }
    const { token: given, expires } = resultOf(reply);
    if (typeof given !== 'string' || given === '' || typeof expires !== 'number')
      throw new ColdwireError('protocol-violation', { what: 'field token' });
    return { token: given, useWithin: expires * 1_000 };
  },
};

/** An error of the parser's would quote what it could not read, which may hold a token. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ColdwireError('protocol-violation', { what: 'JSON' });
  }
}
