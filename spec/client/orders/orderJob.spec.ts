import { describe, expect, it } from '@jest/globals';
import { messageOf, type OrderJob, orderFrames } from '../../../src/client/orders/orderJob.ts';
import type { OrderContext, OrderRules } from '../../../src/protocol/orderRules.ts';
import { brokerDialect } from '../../helpers/brokerDialect.ts';

const rules = brokerDialect.orders as OrderRules;
const context: OrderContext = { exchange: 'broker', instrumentOf: () => undefined };
const job = (route: string, item: string, most?: number): OrderJob<string> => ({
  route,
  rules,
  item,
  action: {
    one: (only) => only,
    ...(most === undefined ? {} : { batch: { most, many: (all: readonly string[]) => all.join('+') } }),
  },
});
const messages = (...jobs: readonly OrderJob<string>[]): unknown[] =>
  orderFrames(jobs).map((frame) => messageOf(frame, context));

describe('orders by the frame', () => {
  it('are together as far as the venue takes them, in order', () => {
    expect(messages(...['a', 'b', 'c', 'd', 'e'].map((item) => job('x', item, 2)))).toEqual(['a+b', 'c+d', 'e']);
  });

  it('are each by itself where the venue has no batch', () => {
    expect(messages(job('x', 'a'), job('x', 'b'))).toEqual(['a', 'b']);
  });

  it('never share one across dialects', () => {
    expect(messages(job('x', 'a', 9), job('y', 'b', 9), job('y', 'c', 9))).toEqual(['a', 'b+c']);
  });
});
