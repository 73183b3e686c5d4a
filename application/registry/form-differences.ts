import { readTexts } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { ownFieldsOf } from '../../db/registry/custom-fields.ts';
import type { Difference } from '../../domain/customer/difference.ts';
import type { RegistryForm } from '../../domain/customer/record.ts';
import { detailOf } from '../../domain/details.ts';
import type { Call } from '../call.ts';
import { freshCase } from '../cases/reading/find-case.ts';
import { grantTextAccess } from '../cases/reading/grant-text-access.ts';
import { differencesFor } from './readers.ts';
import { shownEntries } from './shown-entries.ts';
import { type Moved, staleRecords } from './stale-records.ts';

interface Wanted {
  atLeast?: number | undefined;
  reason?: string | undefined;
  limit: number;
  /** How many records to pass over. */
  from: number;
}

/** What the form changes, field by field, from the very version that it was made from. The look is recorded (F-10). */
export async function formDifferences(call: Call<Wanted>) {
  await grantTextAccess(call, 'differences');
  const { database } = call.dependencies;
  const { organisation, view } = await freshCase(call, call.query.atLeast ?? 0);
  const { form: reference, approval, version, records } = detailOf(view, 'recordChange');
  const { limit, from } = call.query;
  const [kept] = await readTexts(database, [reference.id]);
  if (!kept) throw new Error(`form ${reference.id} is gone`);
  const form = kept.content as unknown as RegistryForm & { note: string | null };
  const writes = form.writes.slice(from, from + limit);
  const isStale = view.detail.back?.why === 'stale';
  const moved = isStale ? await staleRecords(database, organisation, writes) : new Map<string, Moved>();
  const mine = (differences: Difference[]) => differencesFor(call.pack, call.principal.actor, differences);
  const entries = (await shownEntries(database, organisation, writes)).map((entry) => {
    const since = moved.get(entry.customer);
    return {
      ...entry,
      differences: mine(entry.differences),
      moved: since ? { ...since, since: mine(since.since), differences: mine(since.differences) } : null,
    };
  });
  const { action, fields, alike, note } = form;
  const fieldsNow = isStale && fields ? await fieldsAsTheyStand(database, organisation) : null;
  return { digest: approval.digest, version, action, note, records, entries, fields, fieldsNow, alike };
}

async function fieldsAsTheyStand(database: Database, organisation: string) {
  const { version, fields } = await ownFieldsOf(database, organisation);
  return { version, fields };
}
