import type { CustomerRecord, CustomerStatus, OwnField } from '../../domain/customer/record.ts';

/** Which entering holds a customer: no other form may write it meanwhile. */
export interface Claim {
  /** Number of the record change. */
  change: string;
  /** Which attempt of it; a later one takes over from an earlier one, never the other way round. */
  epoch: number;
}

/**
 * The present state of a customer: codes in the open, the person in the vault. `_id` is organisation/number. Version 0 is a
 * number that a form has claimed and not yet entered: nobody is shown it.
 */
export interface CustomerDocument {
  _id: string;
  organisation: string;
  number: string;
  version: number;
  status: CustomerStatus;
  /** Where a merged customer goes on; their number is redirected for good. */
  mergedInto: string | null;
  party: CustomerRecord['party'];
  classes: string[];
  language: 'ar' | 'en';
  /** True if the record says what they care for; what that is stands in the vault alone. */
  interested: boolean;
  /** Codes of the programmes that the customer has joined; absent in a version that an earlier release entered (B-04). */
  programmes?: string[];
  /** Purposes to which they have consented. */
  consents: string[];
  /** Vault entry of the present record. */
  record: { id: string; digest: string };
  /** Keyed tokens by which they are searched for. */
  tokens: string[];
  /** Keyed tokens by which the same person is recognised: of name, telephone, e-mail and national number. */
  identities: string[];
  enteredAt: string;
  /** When this version was published, by the clock of the process that published it. */
  changedAt?: string;
  /** The record change that made the present version. */
  change: string;
  /** Digest of the present version. */
  digest: string;
  entering?: Claim | null;
}

/** A version of a customer's record, kept for ever; `_id` is organisation/number/version. */
export interface CustomerVersionDocument {
  _id: string;
  organisation: string;
  number: string;
  version: number;
  status: CustomerStatus;
  mergedInto: string | null;
  record: { id: string; digest: string };
  change: string;
  /** Who entered it, and the absent person in whose right. */
  by: string;
  standingInFor: string | null;
  at: string;
  /** Digest of the version before; empty for the first one. */
  previous: string;
  digest: string;
}

/** How often the entering of a record change has been begun; `_id` is organisation/change. */
export interface EnteringDocument {
  _id: string;
  organisation: string;
  epoch: number;
}

/** The fields that an organisation has added to its records, as they stand; `_id` is the organisation (F-04). */
export interface OwnFieldsDocument {
  _id: string;
  version: number;
  fields: OwnField[];
}

/** A version of an organisation's own fields, kept for ever; `_id` is organisation/version. */
export interface OwnFieldsVersionDocument {
  _id: string;
  organisation: string;
  version: number;
  fields: OwnField[];
  change: string;
  by: string;
  standingInFor: string | null;
  at: string;
}
