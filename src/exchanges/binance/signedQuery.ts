import type { QueryContext, RestQuery } from '../../protocol/query.ts';
import { errorOf } from './errorOf.ts';

/** A question to REST that is asked as somebody: its parameters are signed as they stand in the url. */
export function signedQuery<T>(path: string, weight: number, read: RestQuery<T>['read']): RestQuery<T> {
  const query = ({ time }: QueryContext): string => `timestamp=${Math.floor(time)}`;
  return {
    kind: 'rest',
    weight,
    sign: query,
    request: (context) => ({
      method: 'GET',
      url: `${path}?${query(context)}&signature=${encodeURIComponent(context.signature)}`,
      headers: { 'X-MBX-APIKEY': context.key },
    }),
    rejectionOf: errorOf,
    read,
  };
}
