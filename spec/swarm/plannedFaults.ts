import type { Fault, FaultKind } from '../../src/simulation/index.ts';
import { type Chance, pick, whole } from './chance.ts';
import { type MachineFault, type MachineFaultKind, machineFaults } from './machineFault.ts';
import { type SocketState, socketStates } from './socketStates.ts';
import type { Subject } from './subject.ts';

/**
 * Something that goes wrong at `t`; or, where `when` says so, at the first moment from then on in which a socket is in that state,
 * if that comes while things go wrong at all.
 */
export type PlannedFault = (Fault | MachineFault) & { readonly when?: SocketState };

/** Whatever can go wrong. */
export type PlannedKind = FaultKind | MachineFaultKind;

/** What can go wrong in a run, and until when. */
export interface FaultPlanning {
  readonly subject: Subject;
  readonly kinds: readonly PlannedKind[];
  readonly symbols: readonly string[];
  readonly calm: number;
  /** Instants at which much begins. */
  readonly moments: readonly number[];
}

/** Each kind of fault is off in half of the runs, so that some kinds are seen without others that would hide them. */
export function plannedFaults(
  random: Chance,
  { subject, kinds: possible, symbols, calm, moments }: FaultPlanning,
): readonly PlannedFault[] {
  // Some runs see nothing go wrong: then nothing may be started again.
  if (random() < 0.15) return [];
  const drawn = possible.filter(() => random() < 0.5);
  // A venue whose word on the end of a subscription is lost has ended it in silence: no client can know.
  const kinds = drawn.filter((kind) => kind !== 'unsubscribe' || !drawn.includes('silence'));
  if (kinds.length === 0) return [];
  const faults = Array.from({ length: whole(random, 1, 8) }, (): PlannedFault => {
    const kind = pick(random, kinds);
    // What a socket is about is often over in a moment: now and then it is the moment.
    const isSudden = moments.length > 0 && random() < 0.2;
    const when = !isSudden && random() < 0.4 ? pick(random, WAITED_FOR) : undefined;
    const t = isSudden ? pick(random, moments) + whole(random, 0, 60) : whole(random, 0, calm - 1);
    const target = targetOf(random, kind, symbols);
    const args = argsOf(kind, random, { left: calm - t, subject });
    return {
      t: when === undefined ? t : pick(random, [0, Math.floor(t * random())]),
      kind,
      args,
      ...(target === undefined ? {} : { target }),
      ...(when === undefined ? {} : { when }),
    } as PlannedFault;
  });
  const clogged = kinds.includes('silence') && random() < 0.2 ? clogOf(random, calm) : [];
  return [...faults, ...provoked(random, faults, possible, calm), ...clogged].sort((a, b) => a.t - b.t);
}

/** What brings sockets into the states that faults wait for, mostly. */
function provoked(
  random: Chance,
  faults: readonly PlannedFault[],
  possible: readonly PlannedKind[],
  calm: number,
): readonly PlannedFault[] {
  const isAwaited = (state: SocketState): boolean => faults.some(({ when }) => when === state) && random() < 0.6;
  const t = whole(random, 0, Math.floor(calm / 2));
  const isEnding = isAwaited('draining') && possible.includes('announce-close');
  return [
    ...(isEnding ? [{ t, kind: 'announce-close', args: { in: whole(random, 100, 2_000) } } as const] : []),
    ...(isAwaited('waiting') ? [{ t, kind: 'drop', args: {} } as const] : []),
  ];
}

/** Sockets fall silent one after the other, and speak again in another order. */
function clogOf(random: Chance, calm: number): readonly PlannedFault[] {
  const from = whole(random, 0, calm - 1);
  const apart = whole(random, 1, 700);
  return ['s1', 's2', 's3', 's4'].flatMap((target, index): readonly PlannedFault[] => {
    const t = from + index * apart;
    const left = calm - t;
    return left < 1 ? [] : [{ t, kind: 'silence', target, args: { for: Math.min(whole(random, 1, 6_000), left) } }];
  });
}

/** States in which a fault may wait to strike; rare ones more often. */
const WAITED_FOR: readonly SocketState[] = [...socketStates, 'idle', 'draining', 'draining', 'draining', 'waiting'];

const BY_SOCKET: ReadonlySet<string> = new Set([
  'drop',
  'silence',
  'garbage',
  'unknown-frame',
  'exceeded-rate',
  'announce-close',
]);
const BY_NOBODY: ReadonlySet<string> = new Set(['outage', 'system-status', 'sweep', 'end-login', ...machineFaults]);

function targetOf(random: Chance, kind: PlannedKind, symbols: readonly string[]): string | undefined {
  if (BY_NOBODY.has(kind) || random() < 0.5) return undefined;
  return BY_SOCKET.has(kind) ? `s${whole(random, 1, 4)}` : pick(random, symbols);
}

/** What lasts, lasts no longer than `left`: afterwards all must heal. */
const argsOf = (
  kind: PlannedKind,
  random: Chance,
  { left, subject }: { readonly left: number; readonly subject: Subject },
): PlannedFault['args'] => {
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
      // Where that is noticed soon, some are silent for ever.
      return subject.isQuick === true && random() < 0.3 ? {} : { for: lasting };
    case 'freeze':
    case 'crossed-book':
    case 'halt':
    case 'withhold-snapshots':
    case 'stale-snapshot':
      return { for: lasting };
    case 'slow-deltas':
    case 'lag':
      return { for: lasting, by: whole(random, 1, 1_500) };
    case 'stall':
    case 'hang-dial':
    case 'clog':
      return { for: lasting };
    case 'accept-drop':
      return { for: lasting, after: pick(random, [0, whole(random, 1, 100), whole(random, 1, 3_000)]) };
    case 'clock-jump':
      return { for: lasting, by: pick(random, [-1, 1]) * pick(random, [2_000, 40_000, 3_600_000, 400 * 86_400_000]) };
    case 'announce-close':
      return { in: lasting };
    case 'refuse-symbol':
      return { for: lasting, ...(subject.refusal === undefined ? {} : { error: subject.refusal }) };
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
