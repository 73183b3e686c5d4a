import { randomUUID } from 'node:crypto';
import { pollUntil } from '../../../db/poll-until.ts';
import { ownFieldsOf } from '../../../db/registry/custom-fields.ts';
import {
  beginPreparing,
  findImport,
  type ImportDocument,
  importId,
  isPrepared,
  noteImport,
} from '../../../db/registry/imports.ts';
import type { Actor } from '../../../domain/case/command.ts';
import type { Pack } from '../../../packs/schema.ts';
import { startImporting } from '../../../temporal/imports.ts';
import type { UploadedFile } from '../../attachments/uploaded-file.ts';
import { caseNumber } from '../../cases/case-number.ts';
import type { Dependencies } from '../../dependencies.ts';
import { Refused } from '../../refused.ts';
import { givePlaceBack, handPlace, takePlace } from './places.ts';
import { plannedBatches } from './prepare-batch.ts';
import { type ReadFile, type ReadingAsked, readFile } from './read-file.ts';
import { keepWaitingRows } from './waiting-rows.ts';

/** How long the caller waits; what takes longer goes on, and is asked for by its number. */
const timeoutMs = 8000;

export interface ImportAsked {
  pack: Pack;
  actor: Actor;
  key: string;
  receivedAt: string;
  trial: boolean;
  reading: ReadingAsked;
  /** Finds the file, whose bytes are still to come. */
  file: () => Promise<UploadedFile>;
}

/**
 * Takes an upload: reads it whole, keeps its rows in the vault and has a workflow prepare them. The same file under the same
 * key is the same import: what is done is not done again, what broke off goes on.
 * @throws Refused: `KeyReused` if another file or a trial stands under the key, `Unavailable` if others are under way.
 */
export async function startImport(dependencies: Dependencies, asked: ImportAsked): Promise<ImportDocument> {
  const { database, secret, temporal } = dependencies;
  const { pack, actor, key, receivedAt } = asked;
  const number = caseNumber(secret, pack.prefix, 'I', [pack.id, actor.id, key]);
  const place = { organisation: pack.id, holder: randomUUID() };
  await takePlace(dependencies, place, actor.id, receivedAt);
  try {
    const { document, read } = await noted(dependencies, asked, number);
    if (!document.batches.every(({ isDone }) => isDone)) {
      if (!document.underWay) {
        await keepWaitingRows(database, document, read.rows);
        await beginPreparing(database, document, { actor, policyVersion: pack.version });
      }
      await handPlace(dependencies, place, number, receivedAt);
      await startImporting(temporal, { organisation: pack.id, number, batches: document.batches.length });
    }
  } finally {
    await givePlaceBack(dependencies, place, receivedAt);
  }
  const look = async () => {
    const now = await findImport(database, pack.id, number);
    if (!now) throw new Error(`import ${number} is gone`);
    return now;
  };
  return pollUntil(await look(), isPrepared, look, timeoutMs);
}

/** Reads the file whole and notes the import. */
async function noted(
  dependencies: Dependencies,
  { pack, actor, receivedAt, trial, reading, file }: ImportAsked,
  number: string,
): Promise<{ document: ImportDocument; read: ReadFile }> {
  const { database, secret } = dependencies;
  const own = (await ownFieldsOf(database, pack.id)).fields;
  const read = await readFile(dependencies, pack, own, await file(), reading);
  const document = await noteImport(database, {
    ...{ _id: importId(pack.id, number), organisation: pack.id, number },
    ...{ trial, by: actor.id, startedAt: receivedAt },
    ...{ fileDigest: read.digest, rows: read.count, ignoredColumns: read.ignoredColumns, faults: read.faults },
    batches: plannedBatches(secret, pack, actor.id, number, read.rows),
  });
  if (document.fileDigest !== read.digest || document.trial !== trial) {
    throw new Refused('KeyReused', 'This Idempotency-Key was used for another import. Use a new key for a new one.');
  }
  return { document, read };
}
