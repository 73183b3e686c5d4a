import { uploadIn } from '../../../api/attachments/upload-body.ts';
import { ApiProblem } from '../../../api/http/problem.ts';
import type { Context } from '../../../api/http/route.ts';
import { findImport, type ImportDocument, importId, noteImport } from '../../../db/imports.ts';
import { ownFieldsOf } from '../../../db/own-fields.ts';
import { caseNumber } from '../../../temporal/case-number.ts';
import { takePlace } from './places.ts';
import { type ReadingAsked, readFile } from './read-file.ts';
import { type ImportRun, plannedBatches, runImport } from './run-import.ts';

/** How long the caller waits, in milliseconds; what takes longer goes on, and is asked for by its number. */
const patience = 8000;

interface ImportQuery extends ReadingAsked {
  trial: boolean;
}

/** The imports that this process works on, by number. */
const underWay = new Map<string, Promise<void>>();

/**
 * Takes an upload: reads it whole, then carries it out. The same file under the same key is the same import: what is done
 * is not done again, what broke off goes on.
 * @throws ApiProblem: 422 `KeyReused` where another file or a trial stands under the key, 503 where others are under way.
 */
export async function startImport(context: Context<ImportQuery>): Promise<ImportDocument> {
  const { dependencies, pack, principal, key } = context;
  const { database, secret, logger } = dependencies;
  const number = caseNumber(secret, pack.prefix, 'I', [pack.id, principal.actor.id, key]);
  const giveBack = underWay.has(number) ? () => undefined : takePlace(pack.id, principal.actor.id);
  const run = await noted(context, number).catch((error: unknown) => {
    giveBack();
    throw error;
  });
  const ended =
    underWay.get(number) ??
    runImport(dependencies, run).finally(() => {
      underWay.delete(number);
    });
  void ended.finally(giveBack).catch(() => undefined);
  underWay.set(number, ended);
  await settledWithin(ended, (error) => logger.error({ err: error, import: number }, 'an import has broken off'));
  const now = await findImport(database, pack.id, number);
  if (!now) throw new Error(`import ${number} is gone`);
  return now;
}

/** Reads the file whole and notes the import. */
async function noted(
  { dependencies, pack, principal, query, receivedAt, request }: Context<ImportQuery>,
  number: string,
): Promise<ImportRun> {
  const { database, secret } = dependencies;
  const { actor } = principal;
  const own = (await ownFieldsOf(database, pack.id)).fields;
  const read = await readFile(secret, pack, own, await uploadIn(request), query);
  const document = await noteImport(database, {
    ...{ _id: importId(pack.id, number), organisation: pack.id, number },
    ...{ trial: query.trial, by: actor.id, startedAt: receivedAt },
    ...{ fileDigest: read.digest, rows: read.count, ignoredColumns: read.ignoredColumns, faults: read.faults },
    batches: plannedBatches(secret, pack, actor.id, number, read.rows),
  });
  if (document.fileDigest !== read.digest || document.trial !== query.trial) {
    throw new ApiProblem('KeyReused', 'This Idempotency-Key was used for another import. Use a new key for a new one.');
  }
  return { pack, actor, document, read, receivedAt };
}

/** Waits for the run while there is patience; what goes wrong later is nobody's answer any more. */
async function settledWithin(run: Promise<void>, later: (error: unknown) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<'goes on'>((resolve) => {
    timer = setTimeout(resolve, patience, 'goes on');
  });
  const outcome = await Promise.race([run, enough]).finally(() => clearTimeout(timer));
  if (outcome === 'goes on') run.catch(later);
}
