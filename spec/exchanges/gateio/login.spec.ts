import { describe, expect, it } from '@jest/globals';
import { loginRefusalOf } from '../../../src/exchanges/gateio/replies.ts';

const refused = (label: string, channel = 'spot.login') => ({
  header: { response_time: '1681985856667', status: '401', channel, event: 'api' },
  data: { errs: { label, message: 'no' } },
});

describe('the login of Gate.io', () => {
  it.each(['REQUEST_EXPIRED', 'TOO_MANY_REQUESTS', 'TOO_BUSY', 'INTERNAL'])('may pass later after %s', (label) => {
    expect(loginRefusalOf(refused(label, 'futures.login'))).toEqual({ reason: 'no', retryAfterMs: 30_000 });
  });

  it.each(['INVALID_KEY', 'INVALID_SIGNATURE', 'IP_FORBIDDEN', 'READ_ONLY'])('has failed for good by %s', (label) => {
    expect(loginRefusalOf(refused(label))).toEqual({ reason: 'no' });
  });

  it('is not refused by what is no answer to it', () => {
    expect(loginRefusalOf(refused('TOO_BUSY', 'spot.order_place'))).toBeUndefined();
    expect(
      loginRefusalOf({ header: { status: '200', channel: 'spot.login' }, data: { result: { uid: '1' } } }),
    ).toBeUndefined();
  });
});
