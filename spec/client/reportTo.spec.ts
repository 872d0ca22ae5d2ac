import { describe, expect, it } from '@jest/globals';
import { type MeterLike, reportTo } from '../../src/client/reportTo.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';

/** A meter that writes down all that it is told. */
function metered() {
  const told: unknown[] = [];
  const meter: MeterLike = {
    createCounter: (name, options) => {
      told.push([name, options?.unit]);
      return { add: (value, attributes) => told.push([name, value, attributes]) };
    },
    createHistogram: (name, options) => {
      told.push([name, options?.unit]);
      return { record: (value, attributes) => told.push([name, value, attributes]) };
    },
  };
  return { meter, told };
}

const socket = 'tiny-1';
const subscription = { channel: 'book', symbol: 'A' } as const;

describe('reportTo', () => {
  it('makes both instruments at the call', () => {
    const { meter, told } = metered();
    reportTo(meter);
    expect(told).toEqual([
      ['coldwire.reports', undefined],
      ['coldwire.round_trip', 'ms'],
    ]);
  });

  it.each<[ReportEvent, unknown]>([
    [{ kind: 'ready', socket, epoch: 1 }, { kind: 'ready' }],
    [
      { kind: 'waiting', socket, attempt: 1, retryAt: 0, error: new ColdwireError('silence') },
      { kind: 'waiting', error: 'silence' },
    ],
    [
      { kind: 'resync', socket, subscription, error: new TypeError('x') },
      { kind: 'resync', error: 'other', channel: 'book' },
    ],
    [
      { kind: 'notice', socket, text: 'bye', action: 'migrate' },
      { kind: 'notice', action: 'migrate' },
    ],
    [{ kind: 'notice', socket, text: 'hello' }, { kind: 'notice' }],
  ])('counts %j by what tells it apart', (report, attributes) => {
    const { meter, told } = metered();
    reportTo(meter, { venue: 'tiny' }).next(report);
    expect(told.slice(2)).toEqual([['coldwire.reports', 1, { venue: 'tiny', ...(attributes as object) }]]);
  });

  it.each<[ReportEvent, unknown]>([
    [{ kind: 'latency', socket, of: 'heartbeat', ms: 3 }, { of: 'heartbeat' }],
    [{ kind: 'latency', socket, of: 'subscribe', ms: 3, subscription }, { of: 'subscribe' }],
    [
      { kind: 'latency', socket, of: 'request', ms: 3, lane: 'cancel' },
      { of: 'request', lane: 'cancel' },
    ],
  ])('records %j as a round trip', (report, attributes) => {
    const { meter, told } = metered();
    reportTo(meter).next(report);
    expect(told.slice(2)).toEqual([['coldwire.round_trip', 3, attributes]]);
  });
});
