/** What one attempt at a topic tells: trust and values, without the words of a feed around them. */
export type TopicNews<T> =
  | { readonly kind: 'live' }
  | { readonly kind: 'data'; readonly value: T }
  | { readonly kind: 'stale'; readonly reason: 'crossed' | 'sequence-gap' };
