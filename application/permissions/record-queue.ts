/** Which record changes wait for somebody, and why. */
import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { type Actor, inTheRightOf, namesOf } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Pack } from '../../packs/schema.ts';
import { takesStepFor } from './record-steps.ts';

type Filter = QueryFilter<CaseDocument>;

/** Those whose next step may be taken in one right, those that are back with this person, and those they were told of. */
export function recordChangesFor(held: Actor, pack: Pack): Filter {
  const { prepare, review, approve, approveFields, enter, archive } = pack.kinds.recordChange.steps;
  const person = inTheRightOf(held);
  const names = namesOf(held);
  const notMine = { 'view.detail.approval.mayNotDecide': { $nin: names } };
  const notDecided = {
    'view.detail.approval.decisions.by': { $nin: names },
    'view.detail.approval.decisions.standingInFor': { $nin: names },
  };
  const takes = ({ roles }: { roles: string[] }) => roles.some((role) => held.roles.includes(role));
  const steps: [boolean, Filter][] = [
    [takes(review), { 'view.status': 'prepared', ...notMine }],
    [takes(approve), { 'view.status': 'reviewed', 'view.category': { $ne: 'fields' }, ...notMine, ...notDecided }],
    [takes(approveFields), { 'view.status': 'reviewed', 'view.category': 'fields', ...notMine, ...notDecided }],
    [takes(enter), { 'view.status': 'approved', ...notDecided }],
    [takes(archive), { 'view.status': 'entered' }],
    [true, { 'view.status': 'returned', 'view.owner': person }],
    // What customers prepared themselves and has come back is taken up by those who may prepare.
    [takes(prepare), { 'view.status': 'returned', 'view.owner': null }],
    [true, { 'view.status': { $nin: ['archived', 'withdrawn'] }, 'view.clocks.rungs.told': person }],
  ];
  return { 'view.kind': 'recordChange', $or: steps.flatMap(([isOpen, filter]) => (isOpen ? [filter] : [])) };
}

/** Why it waits for those who may give a command. */
const reasons = [
  ['review', 'approval'],
  ['approve', 'approval'],
  ['enter', 'to-enter'],
  ['archive', 'to-archive'],
  ['amend', 'yours'],
] as const;

/** Why a record change waits for this actor, and for whom they stand in. Null if nothing but a rung has told them of it. */
export function whyRecordChange(view: CaseView, subject: CaseForRights, actor: Actor) {
  const next = reasons.find(([command]) => view.allowed.includes(command));
  return next ? { why: next[1], standingInFor: takesStepFor(actor, next[0], view, subject) } : null;
}
