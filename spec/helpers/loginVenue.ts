import { map, type ObservableInput, of, type SchedulerLike } from 'rxjs';
import type { CredentialsOptions } from '../../src/auth/credentialsOf.ts';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { Transport } from '../../src/transport/socket.ts';
import { type Message, tinyDialect, type TinyBehaviour, type TinyVenue, tinyVenue } from './tinyDialect.ts';

/*
 * The tiny venue behind a login. Beside what it knows already:
 *
 *   {"login":"K","passphrase":"P","at":5,"signature":"<5K>"}     from the client
 *   {"says":"welcome","user":"K"}  {"says":"shut","why":"bad key","after":1}  {"says":"expired"}
 */

/** What is logged in with by default: a synchronous signer, a different signature each time. */
export const credentials: CredentialsOptions = {
  key: 'KEY-canary',
  passphrase: 'PASS-canary',
  signer: (text: string): ObservableInput<string> => of(`SIG-canary:${text}`),
};

/** The tiny dialect, its gate a login. */
export const loginDialect: Dialect = {
  ...tinyDialect,
  auth: {
    recipe: 'hmac-sha256-hex',
    lost: (message) => ((message as Message)['says'] === 'expired' ? 'expired' : undefined),
  },
  gate: [
    {
      kind: 'login',
      sign: ({ time, key }) => `${time}${key}`,
      message: ({ time, key, passphrase, signature }) => ({ login: key, passphrase, at: time, signature }),
      expect: (message) => (message as Message)['says'] === 'welcome',
      refused: (message) => {
        const { says, why, after } = message as { says?: string; why?: string; after?: number };
        if (says !== 'shut') return undefined;
        return { reason: String(why), ...(after === undefined ? {} : { retryAfterMs: after }) };
      },
      timeout: 20,
    },
  ],
  closes: { 4001: 'surface' },
};

/** How a venue answers a login: with a message, or not at all. `login` counts from 1. */
export type Doorman = (login: number, message: Message) => Message | undefined;

/** A client of the venue, with what the venue heard of logins. */
export interface LoginClient {
  readonly client: Client;
  readonly venue: TinyVenue;
  readonly reports: readonly ReportEvent[];
  readonly logins: readonly Message[];
}

/** The venue, whose doorman by default welcomes everybody at once, and a client of it. */
export function loginClient(
  scheduler: SchedulerLike,
  options: ClientOptions = {},
  doorman: Doorman = () => ({ says: 'welcome' }),
  { dialect = loginDialect, ...behaviour }: TinyBehaviour & { readonly dialect?: Dialect } = {},
): LoginClient {
  const venue = tinyVenue(scheduler, behaviour);
  const logins: Message[] = [];
  const reports: ReportEvent[] = [];
  const transport: Transport = (endpoint) =>
    venue.transport(endpoint).pipe(
      map((socket) => ({
        ...socket,
        send: (frame) => {
          const heard = JSON.parse(String(frame)) as Message;
          if (heard['login'] === undefined) {
            socket.send(frame);
            return;
          }
          logins.push(heard);
          const answer = doorman(logins.length, heard);
          const last = venue.last();
          // As the wire has it: not before what sent it has returned.
          scheduler.schedule(() => {
            if (answer !== undefined && last.closedAt === undefined) last.say(answer);
          }, 1);
        },
      })),
    );
  const client = createClient(
    { name: 'tiny', dialects: { main: dialect }, route: () => 'main' },
    {
      transport,
      scheduler,
      random: () => 0.5,
      backoff: { base: 4, cap: 16, stableAfter: 1_000 },
      linger: 5,
      ackTimeout: 10,
      credentials,
      reporter: { next: (event) => reports.push(event) },
      ...options,
    },
  );
  return { client, venue, reports, logins };
}
