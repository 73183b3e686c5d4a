import { z } from 'zod';
import { freshCase } from '../../application/cases/fresh-case.ts';
import { lookAtWords } from '../../application/cases/grant-text-access.ts';
import { differencesFor } from '../../application/registry/readers.ts';
import { shownEntries } from '../../application/registry/shown-entries.ts';
import { type Moved, movedRecords } from '../../application/registry/stale-records.ts';
import type { Database } from '../../db/models.ts';
import { ownFieldsOf } from '../../db/own-fields.ts';
import { readWords } from '../../db/vault.ts';
import type { Difference } from '../../domain/customer/difference.ts';
import type { RegistryForm } from '../../domain/customer/record.ts';
import type { CameBack, RecordChangeFields } from '../../domain/record-change/state.ts';
import { type Route, route } from '../http/route.ts';

const Query = z.object({
  atLeast: z.coerce.number().int().positive().optional().meta({ description: 'Not before that revision can be read.' }),
  reason: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  from: z.coerce.number().int().nonnegative().default(0).meta({ description: 'How many records to pass over.' }),
});

const DifferenceSchema = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() });

const Entry = z.object({
  customer: z.string(),
  base: z.int(),
  status: z.enum(['active', 'inactive', 'merged']),
  mergedInto: z.string().nullable(),
  digestHolds: z.boolean(),
  differences: z.array(DifferenceSchema),
  moved: z
    .object({ now: z.int(), since: z.array(DifferenceSchema), differences: z.array(DifferenceSchema) })
    .nullable()
    .meta({
      description:
        'Of a form that came back as StaleBase: the version that stands by now, what it has changed since the base, and what the form would change in it.',
    }),
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
    fieldsNow: z
      .object({ version: z.int(), fields: z.unknown() })
      .nullable()
      .meta({ description: 'Of a change of fields that came back as StaleBase: the fields as they stand by now.' }),
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
      const { organisation, view } = await freshCase(context, context.query.atLeast ?? 0);
      const { form: reference, approval, version, records } = view.detail as unknown as RecordChangeFields;
      const { limit, from } = context.query;
      const [kept] = await readWords(database, [reference.id]);
      if (!kept) throw new Error(`form ${reference.id} is gone`);
      const form = kept.content as unknown as RegistryForm & { note: string | null };
      const writes = form.writes.slice(from, from + limit);
      const isStale = (view.detail.back as CameBack | undefined)?.why === 'stale';
      const moved = isStale ? await movedRecords(database, organisation, writes) : new Map<string, Moved>();
      const mine = (differences: Difference[]) => differencesFor(context.pack, context.principal.actor, differences);
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
      const body = { digest: approval.digest, version, action, note, records, entries, fields, fieldsNow, alike };
      return { status: 200, body };
    },
  });
}

async function fieldsAsTheyStand(database: Database, organisation: string) {
  const { version, fields } = await ownFieldsOf(database, organisation);
  return { version, fields };
}
