/** Who has which private channel of which account: a connection counts once a channel. */
export interface ConnectionRoll {
  /** Counts the connection in, and says how many there are now. */
  enter(topic: string, connection: string): number;
  leave(connection: string, topic?: string): void;
}

/** Nobody has anything. */
export function connectionRoll(): ConnectionRoll {
  const roll = new Map<string, Set<string>>();
  return {
    enter(topic, connection) {
      const connections = roll.get(topic) ?? new Set();
      roll.set(topic, connections.add(connection));
      return connections.size;
    },
    leave(connection, topic) {
      for (const [name, connections] of roll) {
        if (topic === undefined || topic === name) connections.delete(connection);
      }
    },
  };
}
