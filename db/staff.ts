import type { Database, StaffDocument } from './models.ts';

/** Everybody who works for an organisation now. */
export async function staffOf(database: Database, organisation: string): Promise<StaffDocument[]> {
  return database.staff.find({ organisation, active: true }).sort({ _id: 1 }).lean<StaffDocument[]>();
}

/** One person by staff id, within one organisation, or null. */
export async function findStaff(database: Database, organisation: string, id: string): Promise<StaffDocument | null> {
  const found = await database.staff.findById(id).lean<StaffDocument>();
  return found?.organisation === organisation ? found : null;
}
