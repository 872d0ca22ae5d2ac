import type { VenueWorld } from '../venueSide.ts';
import type { Form, RowOf } from './form.ts';
import { forms } from './forms.ts';
import type { Listing } from './listing.ts';
import type { PapersKept } from './papersKept.ts';

/** How an order is told. */
export interface Spelling {
  readonly listing: Listing;
  readonly form: Form;
  readonly of: RowOf;
}

/** Knows how orders are told. */
export interface Speller {
  /** The instrument of a symbol, how its orders are spelt, and what a row of this order says besides. */
  spelling(symbol: string, orderId: string, account: string): Spelling | undefined;
}

/** The speller of these instruments. */
export function speller(
  { accounts }: Pick<VenueWorld, 'accounts'>,
  listings: readonly Listing[],
  papers: Pick<PapersKept, 'of'>,
): Speller {
  return {
    spelling(symbol, orderId, account) {
      const listing = listings.find(({ market }) => market.spec.symbol === symbol);
      if (listing === undefined) return undefined;
      const uid = accounts.all.find(({ key }) => key === account)?.uid ?? '';
      return { listing, form: forms[listing.product], of: { uid, papers: papers.of(orderId) } };
    },
  };
}
