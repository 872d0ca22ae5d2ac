import { describe, expect, it } from '@jest/globals';
import { rejectionOf } from '../../../src/exchanges/kraken/rejectionOf.ts';
import { decoded } from './decoded.ts';

describe('a reply of Kraken', () => {
  it.each([
    [
      '{"method":"add_order","req_id":99,"success":false,"error":"EOrder:Insufficient funds"}',
      'EOrder:Insufficient funds',
    ],
    ['{"error":"Method not supported","method":"dance","req_id":1,"success":false}', 'Method not supported'],
    ['{"method":"add_order","req_id":1,"error":"EGeneral:Invalid arguments"}', 'EGeneral:Invalid arguments'],
    ['{"method":"add_order","req_id":1,"success":false}', 'refused without a reason'],
    ['{"method":"add_order","req_id":1,"success":false,"error":{"secret":1}}', 'refused without a reason'],
    [`{"method":"add_order","req_id":1,"success":false,"error":"${'e'.repeat(300)}"}`, `${'e'.repeat(200)}...`],
  ])('is a refusal: %s', (frame, reason) => {
    expect(rejectionOf(decoded(frame))).toEqual({ reason });
  });

  it.each([
    '{"method":"pong","req_id":42}',
    '{"method":"add_order","req_id":42,"success":true,"result":{"order_id":"OABCDE-12345-FGHIJ"}}',
    '{"method":"batch_add","req_id":45,"success":true,"result":{"orders":[{"success":false,"error":"EOrder:Invalid price"}]}}',
    '[1]',
    'null',
  ])('is none: %s', (frame) => {
    expect(rejectionOf(decoded(frame))).toBeUndefined();
  });
});
