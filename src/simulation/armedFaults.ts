import { type ArmedFault, type FaultOf, isTarget } from './fault.ts';

/** Faults that wait for what they can hit. */
export interface ArmedFaults {
  add(fault: ArmedFault): void;
  /** The oldest of the kind that hits what carries these names; it is used up by that. */
  take<K extends ArmedFault['kind']>(kind: K, ...names: readonly string[]): FaultOf<K> | undefined;
  /** Forgets all. */
  clear(): void;
}

/** None armed. */
export function armedFaults(): ArmedFaults {
  let armed: ArmedFault[] = [];
  return {
    add: (fault) => void armed.push(fault),
    clear: () => {
      armed = [];
    },
    take<K extends ArmedFault['kind']>(kind: K, ...names: readonly string[]) {
      const index = armed.findIndex((fault) => fault.kind === kind && isTarget(fault, ...names));
      return index < 0 ? undefined : (armed.splice(index, 1)[0] as FaultOf<K>);
    },
  };
}
