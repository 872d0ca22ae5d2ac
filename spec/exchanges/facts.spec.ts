import { describe, expect, it } from '@jest/globals';
import { binance } from '../../src/exchanges/binance/index.ts';
import { gateio } from '../../src/exchanges/gateio/index.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import { okx } from '../../src/exchanges/okx/index.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';

/** What a venue says of itself, beside what its dialects make of it. Milliseconds. */
interface Facts {
  /** How long it may say nothing that proves life while all is well, and when at the latest that is to be noticed. */
  readonly silence: readonly [most: number, noticed: number];
  /** Whether the answer to a ping proves that a subscription is alive: where content may lack for long, it must. */
  readonly pong?: boolean;
  /** After how long it closes every socket. */
  readonly life?: number;
  /** It closes a socket that has said nothing for so long. */
  readonly idle?: number;
  /** What it grants, by what is counted, and of which lanes: so many in so long. */
  readonly grants: Readonly<Record<string, readonly (readonly [limit: number, window: number])[]>>;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const kraken150 = { connects: [[150, 600_000]], frames: [[20, 1_000]] } as const;
const okxSocket = { connects: [[3, 1_000]], 'frames auth subscribe': [[480, HOUR]] } as const;
const binanceSocket = { connects: [[300, 300_000]] } as const;
const futures = { ...binanceSocket, frames: [[10, 1_000]] } as const;

const facts: Readonly<Record<string, Facts>> = {
  'kraken public': { silence: [1_000, 10_000], grants: kraken150 },
  'kraken auth': { silence: [1_000, 10_000], grants: kraken150 },
  'okx public': { silence: [60_000, 120_000], pong: false, idle: 30_000, grants: okxSocket },
  'okx ranked': { silence: [60_000, 120_000], pong: false, idle: 30_000, grants: okxSocket },
  'okx business': { silence: [60_000, 240_000], pong: false, idle: 30_000, grants: okxSocket },
  'okx private': {
    silence: [30_000, 90_000],
    pong: true,
    idle: 30_000,
    grants: { ...okxSocket, 'weight order': [[60, 2_000]], 'weight cancel': [[60, 2_000]] },
  },
  'binance spot': { silence: [20_000, MINUTE], life: DAY, grants: { ...binanceSocket, frames: [[5, 1_000]] } },
  'binance spot-api': {
    silence: [20_000, MINUTE],
    life: DAY,
    grants: { ...binanceSocket, weight: [[6_000, MINUTE]], 'frames order': [[50, 10_000]] },
  },
  'binance usdm-public': { silence: [20_000, MINUTE], life: DAY, grants: futures },
  'binance usdm-market': { silence: [20_000, MINUTE], life: DAY, grants: futures },
  // A listen key is valid for an hour.
  'binance usdm-private': { silence: [20_000, MINUTE], life: HOUR, grants: futures },
  'binance usdm-api': {
    silence: [20_000, MINUTE],
    life: DAY,
    grants: {
      ...binanceSocket,
      weight: [[2_400, MINUTE]],
      'frames order': [
        [300, 10_000],
        [1_200, MINUTE],
      ],
    },
  },
  'binance coinm': { silence: [20_000, MINUTE], life: DAY, grants: futures },
  // It states no limits of its sockets, but that pings keep them.
  'gateio spot': { silence: [MINUTE, 240_000], grants: {} },
  'gateio usdt': { silence: [MINUTE, 240_000], grants: {} },
};

const dialects: readonly (readonly [string, Dialect])[] = Object.entries({ kraken, okx, binance, gateio }).flatMap(
  ([venue, exchange]) =>
    Object.entries(exchange.dialects).map(([name, dialect]) => [`${venue} ${name}`, dialect] as const),
);

/** A rule as so many in so long; a bucket grants at once what it holds. */
const rateOf = (rule: LimitRule): readonly [number, number] => [rule.limit, 'window' in rule ? rule.window : rule.per];
const nameOf = ({ counts, lanes = [] }: LimitRule): string => [counts, ...lanes].join(' ');

describe('what a dialect makes of what its venue says', () => {
  it('is known of every one', () => {
    expect(dialects.map(([name]) => name).sort()).toEqual(Object.keys(facts).sort());
  });

  it.each(dialects)('is when silence is one, and when to leave before being put out: %s', (name, dialect) => {
    const { silence, pong, life, idle } = facts[name] as Facts;
    expect(dialect.liveness.within).toBeGreaterThan(silence[0]);
    expect(dialect.liveness.within).toBeLessThanOrEqual(silence[1]);
    expect(dialect.life?.max ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(life ?? Number.POSITIVE_INFINITY);
    if (pong !== undefined) expect(dialect.liveness.isProof?.('pong')).toBe(pong);
    if (idle !== undefined) expect(dialect.heartbeat?.every).toBeLessThan(idle);
  });

  it.each(dialects)('is no more than it grants, and no less than half: %s', (name, { limits = [] }) => {
    const { grants } = facts[name] as Facts;
    const ours: Record<string, (readonly [number, number])[]> = {};
    for (const rule of limits) ours[nameOf(rule)] = [...(ours[nameOf(rule)] ?? []), rateOf(rule)];
    expect(Object.keys(ours).sort()).toEqual(Object.keys(grants).sort());
    for (const [what, granted] of Object.entries(grants)) {
      expect(ours[what]?.map(([, window]) => window)).toEqual(granted.map(([, window]) => window));
      granted.forEach(([limit], index) => {
        const [own = 0] = ours[what]?.[index] ?? [];
        expect([what, own <= limit && own >= limit / 2]).toEqual([what, true]);
      });
    }
  });
});
