import { describe, expect, it } from '@jest/globals';
import { classifyApi } from '../../../src/exchanges/binance/classifyApi.ts';

describe('classifyApi', () => {
  it('takes a stream that is there already for one that was asked for with success', () => {
    const active = { code: -2035, msg: 'User Data Stream subscription already active.' };
    expect(classifyApi({ id: 'ask-11', status: 400, error: active })).toEqual({ kind: 'ack', id: '11' });
    const other = { code: -1003, msg: 'Too much request weight used.' };
    expect(classifyApi({ id: 'ask-11', status: 429, error: other })).toMatchObject({ kind: 'refusal', id: '11' });
  });
});
