import type { Pack } from '../packs/schema.ts';

/** The currency in which an organisation counts. */
export function currencyOf({ kinds }: Pack) {
  return kinds.complaint.claims.currency;
}
