import type { Product } from './product.ts';
import type { Tier } from './stream.ts';

/** What a socket of streams was dialled for. */
export interface Address {
  readonly product: Product;
  /** The entrance, in futures. */
  readonly tier: Tier | undefined;
  /** Whether data comes wrapped, `{"stream":...,"data":...}`. */
  readonly combined: boolean;
  /** What the url names: streams, or at the private entrance listen keys. */
  readonly names: readonly string[];
  /** At the private entrance, the kinds of events that are wanted; all where it names none. */
  readonly kinds: readonly string[];
}

/** Reads `/ws/a/b`, `/stream?streams=a/b`, and in futures the same behind `/public`, `/market` and `/private`. */
export function readAddress(path: string, query: URLSearchParams): Address {
  const [, tier, form, rest = ''] = /^(?:\/(public|market|private))?\/(ws|stream)(?:\/(.*))?$/.exec(path) ?? [];
  const asked = form === 'ws' ? rest : (query.get('streams') ?? '');
  return {
    product: tier === undefined ? 'spot' : 'usdm',
    tier: tier as Tier | undefined,
    combined: form === 'stream',
    kinds: (query.get('events') ?? '').split('/').filter((kind) => kind !== ''),
    names: [...asked.split('/'), ...query.getAll('listenKey')].map(decoded).filter((name) => name !== ''),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
