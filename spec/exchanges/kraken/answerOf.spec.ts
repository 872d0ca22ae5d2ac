import { describe, expect, it } from '@jest/globals';
import { classify } from '../../../src/exchanges/kraken/classify.ts';
import { publicDialect } from '../../../src/exchanges/kraken/publicDialect.ts';
import type { AckMessage } from '../../../src/protocol/incoming.ts';
import { decoded } from './decoded.ts';

const meaning = (frame: string): unknown => classify(decoded(frame));
const acked = (result: string, verb = 'subscribe'): unknown =>
  meaning(`{"method":"${verb}","result":${result},"success":true,"req_id":1}`);

describe('answerOf', () => {
  it('names request, symbol and subscription of an acknowledgement', () => {
    expect(acked('{"channel":"book","symbol":"BTC/USD","depth":10,"snapshot":true}')).toEqual({
      kind: 'ack',
      verb: 'subscribe',
      id: '1',
      item: 'BTC/USD',
      echo: { channel: 'book', symbol: 'BTC/USD', depth: 10 },
    });
    expect(acked('{"channel":"ohlc","symbol":"BTC/USD","interval":60}', 'unsubscribe')).toEqual({
      kind: 'ack',
      verb: 'unsubscribe',
      id: '1',
      item: 'BTC/USD',
      echo: { channel: 'candles', symbol: 'BTC/USD', interval: '1h' },
    });
  });

  it('names what it serves of an account, which has no symbol', () => {
    const told = { kind: 'ack', verb: 'unsubscribe', id: '1' };
    expect(acked('{"channel":"executions"}', 'unsubscribe')).toEqual({ ...told, echo: { channel: 'orders' } });
    expect(acked('{"channel":"balances"}', 'unsubscribe')).toEqual({ ...told, echo: { channel: 'balances' } });
  });

  it('keeps a request id past 2^53 exact', () => {
    expect(
      meaning('{"method":"subscribe","result":{"symbol":"A/B"},"success":true,"req_id":9007199254740993}'),
    ).toMatchObject({ id: '9007199254740993' });
  });

  it('is about the whole request where it names no symbol', () => {
    expect(acked('{"channel":"instrument","snapshot":true}')).toEqual({ kind: 'ack', verb: 'subscribe', id: '1' });
    expect(meaning('{"method":"subscribe","success":true}')).toEqual({ kind: 'ack', verb: 'subscribe' });
  });

  it('tells the warnings beside an acknowledgement', () => {
    expect(acked('{"channel":"trade","symbol":"BTC/USD","warnings":["old field","new field"]}')).toEqual({
      kind: 'several',
      items: [
        expect.objectContaining({ kind: 'ack', item: 'BTC/USD' }),
        { kind: 'notice', text: 'old field; new field' },
      ],
    });
    expect(acked('{"channel":"trade","symbol":"BTC/USD","warnings":[]}')).toMatchObject({ kind: 'ack' });
  });

  it.each([
    ['another depth', '{"channel":"book","symbol":"BTC/USD","depth":27}'],
    ['a depth that is no number', '{"channel":"book","symbol":"BTC/USD","depth":"abc"}'],
    ['another interval', '{"channel":"ohlc","symbol":"BTC/USD","interval":7}'],
    ['another channel', '{"channel":"level3","symbol":"BTC/USD"}'],
    ['a channel that is a property of all objects', '{"channel":"constructor","symbol":"BTC/USD"}'],
    ['what is no symbol', '{"channel":"trade","symbol":"BTC"}'],
  ])('shows no subscription for %s', (_, result) => {
    expect(acked(result)).toMatchObject({ kind: 'ack' });
    expect(acked(result)).not.toHaveProperty('echo');
  });

  it.each(['{"channel":"book","symbol":"BTC/USD"}', '{"channel":"ohlc","symbol":"BTC/USD"}'])(
    'shows a subscription %s that its channel accepts',
    (result) => {
      const { echo } = acked(result) as AckMessage;
      expect(echo && publicDialect.channels[echo.channel]?.topicOf(echo).item).toBe('BTC/USD');
    },
  );

  it('names symbol and reason of a refusal', () => {
    expect(
      meaning(
        '{"method":"subscribe","success":false,"error":"Currency pair not supported FOO/BAR","symbol":"FOO/BAR","req_id":1}',
      ),
    ).toEqual({
      kind: 'refusal',
      verb: 'subscribe',
      id: '1',
      item: 'FOO/BAR',
      reason: 'Currency pair not supported FOO/BAR',
      permanent: true,
    });
  });

  it('takes a refusal that names no symbol, and one without a reason', () => {
    expect(
      meaning('{"error":"Subscription depth not supported","method":"subscribe","success":false,"time_in":"a"}'),
    ).toEqual({
      kind: 'refusal',
      verb: 'subscribe',
      reason: 'Subscription depth not supported',
      permanent: true,
    });
    expect(meaning('{"method":"unsubscribe","success":false,"req_id":4}')).toEqual({
      kind: 'refusal',
      verb: 'unsubscribe',
      id: '4',
      reason: 'refused without a reason',
      permanent: false,
    });
  });

  it('bounds the reason', () => {
    const { reason } = meaning(`{"method":"subscribe","success":false,"error":"${'x'.repeat(9_999)}"}`) as {
      reason: string;
    };
    expect(reason.length).toBeLessThan(250);
  });

  it('counts what neither confirms nor refuses as unknown', () => {
    expect(meaning('{"method":"subscribe","req_id":1}')).toEqual({ kind: 'unknown' });
  });

  it('takes a subscription that already is for confirmed, if it says which', () => {
    const already = '{"method":"subscribe","success":false,"error":"Already subscribed","req_id":1';
    expect(meaning(`${already},"symbol":"BTC/USD"}`)).toEqual({
      kind: 'ack',
      verb: 'subscribe',
      id: '1',
      item: 'BTC/USD',
    });
    expect(meaning(`${already}}`)).toMatchObject({ kind: 'refusal', permanent: false });
  });
});
