import { z } from 'zod';
import { versionsOf } from '../../db/customer-versions.ts';
import type { Database, VaultDocument } from '../../db/models.ts';
import { readWords, wordsDigest } from '../../db/vault.ts';
import { differences } from '../../domain/customer/difference.ts';
import type { CustomerRecord, RegistryForm, RegistryWrite } from '../../domain/customer/record.ts';
import type { RecordChangeFields } from '../../domain/record-change/state.ts';
import { lookAtWords } from '../cases/look-at-words.ts';
import { type Route, route } from '../http/route.ts';

const Query = z.object({
  reason: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  from: z.coerce.number().int().nonnegative().default(0).meta({ description: 'How many records to pass over.' }),
});

const Entry = z.object({
  customer: z.string(),
  base: z.int(),
  status: z.enum(['active', 'inactive', 'merged']),
  mergedInto: z.string().nullable(),
  digestHolds: z.boolean(),
  differences: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
});

const Differences = z
  .object({
    digest: z.string().meta({ description: 'Of the form: who approves names it in If-Match.' }),
    version: z.int(),
    action: z.string(),
    note: z.string().nullable(),
    records: z.int(),
    entries: z.array(Entry),
    fields: z.unknown().meta({ description: 'Of a change of fields: the fields as they shall be.' }),
    alike: z.array(z.object({ customer: z.string(), like: z.string(), score: z.number() })),
  })
  .meta({ id: 'RecordChangeDifferences' });

/** What the form changes, field by field, from the very version that it was made from. Each look is recorded (F-10). */
export function differencesRoute(one: string): Route {
  return route({
    method: 'get',
    path: `${one}/differences`,
    operationId: 'getRecordChangeDifferences',
    summary: 'What the form changes, field by field, and the digest to approve it by; each look is recorded (F-10)',
    tag: 'record-changes',
    permission: 'signed-in',
    ofCase: 'RecordChange',
    query: Query,
    replies: { 200: { description: 'The form against the records that it was made from.', schema: Differences } },
    async handle(context) {
      await lookAtWords(context, 'differences');
      const { database } = context.dependencies;
      const { organisation, view } = context.found;
      const { form: reference, approval, version, records } = view.detail as unknown as RecordChangeFields;
      const { limit, from } = context.query;
      const [kept] = await readWords(database, [reference.id]);
      if (!kept) throw new Error(`form ${reference.id} is gone`);
      const form = kept.content as unknown as RegistryForm & { note: string | null };
      const entries = await shownEntries(database, organisation, form.writes.slice(from, from + limit));
      const { action, fields, alike, note } = form;
      const body = { digest: approval.digest, version, action, note, records, entries, fields, alike };
      return { status: 200, body };
    },
  });
}

async function shownEntries(database: Database, organisation: string, writes: RegistryWrite[]) {
  const before = await versionsOf(
    database,
    organisation,
    writes.flatMap(({ customer, base }) => (base === 0 ? [] : [{ customer, version: base }])),
  );
  const references = [...before.values()].map(({ record }) => record.id);
  const entries = await readWords(database, [...references, ...writes.map(({ record }) => record.id)]);
  const byId = new Map(entries.map((entry) => [entry._id, entry]));
  return writes.map(({ customer, base, status, mergedInto, record }) => {
    const proposed = byId.get(record.id);
    if (!proposed) throw new Error(`vault entry ${record.id} is gone`);
    const from = before.get(customer);
    const stood = from ? recordIn(byId.get(from.record.id)) : null;
    const digestHolds = wordsDigest(proposed.nonce, proposed.content) === record.digest;
    const changes = differences(stood, proposed.content as unknown as CustomerRecord);
    const ofStatus = from && from.status !== status ? [{ field: 'status', from: from.status, to: status }] : [];
    return { customer, base, status, mergedInto, digestHolds, differences: [...ofStatus, ...changes] };
  });
}

function recordIn(entry: VaultDocument | undefined): CustomerRecord | null {
  return entry ? (entry.content as unknown as CustomerRecord) : null;
}
