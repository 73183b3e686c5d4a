import { findCase } from '../../db/cases/cases.ts';
import type { Database } from '../../db/database.ts';
import { leadsAwaiting } from '../../db/leads/leads.ts';
import { contributionsOf, findProgramme, freeContributions, matchContributions } from '../../db/leads/programmes.ts';
import { pollUntil } from '../../db/poll-until.ts';
import { numbersOf } from '../../db/registry/customers.ts';
import type { ProgrammeFunding } from '../../domain/lead/aspects/pledge.ts';
import { isAtLeast, sumText } from '../../domain/money.ts';
import type { Pack } from '../../packs/schema.ts';

/** What has been received from a donor for a lead. */
export interface FundingRequest {
  organisation: string;
  /** The pack version whose currency the amounts are in. */
  policyVersion: number;
  lead: string;
  programme: string;
  donor: string;
  upTo: string;
  since: string;
  /** Revision of the lead that asks. Absent if an earlier release asks. */
  revision?: number;
}

/** Decimal text, and of how many contributions. */
interface FundingReply {
  received: string;
  contributions: number;
  /** What the whole programme needs, and has received. Absent if an earlier release answered. */
  programme?: ProgrammeFunding;
}

/** How long the projection is waited for: a run about to continue as new writes none. */
const timeoutMs = 2000;

/**
 * A use case that records a contribution tells the leads that it finds closed in the projection. A match made before this
 * lead is found there would miss a contribution that came in between. So the projection of the revision that asks is
 * waited for. Failing and being tried again made the step one to two seconds longer, and a person may be waiting for it.
 *
 * @returns false if it has not come in time. The match is then still right for the contributions that are there
 */
export async function untilProjected(
  database: Database,
  { organisation, lead, revision = 0 }: FundingRequest,
  milliseconds = timeoutMs,
): Promise<boolean> {
  const isThere = async () => ((await findCase(database, organisation, lead))?.revision ?? 0) >= revision;
  return pollUntil(await isThere(), (there) => there, isThere, milliseconds);
}

/**
 * What a donor has given for a lead's programme since the lead was opened. Contributions are matched to one lead each, the
 * oldest first, until the pledge is met. Safe to repeat; a contribution that was matched stays so.
 */
export async function matchFunding(database: Database, pack: Pack, request: FundingRequest): Promise<FundingReply> {
  const { organisation, lead, programme, donor, upTo, since } = request;
  const { currency } = pack.kinds.complaint.claims;
  const customers = await numbersOf(database, organisation, donor);
  const wanted = { programme, customers, lead, paidSince: since.slice(0, 10) };
  const matched = await matchContributions(database, organisation, wanted, (amounts) =>
    isAtLeast(sumText(amounts, currency), upTo),
  );
  return {
    received: sumText(
      matched.map(({ amount }) => amount),
      currency,
    ),
    contributions: matched.length,
    programme: await programmeFunding(database, pack, organisation, programme),
  };
}

/** What the programme needs, and what it has received from any donor: its leads succeed together (N-05). */
async function programmeFunding(
  database: Database,
  pack: Pack,
  organisation: string,
  programme: string,
): Promise<ProgrammeFunding> {
  const needed = (await findProgramme(database, organisation, programme))?.fundingNeeded ?? null;
  const all = await contributionsOf(database, organisation, { programme });
  const amounts = all.map(({ amount }) => amount);
  return { needed, received: sumText(amounts, pack.kinds.complaint.claims.currency) };
}

/** A lead whose pledge is void, and that counts no contribution any more. */
export interface ReleaseRequest {
  organisation: string;
  lead: string;
}

/** How many contributions it has given back, and the leads that may count them instead. */
interface ReleaseReply {
  contributions: number;
  leads: string[];
}

/** As many leads as a lead that gives something back tells of it; the others ask by themselves. */
const mostTold = 20;

/** Gives back what has been matched to a lead whose pledge is void, for others to count. Safe to repeat. */
export async function releaseFunding(
  database: Database,
  { organisation, lead }: ReleaseRequest,
): Promise<ReleaseReply> {
  const freed = await freeContributions(database, organisation, lead);
  const awaiting = (await leadsAwaiting(database, organisation, freed)).filter((one) => one.lead !== lead);
  return { contributions: freed.length, leads: awaiting.slice(0, mostTold).map((one) => one.lead) };
}
