import { describe, expect, it } from '@jest/globals';
import { sameEndpoint } from '../../src/connection/sameEndpoint.ts';
import type { Endpoint } from '../../src/model/seams.ts';

const first = { url: 'wss://a.example', headers: { x: '1', y: '2' }, protocols: ['p'], proxy: 'http://p.example' };

describe('sameEndpoint', () => {
  it.each<[string, Endpoint | undefined, Endpoint | undefined]>([
    ['another object', first, { ...first }],
    ['another order', first, { proxy: first.proxy, protocols: ['p'], headers: { y: '2', x: '1' }, url: first.url }],
    ['no headers and none', { url: 'wss://a.example' }, { url: 'wss://a.example', headers: {} }],
    ['none at all', undefined, undefined],
  ])('holds for %s', (_, one, other) => {
    expect(sameEndpoint(one, other)).toBe(true);
  });

  it.each<[string, Endpoint | undefined]>([
    ['url', { ...first, url: 'wss://b.example' }],
    ['headers', { ...first, headers: { x: '2', y: '2' } }],
    ['headers, one more', { ...first, headers: { ...first.headers, z: '3' } }],
    ['protocols', { ...first, protocols: ['q'] }],
    ['proxy', { ...first, proxy: 'http://q.example' }],
    ['absence', undefined],
  ])('does not for another %s', (_, other) => {
    expect(sameEndpoint(first, other)).toBe(false);
    expect(sameEndpoint(other, first)).toBe(false);
  });
});
