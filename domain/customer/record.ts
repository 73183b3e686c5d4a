/** What the registry knows of a customer (N-18, N-21, B-01), as a form proposes it and as it stands. Plain JSON. */

export interface CustomerContact {
  kind: 'mobile' | 'phone' | 'email' | 'address' | 'social-media';
  /** As it is written; a telephone number in international form, such as +966501234567. */
  value: string;
  /** True once somebody has made sure that it is the customer's. */
  verified: boolean;
}

/** Personal as a whole: it lives in the vault. What lists and rights need stands beside it in the open, as codes. */
export interface CustomerRecord {
  party: 'person' | 'body';
  name: string;
  nameLatin: string | null;
  /** Classes of the pack: donor, volunteer, consignee and so on; at least one. */
  classes: string[];
  language: 'ar' | 'en';
  /** Number of the identity card, or of the commercial registration. */
  nationalNumber: string | null;
  contacts: CustomerContact[];
  /** The channel by which the customer wishes to be written or spoken to. */
  preferredChannel: string | null;
  /** One of the pack's grounds for going first in every queue (G-01). */
  priorityGround: string | null;
  /** Per purpose of the pack: given or refused, and the local day of it. What is not there was never asked. */
  consents: Record<string, { given: boolean; on: string }>;
  /** Other customers who influence this one's decisions (N-18), by number. */
  influencedBy: { customer: string; how: string }[];
  /** What a donor cares for (N-24). */
  interests: string[];
  remarks: string | null;
  /** Programmes and initiatives that the customer has joined, with the local day of it (B-04); absent: none. */
  programmes?: { code: string; on: string }[] | undefined;
  /** Fields that the organisation has added to its form (F-04), by name. */
  fields: Record<string, string>;
}

/** A record that says nothing yet: what is left out of a new customer's form stays so. */
export const emptyRecord: CustomerRecord = {
  party: 'person',
  name: '',
  nameLatin: null,
  classes: [],
  language: 'ar',
  nationalNumber: null,
  contacts: [],
  preferredChannel: null,
  priorityGround: null,
  consents: {},
  influencedBy: [],
  interests: [],
  remarks: null,
  fields: {},
};

export type CustomerStatus = 'active' | 'inactive' | 'merged';

/**
 * One record as a form writes it. The record stands in the vault, one entry for each customer. So a person's data can be
 * found and, one day, made unreadable without the form's.
 */
export interface RegistryWrite {
  customer: string;
  /** The version that it was made from; 0 for a new customer. Entering makes the next one. */
  base: number;
  status: CustomerStatus;
  /** Of a merged customer: the number under which they go on. */
  mergedInto: string | null;
  /** Vault entry of the record as it shall be. */
  record: { id: string; digest: string };
}

/** What a form asks for. */
export type RegistryAction = 'new' | 'change' | 'merge' | 'deactivate' | 'import' | 'fields';

/** A form as it is frozen: all of its writes are entered, or none. Stands in the vault without a person's data. */
export interface RegistryForm {
  action: RegistryAction;
  writes: RegistryWrite[];
  /** Of `fields`: the organisation's own fields as they shall be, and the version of the list that they were made from. */
  fields: { base: number; fields: OwnField[] } | null;
  /** Customers that may be the same as one that it writes, by number, with how alike they are from 0 to 1. */
  alike: { customer: string; like: string; score: number }[];
}

/** A field that the organisation has added to its customer records (F-04). */
export interface OwnField {
  /** In camelCase; once used it keeps its meaning. */
  name: string;
  title: { ar: string; en: string };
  required: boolean;
  choices: { code: string; title: { ar: string; en: string } }[] | null;
  /** The department whose data it is; absent: the one that keeps the records. */
  department?: string | undefined;
}
