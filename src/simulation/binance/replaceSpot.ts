import type { Counter } from './counter.ts';
import type { Call } from './method.ts';
import { done, failed, type Outcome } from './outcome.ts';
import { cancelledSpot, placedSpot } from './spotOrder.ts';

/** Cancels one order and places another: both, one of the two (status 409), or none. The second is not tried where the mode says so. */
export function replaceSpot(counter: Counter, { account, params }: Call): Outcome {
  const { symbol = '', cancelReplaceMode, cancelOrderId, cancelOrigClientOrderId, cancelNewClientOrderId } = params;
  const cancelled = counter.cancel(account, {
    symbol,
    ...(cancelOrderId === undefined ? {} : { orderId: cancelOrderId }),
    ...(cancelOrigClientOrderId === undefined ? {} : { origClientOrderId: cancelOrigClientOrderId }),
    ...(cancelNewClientOrderId === undefined ? {} : { newClientOrderId: cancelNewClientOrderId }),
  });
  const isCancelled = !('code' in cancelled);
  const isTried = isCancelled || cancelReplaceMode === 'ALLOW_FAILURE';
  const placed = isTried ? counter.place(account, params) : undefined;
  const isPlaced = placed !== undefined && !('code' in placed);
  const data = {
    cancelResult: isCancelled ? 'SUCCESS' : 'FAILURE',
    newOrderResult: isPlaced ? 'SUCCESS' : placed === undefined ? 'NOT_ATTEMPTED' : 'FAILURE',
    cancelResponse: isCancelled ? cancelledSpot(cancelled.order, cancelled.name) : cancelled,
    newOrderResponse: isPlaced
      ? placedSpot(placed.order, placed.fills, params.newOrderRespType ?? 'FULL')
      : (placed ?? null),
  };
  if (isCancelled && isPlaced) return done(data);
  return isCancelled || isPlaced
    ? failed({ code: -2021, msg: 'Order cancel-replace partially failed.', data }, 409)
    : failed({ code: -2022, msg: 'Order cancel-replace failed.', data }, 400);
}
