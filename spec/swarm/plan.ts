import type { Subscription } from '../../src/model/subscription.ts';
import type { Fault, FaultArgs, FaultKind } from '../../src/simulation/index.ts';
import { crc32 } from '../../src/util/crc32.ts';
import { seededRandom } from '../../src/util/random.ts';
import { type Subject, subjects } from './subject.ts';

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

/** A whole run as data: whatever is taken out of it, the rest stays as it was. Times are milliseconds from its beginning. */
export interface Plan {
  readonly seed: number;
  readonly subject: string;
  readonly symbols: readonly string[];
  readonly wishes: readonly Wish[];
  readonly asks: readonly Ask[];
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
  const calm = whole(random, 4_000, 16_000);
  const options = optionsOf(random);
  const wishes = wishesOf(random, subject, symbols, calm);
  const asks = subject.ping === undefined ? [] : asksOf(random, calm);
  const faults = faultsOf(random, subject, symbols, calm);
  const shuffled = random() < 0.5;
  const { backoff, dialTimeout, ackTimeout } = options;
  const deadline = calm + 2 * (backoff.cap + dialTimeout + ackTimeout) + 25_000;
  return { seed, subject: name, symbols, wishes, asks, faults, calm, deadline, options, shuffled };
}

function optionsOf(random: Chance): PlannedOptions {
  const topicsPerSocket = pick(random, [1, 2, 3, undefined, undefined]);
  const pending = pick(random, [1, 2, undefined, undefined]);
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
    return { t, kind, args: argsOf(kind, random, calm - t), ...(target === undefined ? {} : { target }) } as Fault;
  });
  return faults.sort((a, b) => a.t - b.t);
}

const BY_SOCKET: ReadonlySet<FaultKind> = new Set(['drop', 'silence', 'garbage', 'unknown-frame', 'exceeded-rate']);

function targetOf(random: Chance, kind: FaultKind, symbols: readonly string[]): string | undefined {
  if (kind === 'outage' || kind === 'system-status' || random() < 0.5) return undefined;
  return BY_SOCKET.has(kind) ? `s${whole(random, 1, 4)}` : pick(random, symbols);
}

/** What lasts, lasts no longer than `left`: afterwards all must heal. */
const argsOf = (kind: FaultKind, random: Chance, left: number): FaultArgs[FaultKind] => {
  const lasting = Math.min(whole(random, 1, 12_000), left);
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
      return { for: lasting };
    case 'refuse-symbol':
      return { for: lasting, error: 'EService:Unavailable' };
    case 'garbage':
      return { form: pick(random, ['text', 'binary'] as const) };
    case 'delay-ack':
      return { by: whole(random, 1, 3_000) };
    case 'system-status':
      return { system: pick(random, ['online', 'maintenance', 'cancel_only', 'post_only'] as const) };
    default:
      return {};
  }
};
