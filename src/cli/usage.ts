import { channelNames, isPrivateChannel } from '../protocol/channelNames.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { exchanges } from './exchanges.ts';

/** How the command is used, as `--help` prints it. */
export const usage: string = `Usage:
  coldwire [--for 10s] [--seed N]                         a demonstration on a simulated venue
  coldwire watch <exchange> <channel> <symbol...>         feeds as they come, with their trust
      [--live | --simulate [--seed N]] [--json] [--for 10s] [--depth N] [--interval 1m]
      [--url ws://host] [--rest-url http://host]
  coldwire record <exchange> <channel> <symbol...> --out FILE
                                                          what goes over their sockets, secrets redacted
      [--live | --simulate [--seed N]] [--for 10s] [--depth N] [--interval 1m]
      [--url ws://host] [--rest-url http://host]
  coldwire replay FILE --exchange X                       a recorded session, every checksum checked
      [--json] [--speed max|N] [--dialect D] [--depth N]
  coldwire simulate <exchange>                            a venue to develop against, on loopback
      [--port N] [--seed N] [--symbols A,B]
  coldwire --help | --version

${venues()}
  --json     one event a line on stdout; all else goes to stderr
  --out      a session file of JSON lines, gzipped where its name ends in .gz
  --for      how long: 500ms, 10s, 5m, 1h
  --depth    levels a side of a book; 25 by default

Exit codes: 0 done, 1 failed (also: --for passed and nothing was ever live), 2 bad usage.`;

/** A line a venue, with the channels of its markets. */
function venues(): string {
  const channelsOf = ({ dialects }: Exchange): readonly string[] =>
    channelNames.filter(
      (name) =>
        !isPrivateChannel(name) && Object.values(dialects).some(({ channels }) => Object.hasOwn(channels, name)),
    );
  return [...exchanges.values()]
    .map((exchange) => `  ${exchange.name.padEnd(9)}  ${channelsOf(exchange).join(' ')}`)
    .join('\n');
}
