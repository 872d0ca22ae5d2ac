/** Counts who is there. */
export interface Presence {
  readonly connected: () => void;
  readonly disconnected: () => void;
  readonly served: () => void;
  readonly unserved: () => void;
}

/** Something that goes on while somebody is there. */
interface Goer {
  resume(): void;
  pause(): void;
}

/** Lets a venue live while there is anybody to live for: its faults while a client is connected, its market also while served. */
export function presence({ floor, plan }: { readonly floor: Goer; readonly plan: Goer }): Presence {
  let [connections, servers] = [0, 0];
  const changed = (): void => {
    if (connections + servers > 0) floor.resume();
    else floor.pause();
    if (connections > 0) plan.resume();
    else plan.pause();
  };
  return {
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
