/** When donors' interests were put before the staff who plan programmes, and discussed (N-24). */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

export interface InterestDiscussionDocument {
  _id: string;
  organisation: string;
  /** Local date. */
  on: string;
  /** Staff ids: with whom they were discussed, and who put them forward. */
  with: string;
  by: string;
  recordedAt: string;
}

/** Keeps a discussion; of one day with one person by another there is one. */
export async function keepDiscussion(
  database: Database,
  discussion: Omit<InterestDiscussionDocument, '_id'>,
): Promise<void> {
  const _id = [discussion.organisation, discussion.on, discussion.with, discussion.by].join('/');
  await insertedOnce(() => database.interestDiscussions.collection.insertOne({ _id, ...discussion } as never));
}

/** The last twenty discussions of an organisation, the latest first. */
export async function discussionsOf(database: Database, organisation: string): Promise<InterestDiscussionDocument[]> {
  return database.interestDiscussions
    .find({ organisation })
    .sort({ on: -1, _id: 1 })
    .limit(20)
    .lean<InterestDiscussionDocument[]>();
}
