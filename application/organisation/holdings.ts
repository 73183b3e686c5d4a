/** What somebody owns and what waits for them, as far as the caller may know of it. */

import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { donorContacts } from '../../db/leads/donor-contacts.ts';
import { asMember, everybodyOf, type StaffDocument } from '../../db/organisation/staff.ts';
import type { Actor } from '../../domain/case/command.ts';
import { type Why, whyWaiting } from '../../domain/case/next-actors.ts';
import { detailOf } from '../../domain/details.ts';
import { hasStepOf } from '../../domain/procedure/takers.ts';
import { standInsOf } from '../../domain/stand-in.ts';
import { leads } from '../../packs/rights/holds-rights.ts';
import type { Call } from '../call.ts';
import { viewFor } from '../cases/permission.ts';
import { forRights } from '../cases/reading/find-case.ts';
import { pageOfCases } from '../cases/reading/list-cases.ts';
import { waitingFor } from '../cases/reading/work-queue.ts';
import { Refused } from '../refused.ts';
import { reviewsStaff } from '../staff/who-may.ts';
import { personOf } from './change-staff.ts';

export interface Held {
  number: string;
  kind: string;
  category: string;
  status: string;
}

const most = 1000;

/** The person, those who lead, and those who review the staff. @throws Refused `Forbidden` to anybody else */
export async function mustSeeHoldings(call: Call): Promise<void> {
  const { principal, pack } = call;
  const { _id } = await personOf(call);
  if (_id === principal.actor.id || leads(pack, principal.staff) || reviewsStaff(pack, principal.staff)) return;
  throw new Refused('Forbidden', 'The person, those who lead, the independent role and auditors see this.');
}

/** All that there is to hand over. */
export async function holdingsOf(call: Call) {
  const person = await personOf(call);
  const everybody = await everybodyOf(call.dependencies.database, call.pack.id);
  return {
    owned: await ownedBy(call, person._id),
    waiting: await waitsFor(call, person, everybody),
    named: await namedIn(call, person._id),
    standsInFor: standsInFor(person._id, everybody, call.receivedAt),
    pointOfContactFor: await pointOfContactFor(call, person._id),
  };
}

/** Open cases that somebody owns. */
export async function ownedBy(context: Call, staffId: string): Promise<Held[]> {
  const all = await readable(context, { over: false, 'view.owner': staffId });
  return all.map(shown);
}

/** Open procedures of which a step is this person’s, now or later, since they were named as a party. */
async function namedIn(context: Call, staffId: string): Promise<Held[]> {
  const filter = { 'view.kind': 'procedure', 'view.status': 'open', 'view.detail.parties.staff': staffId };
  const all = await readable(context, filter);
  return all.filter(({ view }) => hasStepOf(detailOf(view, 'procedure'), staffId)).map(shown);
}

/** What waits for this person by name or by role, besides what they own: decisions, hand-overs, appointments. */
async function waitsFor(
  context: Call,
  person: StaffDocument,
  everybody: StaffDocument[],
): Promise<(Held & { why: Why })[]> {
  const { dependencies, receivedAt } = context;
  const member = asMember(person);
  const present = everybody.filter(({ active }) => active).map(asMember);
  const standIns = standInsOf(member, present, receivedAt);
  const { id, roles, groups, departments } = member;
  const actor: Actor = { id, roles, groups, departments, ...(standIns.length > 0 ? { standIns } : {}) };
  const found = await readable(context, { $and: [{ about: { $ne: id } }, waitingFor(actor)] });
  return found.flatMap((one) => {
    const subject = forRights(dependencies.packs, one);
    const reason = whyWaiting(one.waitsFor, viewFor(one.view, actor, subject), subject, actor);
    return reason && reason.why !== 'unowned' && reason.why !== 'yours' ? [{ ...shown(one), why: reason.why }] : [];
  });
}

/** For whom the person stands in, now or later. */
function standsInFor(staffId: string, everybody: StaffDocument[], at: string) {
  return everybody.flatMap(({ _id, absences }) =>
    absences
      .filter(({ deputy, to }) => deputy === staffId && Date.parse(to) > Date.parse(at))
      .map(({ from, to }) => ({ staffId: _id, from, to })),
  );
}

/** Donors whose point of contact somebody is (N-08). */
async function pointOfContactFor({ dependencies, pack }: Call, staffId: string): Promise<string[]> {
  const all = await donorContacts(dependencies.database, pack.id);
  return all.filter(({ person }) => person === staffId).map(({ donor }) => donor);
}

function shown({ number, view }: CaseDocument): Held {
  return { number, kind: view.kind, category: view.category, status: view.status };
}

/** All that a filter finds of what the caller may read, also if it names others. */
async function readable(context: Call, filter: QueryFilter<CaseDocument>): Promise<CaseDocument[]> {
  const all: CaseDocument[] = [];
  for (let cursor: string | null = null; all.length < most; ) {
    const query = { limit: 200, order: 'opened' as const, ...(cursor ? { cursor } : {}) };
    const { page, nextCursor } = await pageOfCases(context, { kind: null, query, and: [filter] });
    all.push(...page.map(({ found }) => found));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return all;
}
