import { describe, expect, it } from '@jest/globals';
import { errorText } from '../../src/cli/errorText.ts';
import { printable } from '../../src/cli/printable.ts';
import { reportText } from '../../src/cli/reportText.ts';
import { timeText } from '../../src/cli/timeText.ts';
import { usage } from '../../src/cli/usage.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';

describe('printable', () => {
  it('makes one line of many', () => {
    expect(printable('a\r\nb\tc\n')).toBe('a b c ');
  });

  it('disarms what would steer a terminal', () => {
    expect(printable('\u001b[2Jgone\u0007 \u009b31m \u202edesrever')).toBe('?[2Jgone? ?31m ?desrever');
  });
});

describe('errorText', () => {
  it('adds the code of the system to the message', () => {
    const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const error = new ColdwireError('dial-failed', { url: 'wss://a/v2' }, { cause });
    expect(errorText(error)).toBe('dial-failed (url: wss://a/v2): ENOTFOUND');
  });

  it('says a code once, and takes what is no error', () => {
    expect(errorText(new Error('ENOENT: no file', { cause: { code: 'ENOENT' } }))).toBe('ENOENT: no file');
    expect(errorText('plain')).toBe('plain');
    expect(errorText(undefined)).toBe('undefined');
    expect(errorText(null)).toBe('null');
  });
});

describe('timeText', () => {
  it('is local time', () => {
    expect(timeText(new Date(2026, 7, 2, 4, 3, 5).getTime())).toBe('04:03:05');
  });
});

describe('reportText', () => {
  const subscription = { channel: 'book', symbol: 'BTC/USD' } as const;
  const error = new ColdwireError('connection-lost', { code: 1006 });
  it.each<[ReportEvent, string]>([
    [{ kind: 'connecting', socket: 'k-1', url: 'wss://a/v2', attempt: 0 }, 'k-1: connecting to wss://a/v2'],
    [{ kind: 'connecting', socket: 'k-1', url: 'wss://a/v2', attempt: 2 }, 'k-1: connecting to wss://a/v2 (attempt 2)'],
    [{ kind: 'ready', socket: 'k-1', epoch: 3 }, 'k-1: ready, epoch 3'],
    [
      { kind: 'waiting', socket: 'k-1', attempt: 1, retryAt: 10_812.4, error },
      'k-1: connection-lost (code: 1006); next dial in 812 ms (attempt 1)',
    ],
    [{ kind: 'paused', socket: 'k-1' }, 'k-1: no socket until the options allow one'],
    [{ kind: 'closed', socket: 'k-1' }, 'k-1: closed'],
    [
      { kind: 'resync', socket: 'k-1', subscription, error },
      'k-1: book BTC/USD starts again: connection-lost (code: 1006)',
    ],
    [{ kind: 'undecodable', socket: 'k-1', error }, 'k-1: frame dropped: connection-lost (code: 1006)'],
    [{ kind: 'unknown-frame', socket: 'k-1' }, 'k-1: frame of no known kind'],
    [{ kind: 'late-reply', socket: 'k-1' }, 'k-1: answer nobody waits for'],
    [{ kind: 'notice', socket: 'k-1', text: 'system\nonline' }, 'k-1: the venue says: system online'],
  ])('%j', (report, text) => {
    expect(reportText(report, 10_000)).toBe(text);
  });
});

describe('usage', () => {
  it('names each market channel of a venue once, and none of an account', () => {
    const okx = /^ {2}okx +(.+)$/m.exec(usage)?.[1] ?? '';
    expect(okx.split(' ')).toEqual(['trades', 'ticker', 'quotes', 'book', 'candles', 'funding', 'mark']);
  });
});
