import { describe, expect, it } from '@jest/globals';
import { of, toArray } from 'rxjs';
import { distinctEndpoints } from '../../src/connection/distinctEndpoints.ts';
import type { Endpoint } from '../../src/model/seams.ts';

/** What passes, each by its source's own word. */
function passed(...endpoints: readonly (Endpoint | undefined)[]): readonly unknown[] {
  let told: readonly unknown[] = [];
  of(...endpoints)
    .pipe(distinctEndpoints(), toArray())
    .subscribe((sources) => {
      told = sources.map((source) => source?.());
    });
  return told;
}

describe('distinctEndpoints', () => {
  it('drops what says the same, by whatever object and in whatever order of headers', () => {
    const first = { url: 'wss://a.example', headers: { x: '1', y: '2' }, protocols: ['p'], proxy: 'http://p.example' };
    const again = { url: 'wss://a.example', headers: { y: '2', x: '1' }, protocols: ['p'], proxy: 'http://p.example' };
    expect(passed(first, again, { ...first })).toEqual([first]);
    expect(passed({ url: 'wss://a.example' }, { url: 'wss://a.example', headers: {} })).toHaveLength(1);
    expect(passed(undefined, undefined)).toEqual([undefined]);
  });

  it.each<[string, Partial<Endpoint>]>([
    ['url', { url: 'wss://b.example' }],
    ['headers', { headers: { x: '2' } }],
    ['headers, one more', { headers: { x: '1', y: '2' } }],
    ['protocols', { protocols: ['q'] }],
    ['proxy', { proxy: 'http://q.example' }],
  ])('passes what differs by its %s', (_, other) => {
    const first = { url: 'wss://a.example', headers: { x: '1' }, protocols: ['p'], proxy: 'http://p.example' };
    expect(passed(first, { ...first, ...other }, first)).toEqual([first, { ...first, ...other }, first]);
    expect(passed(first, undefined, first)).toEqual([first, undefined, first]);
  });
});
