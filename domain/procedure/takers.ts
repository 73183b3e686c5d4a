/** Which step a command is for, and who takes it: what people may not do because of their role, or of an earlier part. Pure. */
import { objectionTo } from '../case/approval.ts';
import { type Actor, bothNames, effectiveUser, type No, namesOf, no } from '../case/command.ts';
import { ruleOfStep, type StepKind, type StepRule } from './policy.ts';
import { type ProcedureState, type StepState, waitsForPublication } from './state.ts';

/** The kinds of step that take each command. */
export const takenBy = {
  submit: ['prepare'],
  'carry-out': ['carry-out'],
  receive: ['wait-for'],
  archive: ['archive'],
  review: ['review'],
  approve: ['approve'],
  return: ['review', 'approve'],
  reject: ['approve'],
  decide: ['decide'],
  acknowledge: ['acknowledge'],
  excuse: ['acknowledge'],
  evaluate: ['evaluate'],
} as const satisfies Record<string, readonly StepKind[]>;

export type StepCommand = keyof typeof takenBy;

/** True if a step takes a command as it stands. */
function takes(step: StepState, command: string): boolean {
  const { status, do: kind, asked, returnsTo, report } = step;
  if (status !== 'open' || waitsForPublication(step) || !Object.hasOwn(takenBy, command)) return false;
  const kinds: readonly StepKind[] = takenBy[command as StepCommand];
  if (!kinds.includes(kind)) return false;
  if (command === 'return') return returnsTo !== null;
  if (report === 'awaited') return false;
  return kind !== 'acknowledge' || asked !== null;
}

/** The open steps that take a command. */
export function stepsTaking({ steps }: Pick<ProcedureState, 'steps'>, command: string): StepState[] {
  return steps.filter((step) => takes(step, command));
}

/** The step that a command is for, with its rule; or why there is none, or why this actor does not take it. */
export function stepFor(
  state: ProcedureState,
  command: StepCommand,
  named: string | null,
  actor: Actor,
): { step: StepState; rule: StepRule } | No {
  const open = stepsTaking(state, command);
  const fitting = named === null ? open : open.filter(({ id }) => id === named);
  const own = fitting.filter(({ roles }) => command === 'excuse' || roles.some((role) => actor.roles.includes(role)));
  const [step, another] = own;
  if (another) return no('Incomplete', `name the step: ${own.map(({ id }) => id).join(', ')}`);
  if (step) {
    // What is judged is named by its digest, which is looked at together with who judges.
    const objection = step.approval ? null : objectionToStep(step, state, command, actor);
    return objection ?? { step, rule: ruleOfStep(state.policy, step.id) };
  }
  if (fitting.length > 0) return no('Forbidden', 'your role does not take this step');
  return no('NotAllowedNow', named === null ? 'no step waits for that' : `step ${named} does not wait for that`);
}

/** True if this person has had a part in the step already, or somebody in their place. */
function hasContributed({ contributions }: StepState, actor: Actor): boolean {
  const names = [actor.id, effectiveUser(actor)];
  return contributions.some(({ by, standingInFor }) => names.includes(by) || names.includes(standingInFor ?? by));
}

/** Staff ids of those who are still waited for. */
export function missingFrom({ asked, excused, contributions }: StepState): string[] {
  const done = [...excused, ...contributions.map(({ by }) => by)];
  return (asked ?? []).filter((id) => !done.includes(id));
}

/** Staff ids of those who took a step, under both names. */
export function peopleOf({ steps }: Pick<ProcedureState, 'steps'>, id: string): string[] {
  const { contributions = [] } = steps.find((step) => step.id === id) ?? {};
  return [...new Set(contributions.flatMap(bothNames))];
}

type Standing = Pick<ProcedureState, 'steps' | 'recommendations' | 'parties'>;

/** Staff ids of those whose own a step is; null if it is for all who hold a role of it. */
export function ownersOf(
  standing: Omit<Standing, 'recommendations'>,
  { by, party }: Pick<StepState, 'by' | 'party'>,
): string[] | null {
  if (by !== undefined) return peopleOf(standing, by);
  return party === undefined ? null : namedAs(standing, party);
}

/** Staff id of the person who was named as a party: one, or none if nobody was. */
export function namedAs({ parties = [] }: Pick<ProcedureState, 'parties'>, party: string): string[] {
  return parties.flatMap((one) => (one.party === party ? [one.staff] : []));
}

/** Why this actor, in the right in which they act, takes none of the steps that wait for a command; null if they take one. */
export function objectionToTaking(standing: Standing, command: string, actor: Actor): No | null {
  const objections = stepsTaking(standing, command).map((step) => objectionToStep(step, standing, command, actor));
  return objections.includes(null) ? null : (objections[0] ?? null);
}

function objectionToStep(step: StepState, standing: Standing, command: string, actor: Actor): No | null {
  const { do: kind, roles, approval, by, party } = step;
  if (command === 'excuse') return null;
  if (!roles.some((role) => actor.roles.includes(role))) return no('Forbidden', 'your role does not take this step');
  if (ownersOf(standing, step)?.includes(effectiveUser(actor)) === false)
    return no(
      'Forbidden',
      by === undefined ? `only who was named as ${party} takes this step` : `only who took ${by} takes this step`,
    );
  const names = namesOf(actor);
  if (approval) {
    const verdict = command === 'return' || command === 'reject' ? 'rejected' : 'approved';
    return objectionTo(approval, { verdict, digest: null }, actor);
  }
  if (kind === 'acknowledge') {
    // Nobody reads in another person's place.
    if (effectiveUser(actor) !== actor.id) return no('Forbidden', 'everybody acknowledges it for themselves');
    const isAsked = missingFrom(step).includes(actor.id);
    return isAsked ? null : no('NotAllowedNow', 'you have acknowledged it already, or are not asked');
  }
  if (kind === 'decide') {
    const open = standing.recommendations.filter(({ decision }) => decision === null);
    const isOthers = open.some(({ by }) => !by.some((name) => names.includes(name)));
    return isOthers ? null : no('SamePerson', 'somebody other than who raised a recommendation decides on it');
  }
  return kind === 'evaluate' && hasContributed(step, actor)
    ? no('SamePerson', 'you have evaluated it already, or somebody in your place: another person must')
    : null;
}

/** True if a step that is open, or still to come, is for this person, since they were named as its party. */
export function hasStepOf({ steps, parties = [] }: Pick<ProcedureState, 'steps' | 'parties'>, staff: string): boolean {
  const own = parties.filter((one) => one.staff === staff).map((one) => one.party);
  return steps.some(
    ({ party, status }) => party !== undefined && own.includes(party) && (status === 'waiting' || status === 'open'),
  );
}
