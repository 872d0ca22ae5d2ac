import { catchError, map, type Observable, of } from 'rxjs';
import { isColdwireError } from '../errors/coldwireError.ts';
import type { Order } from '../model/order.ts';
import type { OrderRef } from '../model/orderRequest.ts';
import type { State } from './accountState.ts';

/**
 * How something ended that was known and is missing from a snapshot: an order as the venue has it, or `unknown` where it has it
 * no more or cannot be asked; a balance as zero, a position as flat. Errors as the look-up does.
 */
export function endOf(
  known: State,
  receivedAt: number,
  find: ((which: OrderRef) => Observable<Order | undefined>) | undefined,
): Observable<State> {
  switch (known.kind) {
    case 'order': {
      const lost: Order = { ...known, status: 'unknown', receivedAt };
      const { symbol, orderId, clientOrderId } = known;
      return (
        find?.({ symbol, orderId, ...(clientOrderId === undefined ? {} : { clientOrderId }) }) ?? of(undefined)
      ).pipe(
        map((found) => found ?? lost),
        catchError((error: unknown) => {
          // What bears a name of the venue's alone, for it is no symbol of ours, cannot be asked for either.
          if (isColdwireError(error, 'unsupported') || isColdwireError(error, 'invalid-options')) return of(lost);
          throw error;
        }),
      );
    }
    case 'balance': {
      const { kind, exchange, asset } = known;
      const nothing = { free: 0, freeText: '0', used: 0, usedText: '0', total: 0, totalText: '0' };
      return of({ kind, exchange, asset, ...nothing, receivedAt });
    }
    case 'position': {
      const { kind, exchange, symbol, positionId, unit } = known;
      return of({ kind, exchange, symbol, positionId, side: 'flat', size: 0, sizeText: '0', unit, receivedAt });
    }
  }
}
