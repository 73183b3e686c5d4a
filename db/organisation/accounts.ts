/** Accounts as they are looked for when somebody signs in, whatever their organisation. */

import type { Database } from '../database.ts';
import type { StaffDocument } from './staff.ts';

/** The hash of every account, of all organisations, always in the same order. */
export async function passwordHashes(database: Database): Promise<string[]> {
  const accounts = await database.staff.find({}, { passwordHash: 1 }).sort({ _id: 1 }).lean<StaffDocument[]>();
  return accounts.map(({ passwordHash }) => passwordHash);
}

/** The account of this name; null if there is none. */
export async function findByUsername(database: Database, username: string): Promise<StaffDocument | null> {
  return database.staff.findOne({ username }).lean<StaffDocument>();
}

/** Everybody who works for any organisation now, or may come in at any moment. */
export async function everybodyLetIn(database: Database): Promise<StaffDocument[]> {
  const isLetIn = [{ active: true }, { entry: { $ne: null } }];
  return database.staff.find({ type: { $ne: 'service' as const }, $or: isLetIn }).lean<StaffDocument[]>();
}
