import type { Connection, VenueWorld } from '../venueSide.ts';
import { connectionCount } from './answers.ts';
import type { ConnectionRoll } from './connectionRoll.ts';
import { limits } from './limits.ts';
import type { Wish } from './wish.ts';

/** Where one connection is entered in the roll, and told how many there are. */
export interface Attendance {
  /** False where there are too many: of these the newest is not served. */
  enter(wish: Wish, account: string): boolean;
  leave(wish: Wish, account: string): void;
}

/** What it depends on. */
export interface AttendanceSettings {
  readonly connId: string;
  readonly world: VenueWorld;
  readonly roll: ConnectionRoll;
}

const topicOf = ({ channel }: Wish, account: string): string => `${channel} ${account}`;

/** The attendance of a connection that has nothing yet. */
export function attendanceOf(
  { id, send }: Pick<Connection, 'id' | 'send'>,
  { connId, world, roll }: AttendanceSettings,
): Attendance {
  const most = limits.connectionsPerChannel;
  return {
    enter(wish, account) {
      const count = roll.enter(topicOf(wish, account), id);
      send(connectionCount(wish.channel, Math.min(count, most), connId, count > most));
      if (count <= most) return true;
      world.violate('connections', `${count} connections have ${wish.channel}`);
      roll.leave(id, topicOf(wish, account));
      return false;
    },
    leave: (wish, account) => roll.leave(id, topicOf(wish, account)),
  };
}
