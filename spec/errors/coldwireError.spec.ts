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

describe('isColdwireError', () => {
  it('narrows by kind', () => {
    const error: unknown = new ColdwireError('overflow', { limit: 3 });
    expect(isColdwireError(error)).toBe(true);
    expect(isColdwireError(error, 'overflow')).toBe(true);
    expect(isColdwireError(error, 'silence')).toBe(false);
    if (isColdwireError(error, 'overflow')) expect(error.context.limit).toBe(3);
  });

  it('knows an error of another copy of the package, and no look-alike', () => {
    const foreign = Object.assign(new Error('silence'), { kind: 'silence', context: {}, [Symbol.for('coldwire.error')]: true });
    expect(isColdwireError(foreign, 'silence')).toBe(true);
    expect(isColdwireError(Object.assign(new Error('silence'), { kind: 'silence' }))).toBe(false);
    expect(isColdwireError({ kind: 'silence' })).toBe(false);
    expect(isColdwireError(undefined)).toBe(false);
  });
});
