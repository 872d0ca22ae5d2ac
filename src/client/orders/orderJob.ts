import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Exchange } from '../../protocol/exchange.ts';
import type { OrderAction, OrderContext, OrderRules } from '../../protocol/orderRules.ts';

/** The rules by which orders go, and the dialect they go by. */
export interface OrderDoor {
  readonly route: string;
  readonly rules: OrderRules;
}

/** One thing to be done to one order. */
export interface OrderJob<T> extends OrderDoor {
  readonly action: OrderAction<T>;
  readonly item: T;
}

/** Jobs that go in one frame. */
export type OrderFrame<T> = readonly [OrderJob<T>, ...OrderJob<T>[]];

/** By what the orders of a symbol go, or those of the account. Throws `unsupported`. */
export function orderDoorOf(exchange: Exchange, symbol: string | undefined): OrderDoor {
  const route = exchange.orderRoute === undefined ? exchange.requestRoute : exchange.orderRoute(symbol);
  const rules = route === undefined ? undefined : exchange.dialects[route]?.orders;
  if (route === undefined || rules === undefined) throw new ColdwireError('unsupported', { what: 'orders' });
  return { route, rules };
}

/** Jobs by the frame, in order: neighbours together as far as the venue takes them. */
export function orderFrames<T>(jobs: readonly OrderJob<T>[]): readonly OrderFrame<T>[] {
  const frames: [OrderJob<T>, ...OrderJob<T>[]][] = [];
  for (const job of jobs) {
    const last = frames.at(-1);
    if (last !== undefined && mayJoin(job, last)) last.push(job);
    else frames.push([job]);
  }
  return frames;
}

function mayJoin<T>({ route, action, item }: OrderJob<T>, frame: OrderFrame<T>): boolean {
  const { batch } = action;
  if (batch === undefined || route !== frame[0].route || frame.length >= batch.most) return false;
  return batch.together === undefined || batch.together(item) === batch.together(frame[0].item);
}

/** The message of a frame. */
export function messageOf<T>(frame: OrderFrame<T>, context: OrderContext): unknown {
  const [{ action, item }] = frame;
  return frame.length === 1 || action.batch === undefined
    ? action.one(item, context)
    : action.batch.many(
        frame.map((job) => job.item),
        context,
      );
}
