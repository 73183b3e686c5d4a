/** Takes a file of complaints: a trial says what would come of it, and anything else waits for a second person. */
import { randomUUID } from 'node:crypto';
import { type MovedRow, type MovingDocument, movingId, noteMoving, noteRowsKept } from '../../db/bulk/movings.ts';
import { casesOf } from '../../db/cases/cases.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { staffOf } from '../../db/organisation/staff.ts';
import { localText, openCalendar } from '../../domain/deadline/calendar.ts';
import type { Pack } from '../../packs/schema.ts';
import type { UploadedFile } from '../attachments/uploaded-file.ts';
import type { Call } from '../call.ts';
import { caseNumber, kindLetters } from '../cases/case-number.ts';
import { Refused } from '../refused.ts';
import { givePlaceBack, takePlace } from '../registry/imports/places.ts';
import { keepWaitingRows } from '../registry/imports/waiting-rows.ts';
import { withDefaultClass } from './new-customers.ts';
import { type ReadingAsked, readComplaints } from './read-file.ts';
import type { RowToMove } from './read-row.ts';

/** As many rows as one activity opens. */
const rowsOfBatch = 50;

/** Whose idempotency key a reference of an old system is: nobody's, so that two people who bring it bring one complaint. */
export const movedInPrincipal = 'moved-in';

/** The number that a complaint has here, by its reference in the old system. */
export function movedInNumber(secret: string, { id, prefix }: Pick<Pack, 'id' | 'prefix'>, reference: string): string {
  return caseNumber(secret, prefix, kindLetters.complaint, [id, movedInPrincipal, reference]);
}

/**
 * Reads the file whole and notes what is wrong with its rows. Unless it is a trial, its good rows wait in the vault.
 * @throws Refused: `KeyReused` if another file or a trial stands under the key, `Unavailable` if others are being read, and as
 *   `readComplaints`
 */
export async function takeFile(
  { dependencies, pack, principal, key, receivedAt }: Call,
  asked: ReadingAsked & { trial: boolean; file: () => Promise<UploadedFile> },
): Promise<MovingDocument> {
  const { database, secret } = dependencies;
  const { id: by } = principal.actor;
  const number = caseNumber(secret, pack.prefix, 'M', [pack.id, by, key]);
  const place = { organisation: pack.id, holder: randomUUID() };
  await takePlace(dependencies, place, by, receivedAt);
  try {
    const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
    const judging = { pack, calendar, staff: await staffOf(database, pack.id), now: receivedAt };
    const written = await readComplaints(secret, judging, await asked.file(), asked);
    const read = await withDefaultClass(dependencies, judging, written);
    const before = await thereBefore(dependencies, pack, read.rows);
    const fresh = read.rows.filter(({ row }) => !before.some((one) => one.row === row));
    const instants = read.rows.map(({ receivedAt: at }) => at).sort();
    const [first, last] = [instants[0], instants.at(-1)];
    const day = (at: string) => localText(calendar, at).slice(0, 10);
    const document = await noteMoving(database, {
      ...{ _id: movingId(pack.id, number), organisation: pack.id, number, trial: asked.trial, by },
      ...{ startedAt: receivedAt, fileDigest: read.digest, tellsCustomers: asked.tellsCustomers, rows: read.count },
      ...{ ignoredColumns: read.ignoredColumns, faults: read.faults, before, policyVersion: pack.version },
      received: first && last ? { from: day(first), to: day(last) } : null,
      batches: batchesOf(fresh),
    });
    if (document.fileDigest !== read.digest || document.trial !== asked.trial) {
      throw new Refused('KeyReused', 'This Idempotency-Key was used for another import. Use a new key for a new one.');
    }
    // Rows of what has been decided are there already, or are not needed any more.
    if (!asked.trial && !document.decision && !document.endedAt) {
      await keepWaitingRows(database, document, fresh);
      await noteRowsKept(database, document, receivedAt);
    }
    return document;
  } finally {
    await givePlaceBack(dependencies, place, receivedAt);
  }
}

async function thereBefore(
  { database, secret }: Call['dependencies'],
  pack: Pack,
  rows: readonly RowToMove[],
): Promise<MovedRow[]> {
  const numbers = new Map(rows.map(({ row, reference }) => [movedInNumber(secret, pack, reference), row]));
  const found = await casesOf(database, pack.id, [...numbers.keys()]);
  return found
    .map(({ number, view }) => ({
      ...{ row: numbers.get(number) ?? 0, number, owner: view.owner },
      wasThere: true as const,
    }))
    .sort((a, b) => a.row - b.row);
}

function batchesOf(rows: readonly RowToMove[]): MovingDocument['batches'] {
  return Array.from({ length: Math.ceil(rows.length / rowsOfBatch) }, (_, index) => {
    const some = rows.slice(index * rowsOfBatch, (index + 1) * rowsOfBatch);
    const place = { from: some[0]?.row ?? 0, to: some.at(-1)?.row ?? 0, rows: some.length };
    return { ...place, isDone: false, moved: [], faults: [] };
  });
}
