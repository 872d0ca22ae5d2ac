import type { ArmedFaults } from './armedFaults.ts';
import type { Exchange } from './exchange/exchange.ts';
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
  readonly exchange: Pick<Exchange, 'commit'>;
  readonly side: Pick<VenueSide, 'commit'>;
}

/** Hands a fault to whoever must commit it. */
export function committer(culprits: Culprits): (fault: Fault, at: number) => void {
  const { door, board, armed, floor, exchange, side } = culprits;
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
      case 'refuse-order':
      case 'fail-order':
      case 'delay-reply':
      case 'lose-reply':
      case 'lose-event':
      case 'repeat-event':
      case 'early-event':
      case 'unknown-outcome':
        return armed.add(fault);
      case 'sweep':
      case 'fill-order':
      case 'transfer':
        return exchange.commit(fault);
      default:
        return side.commit(fault, at);
    }
  };
}
