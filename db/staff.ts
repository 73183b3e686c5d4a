import type { Absence, Database, StaffDocument } from './models.ts';

/** Everybody who works for an organisation now. */
export async function staffOf(database: Database, organisation: string): Promise<StaffDocument[]> {
  return database.staff.find({ organisation, active: true }).sort({ _id: 1 }).lean<StaffDocument[]>();
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
