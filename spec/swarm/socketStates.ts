import type { ClientStatus, SocketStatus } from '../../src/model/clientStatus.ts';

/** The states a socket can be in when a fault comes; `idle` is a client that has none. */
export const socketStates = ['idle', 'connecting', 'authenticating', 'syncing', 'live', 'draining', 'waiting'] as const;

/** One of them. */
export type SocketState = (typeof socketStates)[number];

/** What the sockets of a client are about. */
export function statesOf(status: ClientStatus | undefined): ReadonlySet<string> {
  const states = (status?.sockets ?? []).map(({ phase, live, wanted }: SocketStatus) => {
    if (phase !== 'ready') return phase;
    return live === wanted ? 'live' : 'syncing';
  });
  return new Set(states.length === 0 ? ['idle'] : states);
}
