import { parseArgs } from 'node:util';
import type { Channel, Subscription } from '../model/subscription.ts';
import { channelNames } from '../protocol/channelNames.ts';
import type { ValueChannel } from '../protocol/dialect.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { isPrivateTopic } from '../protocol/isPrivateTopic.ts';
import type { Topic } from '../protocol/topic.ts';
import type {
  Command,
  DemoCommand,
  FeedsCommand,
  RecordCommand,
  ReplayCommand,
  SimulateCommand,
  WatchCommand,
} from './command.ts';
import { parseDuration } from './duration.ts';
import { errorText } from './errorText.ts';
import { exchanges } from './exchanges.ts';
import { parseNumber } from './parseNumber.ts';
import { replayable } from './replayable.ts';
import { simulatedVenueOf } from './simulatedVenueOf.ts';
import { subscriptionText } from './subscriptionText.ts';
import { UsageError } from './usageError.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  live: { type: 'boolean' },
  simulate: { type: 'boolean' },
  json: { type: 'boolean' },
  for: { type: 'string' },
  depth: { type: 'string' },
  interval: { type: 'string' },
  seed: { type: 'string' },
  url: { type: 'string' },
  'rest-url': { type: 'string' },
  out: { type: 'string' },
  exchange: { type: 'string' },
  speed: { type: 'string' },
  dialect: { type: 'string' },
  port: { type: 'string' },
  symbols: { type: 'string' },
} as const;

type Option = keyof typeof OPTIONS;
type Values = ReturnType<typeof parse>['values'];

/** What the arguments (without those of the runtime) ask for. Throws a {@link UsageError} for what cannot be meant. */
export function parseArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [name, ...operands] = positionals;
  switch (name) {
    case undefined:
      return demo(values);
    case 'watch':
      return watch(values, operands);
    case 'record':
      return record(values, operands);
    case 'replay':
      return replay(values, operands);
    case 'simulate':
      return simulate(values, operands);
    default:
      throw new UsageError(`unknown command '${name}'`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: withNegatives(args), options: OPTIONS, strict: true, allowPositionals: true });
  } catch (error) {
    // Node adds advice after the first sentence; the usage says it better.
    const [sentence = ''] = (error as Error).message.split(/\.(?:\s|$)|\n/);
    throw new UsageError(`${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`);
  }
}

/** `--seed -1` as `--seed=-1`: Node would take the number for an option. */
function withNegatives(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1) ?? '';
    if (/^-\d/.test(arg) && /^--\w+$/.test(before)) joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function demo(values: Values): DemoCommand {
  only('the demonstration', values, ['for', 'seed']);
  return { kind: 'demo', seed: seedOf(values), ...forOf(values) };
}

const FEEDS: readonly Option[] = ['live', 'simulate', 'for', 'depth', 'interval', 'seed', 'url', 'rest-url'];

function watch(values: Values, operands: readonly string[]): WatchCommand {
  only('watch', values, [...FEEDS, 'json']);
  return { kind: 'watch', json: values.json ?? false, ...feeds('watch', values, operands) };
}

function record(values: Values, operands: readonly string[]): RecordCommand {
  only('record', values, [...FEEDS, 'out']);
  const { out = '' } = values;
  const asked = feeds('record', values, operands);
  if (out === '') throw new UsageError('record needs --out FILE');
  return { kind: 'record', out, ...asked };
}

function feeds(command: string, values: Values, [exchangeName, channel, ...operands]: readonly string[]): FeedsCommand {
  const exchange = exchangeOf(exchangeName);
  const symbols = operands.map((symbol) => symbol.trim());
  if (channel === undefined) throw new UsageError(`${command} needs a channel`);
  if (!isChannel(channel)) throw new UsageError(`unknown channel '${channel}'`);
  if (symbols.length === 0 || symbols.includes('')) throw new UsageError(`${command} needs a symbol, such as BTC/USD`);
  if (values.live && values.simulate) throw new UsageError('--live and --simulate exclude each other');
  for (const name of ['url', 'rest-url'] as const)
    if (values.simulate && values[name] !== undefined)
      throw new UsageError(`--simulate and --${name} exclude each other`);
  if (!values.simulate && values.seed !== undefined) throw new UsageError('--seed is for --simulate');
  if (channel !== 'book' && values.depth !== undefined) throw new UsageError('--depth is for the channel book');
  if (channel !== 'candles' && values.interval !== undefined)
    throw new UsageError('--interval is for the channel candles');
  const options = {
    ...depthOf(values),
    ...(values.interval === undefined ? {} : { interval: values.interval }),
  };
  for (const symbol of symbols) served(exchange, { channel, symbol, ...options });
  return {
    exchange,
    channel,
    symbols: [...new Set(symbols)],
    simulate: values.simulate ?? false,
    seed: seedOf(values),
    ...forOf(values),
    ...options,
    ...urlOf(values),
  };
}

function replay(values: Values, [file, ...rest]: readonly string[]): ReplayCommand {
  only('replay', values, ['exchange', 'json', 'speed', 'dialect', 'depth']);
  if (file === undefined || file === '') throw new UsageError('replay needs a file');
  none('replay', rest);
  if (values.exchange === undefined) throw new UsageError('replay needs --exchange');
  const exchange = exchangeOf(values.exchange, replayable);
  const { dialect, speed = 'max' } = values;
  if (dialect !== undefined && !Object.hasOwn(exchange.dialects, dialect))
    throw new UsageError(`unknown dialect '${dialect}'; ${exchange.name} has ${Object.keys(exchange.dialects).join()}`);
  return {
    kind: 'replay',
    file,
    exchange,
    json: values.json ?? false,
    speed: speed === 'max' ? speed : parseNumber('--speed', speed, { above: 0 }, "'max' or a positive number"),
    ...(dialect === undefined ? {} : { dialect }),
    ...depthOf(values),
  };
}

function simulate(values: Values, [exchangeName, ...rest]: readonly string[]): SimulateCommand {
  only('simulate', values, ['port', 'seed', 'symbols']);
  const venue = simulatedVenueOf(named(exchangeName));
  none('simulate', rest);
  const { port = '0', symbols } = values;
  const listed = symbols === undefined ? undefined : [...new Set(symbols.split(','))];
  if (listed?.every((symbol) => /^[^/\s]+\/[^/\s]+$/.test(symbol)) === false)
    throw new UsageError(`--symbols takes symbols such as BTC/USD,ETH/USD, not '${symbols}'`);
  return {
    kind: 'simulate',
    venue,
    port: parseNumber('--port', port, { whole: true, from: 0, to: 65_535 }, 'a port from 0 (any) to 65535'),
    seed: seedOf(values),
    ...(listed === undefined ? {} : { symbols: listed }),
  };
}

/** Refuses what the exchange could never serve, whatever it is asked. */
function served(exchange: Exchange, subscription: Subscription): void {
  const dialect = exchange.dialects[exchange.route(subscription) ?? ''];
  const channel = dialect?.channels[subscription.channel];
  if (channel === undefined)
    throw new UsageError(`${exchange.name} has no channel '${subscription.channel}' for ${subscription.symbol}`);
  if (isPrivateTopic(topicOf(channel, subscription)))
    throw new UsageError(`'${subscription.channel}' is of an account, and this command logs in nowhere`);
}

function topicOf(channel: Pick<ValueChannel<unknown>, 'topicOf'>, subscription: Subscription): Topic {
  try {
    return channel.topicOf(subscription);
  } catch (error) {
    throw new UsageError(`${subscriptionText(subscription)}: ${errorText(error)}`);
  }
}

/** Refuses options that are another command's. */
function only(command: string, values: Values, allowed: readonly Option[]): void {
  const stray = Object.keys(values).find((option) => !allowed.includes(option as Option));
  if (stray !== undefined) throw new UsageError(`--${stray} is no option of ${command}`);
}

/** Refuses operands past the last one there is. */
function none(command: string, [stray]: readonly string[]): void {
  if (stray !== undefined) throw new UsageError(`${command} knows nothing to do with '${stray}'`);
}

function named(name: string | undefined): string {
  if (name === undefined) throw new UsageError(`an exchange is needed: ${[...exchanges.keys()].join(', ')}`);
  return name;
}

function exchangeOf(operand: string | undefined, known: ReadonlyMap<string, Exchange> = exchanges): Exchange {
  const name = named(operand);
  const exchange = known.get(name);
  if (exchange === undefined) throw new UsageError(`unknown exchange '${name}'`);
  return exchange;
}

function isChannel(text: string): text is Channel {
  return (channelNames as readonly string[]).includes(text);
}

function seedOf({ seed = '1' }: Values): number {
  return parseNumber('--seed', seed, { whole: true, from: 0, to: 0xffff_ffff }, 'a whole number from 0 to 4294967295');
}

function forOf({ for: text }: Values): { readonly for?: number } {
  return text === undefined ? {} : { for: parseDuration('--for', text) };
}

function depthOf({ depth }: Values): { readonly depth?: number } {
  if (depth === undefined) return {};
  return { depth: parseNumber('--depth', depth, { whole: true, from: 1 }, 'a positive whole number') };
}

function urlOf({ url, 'rest-url': restUrl }: Values): Pick<FeedsCommand, 'url' | 'restUrl'> {
  if (url !== undefined && !(/^wss?:\/\//.test(url) && URL.canParse(url)))
    throw new UsageError('--url takes ws://host or wss://host');
  if (restUrl !== undefined && !(/^https?:\/\//.test(restUrl) && URL.canParse(restUrl)))
    throw new UsageError('--rest-url takes http://host or https://host');
  return { ...(url === undefined ? {} : { url }), ...(restUrl === undefined ? {} : { restUrl }) };
}
