/** Rounds of prospective donors (N-07): when a portfolio of programmes was received, from whom, and what came of it. */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** A programme in a round; `_id` is organisation/period/programme: in one period it is in one round only. */
export interface LeadRoundDocument {
  _id: string;
  organisation: string;
  /** A year or half of one, such as `2027-H1`. */
  period: string;
  programme: string;
  /** Numbers of the customers who were proposed. */
  prospects: string[];
  /** The lead that was opened for it. */
  lead: string;
  receivedAt: string;
  /** Staff id. */
  receivedBy: string;
}

/** Keeps a programme's place in a round; kept again it is the same. */
export async function keepRound(database: Database, round: Omit<LeadRoundDocument, '_id'>): Promise<void> {
  const _id = `${round.organisation}/${round.period}/${round.programme}`;
  await insertedOnce(() => database.leadRounds.collection.insertOne({ _id, ...round } as never));
}

/** Every round of an organisation, by period and programme. */
export async function roundsOf(database: Database, organisation: string): Promise<LeadRoundDocument[]> {
  return database.leadRounds.find({ organisation }).sort({ _id: 1 }).lean<LeadRoundDocument[]>();
}
