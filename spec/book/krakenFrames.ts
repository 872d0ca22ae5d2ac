import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { BookFrame, RawLevel } from '../../src/protocol/bookRule.ts';

const LEVEL = /\{"price":([\d.]+),"qty":([\d.]+)\}/g;

/** A side of a frame, read by pattern: nothing of the library's own reading. */
function sideOf(raw: string, side: 'bids' | 'asks'): readonly RawLevel[] {
  const [, rows = ''] = new RegExp(`"${side}":\\[(.*?)\\]`).exec(raw) ?? [];
  return [...rows.matchAll(LEVEL)].map(([, priceText = '', sizeText = '']) => ({ priceText, sizeText }));
}

/** The book frames of a session of Kraken v2, in order. */
export function krakenFrames(file: string): readonly BookFrame[] {
  return gunzipSync(readFileSync(file))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly raw?: string }).raw ?? '')
    .filter((raw) => raw.startsWith('{"channel":"book"'))
    .map((raw) => ({
      kind: /"type":"snapshot"/.test(raw) ? 'snapshot' : 'delta',
      bids: sideOf(raw, 'bids'),
      asks: sideOf(raw, 'asks'),
      checksum: Number(/"checksum":(\d+)/.exec(raw)?.[1]),
    }));
}
