import type { ArmedFaults } from './armedFaults.ts';
import type { Fault } from './fault.ts';
import type { Gate } from './gate.ts';
import type { MarketFloor } from './market/marketFloor.ts';
import type { Switchboard } from './switchboard.ts';
import type { VenueSide } from './venueSide.ts';

/** Whom faults are for. */
export interface Culprits {
  readonly door: Pick<Gate, 'commit'>;
  readonly board: Pick<Switchboard, 'commit'>;
  readonly armed: Pick<ArmedFaults, 'add'>;
  readonly floor: Pick<MarketFloor, 'halt'>;
  readonly side: Pick<VenueSide, 'commit'>;
}

/** Hands a fault to whoever must commit it. */
export function committer({ door, board, armed, floor, side }: Culprits): (fault: Fault, at: number) => void {
  return (fault, at) => {
    switch (fault.kind) {
      case 'outage':
        return door.commit(fault, at);
      case 'halt':
        return floor.halt(fault, at);
      case 'drop':
      case 'silence':
      case 'garbage':
        return board.commit(fault);
      case 'wrong-checksum':
      case 'drop-delta':
      case 'duplicate-delta':
      case 'delay-ack':
      case 'lose-ack':
      case 'repeat-ack':
      case 'late-data':
        return armed.add(fault);
      default:
        return side.commit(fault, at);
    }
  };
}
