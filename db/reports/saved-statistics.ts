import type { StatisticsAsked } from '../../reports/customer-statistics.ts';
import type { Database } from '../database.ts';

/** A question about customers under a name; `_id` is organisation/name. */
export interface SavedStatisticsDocument {
  _id: string;
  organisation: string;
  name: string;
  title: { ar: string; en: string };
  asked: StatisticsAsked;
  savedBy: string;
  savedAt: string;
}

/** Saves a question; one of that name is replaced. */
export async function saveStatistics(database: Database, saved: Omit<SavedStatisticsDocument, '_id'>): Promise<void> {
  const _id = `${saved.organisation}/${saved.name}`;
  await database.savedStatistics.collection.replaceOne({ _id: _id as never }, saved as never, { upsert: true });
}

export async function savedStatistics(database: Database, organisation: string): Promise<SavedStatisticsDocument[]> {
  const found = await database.savedStatistics.find({ organisation }).lean<SavedStatisticsDocument[]>();
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export async function findSavedStatistics(
  database: Database,
  organisation: string,
  name: string,
): Promise<SavedStatisticsDocument | null> {
  return database.savedStatistics.findById(`${organisation}/${name}`).lean<SavedStatisticsDocument>();
}
