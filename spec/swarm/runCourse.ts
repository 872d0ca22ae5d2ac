import type { OrderBook, PlainOrderBook } from '../../src/model/orderBook.ts';
import { isPrivateChannel } from '../../src/protocol/channelNames.ts';
import type { Venue, VirtualTime } from '../../src/simulation/index.ts';
import type { Consumer } from './consumer.ts';
import type { Plan } from './plan.ts';
import type { Subject } from './subject.ts';

/** What a run moves, and whom it asks whether all is well. */
export interface Course {
  /** The first instant. */
  readonly start: number;
  readonly subject: Subject;
  readonly time: VirtualTime;
  readonly venue: Venue;
  readonly consumers: readonly Consumer[];
  /** Whether a request has no outcome yet. */
  readonly isOwed: () => boolean;
  readonly look: () => void;
  readonly wrong: (what: string) => void;
  readonly isWrong: () => boolean;
}

/** How often it is looked at what no event tells, in milliseconds. */
const LOOK_EVERY = 250;
/** How often, and for how long, markets stand still where books are told now and then, in milliseconds. */
const PACE = { every: 3_000, for: 1_000 };

/** While faults happen it is looked at now and then; afterwards until all is well, or the deadline has passed. */
export function runCourse(plan: Plan, course: Course): void {
  const { start, subject, time, venue, consumers, isOwed, look, wrong, isWrong } = course;
  const until = (t: number): void => time.advanceTo(start + t);
  for (let t = 0; t < plan.calm && !isWrong(); t += LOOK_EVERY) {
    until(Math.min(t + LOOK_EVERY, plan.calm));
    look();
  }
  venue.disarm();
  // What an account was not told, and no number shows to be missing, it is told by the next connection.
  const isAny = (kinds: ReadonlySet<string>): boolean => plan.faults.some(({ kind }) => kinds.has(kind));
  if ((isAny(UNTOLD) && (plan.acts ?? []).length > 0) || (subject.isCutOff === true && isAny(SWEEPING)))
    venue.inject({ t: 0, kind: 'drop', args: {} });
  const isLossy = plan.faults.some(({ kind }) => kind === 'drop-delta');
  const owing = new Set(consumers);
  const last = Math.max(
    plan.calm,
    // Who stood still asks when all is calm.
    ...plan.asks.map(({ t, timeout }) => Math.max(t, plan.calm) + timeout + 1),
    ...(plan.acts ?? []).map(({ t }) => Math.max(t, plan.calm) + plan.options.requestTimeout + 1),
  );
  for (let t = plan.calm; !isWrong(); t += 20) {
    until(t);
    if (t % 200 === 0) look();
    if (subject.isPaced === true && (t - plan.calm) % PACE.every === 0)
      venue.inject({ t: 0, kind: 'halt', args: { for: PACE.for } });
    let illness = '';
    for (const each of owing) {
      const what = illnessOf(each, course, { calm: start + plan.calm, isLossy });
      if (what === undefined) owing.delete(each);
      else illness ||= what;
    }
    if (owing.size === 0 && t >= last && (t > plan.deadline || !isOwed())) return;
    if (t > plan.deadline && owing.size > 0) return wrong(illness);
  }
}

/** What there is to know of a run for that. */
interface Judged {
  /** The instant since when nothing goes wrong. */
  readonly calm: number;
  /** Whether changes of books got lost. */
  readonly isLossy: boolean;
}

/** Well is who is live, with a value since all is calm, and has what the venue has, to the last digit. */
function illnessOf(each: Consumer, { venue, subject }: Course, { calm, isLossy }: Judged): string | undefined {
  const { isWaiting, isLive, dataAt, lastBook, wish, holdings } = each;
  const { channel, symbol } = wish.subscription;
  if (!isWaiting()) return undefined;
  const name = `${channel} ${symbol ?? ''}`;
  if (!isLive()) return `I10 never live again: ${name}`;
  if (isPrivateChannel(channel)) {
    const difference = holdings.differsFrom(venue.account(), (of) => covers(wish.subscription, of, subject));
    return difference === undefined ? undefined : `I21 ${name} never what the venue has again: ${difference}`;
  }
  if (dataAt() < calm) return `I10 live, but silent: ${name}`;
  if (channel !== 'book') return undefined;
  const book = lastBook();
  const isSameTo = (depth: number): boolean =>
    book !== undefined && sameBook(book, venue.book(symbol ?? '', depth), depth);
  // Most that differ do at their top.
  const isSame = isSameTo(1) && isSameTo(subject.compared(wish.subscription, isLossy));
  return isSame ? undefined : `I21 never what the venue has again: ${name}`;
}

/** What can take from a book more than a snapshot that is cut off tells. */
const SWEEPING: ReadonlySet<string> = new Set(['sweep', 'fill-order']);
const UNTOLD: ReadonlySet<string> = new Set(['lose-event', 'freeze', 'silence']);

function covers({ params = {} }: Consumer['wish']['subscription'], symbol: string, subject: Subject): boolean {
  return subject.account?.isWhole === true || symbol.includes(':') === (params['market'] !== undefined);
}

function sameBook(book: OrderBook, truth: PlainOrderBook, depth: number): boolean {
  return (['bids', 'asks'] as const).every((side) => {
    const [ours, theirs] = [book[side].slice(0, depth), truth[side].slice(0, depth)];
    return (
      ours.length === theirs.length &&
      ours.every(({ priceText, sizeText }, i) => theirs[i]?.priceText === priceText && theirs[i]?.sizeText === sizeText)
    );
  });
}
