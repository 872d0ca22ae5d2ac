import type { OrderRef } from '../../src/model/orderRequest.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';

/** What was asked: in a word, and about which orders, or how its answer is read. Neither where the answer is told as it is. */
export interface Asked {
  readonly what: string;
  readonly items?: readonly OrderRef[];
  /** What of ours the answer holds. */
  readonly read?: ((reply: unknown) => readonly { readonly kind: string }[]) | undefined;
}

/**
 * What a reply comes to for who asked, in words, by all that the dialect says of replies: a refusal, the first of two, what it says of
 * each order or holds. Nothing where it says of an order neither.
 */
export function replyWords(
  { requests, orders }: Dialect,
  reply: unknown,
  { what, items, read }: Asked,
): readonly string[] {
  const refusal = requests?.rejectionOf?.(reply);
  if (refusal !== undefined) return [`${what}: ${refusal.isUnknown === true ? 'in doubt' : 'rejected'}`];
  if (requests?.isFinal?.(reply) === false) return [`${what}: first of two`];
  if (read !== undefined) return read(reply).map(({ kind }) => `${what}: ${kind}`);
  if (items === undefined) return [`${what}: answered`];
  const verdicts = orders?.verdictsOf(reply, items) ?? [];
  const kinds = verdicts.flatMap((verdict) => (verdict === undefined ? [] : [verdict.kind]));
  return kinds.length === items.length ? [`${what}: ${kinds.join(', ')}`] : [];
}
