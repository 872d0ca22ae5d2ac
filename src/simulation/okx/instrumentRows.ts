import type { Listing } from './listing.ts';

/** Those of a list that are in the instruments a query asks for, as rows. */
export type InstrumentRows = <T extends { readonly symbol: string }>(
  all: readonly T[],
  query: URLSearchParams,
  row: (listing: Listing, one: T) => object,
) => readonly object[];

/** Rows of what is in these instruments; `instId` and `instType` of a query narrow them. */
export function instrumentRows(listings: readonly Listing[]): InstrumentRows {
  return (all, query, row) =>
    all.flatMap((one) => {
      const listing = listings.find(({ market }) => market.spec.symbol === one.symbol);
      if (listing === undefined) return [];
      const { instId, instType } = listing;
      const isAsked =
        [query.get('instId') ?? instId, query.get('instType') ?? instType].join() === `${instId},${instType}`;
      return isAsked ? [row(listing, one)] : [];
    });
}
