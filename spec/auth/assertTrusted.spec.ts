import { describe, expect, it } from '@jest/globals';
import { assertTrusted } from '../../src/auth/assertTrusted.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';

/** What is expected of a url in place of the one given; nothing where that is trusted. */
function expected(url: string, origins: readonly string[]): string | undefined {
  try {
    assertTrusted(url, origins);
    return undefined;
  } catch (error) {
    return isColdwireError(error, 'invalid-options') ? error.context.expected : String(error);
  }
}

const own = ['wss://venue.example/ws', 'https://api.venue.example'];
const INSECURE = 'wss:, for credentials are used';
const STRANGE = 'a host that may see the credentials';

describe('assertTrusted', () => {
  it.each<[string, readonly string[]]>([
    ['wss://venue.example/v2?token=1', own],
    ['https://api.venue.example/token', own],
    ['ws://127.0.0.1:8080', ['ws://127.0.0.1:8080/ws']],
    ['ws://127.1:8080', ['ws://127.0.0.1:8080/ws']],
    ['ws://localhost:1', ['ws://localhost:1']],
    ['ws://[::1]:1', ['ws://[::1]:1']],
  ])('lets credentials go to %s', (url, origins) => expect(expected(url, origins)).toBeUndefined());

  it.each<[string, readonly string[]]>([
    ['ws://venue.example/ws', own],
    ['http://api.venue.example', own],
    ['ws://127.0.0.1.evil.example', ['ws://127.0.0.1.evil.example']],
    ['ws://evil.example/127.0.0.1', ['ws://evil.example']],
    ['ws://localhost.evil.example', ['ws://localhost.evil.example']],
    ['ws://evil.localhost', ['ws://evil.localhost']],
    ['ws://192.168.0.1', ['ws://192.168.0.1']],
  ])('holds them back from %s, which anybody could read', (url, origins) =>
    expect(expected(url, origins)).toBe(INSECURE),
  );

  it.each([
    'wss://evil.example/ws',
    'wss://venue.example.evil.example/ws',
    'wss://evil-venue.example/ws',
    'wss://sub.venue.example/ws',
    'wss://example/ws',
    'wss://venue.example:444/ws',
    'wss://venue.example@evil.example/ws',
    'ws://127.0.0.1:9',
  ])('holds them back from %s, which is nobody of the venue', (url) => expect(expected(url, own)).toBe(STRANGE));
});
