import { describe, expect, it } from '@jest/globals';
import { exchanges } from '../../src/cli/exchanges.ts';
import { replayable } from '../../src/cli/replayable.ts';
import { defineExchange } from '../../src/protocol/defineExchange.ts';

describe('what coldwire replay plays', () => {
  it('is every venue the command knows, with its dialects of today and more', () => {
    expect([...replayable.keys()]).toEqual([...exchanges.keys()]);
    for (const [name, { dialects }] of exchanges) expect(replayable.get(name)?.dialects).toMatchObject(dialects);
    expect(replayable.get('kraken')?.dialects).toHaveProperty('v1');
  });

  it('is described as a venue should be', () => {
    for (const exchange of replayable.values()) expect(() => defineExchange(exchange)).not.toThrow();
  });
});
