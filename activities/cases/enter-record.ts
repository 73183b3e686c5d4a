import { ApplicationFailure } from '@temporalio/common';
import type { VaultDocument } from '../../db/cases/vault.ts';
import { readTexts, textDigest } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { enterOwnFields } from '../../db/registry/custom-fields.ts';
import { type Entered, enterForm, MergedForGood, RecordBusy } from '../../db/registry/customer-entering.ts';
import type { VaultTextRef } from '../../domain/case/command.ts';
import { formFaults } from '../../domain/customer/form-faults.ts';
import type { RegistryForm } from '../../domain/customer/record.ts';

/** An approved form that shall be entered. */
export interface EnterRequest {
  organisation: string;
  /** Number of the record change: what it has entered once it never enters twice. */
  change: string;
  /** The form in the vault, with the digest that was approved. */
  form: VaultTextRef;
  /** Who enters it, and the absent person in whose right. */
  by: string;
  standingInFor: string | null;
  at: string;
  /** The sequence of the event that asks for it. Absent if a worker of an earlier release has asked. */
  sequence?: number;
}

/**
 * What became of it: how many customers, and the first twenty by number, since replies stand in the history. If one is
 * stale nothing was written. A change of the organisation's own fields is told under the name `fields`.
 */
type EnterReply =
  | { outcome: 'entered'; count: number; customers: { customer: string; version: number }[] }
  | { outcome: 'stale'; count: number; customers: { customer: string; base: number; now: number }[] };

/** As many customers as a reply names: it stands in the history of the case. */
const mostNamed = 20;

/**
 * Enters an approved form: every digest is checked, then all of it is written, or nothing if a record has moved on.
 * Safe to repeat. If another form holds a customer it fails and is to be tried again at once. A digest that is not the
 * approved one, or a form that cannot be entered, fails for good.
 */
export async function enterRecord(database: Database, request: EnterRequest): Promise<EnterReply> {
  const [entry] = await entriesOf(database, request.organisation, [request.form]);
  const form = entry?.content as unknown as RegistryForm;
  const [fault] = formFaults(form);
  if (fault)
    throw ApplicationFailure.nonRetryable(`the form of ${request.change} cannot be entered: ${fault}`, 'UnfitForm');
  try {
    return form.fields ? await enterFields(database, request, form.fields) : await enterWrites(database, request, form);
  } catch (error) {
    if (error instanceof MergedForGood) throw ApplicationFailure.nonRetryable(error.message, error.name);
    if (!(error instanceof RecordBusy)) throw error;
    // Not all at the same beat, so that forms which want the same customers do not meet again and again.
    const nextRetryDelay = 100 + Math.random() * 400;
    throw ApplicationFailure.create({ message: error.message, type: error.name, nextRetryDelay });
  }
}

async function enterWrites(database: Database, request: EnterRequest, { writes }: RegistryForm): Promise<EnterReply> {
  const { organisation, change, by, standingInFor, at } = request;
  const references = writes.map(({ record }) => record);
  const records = await entriesOf(database, organisation, references);
  return replyOf(await enterForm(database, { organisation, change, by, standingInFor, at, writes, records }));
}

function replyOf(outcome: Entered): EnterReply {
  if ('stale' in outcome) {
    return { outcome: 'stale', count: outcome.stale.length, customers: outcome.stale.slice(0, mostNamed) };
  }
  return { outcome: 'entered', count: outcome.entered.length, customers: outcome.entered.slice(0, mostNamed) };
}

async function enterFields(
  database: Database,
  { organisation, change, by, standingInFor, at }: EnterRequest,
  { base, fields }: NonNullable<RegistryForm['fields']>,
): Promise<EnterReply> {
  const outcome = await enterOwnFields(database, { organisation, change, by, standingInFor, at, base, fields });
  if ('stale' in outcome) return { outcome: 'stale', count: 1, customers: [{ customer: 'fields', ...outcome.stale }] };
  return { outcome: 'entered', count: 1, customers: [{ customer: 'fields', version: outcome.entered }] };
}

/** The vault's entries, each with the digest that was approved. */
async function entriesOf(
  database: Database,
  organisation: string,
  references: VaultTextRef[],
): Promise<VaultDocument[]> {
  const found = new Map(
    (
      await readTexts(
        database,
        references.map(({ id }) => id),
      )
    ).map((entry) => [entry._id, entry]),
  );
  return references.map(({ id, digest }) => {
    const entry = found.get(id);
    const isApproved =
      entry?.organisation === organisation &&
      digest === entry.digest &&
      digest === textDigest(entry.nonce, entry.content);
    if (!entry || !isApproved) {
      throw ApplicationFailure.nonRetryable(`${id} is not what was approved`, 'DigestMismatch');
    }
    return entry;
  });
}
