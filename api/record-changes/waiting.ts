import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/models.ts';
import { type Actor, inTheRightOf, namesOf } from '../../domain/command.ts';
import type { Pack } from '../../packs/schema.ts';
import { inEveryRight, inRightOf } from '../cases/every-right.ts';

type Filter = QueryFilter<CaseDocument>;

/** The record changes whose next step this actor may take, himself or as a stand-in; and those that are back with him. */
export function recordChangesFor(actor: Actor, pack: Pack): Filter {
  const { review, approve, approveFields, enter, archive } = pack.kinds.recordChange.steps;
  const names = namesOf(actor);
  const notMine = { 'view.detail.approval.mayNotDecide': { $nin: names } };
  const notDecided = {
    'view.detail.approval.decisions.by': { $nin: names },
    'view.detail.approval.decisions.standingInFor': { $nin: names },
  };
  const waits = inEveryRight(actor).flatMap((held) => {
    const takes = ({ roles }: { roles: string[] }) => roles.some((role) => held.actor.roles.includes(role));
    const steps: [boolean, Filter][] = [
      [takes(review), { 'view.status': 'prepared', ...notMine }],
      [takes(approve), { 'view.status': 'reviewed', 'view.category': { $ne: 'fields' }, ...notMine, ...notDecided }],
      [takes(approveFields), { 'view.status': 'reviewed', 'view.category': 'fields', ...notMine, ...notDecided }],
      [takes(enter), { 'view.status': 'approved', ...notDecided }],
      [takes(archive), { 'view.status': 'entered' }],
      [true, { 'view.status': 'returned', 'view.owner': inTheRightOf(held.actor) }],
    ];
    return steps.flatMap(([isOpen, filter]) => (isOpen ? [inRightOf(held, filter)] : []));
  });
  // Somebody who was told that a step is late sees it too, whether he may take it or not.
  const escalated = { 'view.status': { $nin: ['archived', 'withdrawn'] }, 'view.clocks.rungs.told': actor.id };
  return { 'view.kind': 'recordChange', $or: [...waits, escalated] };
}
