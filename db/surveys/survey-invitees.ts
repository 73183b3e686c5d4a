/**
 * Whom the product has asked to answer a survey, each customer once (N-09). Nothing here joins a customer to an invitation.
 * The secret is made as the message is sent, and a reader of the database lacks the key.
 */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** `refused`: the customer has said that no surveys are wanted. `unreachable`: no message could be handed over. */
export type InviteeOutcome = 'sent' | 'refused' | 'unreachable';

/** One customer who was to be asked; `_id` is survey/customer. */
export interface InviteeDocument {
  _id: string;
  survey: string;
  outcome: InviteeOutcome;
}

const idOf = (survey: string, customer: string): string => `${survey}/${customer}`;

/** Those of these customers for whom it is settled already whether they were asked. */
export async function settledAmong(
  database: Database,
  survey: string,
  customers: readonly string[],
): Promise<Set<string>> {
  const ids = customers.map((customer) => idOf(survey, customer));
  const found = await database.surveyInvitees.find({ _id: { $in: ids } }).lean<InviteeDocument[]>();
  return new Set(found.map(({ _id }) => _id.slice(survey.length + 1)));
}

/** Settles whether a customer was asked; the first word stays. */
export async function settleInvitee(
  database: Database,
  { survey, customer, outcome }: { survey: string; customer: string; outcome: InviteeOutcome },
): Promise<void> {
  const document: InviteeDocument = { _id: idOf(survey, customer), survey, outcome };
  await insertedOnce(() => database.surveyInvitees.collection.insertOne(document as never));
}

/** How many customers were asked, have refused surveys, or could not be reached. */
export async function inviteesOf(database: Database, survey: string): Promise<Record<InviteeOutcome, number>> {
  const count = (outcome: InviteeOutcome) => database.surveyInvitees.countDocuments({ survey, outcome });
  return { sent: await count('sent'), refused: await count('refused'), unreachable: await count('unreachable') };
}
