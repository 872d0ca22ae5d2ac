/** Counts who is there. */
export interface Presence {
  readonly connected: () => void;
  readonly disconnected: () => void;
  readonly served: () => void;
  readonly unserved: () => void;
  /** There is something else to do than there was. */
  readonly changed: () => void;
}

/** Something that goes on while somebody is there. */
interface Goer {
  resume(): void;
  pause(): void;
}

/** Lets a venue live while there is anybody to live for: its faults while a client is connected, its
 * market and the duties of its exchange also while served. */
export function presence({ floor, plan, duties }: Readonly<Record<'floor' | 'plan' | 'duties', Goer>>): Presence {
  let [connections, servers] = [0, 0];
  const changed = (): void => {
    for (const goer of [duties, floor]) {
      if (connections + servers > 0) goer.resume();
      else goer.pause();
    }
    if (connections > 0) plan.resume();
    else plan.pause();
  };
  return {
    changed,
    connected() {
      connections++;
      changed();
    },
    disconnected() {
      connections--;
      changed();
    },
    served() {
      servers++;
      changed();
    },
    unserved() {
      servers--;
      changed();
    },
  };
}
