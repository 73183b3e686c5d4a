import { approval, type NextActor, type NextActors, person, role, told, type Why } from '../case/next-actors.ts';
import { detailOf } from '../details.ts';
import type { StepState } from './state.ts';
import { missingFrom, ownersOf } from './takers.ts';

/** The command that takes a step, and why it waits. */
const commandOf: Record<Exclude<StepState['do'], 'review' | 'approve'>, { command: string; why: Why }> = {
  prepare: { command: 'submit', why: 'next-step' },
  'carry-out': { command: 'carry-out', why: 'next-step' },
  'wait-for': { command: 'receive', why: 'next-step' },
  decide: { command: 'decide', why: 'approval' },
  acknowledge: { command: 'acknowledge', why: 'next-step' },
  evaluate: { command: 'evaluate', why: 'next-step' },
  archive: { command: 'archive', why: 'to-archive' },
};

/** Each open step waits for the people of its roles; an acknowledgement for those who have not given it. */
export const procedureNextActors: NextActors = (view) => {
  const standing = detailOf(view, 'procedure');
  const { steps, recommendations } = standing;
  const open = steps.filter(({ status }) => status === 'open');
  const raisers = recommendations.filter(({ decision }) => decision === null).flatMap(({ by }) => by);
  const isOpen = view.status === 'open';
  return [
    ...open.flatMap((step) => takersOf(step, raisers, view, ownersOf(standing, step))),
    ...(isOpen ? told(view.clocks) : []),
  ];
};

function takersOf(
  step: StepState,
  raisers: string[],
  view: Parameters<NextActors>[0],
  owners: string[] | null,
): NextActor[] {
  const { do: kind, roles, contributions } = step;
  if (kind === 'review' || kind === 'approve') return approval(view, kind, step.approval);
  const { command, why } = commandOf[kind];
  if (!view.allowed.includes(command)) return [];
  if (kind === 'acknowledge') {
    const left = missingFrom(step).map(person);
    return left.length === 0 ? [] : [{ why, command, for: left }];
  }
  const evaluators = kind === 'evaluate' ? contributions.map(({ by }) => by) : [];
  const not = kind === 'decide' ? raisers : evaluators;
  const able = owners === null ? roles.map(role) : owners.map(person);
  return [{ why, command, for: able, ...(not.length > 0 ? { not: [...new Set(not)] } : {}) }];
}
