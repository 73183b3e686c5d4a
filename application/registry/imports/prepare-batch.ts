/** Prepares one batch of an import; whatever breaks off is continued by its repetition, and nothing is done twice. */

import { ownFieldsOf } from '../../../db/registry/custom-fields.ts';
import { findImport, type ImportBatch, type ImportDocument, keepBatch } from '../../../db/registry/imports.ts';
import type { Actor } from '../../../domain/case/command.ts';
import type { ImportRow, RowAlike } from '../../../domain/customer/import-row.ts';
import type { OwnField, RegistryForm } from '../../../domain/customer/record.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { OpeningDependencies } from '../../dependencies.ts';
import { openRecordChange, recordChangeNumber } from '../prepare.ts';
import { type JudgedRows, judgeRows, newNumber } from './judge-rows.ts';
import { keepRows } from './kept-rows.ts';
import { renewPlace } from './places.ts';
import { waitingRows } from './waiting-rows.ts';

/** As many rows as one record change takes. */
const rowsOfBatch = 500;

interface ImportRun {
  pack: Pack;
  actor: Actor;
  /** As it was noted: its batches count, whatever a repetition would cut the rows into. */
  document: ImportDocument;
}

const keyOf = (number: string, index: number): string => `${number}/${index + 1}`;

/** The batches of an import before anything has been done for them. */
export function plannedBatches(
  secret: string,
  pack: Pack,
  principal: string,
  number: string,
  rows: readonly ImportRow[],
): ImportBatch[] {
  return Array.from({ length: Math.ceil(rows.length / rowsOfBatch) }, (_, index) => {
    const some = rows.slice(index * rowsOfBatch, (index + 1) * rowsOfBatch);
    return {
      change: recordChangeNumber(secret, pack, principal, keyOf(number, index)),
      from: some[0]?.row ?? 0,
      to: some.at(-1)?.row ?? 0,
      rows: some.length,
      ...{ isDone: false, created: 0, changed: 0, unchanged: 0, faults: [], alike: [] },
    };
  });
}

/**
 * Does what a batch still asks for: of a trial only the judging, otherwise its record change. Done already, it is left alone;
 * broken off, it is done under the same numbers.
 */
export async function prepareBatch(
  dependencies: OpeningDependencies,
  packOf: (organisation: string, version: number) => Promise<Pack>,
  { organisation, number, index }: { organisation: string; number: string; index: number },
): Promise<void> {
  const { database } = dependencies;
  const document = await findImport(database, organisation, number);
  const batch = document?.batches[index];
  if (!document?.preparing || !batch) throw new Error(`import ${number} has no batch ${index + 1} to prepare`);
  if (batch.isDone) return;
  const { actor, policyVersion } = document.preparing;
  await renewPlace(dependencies, { organisation, holder: number }, actor.id, new Date().toISOString());
  const run = { pack: await packOf(organisation, policyVersion), actor, document };
  const own = (await ownFieldsOf(database, organisation)).fields;
  const rows = await waitingRows<ImportRow>(database, number, index);
  const done = await doBatch(dependencies, run, own, { index, batch, rows });
  await keepBatch(database, organisation, number, index, done);
}

async function doBatch(
  dependencies: OpeningDependencies,
  run: ImportRun,
  own: readonly OwnField[],
  { index, batch, rows }: { index: number; batch: ImportBatch; rows: ImportRow[] },
): Promise<ImportBatch> {
  const { pack, actor, document } = run;
  const judged = await judgeRows(dependencies, pack, own, batch.change, rows);
  const others = likeOtherBatches(rows, batch, judged);
  if (!document.trial && judged.drafts.length > 0) {
    const place = { organisation: pack.id, change: batch.change, at: document.startedAt };
    const alike = others.map((one) => asNumbers(dependencies.secret, run, batch, one));
    const key = keyOf(document.number, index);
    const content = { import: document.number, batch: index + 1, file: document.fileDigest };
    const preparation = { pack, actor, principal: actor.id, key, receivedAt: document.startedAt };
    await openRecordChange(dependencies, { ...preparation, action: 'import', content }, async () => ({
      ...{ action: 'import', drafts: judged.drafts, fields: null, note: null },
      alike: [...judged.alike, ...alike],
      keepBeside: () => keepRows(dependencies.database, place, { rows, alike }),
    }));
  }
  const created = judged.drafts.filter(({ base }) => base === 0).length;
  return {
    ...batch,
    isDone: true,
    created,
    changed: judged.drafts.length - created,
    unchanged: judged.unchanged,
    faults: judged.faults,
    alike: [...asRows(judged), ...others],
  };
}

/** Rows of this batch that look like one of another batch, whose customers are not in the registry yet. */
function likeOtherBatches(rows: ImportRow[], { from }: ImportBatch, { rowOf }: JudgedRows): RowAlike[] {
  const good = new Set(rowOf.values());
  return rows.flatMap(({ row, alike }) =>
    alike.flatMap((other) =>
      other.row < from && good.has(row) ? [{ row, likeRow: other.row, likeCustomer: null, score: other.score }] : [],
    ),
  );
}

function asNumbers(
  secret: string,
  { pack, document }: ImportRun,
  batch: ImportBatch,
  { row, likeRow, score }: RowAlike,
): RegistryForm['alike'][number] {
  const other = document.batches.find(({ from, to }) => likeRow !== null && from <= likeRow && likeRow <= to) ?? batch;
  const customer = newNumber(secret, pack, batch.change, row);
  return { customer, like: newNumber(secret, pack, other.change, likeRow ?? 0), score };
}

function asRows({ alike, rowOf }: JudgedRows): RowAlike[] {
  return alike.map(({ customer, like, score }) => {
    const likeRow = rowOf.get(like) ?? null;
    return { row: rowOf.get(customer) ?? 0, likeRow, likeCustomer: likeRow === null ? like : null, score };
  });
}
