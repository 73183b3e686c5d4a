/** What follows once nobody goes on with a moving-in. */
import { endMoving, findMoving, type MovingDocument } from '../../db/bulk/movings.ts';
import type { Database } from '../../db/database.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { nextOpening, openCalendar } from '../../domain/deadline/deadline.ts';
import type { Pack } from '../../packs/schema.ts';
import { forgetWaitingRows } from '../registry/imports/waiting-rows.ts';

/** Leaves nothing of it but its document and what it has opened. Safe to repeat. */
export async function endMovingIn(database: Database, organisation: string, number: string, now: Date): Promise<void> {
  await forgetWaitingRows(database, number);
  const document = await findMoving(database, organisation, number);
  if (document) await endMoving(database, document, now.toISOString());
}

/** How long it is until people are told of it, in milliseconds: until their organisation is open. */
export async function tellInMs(
  database: Database,
  packOf: (organisation: string, version: number) => Promise<Pack>,
  { organisation, number }: Pick<MovingDocument, 'organisation' | 'number'>,
  now: Date,
): Promise<number> {
  const document = await findMoving(database, organisation, number);
  if (!document) return 0;
  const pack = await packOf(organisation, document.policyVersion);
  const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
  return Date.parse(nextOpening(calendar, now.toISOString())) - now.getTime();
}
