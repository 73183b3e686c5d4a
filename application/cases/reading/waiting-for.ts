/** What waits for a user, in their own right and in that of those for whom they stand in: as a filter of the list, and why. */
import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../../db/cases/cases.ts';
import { type Actor, inTheRightOf, isNo } from '../../../domain/case/command.ts';
import { actingRoles, type CaseForRights } from '../../../domain/case/rights.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { Appointment } from '../../../domain/complaint/aspects/appointments.ts';
import type { Pack } from '../../../packs/schema.ts';
import { inEveryRight, inRightOf } from '../../permissions/acting-roles.ts';
import { approvesFor, waitsForDecisionOf } from '../../permissions/claim-decisions.ts';
import { leadsFor, whyLead } from '../../permissions/lead-queue.ts';
import { recordChangesFor, whyRecordChange } from '../../permissions/record-queue.ts';
import { surveyCyclesFor, whySurveyCycle } from '../../permissions/survey-queue.ts';

/** `approval`: money or a record change to decide on; `to-judge`: a department's result; `to-enter`: the steward's hand. */
export const reasons = [
  ...(['approval', 'to-enter', 'to-archive', 'next-step', 'yours', 'handed-over', 'appointment'] as const),
  ...(['escalated', 'to-judge', 'unowned'] as const),
] as const;
export type Why = (typeof reasons)[number];

/** Statuses in which somebody who works on the case has the next step. */
const inHand = ['received', 'open'];

/** Kinds whose statuses are steps of their own. */
const inSteps = ['recordChange', 'surveyCycle', 'lead'];

/** Everything that waits for this actor. */
export function waitingFor(actor: Actor, pack: Pack): QueryFilter<CaseDocument> {
  const toApprove = { $and: [{ 'view.status': { $in: inHand } }, waitsForDecisionOf(actor)] };
  return { $or: [...inEveryRight(actor).map((held) => inRightOf(held, toWorkOn(held.actor, pack))), toApprove] };
}

/** What waits in one right. `why` tells it of a case once more, in the order of what counts. */
function toWorkOn(held: Actor, pack: Pack): QueryFilter<CaseDocument> {
  const { groups, departments } = held;
  const person = inTheRightOf(held);
  const inWork = {
    'view.status': { $in: inHand },
    $or: [
      { 'view.owner': person },
      { 'view.owner': null, group: { $in: groups } },
      // A ticket is the department's until somebody of it owns it.
      { 'view.owner': null, 'view.kind': 'departmentTicket', department: { $in: departments } },
      { 'view.detail.handOver.receiver': person },
      { 'view.clocks.rungs.told': person },
    ],
  };
  const toJudge = { 'view.status': 'resolved', 'follower.group': { $in: groups } };
  // An appointment is kept whatever the status: also once the answer is with the customer.
  const appointments = { 'view.detail.appointments': { $elemMatch: { with: person, status: 'booked' } } };
  return {
    $or: [
      inWork,
      toJudge,
      appointments,
      recordChangesFor(held, pack),
      surveyCyclesFor(held, pack),
      itemsToJudge(held, pack),
      ...leadsFor(held, pack),
    ],
  };
}

/** Results of followed items that somebody of these roles accepts or sends back. */
function itemsToJudge({ roles }: Actor, { kinds }: Pack): QueryFilter<CaseDocument> {
  const judges = kinds.followedItem?.steps.judge.roles ?? [];
  if (!roles.some((role) => judges.includes(role))) return { _id: { $in: [] } };
  return { 'view.kind': 'followedItem', 'view.status': 'completed' };
}

/** Why a case waits in one right; null if it does not. */
function whyIn(held: Actor, { view, group, department, follower }: CaseDocument): Why | null {
  const { owner, status, clocks, detail, kind } = view;
  const person = inTheRightOf(held);
  const isInHand = inHand.includes(status);
  if (status === 'resolved') return follower && held.groups.includes(follower.group) ? 'to-judge' : null;
  if (isInHand && owner === person) return 'yours';
  if (isInHand && (detail.handOver as { receiver: string } | undefined)?.receiver === person) return 'handed-over';
  const appointments = (detail.appointments ?? []) as Appointment[];
  if (appointments.some((one) => one.with === person && one.status === 'booked')) return 'appointment';
  if (!isInHand && !inSteps.includes(kind)) return null;
  if (clocks.some(({ rungs }) => rungs.some((rung) => rung.told.includes(person)))) return 'escalated';
  const isOurs = held.groups.includes(group) || (kind === 'departmentTicket' && held.departments.includes(department));
  return owner === null && isOurs ? 'unowned' : null;
}

/**
 * Why a case that the filter found waits for this actor, and for whom they stand in if it waits for that person alone. Null
 * if the actor only stands in for commands that the case does not take now. `view` is as the actor sees it, `subject` is
 * what their rights look at.
 */
export function queueReason(
  found: CaseDocument,
  view: CaseView,
  subject: CaseForRights,
  actor: Actor,
): { why: Why; standingInFor: string | null } | null {
  if (view.allowed.includes('approve-claim')) {
    return { why: 'approval', standingInFor: approvesFor(actor, view, subject) };
  }
  const next = nextStep(view, subject, actor);
  if (next) return next;
  for (const { actor: held, mustNotBeNamed } of inEveryRight(actor)) {
    const why = mustNotBeNamed.some((id) => found.about.includes(id)) ? null : whyIn(held, found);
    if (why && mayDoSomething(held, view)) return { why, standingInFor: held.standingInFor ?? null };
  }
  return null;
}

/** Why a case that goes in steps waits for the people who may take the next one. */
function nextStep(view: CaseView, subject: CaseForRights, actor: Actor) {
  if (view.kind === 'lead') return whyLead(view, subject, actor);
  if (view.kind === 'surveyCycle') return whySurveyCycle(view, subject, actor);
  if (view.kind === 'followedItem' && view.allowed.includes('accept')) {
    return { why: 'to-judge' as const, standingInFor: standsInFor(actor, 'accept', subject) };
  }
  return view.kind === 'recordChange' ? whyRecordChange(view, subject, actor) : null;
}

/** For whom the actor stands in, if they may give a command in another's right alone. */
function standsInFor(actor: Actor, command: string, subject: CaseForRights): string | null {
  const held = actingRoles(actor, command, subject);
  return isNo(held) ? null : (held[0]?.standingInFor ?? null);
}

/** True in the actor's own right, and in another's if they may act for that person in what the case takes now. */
function mayDoSomething({ standIns = [], standingInFor }: Actor, { allowed }: CaseView): boolean {
  const { scope = 'everything' } = standIns.find((standIn) => standIn.for === standingInFor) ?? {};
  return scope === 'everything' || scope.some((command) => allowed.includes(command));
}
