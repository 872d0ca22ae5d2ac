import { describe, expect, it } from '@jest/globals';
import { isObservable, NEVER, Subject } from 'rxjs';
import { endpointsOf } from '../../src/client/endpointsOf.ts';
import type { Endpoint } from '../../src/model/seams.ts';
import { tinyDialect } from '../helpers/tinyDialect.ts';

type Options = Parameters<typeof endpointsOf>[1];

const plain: Options = { environment: 'live', url: undefined, headers: undefined, proxy: undefined, enabled: true };

/** The endpoints that options make, as they come. */
function endpointsWith(options: Partial<Options>): unknown[] {
  const told: unknown[] = [];
  const endpoints = endpointsOf(tinyDialect, { ...plain, ...options });
  if (isObservable(endpoints)) endpoints.subscribe((source) => told.push((source?.() as Endpoint | undefined)?.url));
  return told;
}

describe('endpointsOf', () => {
  it('is one endpoint, at once, of options that are values', () => {
    expect(endpointsWith({ url: 'wss://a.example' })).toEqual(['wss://a.example/ws?token=secret']);
    expect(endpointsWith({ enabled: false })).toEqual([undefined]);
  });

  it('waits until each stream has a value, and then follows them all', () => {
    const url = new Subject<string | undefined>();
    const enabled = new Subject<boolean>();
    const told = endpointsWith({ url, enabled });
    url.next('wss://a.example');
    expect(told).toEqual([]);
    enabled.next(true);
    url.next(undefined);
    enabled.next(false);
    url.next('wss://b.example');
    enabled.next(true);
    const of = (host: string) => `wss://${host}.example/ws?token=secret`;
    expect(told).toEqual([of('a'), of('tiny'), undefined, of('b')]);
    expect(endpointsWith({ headers: NEVER })).toEqual([]);
  });

  it('is not touched by an origin for another endpoint', () => {
    const url = new Subject<Record<string, string>>();
    const told = endpointsWith({ url });
    url.next({});
    url.next({ other: 'wss://b.example' });
    url.next({ main: 'wss://b.example' });
    expect(told).toEqual(['wss://tiny.example/ws?token=secret', 'wss://b.example/ws?token=secret']);
  });
});
