/** What of a form a record change knows: codes, numbers and digests. The form itself, and the persons in it, are in the vault. */
import type { VaultTextRef } from '../case/command.ts';
import type { RegistryAction } from '../customer/record.ts';
import { digest } from '../digest.ts';

/** A form as it has been put together, once or again. */
export interface FrozenForm {
  action: RegistryAction;
  form: VaultTextRef;
  /** The customers that it writes; of an import the first twenty. */
  customers: string[];
  /** How many records it writes. */
  records: number;
  /** How many customers look like one that it writes. */
  alike: number;
  /** Of `fields`: the departments whose data it is, besides the one that keeps the records (F-04). */
  departments?: string[];
}

/** What entering a form came to: how many records, and the first twenty of them. */
export type EntryOutcome =
  | { outcome: 'entered'; count: number; customers: { customer: string; version: number }[] }
  /** A record has moved since the form was made: nothing has been written. */
  | { outcome: 'stale'; count: number; customers: { customer: string; base: number; now: number }[] }
  | { outcome: 'failed'; detail: string };

/**
 * The digest that approvers name. Never that of an earlier version of the form, even if all says the same again.
 * @returns SHA-256, hexadecimal.
 */
export function formDigest(of: { organisation: string; number: string; version: number; form: VaultTextRef }): string {
  const { organisation, number, version, form } = of;
  return digest({ organisation, number, version, form: form.digest });
}
