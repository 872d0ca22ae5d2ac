import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';

describe('ColdwireError', () => {
  it('names its kind and its facts, and keeps its cause', () => {
    const cause = new Error('socket hang up');
    const error = new ColdwireError('connection-lost', { code: 1006, wasClean: false }, { cause });
    expect(error.message).toBe('connection-lost (code: 1006, wasClean: false)');
    expect(error.name).toBe('ColdwireError');
    expect(error.context).toEqual({ code: 1006, wasClean: false });
    expect(error.cause).toBe(cause);
  });

  it('says nothing of facts it does not have', () => {
    const error = new ColdwireError('dial-failed', { url: undefined as never });
    expect(error.message).toBe('dial-failed');
    expect('cause' in error).toBe(false);
  });
});

describe('the message of a ColdwireError', () => {
  it('quotes of one fact at most 200 characters, while the context has it whole', () => {
    const error = new ColdwireError('subscription-rejected', { reason: 'x'.repeat(1_000_000), permanent: true });
    expect(error.message).toBe(`subscription-rejected (reason: ${'x'.repeat(199)}…, permanent: true)`);
    expect(error.context.reason).toHaveLength(1_000_000);
  });

  it('stays on one line, and leaves a terminal alone, whatever the peer says', () => {
    const reason = 'bye\r\n\u001b[31mred\u0007\u0000\u2028\u202e\ud800';
    expect(new ColdwireError('connection-lost', { reason }).message).toBe(
      'connection-lost (reason: bye   [31mred     )',
    );
  });

  it('holds nothing of the cause, nor does what JSON makes of the error', () => {
    const error = new ColdwireError('not-sent', { id: 7 }, { cause: new Error('payload') });
    expect(error.message).toBe('not-sent (id: 7)');
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name: 'ColdwireError', kind: 'not-sent', context: { id: 7 } });
  });
});

describe('isColdwireError', () => {
  it('narrows by kind', () => {
    const error: unknown = new ColdwireError('overflow', { limit: 3 });
    expect(isColdwireError(error)).toBe(true);
    expect(isColdwireError(error, 'overflow')).toBe(true);
    expect(isColdwireError(error, 'silence')).toBe(false);
    if (isColdwireError(error, 'overflow')) expect(error.context.limit).toBe(3);
  });

  it('knows an error of another copy of the package, and no look-alike', () => {
    const foreign = Object.assign(new Error('silence'), {
      kind: 'silence',
      context: {},
      [Symbol.for('coldwire.error')]: true,
    });
    expect(isColdwireError(foreign, 'silence')).toBe(true);
    expect(isColdwireError(Object.assign(new Error('silence'), { kind: 'silence' }))).toBe(false);
    expect(isColdwireError({ kind: 'silence' })).toBe(false);
    for (const value of [undefined, null, 'silence', 1, () => {}]) expect(isColdwireError(value)).toBe(false);
  });

  it('knows an error of another realm', () => {
    const foreign: unknown = runInNewContext(
      `Object.assign(new Error('silence'), { kind: 'silence', context: {}, [Symbol.for('coldwire.error')]: true })`,
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(isColdwireError(foreign, 'silence')).toBe(true);
  });
});
