/** Which survey cycles wait for somebody, and why. */
import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { type Actor, inTheRightOf, namesOf } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Pack } from '../../packs/schema.ts';
import { takesSurveyStepFor } from './survey-steps.ts';

type Filter = QueryFilter<CaseDocument>;

/** Those whose next step may be taken in one right, and those that this person was told of; none in a pack without them. */
export function surveyCyclesFor(held: Actor, pack: Pack): Filter {
  const steps = pack.kinds.surveyCycle?.steps;
  if (!steps) return { _id: { $in: [] } };
  const names = namesOf(held);
  const notSigned = (place: string): Filter => ({
    [`view.detail.${place}.decisions.by`]: { $nin: names },
    [`view.detail.${place}.decisions.standingInFor`]: { $nin: names },
  });
  const takes = ({ roles }: { roles: string[] }) => roles.some((role) => held.roles.includes(role));
  const notMine = { 'view.detail.review.mayNotDecide': { $nin: names } };
  const waiting: [boolean, Filter][] = [
    [takes(steps.prepare), { 'view.status': 'preparing' }],
    [takes(steps.review), { 'view.status': 'reviewing', ...notMine, ...notSigned('review') }],
    [takes(steps.collect), { 'view.status': 'collecting' }],
    [takes(steps.report), { 'view.status': 'analysing' }],
    [takes(steps.discuss), { 'view.status': 'discussing', ...notSigned('discussion') }],
    [takes(steps.agree), { 'view.status': 'agreeing', ...notSigned('proposal.agreement') }],
    [takes(steps.decide), { 'view.status': 'deciding', ...notSigned('proposal.agreement') }],
    [takes(steps.donors), { 'view.status': 'asking-donors' }],
    [steps.act !== undefined && takes(steps.act), { 'view.status': 'acting' }],
    [true, { 'view.status': { $nin: ['finished', 'withdrawn'] }, 'view.clocks.rungs.told': inTheRightOf(held) }],
  ];
  return { 'view.kind': 'surveyCycle', $or: waiting.flatMap(([isOpen, filter]) => (isOpen ? [filter] : [])) };
}

/** Why it waits for those who may give a command. */
const reasons = [
  ['prepare', 'next-step'],
  ['review', 'approval'],
  ['close-collection', 'next-step'],
  ['report', 'next-step'],
  ['discuss', 'approval'],
  ['agree-steps', 'approval'],
  ['decide', 'approval'],
  ['finish', 'next-step'],
  ['act', 'next-step'],
] as const;

/** Why a survey cycle waits for this actor, and for whom they stand in; null if only a rung has told them of it. */
export function whySurveyCycle(view: CaseView, subject: CaseForRights, actor: Actor) {
  const next = reasons.find(([command]) => view.allowed.includes(command));
  return next ? { why: next[1], standingInFor: takesSurveyStepFor(actor, next[0], view, subject) } : null;
}
