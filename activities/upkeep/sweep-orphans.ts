import type { Client } from '@temporalio/client';
import { kindOf } from '../../application/cases/case-number.ts';
import { findCase } from '../../db/cases/cases.ts';
import type { RequestDocument } from '../../db/cases/requests.ts';
import type { Database } from '../../db/database.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { isStarted } from '../../temporal/cases.ts';

/** How long an opening may stay without a case before its words are nobody's: far longer than any repetition takes. */
const graceMs = MS_PER_DAY;

/**
 * Removes the words of openings whose case was never started: the request broke off between the vault and the engine, and
 * nobody repeated it. Returns how many. An opening that has a projection or a workflow is left alone.
 */
export async function sweepOrphans(database: Database, engine: Client, now: Date): Promise<number> {
  const before = new Date(now.getTime() - graceMs).toISOString();
  const open = await database.requests
    .find({ _id: { $regex: '^open/' }, response: null, receivedAt: { $lt: before } })
    .limit(1000)
    .lean<RequestDocument[]>();
  let swept = 0;
  for (const { _id, organisation, number } of open) {
    if (await findCase(database, organisation, number)) continue;
    const kind = kindOf(number);
    if (!kind || (await isStarted(engine, { kind, organisation, number }))) continue;
    // The words of a complaint are one entry; a form has one for itself, one for each record, and its rows if it is imported.
    const ids = { $regex: `^${number}/` };
    await database.vault.collection.deleteMany({ _id: ids as never });
    await database.requests.collection.deleteOne({ _id: _id as never, response: null });
    swept += 1;
  }
  return swept;
}
