import type { Connection } from '../venueSide.ts';

/** Does what it is given after the venue's latency, each after what was given before; other queues of the socket go by. */
export function inOrder({ after }: Pick<Connection, 'after'>, latency: () => number): (work: () => void) => void {
  const waiting: (() => void)[] = [];
  return (work) => {
    waiting.push(work);
    after(latency(), () => waiting.shift()?.());
  };
}
