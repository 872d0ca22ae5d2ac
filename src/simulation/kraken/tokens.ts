import type { VenueWorld } from '../venueSide.ts';

/** The tokens that REST gave for private channels and orders. */
export interface Tokens {
  /** A new one for an account. */
  issue(account: string): string;
  /** Whose it is; nothing for one that is unknown, or was not used in time. */
  accountOf(token: unknown, socket: string): string | undefined;
  /** A private channel is up on the socket: there the token stays good. */
  keep(token: string, socket: string): void;
  forget(socket: string): void;
  /** None is good any more. */
  revokeAll(): void;
}

/** How long a token waits for its first use, in milliseconds. */
export const TOKEN_LIFE = 900_000;

/** None issued. */
export function tokens({ now, random }: Pick<VenueWorld, 'now' | 'random'>): Tokens {
  const known = new Map<string, { readonly account: string; readonly until: number; readonly sockets: Set<string> }>();
  const chance = random('tokens');
  return {
    issue(account) {
      const digit = (): string => Math.floor(chance() * 36).toString(36);
      const token = Array.from({ length: 43 }, digit).join('');
      known.set(token, { account, until: now() + TOKEN_LIFE, sockets: new Set() });
      return token;
    },
    accountOf(token, socket) {
      const found = typeof token === 'string' ? known.get(token) : undefined;
      return found !== undefined && (now() < found.until || found.sockets.has(socket)) ? found.account : undefined;
    },
    keep: (token, socket) => void known.get(token)?.sockets.add(socket),
    forget(socket) {
      for (const { sockets } of known.values()) sockets.delete(socket);
    },
    revokeAll: () => known.clear(),
  };
}
