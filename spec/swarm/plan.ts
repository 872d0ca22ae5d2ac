import type { Subscription } from '../../src/model/subscription.ts';
import type { Fault, FaultArgs, FaultKind } from '../../src/simulation/index.ts';
import { crc32 } from '../../src/util/crc32.ts';
import { seededRandom } from '../../src/util/random.ts';
import type { Subject } from './subject.ts';
import { subjects } from './subjects.ts';

/** A subscriber: when it comes, when it leaves if it does, and whether it throws at the n-th thing it hears. */
export interface Wish {
  readonly subscription: Subscription;
  readonly from: number;
  readonly until?: number;
  readonly throwsAt?: number;
}

/** A request that is made at an instant. */
export interface Ask {
  readonly t: number;
  readonly timeout: number;
  readonly idempotent: boolean;
}

/** Something done with an order; the number says which. */
export interface Act {
  readonly t: number;
  readonly verb: 'place' | 'amend' | 'cancel';
  readonly order: number;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** What a new order does: it rests far from the market, takes up to a limit, or takes at any price. */
  readonly form: 'rests' | 'takes' | 'market';
  /** Whether nobody waits for its outcome so many milliseconds later. */
  readonly leaves?: number;
}

/** A whole run as data: whatever is taken out of it, the rest stays as it was. Times are milliseconds from its beginning. */
export interface Plan {
  readonly seed: number;
  readonly subject: string;
  readonly symbols: readonly string[];
  readonly wishes: readonly Wish[];
  readonly asks: readonly Ask[];
  readonly acts?: readonly Act[];
  readonly faults: readonly Fault[];
  /** From here on nothing goes wrong any more. */
  readonly calm: number;
  /** By then all must be well again. */
  readonly deadline: number;
  readonly options: PlannedOptions;
  /** Whether what is due at one instant runs in an order that chance decides. */
  readonly shuffled: boolean;
}

/** How the client of a plan is set up. */
export interface PlannedOptions {
  readonly linger: number;
  readonly dialTimeout: number;
  readonly ackTimeout: number;
  readonly requestTimeout: number;
  readonly backoff: { readonly base: number; readonly cap: number; readonly stableAfter: number };
  readonly limits: { readonly topicsPerSocket?: number; readonly pending?: number };
}

type Chance = () => number;
const pick = <T>(random: Chance, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const whole = (random: Chance, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

/** The plan of a seed. Market, latencies and jitter have streams of chance of their own; this one draws the plan alone. */
export function planOf(seed: number, name: string): Plan {
  const subject = subjects[name] as Subject;
  const random = seededRandom(crc32(`plan ${name} ${seed}`));
  const symbols = subject.symbols.slice(0, whole(random, 1, subject.symbols.length));
  // Some venues are believed to live for minutes: a few runs outlast that.
  const isLong = random() < 0.03;
  const calm = isLong ? whole(random, 60_000, 150_000) : whole(random, 4_000, 16_000);
  const options = optionsOf(random, subject);
  const wishes = wishesOf(random, subject, symbols, calm);
  const asks = subject.ping === undefined ? [] : asksOf(random, calm);
  const acts = subject.account === undefined || random() < 0.5 ? [] : actsOf(random, symbols, calm);
  const possible = [...subject.faults, ...(acts.length > 0 ? (subject.account?.faults ?? []) : [])];
  const faults = faultsOf(random, { ...subject, faults: possible }, symbols, calm);
  const shuffled = random() < 0.5;
  const { backoff, dialTimeout, ackTimeout } = options;
  const deadline = calm + 2 * (backoff.cap + dialTimeout + ackTimeout) + 25_000 + (subject.patience ?? 0);
  const held = acts.length > 0 ? accountWishesOf(random, subject) : [];
  return {
    seed,
    subject: name,
    symbols,
    wishes: [...wishes, ...held],
    asks,
    acts,
    faults,
    calm,
    deadline,
    options,
    shuffled,
  };
}

function optionsOf(random: Chance, subject: Subject): PlannedOptions {
  const topicsPerSocket = pick(random, [1, 2, 3, undefined, undefined]);
  // What an account begins with is asked for by requests of one's own, several at once.
  const pending = pick(random, [...(subject.account === undefined ? [1, 2] : [20]), undefined, undefined]);
  const base = pick(random, [500, 1_000]);
  return {
    linger: pick(random, [0, 300, 1_000]),
    dialTimeout: pick(random, [500, 3_000]),
    ackTimeout: pick(random, [500, 1_500, 5_000]),
    requestTimeout: 3_000,
    backoff: { base, cap: base * pick(random, [4, 8, 16]), stableAfter: pick(random, [2_000, 10_000]) },
    limits: {
      ...(topicsPerSocket === undefined ? {} : { topicsPerSocket }),
      ...(pending === undefined ? {} : { pending }),
    },
  };
}

function wishesOf(random: Chance, subject: Subject, symbols: readonly string[], calm: number): readonly Wish[] {
  const all = symbols.flatMap(subject.wishes);
  return Array.from({ length: whole(random, 1, 6) }, () => {
    const from = random() < 0.6 ? 0 : whole(random, 0, calm);
    const leaves = random() < 0.35;
    return {
      subscription: pick(random, all),
      from,
      ...(leaves ? { until: from + whole(random, 0, 6_000) } : {}),
      ...(random() < 0.05 ? { throwsAt: whole(random, 0, 30) } : {}),
    };
  });
}

function asksOf(random: Chance, calm: number): readonly Ask[] {
  const count = random() < 0.5 ? 0 : whole(random, 1, 5);
  return Array.from({ length: count }, () => ({
    t: whole(random, 0, calm),
    timeout: whole(random, 50, 4_000),
    idempotent: random() < 0.5,
  }));
}

/** Who trades wants to know of it, mostly. */
function accountWishesOf(random: Chance, { account }: Subject): readonly Wish[] {
  const wanted = account?.wishes.filter(() => random() < 0.7) ?? [];
  return wanted.map((subscription) => ({ subscription, from: random() < 0.7 ? 0 : whole(random, 0, 4_000) }));
}

function actsOf(random: Chance, symbols: readonly string[], calm: number): readonly Act[] {
  const orders = whole(random, 1, 5);
  return Array.from({ length: orders }, (_, order) => order).flatMap((order) => {
    const about = { order, symbol: pick(random, symbols), side: pick(random, ['buy', 'sell'] as const) };
    const form = pick(random, ['rests', 'rests', 'rests', 'takes', 'market'] as const);
    const t = whole(random, 0, calm - 1);
    const later = (verb: Act['verb']): Act => ({
      ...about,
      form,
      verb,
      t: Math.min(t + whole(random, 0, 4_000), calm),
    });
    const placed: Act = { ...about, form, verb: 'place', t };
    return [
      random() < 0.1 ? { ...placed, leaves: whole(random, 0, 500) } : placed,
      ...(random() < 0.4 ? [later('amend')] : []),
      ...(random() < 0.5 ? [later('cancel')] : []),
    ];
  });
}

/** Each kind of fault is off in half of the runs, so that some kinds are seen without others that would hide them. */
function faultsOf(random: Chance, subject: Subject, symbols: readonly string[], calm: number): readonly Fault[] {
  // Some runs see nothing go wrong: then nothing may be started again.
  if (random() < 0.15) return [];
  const drawn = subject.faults.filter(() => random() < 0.5);
  // A venue whose word on the end of a subscription is lost has ended it in silence: no client can know.
  const kinds = drawn.filter((kind) => kind !== 'unsubscribe' || !drawn.includes('silence'));
  if (kinds.length === 0) return [];
  const faults = Array.from({ length: whole(random, 1, 8) }, (): Fault => {
    const kind = pick(random, kinds);
    const t = whole(random, 0, calm - 1);
    const target = targetOf(random, kind, symbols);
    const args = argsOf(kind, random, { left: calm - t, refusal: subject.refusal });
    return { t, kind, args, ...(target === undefined ? {} : { target }) } as Fault;
  });
  const clogged = kinds.includes('silence') && random() < 0.2 ? clogOf(random, calm) : [];
  return [...faults, ...clogged].sort((a, b) => a.t - b.t);
}

/** Sockets fall silent one after the other, and speak again in another order. */
function clogOf(random: Chance, calm: number): readonly Fault[] {
  const from = whole(random, 0, calm - 1);
  const apart = whole(random, 1, 700);
  return ['s1', 's2', 's3', 's4'].flatMap((target, index): readonly Fault[] => {
    const t = from + index * apart;
    const left = calm - t;
    return left < 1 ? [] : [{ t, kind: 'silence', target, args: { for: Math.min(whole(random, 1, 6_000), left) } }];
  });
}

const BY_SOCKET: ReadonlySet<FaultKind> = new Set([
  'drop',
  'silence',
  'garbage',
  'unknown-frame',
  'exceeded-rate',
  'announce-close',
]);
const BY_NOBODY: ReadonlySet<FaultKind> = new Set(['outage', 'system-status', 'sweep', 'end-login']);

function targetOf(random: Chance, kind: FaultKind, symbols: readonly string[]): string | undefined {
  if (BY_NOBODY.has(kind) || random() < 0.5) return undefined;
  return BY_SOCKET.has(kind) ? `s${whole(random, 1, 4)}` : pick(random, symbols);
}

/** What lasts, lasts no longer than `left`: afterwards all must heal. */
const argsOf = (
  kind: FaultKind,
  random: Chance,
  { left, refusal }: { readonly left: number; readonly refusal: string | undefined },
): FaultArgs[FaultKind] => {
  const lasting = Math.min(whole(random, 1, random() < 0.1 ? 130_000 : 12_000), left);
  switch (kind) {
    case 'drop':
      return pick(random, [{}, {}, { code: 1_000 }, { code: 1_012 }, { code: 1_008, reason: 'no' }]);
    case 'outage': {
      const status = pick(random, [undefined, 503, 429]);
      return {
        for: lasting,
        ...(status === undefined ? {} : { status }),
        ...(status === 429 ? { retryAfter: whole(random, 1, 3_000) } : {}),
      };
    }
    case 'silence':
    case 'freeze':
    case 'crossed-book':
    case 'halt':
    case 'withhold-snapshots':
    case 'stale-snapshot':
      return { for: lasting };
    case 'slow-deltas':
      return { for: lasting, by: whole(random, 1, 1_500) };
    case 'announce-close':
      return { in: lasting };
    case 'refuse-symbol':
      return { for: lasting, ...(refusal === undefined ? {} : { error: refusal }) };
    case 'garbage':
      return { form: pick(random, ['text', 'binary'] as const) };
    case 'sweep':
      return { side: pick(random, ['buy', 'sell'] as const) };
    case 'lose-reply':
      return pick(random, [{}, { drop: true }]);
    case 'unknown-outcome':
      return { executed: random() < 0.5 };
    case 'delay-ack':
    case 'delay-reply':
      return { by: whole(random, 1, 3_000) };
    case 'system-status':
      return { system: pick(random, ['online', 'maintenance', 'cancel_only', 'post_only'] as const) };
    default:
      return {};
  }
};
