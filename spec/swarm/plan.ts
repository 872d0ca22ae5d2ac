import type { Subscription } from '../../src/model/subscription.ts';
import { crc32 } from '../../src/util/crc32.ts';
import { seededRandom } from '../../src/util/random.ts';
import { type Chance, pick, whole } from './chance.ts';
import { type PlannedFault, plannedFaults } from './plannedFaults.ts';
import { machineFaults } from './machineFault.ts';
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
  readonly faults: readonly PlannedFault[];
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

/** How long things go wrong, in milliseconds, from and to. Some venues are believed to live for minutes: a few runs outlast that. */
const LENGTHS = {
  long: { part: 0.03, most: [60_000, 150_000], usual: [4_000, 16_000] },
  short: { part: 0.005, most: [60_000, 150_000], usual: [1_000, 6_000] },
} as const;

/** How long runs are. */
export type Length = keyof typeof LENGTHS;

/** The plan of a seed. Market, latencies and jitter have streams of chance of their own; this one draws the plan alone. */
export function planOf(seed: number, name: string, length: Length = 'long'): Plan {
  const subject = subjects[name] as Subject;
  const random = seededRandom(crc32(`plan ${name} ${seed}`));
  const symbols = subject.symbols.slice(0, whole(random, 1, subject.symbols.length));
  const { part, most, usual } = LENGTHS[length];
  const [least, longest] = random() < part ? most : usual;
  const calm = whole(random, least, longest);
  const acts = subject.account === undefined || random() < 0.5 ? [] : actsOf(random, symbols, calm);
  const options = optionsOf(random);
  // Some clients begin with nothing to do.
  const begin = random() < 0.2 ? whole(random, 300, Math.min(2_000, calm - 200)) : 0;
  const wishes = wishesOf(random, subject, symbols, { begin, calm });
  const asks = subject.ping === undefined ? [] : asksOf(random, calm);
  const possible = [...subject.faults, ...(acts.length > 0 ? (subject.account?.faults ?? []) : [])];
  const moments = wishes.map(({ from }) => from).filter((from) => from < calm - 100);
  const faults = plannedFaults(random, { subject, kinds: [...possible, ...machineFaults], symbols, calm, moments });
  const shuffled = random() < 0.5;
  // A login that was refused is not tried again at once.
  const { backoff, dialTimeout, ackTimeout } = options;
  const deadline =
    calm +
    2 * (backoff.cap + dialTimeout + ackTimeout) +
    25_000 +
    (subject.patience ?? 0) +
    (acts.length > 0 ? 70_000 : 0);
  const held = acts.length > 0 ? accountWishesOf(random, subject, begin) : [];
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

function optionsOf(random: Chance): PlannedOptions {
  const topicsPerSocket = pick(random, [1, 2, 3, undefined, undefined]);
  // What an account begins with is asked for by requests of one's own, several at once.
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

function wishesOf(
  random: Chance,
  subject: Subject,
  symbols: readonly string[],
  { begin, calm }: { readonly begin: number; readonly calm: number },
): readonly Wish[] {
  const all = symbols.flatMap(subject.wishes);
  return Array.from({ length: whole(random, 1, 6) }, () => {
    const from = random() < 0.6 ? begin : whole(random, begin, calm);
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
function accountWishesOf(random: Chance, { account }: Subject, begin: number): readonly Wish[] {
  const wanted = account?.wishes.filter(() => random() < 0.7) ?? [];
  return wanted.map((subscription) => ({ subscription, from: begin + (random() < 0.7 ? 0 : whole(random, 0, 4_000)) }));
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
