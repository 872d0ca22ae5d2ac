import type { Connection, VenueWorld } from '../venueSide.ts';

/** Gives acknowledgements, with the faults that befall them; `names` are those by which a fault finds its target. */
export type Clerk = (names: readonly string[], text: string) => void;

/** The clerk of one socket. */
export function clerk({ id, send, after }: Connection, { armed }: Pick<VenueWorld, 'armed'>): Clerk {
  return (names, text) => {
    if (armed.take('lose-ack', ...names, id) !== undefined) return;
    const late = armed.take('delay-ack', ...names, id);
    if (late !== undefined) return void after(late.args.by, () => send(text));
    send(text);
    if (armed.take('repeat-ack', ...names, id) !== undefined) send(text);
  };
}
