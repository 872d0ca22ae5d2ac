import { describe, expect, it } from '@jest/globals';
import { useCommand } from '../cli/builtCommand.ts';

interface Told {
  readonly kind: 'live' | 'data' | 'stale';
  readonly symbol: string;
  readonly epoch?: number;
  readonly reason?: string;
}

/** Events by symbol, runs of data counted as one. */
function story(stdout: string, symbol: string): readonly string[] {
  const told: string[] = [];
  for (const line of stdout.split('\n')) {
    // The last line may not be whole yet.
    if (!line.endsWith('}')) continue;
    const event = JSON.parse(line) as Told;
    if (event.symbol !== symbol) continue;
    const word =
      event.kind === 'stale' ? `stale ${event.reason}` : event.kind === 'live' ? `live ${event.epoch}` : 'data';
    if (word !== 'data' || told.at(-1) !== 'data') told.push(word);
  }
  return told;
}

describe('a venue that dies while its feeds are watched', () => {
  const start = useCommand();

  it('turns them stale at once; they come back with it, in a new epoch, and nothing of the old one follows', async () => {
    const venue = start('simulate', 'kraken', '--symbols', 'BTC/USD,ETH/USD');
    await venue.until((text) => text.includes('rest '));
    const [, url = '', port = ''] = /^public (ws:\/\/127\.0\.0\.1:(\d+)\/v2)$/m.exec(venue.stdout()) ?? [];
    const watched = start('watch', 'kraken', 'book', 'BTC/USD', 'ETH/USD', '--json', '--url', url);
    const both = (word: string) => (text: string) =>
      ['BTC/USD', 'ETH/USD'].every((symbol) => story(text, symbol).at(-1) === word);
    await watched.until(both('data'));

    venue.child.kill('SIGKILL');
    await watched.until(both('stale connection-lost'));
    await watched.untilStderr((text) => /dial-failed .*ECONNREFUSED; next dial in \d+ ms \(attempt 2\)/.test(text));
    const during = watched.stdout();

    start('simulate', 'kraken', '--symbols', 'BTC/USD,ETH/USD', '--port', port);
    await watched.until((text) => ['BTC/USD', 'ETH/USD'].every((symbol) => story(text, symbol).length === 6));
    watched.child.kill('SIGINT');
    expect(await watched.ended).toEqual({ code: 0, signal: null });
    for (const symbol of ['BTC/USD', 'ETH/USD']) {
      const before = ['stale connecting', 'live 1', 'data', 'stale connection-lost'];
      expect(story(during, symbol)).toEqual(before);
      expect(story(watched.stdout(), symbol)).toEqual([...before, 'live 2', 'data']);
    }
    expect(watched.stderr()).not.toMatch(/\n\s+at .+:\d+|[Uu]nhandled/);
  }, 60_000);
});
