import { z } from 'zod';
import { ownFieldsOf } from '../../../db/registry/custom-fields.ts';
import { findImport, type ImportBatch, type ImportDocument, isPrepared } from '../../../db/registry/imports.ts';
import type { CameBack } from '../../../domain/record-change/state.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { Call } from '../../call.ts';
import { lookUpCase } from '../../cases/reading/find-case.ts';
import type { Dependencies } from '../../dependencies.ts';
import { notFound } from '../../refused.ts';
import { sentenceOf } from './fault-sentences.ts';
import { newNumber } from './judge-rows.ts';
import { keptRows } from './kept-rows.ts';

const row = z.int().meta({ description: 'As a spreadsheet counts: the titles stand in row 1.' });

export const ImportView = z
  .object({
    import: z.string(),
    trial: z.boolean(),
    status: z.enum(['preparing', 'prepared', 'tried', 'broken-off']).meta({
      description:
        'broken-off: given up by us before all was prepared. Upload the file again under the same key to go on.',
    }),
    by: z.string(),
    startedAt: z.string(),
    rows: z.object({
      read: z.int(),
      judged: z.int().meta({ description: 'How far it has come.' }),
      good: z.int(),
      created: z.int(),
      changed: z.int(),
      unchanged: z.int().meta({ description: 'Rows that say what the record says already; they are in no form.' }),
      bad: z.int(),
      duplicates: z.int(),
    }),
    bad: z.array(z.object({ row, column: z.string().nullable(), fault: z.string(), reason: z.string() })),
    duplicates: z
      .array(z.object({ row, likeRow: z.int().nullable(), likeCustomer: z.string().nullable(), score: z.number() }))
      .meta({ description: 'Rows that look like another row or like a customer of the registry, from 0 to 1.' }),
    ignoredColumns: z.array(z.string()).meta({ description: 'Columns whose titles say nothing here.' }),
    batches: z.array(
      z.object({
        batch: z.int(),
        change: z.string().nullable().meta({ description: 'Its record change; null where none was needed.' }),
        from: row,
        to: row,
        records: z.int(),
        prepared: z.boolean(),
        status: z.string().nullable().meta({ description: 'Of the record change; null where there is none yet.' }),
        stale: z
          .array(z.object({ row, customer: z.string(), base: z.int(), now: z.int() }))
          .meta({ description: 'After `StaleBase`: rows whose records have moved since; the first twenty.' }),
      }),
    ),
  })
  .meta({ id: 'CustomerImport' });
type ImportView = z.infer<typeof ImportView>;

/** The import of the path as it stands, in the language asked for. @throws Refused `NotFound` */
export async function readImport({ dependencies, pack, ids }: Call, language: 'ar' | 'en'): Promise<ImportView> {
  const document = await findImport(dependencies.database, pack.id, String(ids.import));
  if (!document) throw notFound();
  return importView(dependencies, pack, document, language);
}

/** An import as it stands, with a sentence for each fault in the language asked for. */
export async function importView(
  dependencies: Dependencies,
  pack: Pack,
  document: ImportDocument,
  language: 'ar' | 'en',
): Promise<ImportView> {
  const own = (await ownFieldsOf(dependencies.database, pack.id)).fields;
  const { number, trial, batches, by, startedAt, ignoredColumns } = document;
  const faults = [...document.faults, ...batches.flatMap((batch) => batch.faults)].sort((a, b) => a.row - b.row);
  const duplicates = batches.flatMap(({ alike }) => alike);
  const sum = (count: (batch: ImportBatch) => number) => batches.reduce((total, batch) => total + count(batch), 0);
  const [created, changed, unchanged] = [
    sum((one) => one.created),
    sum((one) => one.changed),
    sum((one) => one.unchanged),
  ];
  return {
    import: number,
    trial,
    status: statusOf(document),
    by,
    startedAt,
    rows: {
      read: document.rows,
      judged: rowsOf(document.faults) + sum((one) => (one.isDone ? one.rows : 0)),
      good: created + changed,
      ...{ created, changed, unchanged },
      bad: rowsOf(faults),
      duplicates: rowsOf(duplicates),
    },
    bad: faults.map((fault) => ({
      row: fault.row,
      column: fault.column,
      fault: fault.fault,
      reason: sentenceOf(fault, language, own),
    })),
    duplicates: duplicates.sort((a, b) => a.row - b.row),
    ignoredColumns,
    batches: await Promise.all(batches.map((batch, index) => batchView(dependencies, pack, document, batch, index))),
  };
}

function statusOf(document: ImportDocument): ImportView['status'] {
  if (!isPrepared(document)) return 'preparing';
  if (document.brokenOffAt) return 'broken-off';
  return document.trial ? 'tried' : 'prepared';
}

const rowsOf = (listed: readonly { row: number }[]): number => new Set(listed.map((one) => one.row)).size;

async function batchView(
  dependencies: Dependencies,
  pack: Pack,
  { organisation, trial }: ImportDocument,
  { change, from, to, created, changed, isDone }: ImportBatch,
  index: number,
): Promise<ImportView['batches'][number]> {
  const records = created + changed;
  const isNone = trial || (isDone && records === 0);
  const found = isNone ? null : await lookUpCase(dependencies, organisation, change);
  const back = found?.view.status === 'returned' ? found.view.detail.back : null;
  return {
    batch: index + 1,
    change: isNone ? null : change,
    ...{ from, to, records },
    prepared: isDone && !isNone,
    status: found?.view.status ?? null,
    stale: back?.why === 'stale' ? await staleRows(dependencies, pack, change, back.stale) : [],
  };
}

async function staleRows(
  { database, secret }: Dependencies,
  pack: Pack,
  change: string,
  stale: Extract<CameBack, { why: 'stale' }>['stale'],
): Promise<ImportView['batches'][number]['stale']> {
  const rows = (await keptRows(database, change))?.rows ?? [];
  const rowOf = new Map(rows.map(({ row, customer }) => [customer ?? newNumber(secret, pack, change, row), row]));
  return stale.map((one) => ({ row: rowOf.get(one.customer) ?? 0, ...one }));
}
