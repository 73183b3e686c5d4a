/** A second person lets a moving-in go on, or not. */
import { decideMoving, endMoving, findMoving, type MovingDocument } from '../../db/bulk/movings.ts';
import { namesOf } from '../../domain/case/command.ts';
import { startImporting } from '../../temporal/imports.ts';
import type { Call } from '../call.ts';
import { notFound, Refused } from '../refused.ts';
import { forgetWaitingRows } from '../registry/imports/waiting-rows.ts';

/** The moving-in of the address. @throws Refused `NotFound` */
export async function movingOf({ dependencies, pack, ids }: Call): Promise<MovingDocument> {
  const document = await findMoving(dependencies.database, pack.id, String(ids.moving));
  if (!document) throw notFound();
  return document;
}

/**
 * Decides, and has the complaints opened if it is approved. Safe to repeat.
 * @throws Refused: `SamePerson` if the caller brought the file or stands in for who did. `NotAllowedNow` if it is a trial, its
 *   rows are not all kept, or it has been decided otherwise
 */
export async function decideOn(call: Call, approved: boolean): Promise<MovingDocument> {
  const { database, temporal } = call.dependencies;
  const { actor } = call.principal;
  const found = await movingOf(call);
  if (found.trial) throw new Refused('NotAllowedNow', 'This is a trial: nothing comes of it.');
  if (namesOf(actor).includes(found.by)) {
    throw new Refused('SamePerson', 'You brought this file: somebody else decides on it.');
  }
  if (!found.rowsKeptAt)
    throw new Refused('NotAllowedNow', 'This file has not been kept whole yet: it is brought again.');
  const document = await decideMoving(database, found, { approved, by: actor, at: call.receivedAt });
  const { decision, organisation, number, batches } = document;
  if (!decision || decision.approved !== approved || decision.by.id !== actor.id) {
    throw new Refused('NotAllowedNow', 'This moving-in has been decided on, or has lapsed.');
  }
  if (document.endedAt) return document;
  if (approved) {
    await startImporting(temporal, { organisation, number, batches: batches.length }, 'moveIn');
    return document;
  }
  await forgetWaitingRows(database, number);
  await endMoving(database, document, call.receivedAt);
  return movingOf(call);
}
