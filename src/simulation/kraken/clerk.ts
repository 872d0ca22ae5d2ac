import type { Connection, VenueWorld } from '../venueSide.ts';
import type { AnswerTimes } from './answers.ts';

/** Gives the answers of one socket, with the faults that befall answers. */
export interface Clerk {
  /** An answer to request `id` is owed. Counts a request that uses the id of another, not yet answered, as a violation. */
  owe(id: string | undefined, answers: number): void;
  /** An answer for a symbol; the faults of acknowledgements may hit it. */
  acknowledge(symbol: string, id: string | undefined, text: (time: AnswerTimes) => string): void;
  /** An answer about orders; the faults of replies may hit it. */
  reply(id: string | undefined, text: (time: AnswerTimes) => string): void;
  /** Any other answer. */
  answer(id: string | undefined, text: (time: AnswerTimes) => string): void;
}

/** A clerk with nothing to do. */
export function clerk(
  { id: socket, send, after, inTurn, close }: Connection,
  { armed, now, violate }: VenueWorld,
): Clerk {
  const owed = new Map<string, number>();
  let given = 0;

  const settle = (id: string | undefined): void => {
    if (id === undefined) return;
    const left = (owed.get(id) ?? 1) - 1;
    if (left > 0) owed.set(id, left);
    else owed.delete(id);
  };
  const say = (id: string | undefined, text: string): void => {
    settle(id);
    send(text);
  };
  const timed = (text: (time: AnswerTimes) => string): string => text({ at: now(), micros: (++given * 13) % 900 });

  return {
    owe(id, answers) {
      if (id === undefined) return;
      if (owed.has(id)) violate('request-id-reused', `req_id ${id} on ${socket}`);
      owed.set(id, (owed.get(id) ?? 0) + answers);
    },
    answer: (id, text) => say(id, timed(text)),
    reply(id, text) {
      const words = timed(text);
      const lost = armed.take('lose-reply', socket);
      if (lost !== undefined) {
        settle(id);
        if (lost.args.drop === true) close(undefined);
        return;
      }
      const late = armed.take('delay-reply', socket);
      if (late !== undefined) return void after(late.args.by, () => say(id, words));
      // What its doing told is under way, and comes before what is put behind it.
      if (armed.take('early-event', socket) !== undefined) return inTurn(() => say(id, words));
      say(id, words);
    },
    acknowledge(symbol, id, text) {
      const words = timed(text);
      if (armed.take('lose-ack', symbol, socket) !== undefined) return settle(id);
      const late = armed.take('delay-ack', symbol, socket);
      if (late !== undefined) return void after(late.args.by, () => say(id, words));
      say(id, words);
      if (armed.take('repeat-ack', symbol, socket) !== undefined) send(words);
    },
  };
}
