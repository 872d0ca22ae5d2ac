import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { hmac } from '../../src/auth/hmac.ts';
import type { Signing } from '../../src/protocol/auth.ts';
import type { SignedText } from '../../src/protocol/signedText.ts';
import { sha2 } from '../../src/util/sha2.ts';

/** Recipe, text and result by the key `secret`; made apart from this code, where a venue publishes none. */
const vectors: readonly [string, Signing, string, string][] = [
  [
    'Gate.io',
    { recipe: 'hmac-sha512-hex' },
    'channel=spot.orders&event=subscribe&time=1700000000',
    '0dc17b76097b2726573e30bde2a792ce238bbd452f414d949a5f71d5bf1dd50e8e8166a762af6614f0228360882c6e35df2ac39ed0eba1be8b02d9ca1ec9c6c9',
  ],
  [
    'OKX',
    { recipe: 'hmac-sha256-base64' },
    '1700000000GET/users/self/verify',
    'lhmJXK08fk9SI1ZwFXKFRrPtzfbNOwC+D1xMJJ/1KZg=',
  ],
  [
    'Bybit',
    { recipe: 'hmac-sha256-hex' },
    'GET/realtime1700000000000',
    '9baf584ddf7a063dffe910d97ce4eac0cf7064058356de8b8d92f028e5ad936f',
  ],
  [
    'Bitfinex',
    { recipe: 'hmac-sha384-hex' },
    'AUTH1700000000000',
    'd5a7f8abe810a136385f5e582b67d6bba0ab94e050f498b9077440a5f201355f63e4f1156a06f03b3d0bcd6622db2793',
  ],
];

/** What comes of it before the subscription returns. */
function atOnce(secret: string, text: SignedText, signing: Signing): unknown {
  let got: unknown = 'nothing yet';
  hmac(secret, text, signing).subscribe({
    next: (value) => {
      got = value;
    },
    error: (error) => {
      got = error;
    },
  });
  return got;
}

/** A secret in base64, for a venue that gives it so. */
const inBase64 = { recipe: 'hmac-sha256-base64', secret: 'base64' } as const;
const [, [, , okxText, okxResult]] = vectors as [unknown, (typeof vectors)[number]];

/** Kraken's published example: a path, and what of its nonce and body was hashed before. */
const kraken = {
  secret: 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==',
  signing: { recipe: 'hmac-sha512-base64', secret: 'base64' },
  text: () => {
    const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
    const body = 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25';
    return Uint8Array.of(...utf8('/0/private/AddOrder'), ...sha2(256, utf8(`1616492376594${body}`)));
  },
  result: '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
} as const;

afterEach(() => {
  jest.restoreAllMocks();
});

describe('an HMAC in Node', () => {
  it.each(vectors)('signs as %s wants it, before the subscription returns', (_, signing, text, result) => {
    expect(atOnce('secret', text, signing)).toBe(result);
  });

  it('signs bytes as Kraken wants them over REST', () => {
    expect(atOnce(kraken.secret, kraken.text(), kraken.signing)).toBe(kraken.result);
  });

  it('takes a secret that is given in base64', () => {
    expect(atOnce('c2VjcmV0', okxText, inBase64)).toBe(okxResult);
  });

  it('refuses a secret that is not the base64 it should be, without repeating it', () => {
    expect(atOnce('no base64!', okxText, inBase64)).toMatchObject({
      kind: 'invalid-options',
      context: { option: 'credentials.secret', expected: 'base64' },
      message: expect.not.stringContaining('no base64'),
    });
  });
});

describe('an HMAC elsewhere', () => {
  it.each(vectors)('signs as %s wants it, later', async (_, signing, text, result) => {
    jest.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    expect(atOnce('secret', text, signing)).toBe('nothing yet');
    expect(await firstValueFrom(hmac('secret', text, signing))).toBe(result);
  });

  it('signs bytes there too', async () => {
    jest.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    expect(await firstValueFrom(hmac(kraken.secret, kraken.text(), kraken.signing))).toBe(kraken.result);
  });

  it('is unsupported where there is no WebCrypto', async () => {
    jest.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    jest.replaceProperty(globalThis, 'crypto', {} as Crypto);
    const failure = firstValueFrom(hmac('secret', okxText, inBase64));
    await expect(failure).rejects.toMatchObject({ kind: 'unsupported', context: { what: 'WebCrypto' } });
  });
});
