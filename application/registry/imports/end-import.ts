import { endPreparing, findImport } from '../../../db/registry/imports.ts';
import type { Dependencies } from '../../dependencies.ts';
import { givePlaceBack } from './places.ts';
import { forgetWaitingRows } from './waiting-rows.ts';

/** Leaves nothing of an import but its document and what it has prepared. Safe to repeat. */
export async function endImport(
  dependencies: Pick<Dependencies, 'database'>,
  organisation: string,
  number: string,
  now: Date,
): Promise<void> {
  const { database } = dependencies;
  await forgetWaitingRows(database, number);
  await givePlaceBack(dependencies, { organisation, holder: number }, now.toISOString());
  // Last, so that a caller who waits for it finds everything gone.
  const document = await findImport(database, organisation, number);
  if (document) await endPreparing(database, document, now.toISOString());
}
