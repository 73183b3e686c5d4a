import { z } from 'zod';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { formDifferences } from '../../application/registry/form-differences.ts';
import { wholeNumber } from '../../application/whole-number.ts';
import { type Route, route } from '../http/route.ts';

const Query = z.object({
  atLeast: wholeNumber(z.coerce.number().int().positive().optional()).meta({
    description: 'Not before that revision can be read.',
  }),
  reason: reasonOfLook,
  limit: wholeNumber(z.coerce.number().int().min(1).max(100).default(20)),
  from: wholeNumber(z.coerce.number().int().nonnegative().default(0)).meta({
    description: 'How many records to pass over.',
  }),
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
    handle: async (context) => ({ status: 200, body: await formDifferences(context) }),
  });
}
