import { findTurn, type Load, loadsOf, noteTurn } from '../../db/cases/assignment-log.ts';
import { caseId } from '../../db/cases/cases.ts';
import type { Database } from '../../db/database.ts';
import { type StaffDocument, staffOf } from '../../db/organisation/staff.ts';
import { absenceOf } from '../../domain/stand-in.ts';

/** Who is to own a case, asked under a key: the same question gets the same answer. */
export interface OwnerRequest {
  key: string;
  organisation: string;
  number: string;
  role: string;
  group: string;
  /** Staff ids that are not considered. */
  skip: string[];
  /** Who is away is judged at this instant. */
  at: string;
}

/** Null if nobody of that role and group is there. */
interface OwnerReply {
  staffId: string | null;
}

/**
 * Who is to own a case (C-02): of those present in its group, the one with the fewest open cases. Among equals it is the
 * one whose last turn is the longest ago. The choice is noted under the request's key, so that a repetition gives the same
 * answer.
 */
export async function chooseOwner(database: Database, request: OwnerRequest): Promise<OwnerReply> {
  const { key, organisation, number, at } = request;
  const earlier = await findTurn(database, key);
  if (earlier) return { staffId: earlier.staffId };
  const candidates = (await staffOf(database, organisation)).filter((person) => isCandidate(person, request));
  const ids = candidates.map(({ _id }) => _id);
  const chosen = leastLoaded(await loadsOf(database, organisation, ids));
  if (chosen === null) return { staffId: null };
  const turn = { _id: key, organisation, caseId: caseId(organisation, number), staffId: chosen, at };
  return { staffId: (await noteTurn(database, turn)).staffId };
}

function isCandidate(person: StaffDocument, { role, group, skip, at }: OwnerRequest): boolean {
  const isAway = absenceOf(person, at) !== undefined;
  return person.roles.includes(role) && person.groups.includes(group) && !skip.includes(person._id) && !isAway;
}

/** The one with the least to do; among equals who waited longest for a turn, then by id, so that it is never by chance. */
export function leastLoaded(loads: Load[]): string | null {
  const order = [...loads].sort(
    (a, b) => a.open - b.open || turnOf(a) - turnOf(b) || (a.staffId < b.staffId ? -1 : Number(a.staffId > b.staffId)),
  );
  return order[0]?.staffId ?? null;
}

function turnOf({ lastTurn }: Load): number {
  return lastTurn === null ? Number.NEGATIVE_INFINITY : Date.parse(lastTurn);
}
