import { describe, expect, it } from '@jest/globals';
import { endpointOf } from '../../src/client/endpointOf.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Endpoint } from '../../src/model/seams.ts';
import { tinyDialect } from '../helpers/tinyDialect.ts';

type Options = Omit<Parameters<typeof endpointOf>[1], 'environment'>;

const plain: Options = { url: undefined, headers: undefined, proxy: undefined };
const dialect = { ...tinyDialect, url: { live: 'wss://tiny.example/v2/ws?x=1', test: 'wss://test.tiny.example/ws' } };
const live = (options: Partial<Options> = {}): Endpoint =>
  endpointOf(dialect, { environment: 'live', ...plain, ...options });

describe('endpointOf', () => {
  it('is the url of the environment, and nothing else', () => {
    expect(live()).toEqual({ url: 'wss://tiny.example/v2/ws?x=1' });
    expect(endpointOf(dialect, { environment: 'test', ...plain })).toEqual({ url: 'wss://test.tiny.example/ws' });
  });

  it('is unsupported where the venue has no such environment', () => {
    const unsupported = new ColdwireError('unsupported', { what: 'environment test' });
    expect(() => endpointOf(tinyDialect, { environment: 'test', ...plain })).toThrow(unsupported);
  });

  it.each([
    ['ws://127.0.0.1:8080', 'ws://127.0.0.1:8080/v2/ws?x=1'],
    ['wss://proxy.example/', 'wss://proxy.example/v2/ws?x=1'],
    ['wss://[::1]:9/other?y=2', 'wss://[::1]:9/v2/ws?x=1'],
  ])('takes its origin from %s and keeps path and query', (url, expected) => {
    expect(live({ url }).url).toBe(expected);
  });

  it('takes an origin given for another endpoint for that one alone', () => {
    expect(live({ url: { other: 'ws://127.0.0.1' } }).url).toBe('wss://tiny.example/v2/ws?x=1');
    expect(live({ url: { main: 'ws://127.0.0.1' } }).url).toBe('ws://127.0.0.1/v2/ws?x=1');
  });

  it('passes headers and proxy on', () => {
    const options = { headers: { a: 'b' }, proxy: 'http://proxy.example' };
    expect(live(options)).toMatchObject(options);
  });
});
