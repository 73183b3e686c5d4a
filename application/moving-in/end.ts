/** What follows once nobody goes on with a moving-in. */
import { endMoving, findMoving } from '../../db/bulk/movings.ts';
import type { Database } from '../../db/database.ts';
import { forgetWaitingRows } from '../registry/imports/waiting-rows.ts';

/** Leaves nothing of it but its document and what it has opened. Safe to repeat. */
export async function endMovingIn(database: Database, organisation: string, number: string, now: Date): Promise<void> {
  await forgetWaitingRows(database, number);
  const document = await findMoving(database, organisation, number);
  if (document) await endMoving(database, document, now.toISOString());
}
