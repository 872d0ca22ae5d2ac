/** The paths' last parts: what is served where. */
export type Endpoint = 'public' | 'private' | 'business';

/** What a channel is asked for with, and where. */
export interface Channel {
  readonly endpoint: Endpoint;
  /** The field it cannot do without. */
  readonly by: 'instId' | 'instType' | undefined;
  readonly needsLogin?: boolean;
  /** Levels a side of a book that is told by its changes. */
  readonly depth?: number;
  /** Levels a side of a book that is told whole each time. */
  readonly top?: number;
  /** The length of its bars, in minutes. */
  readonly minutes?: number;
  /** Bars that begin with the day of Hong Kong. */
  readonly isHongKong?: boolean;
}

const byInstrument = { endpoint: 'public', by: 'instId' } as const;
const ofAccount = { endpoint: 'private', by: undefined, needsLogin: true } as const;
const ofAccountByType = { ...ofAccount, by: 'instType' } as const;

/** Bars shorter than six hours begin at the same instants everywhere; from there on a name tells which midnight counts. */
const BARS: readonly (readonly [name: string, minutes: number])[] = [
  ['1m', 1],
  ['3m', 3],
  ['5m', 5],
  ['15m', 15],
  ['30m', 30],
  ['1H', 60],
  ['2H', 120],
  ['4H', 240],
];
const LONG_BARS: readonly (readonly [name: string, minutes: number])[] = [
  ['6H', 360],
  ['12H', 720],
  ['1D', 1_440],
  ['2D', 2_880],
  ['3D', 4_320],
];

const bars = (endpoint: Endpoint): readonly (readonly [string, Channel])[] => [
  ...BARS.map(([name, minutes]) => [`candle${name}`, { endpoint, by: 'instId', minutes }] as const),
  ...LONG_BARS.flatMap(([name, minutes]) => [
    [`candle${name}`, { endpoint, by: 'instId', minutes, isHongKong: true }] as const,
    [`candle${name}utc`, { endpoint, by: 'instId', minutes }] as const,
  ]),
];

/** The lengths of all bars there are, in minutes. */
export const barLengths: readonly number[] = [...BARS, ...LONG_BARS].map(([, minutes]) => minutes);

/**
 * The channels served here. Bars and raw trades moved to the business endpoint in 2023; asked for elsewhere they do not exist.
 * Bars of a week and more, and the channels of algorithms, grids, spreads and quotes are not simulated.
 *
 * @see https://www.okx.com/docs-v5/en/#overview-websocket
 */
export const channels: ReadonlyMap<string, Channel> = new Map<string, Channel>([
  ['trades', byInstrument],
  ['tickers', byInstrument],
  ['books', { ...byInstrument, depth: 400 }],
  ['books-l2-tbt', { ...byInstrument, depth: 400, needsLogin: true }],
  ['books50-l2-tbt', { ...byInstrument, depth: 50, needsLogin: true }],
  ['books5', { ...byInstrument, top: 5 }],
  ['bbo-tbt', { ...byInstrument, top: 1 }],
  ['funding-rate', byInstrument],
  ['mark-price', byInstrument],
  ['instruments', { endpoint: 'public', by: 'instType' }],
  ['status', { endpoint: 'public', by: undefined }],
  ['account', ofAccount],
  ['balance_and_position', ofAccount],
  ['positions', ofAccountByType],
  ['orders', ofAccountByType],
  ['trades-all', { endpoint: 'business', by: 'instId' }],
  ...bars('business'),
]);
