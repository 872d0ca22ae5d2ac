import { describe, expect, it } from '@jest/globals';
import { parseArguments } from '../../src/cli/parseArguments.ts';
import { UsageError } from '../../src/cli/usageError.ts';
import { replayable } from '../../src/cli/replayable.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';

const asked = (text: string) => parseArguments(text.split(' ').filter((word) => word !== ''));
const refusal = (text: string): string => {
  try {
    asked(text);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`'${text}' was accepted`);
};

describe('parseArguments', () => {
  it('takes nothing at all for the demonstration', () => {
    expect(asked('')).toEqual({ kind: 'demo', seed: 1 });
    expect(asked('--for 5s --seed 7')).toEqual({ kind: 'demo', seed: 7, for: 5_000 });
  });

  it('watches the live venue unless told otherwise', () => {
    expect(asked('watch kraken trades BTC/USD')).toEqual({
      kind: 'watch',
      exchange: kraken,
      channel: 'trades',
      symbols: ['BTC/USD'],
      simulate: false,
      json: false,
      seed: 1,
    });
    expect(asked('watch kraken trades BTC/USD --live')).toEqual(asked('watch kraken trades BTC/USD'));
  });

  it('takes options anywhere, and a symbol once', () => {
    expect(asked('--json watch --for 1m kraken book --depth 100 BTC/USD ETH/USD BTC/USD --simulate --seed 3')).toEqual({
      kind: 'watch',
      exchange: kraken,
      channel: 'book',
      symbols: ['BTC/USD', 'ETH/USD'],
      simulate: true,
      json: true,
      for: 60_000,
      depth: 100,
      seed: 3,
    });
    expect(asked('watch kraken candles BTC/USD --interval 5m --url ws://localhost:9001')).toMatchObject({
      interval: '5m',
      url: 'ws://localhost:9001',
    });
  });

  it('replays as fast as it goes unless told otherwise', () => {
    expect(asked('replay a.jsonl.gz --exchange kraken')).toEqual({
      kind: 'replay',
      file: 'a.jsonl.gz',
      exchange: replayable.get('kraken'),
      json: false,
      speed: 'max',
    });
    expect(asked('replay a.jsonl --exchange kraken --json --speed 2.5 --dialect public --depth 5')).toMatchObject({
      json: true,
      speed: 2.5,
      dialect: 'public',
      depth: 5,
    });
    expect(asked('replay a.jsonl --exchange kraken --dialect v1')).toMatchObject({ dialect: 'v1' });
  });

  it('simulates on any free port unless told otherwise', () => {
    expect(asked('simulate kraken')).toMatchObject({ kind: 'simulate', venue: 'kraken', port: 0, seed: 1 });
    expect(asked('simulate binance')).toMatchObject({ venue: 'binance' });
    expect(asked('simulate kraken --port 9001 --seed 2 --symbols BTC/USD,ETH/USD')).toMatchObject({
      port: 9001,
      seed: 2,
      symbols: ['BTC/USD', 'ETH/USD'],
    });
  });

  it('puts help and version before anything else', () => {
    expect(asked('watch nowhere --help')).toEqual({ kind: 'help' });
    expect(asked('-h')).toEqual({ kind: 'help' });
    expect(asked('--version')).toEqual({ kind: 'version' });
  });

  it.each([
    ['sing', "unknown command 'sing'"],
    ['watch kraken trades BTC/USD --rest-url ws://h', '--rest-url takes http://host or https://host'],
    ['watch kraken trades BTC/USD --simulate --rest-url http://h', '--simulate and --rest-url exclude each other'],
    ['record kraken trades BTC/USD --for 1s', 'record needs --out FILE'],
    ['--loud', "unknown option '--loud'"],
    ['--for', "option '--for <value>' argument missing"],
    ['watch kraken book BTC/USD --json=yes', "option '--json' does not take an argument"],
    ['--json', '--json is no option of the demonstration'],
    ['watch', 'an exchange is needed: binance, gateio, kraken, okx'],
    ['watch atlantis book BTC/USD', "unknown exchange 'atlantis'"],
    ['watch __proto__ book BTC/USD', "unknown exchange '__proto__'"],
    ['watch kraken', 'watch needs a channel'],
    ['watch kraken gossip BTC/USD', "unknown channel 'gossip'"],
    ['watch kraken constructor BTC/USD', "unknown channel 'constructor'"],
    ['watch kraken book', 'watch needs a symbol, such as BTC/USD'],
    ['watch kraken book BTC/USD --live --simulate', '--live and --simulate exclude each other'],
    ['watch kraken book BTC/USD --simulate --url ws://a', '--simulate and --url exclude each other'],
    ['watch kraken book BTC/USD --seed 2', '--seed is for --simulate'],
    ['watch kraken book BTC/USD --url http://a', '--url takes ws://host or wss://host'],
    ['watch kraken book BTC/USD --port 1', '--port is no option of watch'],
    ['watch kraken book BTC/USD --depth 0', "--depth takes a positive whole number, not '0'"],
    ['watch kraken book BTC/USD --depth=-5', "--depth takes a positive whole number, not '-5'"],
    ['watch kraken book BTC/USD --depth 2.5', "--depth takes a positive whole number, not '2.5'"],
    ['watch kraken trades BTC/USD --depth 5', '--depth is for the channel book'],
    ['watch kraken book BTC/USD --interval 1m', '--interval is for the channel candles'],
    ['watch okx orders BTC/USDT', "'orders' is of an account, and this command logs in nowhere"],
    ['watch kraken funding BTC/USD', "kraken has no channel 'funding' for BTC/USD"],
    ['watch kraken book BTCUSD', 'book BTCUSD: invalid-options (option: symbol, expected: BASE/QUOTE in upper case)'],
    ['watch kraken book BTC/USD --depth 1001', expect.stringMatching(/^book BTC\/USD: unsupported \(what: .*1001/)],
    ['watch kraken candles BTC/USD --interval 7m', expect.stringMatching(/^candles BTC\/USD: unsupported/)],
    ['simulate kraken --symbols FOO', "--symbols takes symbols such as BTC/USD,ETH/USD, not 'FOO'"],
    ['--for 5x', "--for takes a duration such as 500ms, 10s, 5m or 1h, not '5x'"],
    ['--seed x', "--seed takes a whole number from 0 to 4294967295, not 'x'"],
    ['simulate kraken --seed -1', "--seed takes a whole number from 0 to 4294967295, not '-1'"],
    ['simulate kraken --port -0.5', "--port takes a port from 0 (any) to 65535, not '-0.5'"],
    ['replay --exchange kraken', 'replay needs a file'],
    ['replay a', 'replay needs --exchange'],
    ['replay a b --exchange kraken', "replay knows nothing to do with 'b'"],
    ['replay a --exchange kraken --speed 0', "--speed takes 'max' or a positive number, not '0'"],
    ['replay a --exchange kraken --speed fast', "--speed takes 'max' or a positive number, not 'fast'"],
    ['replay a --exchange kraken --dialect old', "unknown dialect 'old'; kraken has public,auth,v1"],
    ['simulate', 'an exchange is needed: binance, gateio, kraken, okx'],
    ['simulate kraken more', "simulate knows nothing to do with 'more'"],
    ['simulate kraken --port 65536', "--port takes a port from 0 (any) to 65535, not '65536'"],
    ['simulate kraken --symbols BTC/USD,', "--symbols takes symbols such as BTC/USD,ETH/USD, not 'BTC/USD,'"],
  ])('refuses `%s`', (text, message) => {
    expect(refusal(text)).toEqual(message);
  });

  it('takes symbols without the space around them, each once', () => {
    const command = parseArguments(['watch', 'kraken', 'book', ' ETH/USD', 'ETH/USD\n']);
    expect(command).toMatchObject({ symbols: ['ETH/USD'] });
  });

  it('refuses an empty symbol', () => {
    expect(() => parseArguments(['watch', 'kraken', 'book', ''])).toThrow('watch needs a symbol');
  });
});
