import { describe, expect, it } from '@jest/globals';
import { sessionLineOf } from '../../src/record/sessionLine.ts';

const refusal = (text: string, number?: number): unknown => {
  try {
    return sessionLineOf(text, number);
  } catch (error) {
    return error;
  }
};

describe('sessionLineOf', () => {
  it.each([
    '{"t":1785641750295158,"c":0,"k":"open","url":"wss://ws.kraken.com/v2"}',
    '{"t":1785641750295158,"c":3,"k":"open"}',
    '{"t":0,"c":0,"k":"recv","raw":""}',
    '{"t":1.5,"c":0,"k":"recv","b64":"AAE="}',
    '{"t":1,"c":0,"k":"send","raw":"{}"}',
    '{"t":1,"k":"http","url":"","raw":"{}"}',
  ])('reads %s', (text) => {
    expect(sessionLineOf(text)).toEqual(JSON.parse(text));
  });

  it.each([
    'hello',
    '',
    'null',
    '[]',
    '7',
    '{"k":"recv","raw":""}',
    '{"t":"1","k":"recv","raw":""}',
    '{"t":-1,"k":"recv","raw":""}',
    '{"t":1e999,"k":"recv","raw":""}',
    '{"t":1,"k":"recv"}',
    '{"t":1,"k":"recv","raw":{}}',
    '{"t":1,"k":"recv","b64":7}',
    '{"t":1,"k":"open","url":7}',
    '{"t":1,"c":"0","k":"recv","raw":""}',
    '{"t":1,"c":0.5,"k":"recv","raw":""}',
    '{"t":1,"k":"close"}',
    '{"t":1}',
  ])('refuses %s', (text) => {
    expect(refusal(text)).toMatchObject({
      kind: 'protocol-violation',
      context: { what: 'session line', length: text.length },
    });
  });

  it('names the line and never quotes it', () => {
    const error = refusal('{"secret":"abc"', 17) as Error;
    expect(error).toMatchObject({ context: { what: 'session line 17' } });
    expect([error.message, error.stack, String(error.cause)].join()).not.toContain('abc');
  });
});
