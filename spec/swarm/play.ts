import { inspect } from 'node:util';
import { createClient } from '../../src/client/createClient.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { isPrivateChannel } from '../../src/protocol/channelNames.ts';
import type { ClientStatus } from '../../src/model/clientStatus.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import {
  type SimulatedAccount,
  simulateVenue,
  type ViolationRule,
  type VirtualTime,
  virtualTime,
} from '../../src/simulation/index.ts';
import { take } from 'rxjs';
import { crc32 } from '../../src/util/crc32.ts';
import { seededRandom } from '../../src/util/random.ts';
import { asker } from './asker.ts';
import { bookTruth } from './bookTruth.ts';
import { CONSUMER_THREW, consumer } from './consumer.ts';
import { leaks } from './leaks.ts';
import { faultPlan } from './faultPlan.ts';
import { machine } from './machine.ts';
import { isMachineFault } from './machineFault.ts';
import type { Plan } from './plan.ts';
import type { PlannedFault } from './plannedFaults.ts';
import { probe } from './probe.ts';
import { runCourse } from './runCourse.ts';
import { statesOf } from './socketStates.ts';
import { strangersIn } from './strangersIn.ts';
import type { Subject } from './subject.ts';
import { subjects } from './subjects.ts';
import { trader } from './trader.ts';

/** What a run has shown. */
export interface Played {
  /** The first thing that was wrong, led by the invariant it breaks. */
  readonly violation?: string | undefined;
  /** When it was. */
  readonly at?: number | undefined;
  /** The same for the same plan, always. */
  readonly hash: string;
  /** Which faults met sockets in which state: `drop/live`. */
  readonly marks: ReadonlySet<string>;
  readonly trace: readonly string[];
}

/** The first instant of every run. */
const START = 1_785_000_000_000;
/** Faults after which trades may lack with nothing to show for it. */
const HIDING = new Set(['freeze', 'late-data', 'unsubscribe', 'system-status', 'garbage', 'silence', 'slow-deltas']);

/** Plays a plan to its end, or to the first thing that is wrong. */
export function play(plan: Plan): Played {
  let played: Played = { violation: 'I27 nothing was played', hash: '', marks: new Set(), trace: [] };
  const strangers = strangersIn(() => {
    try {
      played = playOut(plan);
    } catch (error) {
      played = { ...played, violation: `I27 thrown: ${inspect(error)}` };
    }
  });
  const stranger = strangers.find((error) => !(error instanceof Error && error.message === CONSUMER_THREW));
  if (stranger === undefined) return played;
  return { ...played, violation: played.violation ?? `I27 unhandled: ${inspect(stranger)}` };
}

function playOut(plan: Plan): Played {
  const subject = subjects[plan.subject] as Subject;
  const chance = (name: string): (() => number) => seededRandom(crc32(`${name} ${plan.seed}`));
  const time = virtualTime({ start: START, ...(plan.shuffled ? { order: chance('order') } : {}) });
  const { account } = subject;
  const venue = simulateVenue(subject.venue, {
    seed: plan.seed,
    symbols: plan.symbols,
    scheduler: time,
    ...(account === undefined ? {} : { accounts: [account.credentials] }),
  });
  const { noticed, found } = leaks(account === undefined ? [] : secretsOf(account.credentials));
  const trace: string[] = [];
  const marks = new Set<string>();
  let violation: string | undefined;
  let at: number | undefined;
  let status: ClientStatus | undefined;
  const wrong = (what: string): void => {
    violation ??= what;
    at ??= time.now() - START;
  };
  const told = (word: string): void => void trace.push(`${time.now() - START} ${word}`);
  const rest = chance('rest');
  const here = machine(time, () => Math.ceil(rest() * 60), wrong);
  const wire = probe(here.link(venue.transport), time.now, () => lost());
  const client = createClient(subject.exchange, {
    ...plan.options,
    ...(account === undefined ? {} : { credentials: account.credentials }),
    transport: wire.transport,
    http: here.http(venue.http),
    scheduler: here.scheduler,
    clock: here.clock,
    random: chance('jitter'),
    reporter: {
      next: (event) => {
        told(`report ${event.kind}`);
        if (event.kind === 'resync') broke(event.subscription, event.error);
        noticed(event);
        if ('error' in event) noticed(event.error);
      },
    },
  });
  const strike = (fault: PlannedFault): void => {
    // Asked for anew: what is no change of a phase is told once a second.
    client.status$.pipe(take(1)).subscribe((now) => {
      for (const state of statesOf(now)) marks.add(`${fault.kind}/${state}`);
    });
    told(`fault ${fault.kind} ${fault.target ?? ''}`);
    if (isMachineFault(fault)) here.inject(fault);
    else venue.inject(fault);
  };
  const faults = faultPlan(plan, { start: START, time, strike });
  const status$ = client.status$.subscribe((next) => {
    status = next;
    noticed(next.sockets);
    faults.became(statesOf(next));
  });

  // What customers leave of an order may be traded for less than the ids that were left for it.
  const isGapFree = !plan.faults.some(({ kind }) => HIDING.has(kind)) && (plan.acts ?? []).length === 0;
  const consumers = plan.wishes.map((wish, index) =>
    consumer(wish, `feed${index}`, {
      client,
      now: time.now,
      isGapFree: isGapFree && wish.subscription.channel === 'trades' && subject.isGapFree(wish.subscription),
      truthOf: bookTruth(venue),
      told,
      wrong,
      noticed,
    }),
  );
  /** Looked at once all that an instant brings has happened. */
  const afterwards = (look: () => void): void => void time.schedule(look, 1);
  // With no socket left nobody can be live.
  const lost = (): void =>
    afterwards(() => {
      if (wire.open() === 0 && consumers.some(({ isLive, isWaiting }) => isWaiting() && isLive()))
        wrong('I19 live though no socket is open');
    });
  const broke = (subscription: Subscription, error: unknown): void => {
    const { channel, symbol, depth, params } = subscription;
    // Where customers move the market, a snapshot of REST may be older than the first change that is told.
    const isQuiet = isColdwireError(error, 'ack-timeout') && subject.isQuiet?.(subscription) === true;
    const mayMiss = isQuiet || (plan.acts ?? []).length > 0;
    if (plan.faults.length === 0 && !mayMiss) wrong(`I17 ${channel} ${symbol} was started again without cause`);
    // Of accounts it is not said which market's; and who moves may begin again where it is not heard yet.
    if (symbol === undefined || plan.faults.some(({ kind }) => kind === 'announce-close')) return;
    const at = time.now();
    const concerned = consumers.filter(
      ({ wish: { subscription: wanted } }) =>
        wanted.channel === channel &&
        wanted.symbol === symbol &&
        wanted.depth === depth &&
        JSON.stringify(wanted.params) === JSON.stringify(params),
    );
    afterwards(() => {
      for (const { isWaiting, isLive, staleAt } of concerned)
        if (isWaiting() && isLive() && staleAt() < at) wrong(`I19 ${channel} ${symbol} was started again untold`);
    });
  };
  const askers = plan.asks.map((ask, index) => asker(ask, `ask${index}`, client, subject.ping, told, wrong));
  const schedule = (t: number, work: () => void): void => void here.scheduler.schedule(work, t);
  consumers.forEach(({ wish, come, leave }) => {
    schedule(wish.from, come);
    if (wish.until !== undefined) schedule(wish.until, leave);
  });
  const trading = account && {
    client,
    venue,
    account,
    isSmooth: plan.faults.length === 0 && plan.options.limits.pending === undefined,
    told,
    wrong,
    noticed,
  };
  const traders = (trading === undefined ? [] : (plan.acts ?? [])).map((act, index) => {
    const made = trader(act, `act${index}`, {
      ...(trading as NonNullable<typeof trading>),
      most: 1 + (plan.acts ?? []).filter(({ verb, order }) => verb === 'amend' && order === act.order).length,
    });
    schedule(act.t, made.act);
    if (act.leaves !== undefined) schedule(act.t + act.leaves, made.leave);
    return made;
  });
  plan.asks.forEach(({ t }, index) => schedule(t, () => askers[index]?.ask()));
  faults.begin();

  runCourse(plan, {
    start: START,
    subject,
    time,
    venue,
    consumers,
    isOwed: () => [...askers, ...traders].some(({ ended }) => ended() !== undefined),
    look: () => look(plan, { wire, status, time, wrong }),
    wrong,
    isWrong: () => violation !== undefined,
  });
  for (const { ended } of [...consumers, ...askers, ...traders]) {
    const fault = ended();
    if (fault !== undefined) wrong(fault);
  }
  const leaked = found(
    venue.journal,
    wire.dials.map(({ url }) => url),
  );
  if (leaked !== undefined) wrong(leaked);
  for (const { rule, detail } of venue.violations) if (!isLawful(rule, plan)) wrong(`I9 ${rule}: ${detail}`);
  for (const { leave } of consumers) leave();
  tearDown(plan, { time, held: wire.held, status: () => status, left: () => status$.unsubscribe(), wrong });
  if (Object.keys(Object.prototype).length > 0) wrong('I31 Object.prototype has changed');
  return { violation, at, hash: hashOf(trace), marks, trace };
}

function secretsOf({ key, secret, passphrase }: SimulatedAccount): readonly string[] {
  return [key, secret, ...(passphrase === undefined ? [] : [passphrase])];
}

/** Faults that leave a client in doubt whether it is subscribed. */
const DOUBT = new Set(['lose-ack', 'delay-ack', 'silence', 'garbage', 'exceeded-rate', 'lag', 'stall']);

/**
 * What a venue notes though it harms nobody: a client in doubt says that it is not interested rather than stay subscribed, and
 * asks once more rather than not at all.
 */
function isLawful(rule: ViolationRule, { faults, subject }: Plan): boolean {
  if (rule === 'unknown-unsubscription') return true;
  // Until it is told that its login has ended, nobody can know.
  if (rule === 'not-logged-in') return faults.some(({ kind }) => kind === 'end-login');
  const isVague = subjects[subject]?.isVague === true;
  return (
    rule === 'duplicate-subscription' &&
    faults.some(({ kind }) => DOUBT.has(kind) || (isVague && kind === 'refuse-symbol'))
  );
}

interface Looked {
  readonly wire: ReturnType<typeof probe>;
  readonly status: ClientStatus | undefined;
  readonly time: VirtualTime;
  readonly wrong: (what: string) => void;
}

/** What holds at every moment. */
function look(plan: Plan, { wire, status, time, wrong }: Looked): void {
  if (status === undefined) return;
  if (wire.held() > status.sockets.length) wrong(`I5 ${wire.held()} sockets for ${status.sockets.length} slots`);
  const most = plan.options.limits.topicsPerSocket ?? Number.POSITIVE_INFINITY;
  for (const { wanted, live, id, phase } of status.sockets) {
    if (live > 0 && (phase === 'waiting' || phase === 'connecting'))
      wrong(`I15 ${live} live on ${id}, which is ${phase}`);
    if (wanted > most) wrong(`I14 ${wanted} topics on ${id}`);
    if (live > wanted) wrong(`I15 ${live} live of ${wanted} on ${id}`);
  }
  const within = Math.max(
    ...Object.values(subjects[plan.subject]?.exchange.dialects ?? {}).map((d) => d.liveness.within),
  );
  // Where markets stand still, topics are frozen or nothing befalls an account, heartbeats alone may prove life; and the machine's own clock may lie.
  const isQuiet =
    plan.faults.some((fault) => fault.kind === 'halt' || fault.kind === 'freeze' || isMachineFault(fault)) ||
    plan.wishes.some(({ subscription }) => isPrivateChannel(subscription.channel));
  for (const { live, lastDataAt, id, phase } of isQuiet ? [] : status.sockets)
    if (phase === 'ready' && live > 0 && lastDataAt !== undefined && time.now() - lastDataAt > within + 1_500)
      wrong(`I11 ${id} is live after ${time.now() - lastDataAt} ms of silence`);
  const hostOf = (url: string): string => new URL(url).host;
  for (const { barred, url } of wire.dials)
    if (
      barred !== undefined &&
      wire.dials.some((dial) => hostOf(dial.url) === hostOf(url) && dial.at > barred.at && dial.at < barred.until)
    )
      wrong('I8 dialled before Retry-After');
}

interface Ending {
  readonly time: VirtualTime;
  readonly held: () => number;
  readonly status: () => ClientStatus | undefined;
  readonly left: () => void;
  readonly wrong: (what: string) => void;
}

/** When nobody is left, nothing is left: no socket, no timer. */
function tearDown(plan: Plan, { time, held, status, left, wrong }: Ending): void {
  const { requestTimeout, linger, dialTimeout } = plan.options;
  time.advanceBy(requestTimeout + 2 * linger + dialTimeout + 5_000);
  left();
  if (held() > 0) wrong(`I6 ${held()} sockets that nobody wants`);
  if ((status()?.sockets.length ?? 0) > 0) wrong('I6 a slot that nobody wants');
  if (time.pending() > 0) wrong(`I26 ${time.pending()} timers left`);
}

function hashOf(trace: readonly string[]): string {
  return crc32(trace.join('\n')).toString(16).padStart(8, '0');
}
