/**
 * Who may take the next step of a case, and why it waits for them. Each kind states it, the projection keeps it, and a list of
 * work is one filter on what is kept. Pure.
 */

import { type Approver, approversWanted } from '../approval/rule.ts';
import type { Approval } from './approval.ts';
import { type Actor, bothNames, effectiveUser, isNo, namesOf } from './command.ts';
import { actingRoles, type CaseForRights, rightsHeld } from './rights.ts';
import type { CaseView } from './view.ts';

/**
 * What counts most stands first. `approval`: money, a correction or a form to decide on; `to-judge`: a result; `to-enter`: the
 * steward's hand.
 */
export const reasons = [
  ...(['approval', 'to-enter', 'to-archive', 'next-step', 'yours', 'handed-over', 'appointment'] as const),
  ...(['escalated', 'to-judge', 'unowned'] as const),
] as const;
export type Why = (typeof reasons)[number];

/** Those for whom a case waits, and why. Codes and staff ids only. */
export interface NextActor {
  why: Why;
  /** The command that takes the step; absent if the case lies with them, whatever they do. */
  command?: string;
  /** Anybody of whom one of these holds, as `traitsOf` says it. */
  for: string[];
  /** Staff ids of those who take it under no name, because of an earlier part. */
  not?: string[];
  /** Staff ids of those who have signed already: they sign no second time in their own name. */
  signed?: string[];
  /** True if it passes to a deputy, but not to the deputy of a deputy. */
  deputyAlone?: true;
}

/** What says who comes next besides the view: a state has it, and so has a projection with the pack of its version. */
type Surroundings = Pick<CaseForRights, 'follower' | 'policy'>;

/** What a kind says. Of two reasons the one counts that stands first in `reasons`. */
export type NextActors = (view: CaseView, around: Surroundings) => NextActor[];

export const person = (id: string) => `person:${id}`;
export const group = (code: string) => `group:${code}`;
export const department = (code: string) => `department:${code}`;
export const role = (code: string) => `role:${code}`;
const roleIn = (code: string, of: string) => `role:${code}@${of}`;

/** What holds of people in the right in which they act. */
export function traitsOf(actor: Actor): string[] {
  const { roles, groups, departments } = actor;
  return [
    person(effectiveUser(actor)),
    ...roles.map(role),
    ...groups.map(group),
    ...departments.map(department),
    ...departments.flatMap((of) => roles.map((code) => roleIn(code, of))),
  ];
}

function traitsFor(approver: Approver): string[] {
  if ('person' in approver) return [person(approver.person)];
  if ('role' in approver) return [role(approver.role)];
  return approver.roles.map((code) => roleIn(code, approver.department));
}

type Limits = Pick<NextActor, 'not' | 'signed' | 'deputyAlone'>;

/** Those whose right reaches the command; nobody if the case does not take it now. */
export function step(
  { allowed, owner }: CaseView,
  { policy: { rights } }: Surroundings,
  why: Why,
  command: string,
  limits: Limits = {},
): NextActor[] {
  if (!allowed.includes(command)) return [];
  const able = Object.entries(rights).flatMap(([code, { commands }]) => {
    const reach = commands[command];
    if (reach === undefined) return [];
    const isOwners = owner !== null && ['owner', 'unowned', 'delegate'].includes(reach);
    return isOwners ? [person(owner)] : [role(code)];
  });
  return able.length === 0 ? [] : [{ why, command, for: [...new Set(able)], ...limits }];
}

/** Those whose signature an approval waits for; nobody if the case does not take one now. */
export function approval(
  { allowed }: CaseView,
  command: string,
  wanted: Approval | null | undefined,
  barred: string[] = [],
): NextActor[] {
  if (!wanted || !allowed.includes(command)) return [];
  const { rule, decisions, mayNotDecide } = wanted;
  const able = [...new Set(approversWanted(rule, decisions).flatMap(traitsFor))];
  const signed = decisions.flatMap(bothNames);
  const limits = { not: [...new Set([...mayNotDecide, ...barred])], signed };
  return able.length === 0 ? [] : [{ why: 'approval', command, for: able, ...limits }];
}

/** Whom a case that somebody works on lies with: its owner, or `ours` without one; and those who were told that it is late. */
export function inHand({ status, owner, clocks }: CaseView, ours: string[]): NextActor[] {
  if (status !== 'received' && status !== 'open') return [];
  const lying: NextActor = owner === null ? { why: 'unowned', for: ours } : { why: 'yours', for: [person(owner)] };
  return [lying, ...told(clocks)];
}

/** Those whom a rung of these clocks has told of a late step. */
export function told(clocks: CaseView['clocks']): NextActor[] {
  const people = [...new Set(clocks.flatMap(({ rungs }) => rungs.flatMap((rung) => rung.told)))];
  return people.length === 0 ? [] : [{ why: 'escalated', for: people.map(person) }];
}

function isFor({ for: able, not = [], signed = [], deputyAlone }: NextActor, held: Actor): boolean {
  const traits = traitsOf(held);
  const names = namesOf(held);
  const own = [held.id, effectiveUser(held)];
  return (
    able.some((trait) => traits.includes(trait)) &&
    !names.some((name) => not.includes(name)) &&
    !own.some((name) => signed.includes(name)) &&
    !(deputyAlone && (standInOf(held)?.through.length ?? 0) > 0)
  );
}

function standInOf({ standIns = [], standingInFor }: Actor) {
  return standIns.find((standIn) => standIn.for === standingInFor);
}

/**
 * Why a case waits for this actor, and for whom they stand in if it waits for that person alone; null if it does not. What
 * somebody may decide comes first, in whatever right. `allowed` is what the case takes from this actor.
 */
export function whyWaiting(
  waitsFor: readonly NextActor[],
  { allowed }: Pick<CaseView, 'allowed'>,
  subject: CaseForRights,
  actor: Actor,
): { why: Why; standingInFor: string | null } | null {
  const found = (one: NextActor, held: Actor) => ({ why: one.why, standingInFor: held.standingInFor ?? null });
  const byWeight = [...waitsFor].sort((one, other) => reasons.indexOf(one.why) - reasons.indexOf(other.why));
  for (const one of byWeight) {
    if (one.command === undefined || !allowed.includes(one.command)) continue;
    const able = actingRoles(actor, one.command, subject);
    const held = isNo(able) ? undefined : able.find((right) => isFor(one, right));
    if (held) return found(one, held);
  }
  for (const held of rightsHeld(actor, subject)) {
    const one = byWeight.find((each) => each.command === undefined && isFor(each, held));
    const { scope = 'everything' } = standInOf(held) ?? {};
    const mayDoSomething = scope === 'everything' || scope.some((command) => allowed.includes(command));
    if (one && mayDoSomething) return found(one, held);
  }
  return null;
}
