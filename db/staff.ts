import type { Member } from '../domain/stand-in.ts';
import type { Absence, Database, StaffDocument } from './models.ts';

/** Everybody who works for an organisation now. */
export async function staffOf(database: Database, organisation: string): Promise<StaffDocument[]> {
  return database.staff.find({ organisation, active: true }).sort({ _id: 1 }).lean<StaffDocument[]>();
}

/** Those of an organisation whose absences are not all over at an instant: few of the staff, by an index. */
export async function absentStaff(database: Database, organisation: string, at: string): Promise<StaffDocument[]> {
  // Without fraction and zone: less than every way in which a later instant is written.
  const notOver = { $gt: at.slice(0, 19) };
  return database.staff
    .find({ organisation, active: true, 'absences.to': notOver })
    .sort({ _id: 1 })
    .lean<StaffDocument[]>();
}

/** Somebody of the directory as the rules of standing in know him. */
export function asMember({ _id, roles, groups, departments, absences }: StaffDocument): Member {
  return { id: _id, roles, groups, departments, absences };
}

/** One person by staff id, within one organisation, or null. */
export async function findStaff(database: Database, organisation: string, id: string): Promise<StaffDocument | null> {
  const found = await database.staff.findById(id).lean<StaffDocument>();
  return found?.organisation === organisation ? found : null;
}

/** Adds an absence; the same one again changes nothing. Returns the person as he stands afterwards. */
export async function enterAbsence(
  database: Database,
  person: StaffDocument,
  absence: Absence,
): Promise<StaffDocument> {
  await database.staff.collection.updateOne(
    { _id: person._id as never },
    { $addToSet: { absences: absence } as never },
  );
  return (await findStaff(database, person.organisation, person._id)) ?? person;
}
