/** Which leads wait for somebody, and why. */
import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { type Actor, inTheRightOf, isNo, namesOf } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Pack } from '../../packs/schema.ts';
import { decider } from './lead-steps.ts';

type Filter = QueryFilter<CaseDocument>;

/** Those on whose request to contact a donor somebody may decide in one right, and those whose late week they were told of. */
export function leadsFor(held: Actor, pack: Pack): Filter[] {
  const rules = pack.kinds.lead;
  if (!rules) return [];
  const { appointment, permission } = rules.contact;
  const names = namesOf(held);
  const asks = [
    ...(appointment.roles.some((role) => held.roles.includes(role)) ? ['appointment'] : []),
    ...(permission.roles.some((role) => held.roles.includes(role)) ? ['permission'] : []),
  ];
  const toDecide: Filter = {
    'view.detail.requests': {
      $elemMatch: {
        status: 'waiting',
        asks: { $in: asks },
        'approval.mayNotDecide': { $nin: names },
        'approval.decisions.by': { $nin: names },
        'approval.decisions.standingInFor': { $nin: names },
      },
    },
  };
  const told: Filter = { 'view.clocks': { $elemMatch: { stoppedAt: null, 'rungs.told': inTheRightOf(held) } } };
  return [{ 'view.kind': 'lead', 'view.status': { $nin: ['successful', 'cancelled'] }, $or: [toDecide, told] }];
}

/** Why a lead waits for this actor, and for whom they stand in; null if a rung has told them of it. */
export function whyLead(view: CaseView, subject: CaseForRights, actor: Actor) {
  if (!view.allowed.includes('approve-contact')) return null;
  const able = decider(actor, 'approve-contact', view, subject);
  const standingInFor = able === null || isNo(able) ? null : (able.standingInFor ?? null);
  return { why: 'approval' as const, standingInFor };
}
