import { describe, expect, it } from '@jest/globals';
import { NEVER, Subject } from 'rxjs';
import { type ClientOptions, settingsOf } from '../../src/client/options.ts';
import { presentSettings } from '../../src/client/presentSettings.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import { tinyDialect } from '../helpers/tinyDialect.ts';

/** The urls that options give, as they come; `undefined` for no socket. */
function urlsOf(options: ClientOptions, dialect: Dialect = tinyDialect): unknown[] {
  const told: unknown[] = [];
  const settings = settingsOf(options, [dialect, { ...dialect, name: 'other' }]);
  presentSettings(dialect, settings).subscribe((now) => told.push(now && (now.url ?? 'its own')));
  return told;
}

describe('presentSettings', () => {
  it('are there at once, where the options are values', () => {
    expect(urlsOf({ url: 'wss://a.example' })).toEqual(['wss://a.example']);
    expect(urlsOf({})).toEqual(['its own']);
    expect(urlsOf({ enabled: false })).toEqual([undefined]);
  });

  it('wait until each stream has a value, and then follow them all', () => {
    const url = new Subject<string | undefined>();
    const enabled = new Subject<boolean>();
    const told = urlsOf({ url, enabled });
    url.next('wss://a.example');
    expect(told).toEqual([]);
    enabled.next(true);
    url.next(undefined);
    enabled.next(false);
    url.next('wss://b.example');
    enabled.next(true);
    expect(told).toEqual(['wss://a.example', 'its own', undefined, 'wss://b.example']);
    expect(urlsOf({ headers: NEVER })).toEqual([]);
  });

  it('are not touched by an origin for another endpoint', () => {
    const url = new Subject<Record<string, string>>();
    const told = urlsOf({ url });
    url.next({});
    url.next({ other: 'wss://b.example' });
    url.next({ main: 'wss://b.example' });
    expect(told).toEqual([{}, { main: 'wss://b.example' }]);
  });

  it('are touched by where REST is only where sockets need it', () => {
    const told = (dialect: Dialect): number => {
      const restUrl = new Subject<Record<string, string>>();
      const urls = urlsOf({ restUrl }, dialect);
      restUrl.next({});
      restUrl.next({ other: 'https://b.example' });
      restUrl.next({ main: 'https://b.example' });
      return urls.length;
    };
    const request = () => ({ method: 'GET', url: '/token' });
    const token = { request, read: (body: string) => ({ token: body, useWithin: 1 }) };
    expect(told(tinyDialect)).toBe(1);
    expect(told({ ...tinyDialect, fresh: { request, endpoint: ({ endpoint }) => endpoint } })).toBe(2);
    expect(told({ ...tinyDialect, auth: { recipe: 'hmac-sha256-hex', token } })).toBe(2);
  });
});
