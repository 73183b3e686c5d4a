/** A role that few may hold at a time has as many seats. A person takes a seat before the role, so that two never do at once. */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** Who has a role that few may have at a time; `_id` is organisation/role/place. */
export interface RoleSeatDocument {
  _id: string;
  organisation: string;
  staffId: string;
  at: string;
  /** False while the entry of the directory is still to be written. */
  taken: boolean;
}

/** A seat that was taken so long ago for an entry that was never written is free. */
const writtenWithin = 60_000;

interface Seat {
  organisation: string;
  role: string;
  holders: number;
  staffId: string;
  at: string;
}

/**
 * Takes a seat for somebody and says whether there was one. `holds` tells of another person whether they hold the role now:
 * of one who does not any more the seat is free. Asked after the seat was read, since the entry is written before the seat is kept.
 */
export async function takeSeat(
  { roleSeats }: Database,
  { organisation, role, holders, staffId, at }: Seat,
  holds: (staffId: string) => Promise<boolean>,
): Promise<boolean> {
  for (let place = 1; place <= holders; place += 1) {
    const seat: RoleSeatDocument = {
      _id: `${organisation}/${role}/${place}`,
      ...{ organisation, staffId, at, taken: false },
    };
    if (await insertedOnce(() => roleSeats.collection.insertOne(seat as never))) return true;
    const found = await roleSeats.findById(seat._id).lean<RoleSeatDocument>();
    if (!found) continue;
    const isBeingWritten = !found.taken && Date.parse(at) - Date.parse(found.at) < writtenWithin;
    const isFree = found.staffId === staffId || (!isBeingWritten && !(await holds(found.staffId)));
    if (!isFree) continue;
    const { _id, ...set } = seat;
    const { modifiedCount } = await roleSeats.collection.updateOne(
      { _id: _id as never, staffId: found.staffId, at: found.at },
      { $set: set },
    );
    if (modifiedCount === 1 || (found.staffId === staffId && found.at === at)) return true;
  }
  return false;
}

/** The entry of the directory has been written: from now on it says who holds the role. */
export async function keepSeats({ roleSeats }: Database, organisation: string, staffId: string): Promise<void> {
  await roleSeats.collection.updateMany({ organisation, staffId }, { $set: { taken: true } });
}
