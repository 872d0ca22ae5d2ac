import type { QueryContext, RestQuery } from '../../protocol/query.ts';
import { demoHeaders, restRejectionOf } from './rest.ts';

/**
 * A question to REST that only an account may ask: what is signed is the instant, the method and the path with its query.
 *
 * @see https://www.okx.com/docs-v5/en/#overview-rest-authentication
 */
export function signedQuery<T>(path: string, read: RestQuery<T>['read']): RestQuery<T> {
  return {
    kind: 'rest',
    sign: (context) => `${instantOf(context)}GET${path}`,
    request: (context) => ({
      method: 'GET',
      url: path,
      headers: {
        'OK-ACCESS-KEY': context.key,
        'OK-ACCESS-SIGN': context.signature,
        'OK-ACCESS-TIMESTAMP': instantOf(context),
        'OK-ACCESS-PASSPHRASE': context.passphrase ?? '',
        ...demoHeaders(context.environment),
      },
    }),
    rejectionOf: restRejectionOf,
    read,
  };
}

/** `2020-12-08T09:08:57.715Z` */
function instantOf({ time }: Pick<QueryContext, 'time'>): string {
  return new Date(time).toISOString();
}
