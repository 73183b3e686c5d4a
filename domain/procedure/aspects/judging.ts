/** Review and approval: by other people than those who made it, of what stands there by its digest. Pure. */
import {
  type Approval,
  decisionIn,
  isLastNeeded,
  objectionTo,
  type Verdict,
  withDecision,
} from '../../case/approval.ts';
import type { ClockFact } from '../../case/clocks/clock.ts';
import { type Actor, type Command, isNo, type No, no, type VaultTextRef } from '../../case/command.ts';
import type { TimelineEvent } from '../../case/event.ts';
import {
  type Brought,
  type OnStep,
  objectionToBrought,
  type ProcedureAspect,
  withContribution,
  withStep,
} from '../aspect.ts';
import { afterStep, again, backTo } from '../course.ts';
import type { ProcedureFact } from '../facts.ts';
import type { StepRule } from '../policy.ts';
import type { ProcedureState, StepState } from '../state.ts';
import { type StepCommand, stepFor } from '../takers.ts';

type Judgement = OnStep & { digest: string };

interface JudgingCommands {
  review: Judgement & Brought & { words: VaultTextRef | null };
  approve: Judgement & { words: VaultTextRef | null };
  return: Judgement & { words: VaultTextRef };
  reject: Judgement & { words: VaultTextRef };
}

interface Given {
  step: string;
  digest: string;
  words: VaultTextRef | null;
}

type JudgingFact =
  | { type: 'reviewed'; data: Given & Brought }
  | { type: 'approved'; data: Given }
  | { type: 'returned'; data: Given & { to: string; words: VaultTextRef } }
  | { type: 'rejected'; data: Given & { words: VaultTextRef } };

interface Judged {
  step: StepState;
  rule: StepRule;
  approval: Approval;
}

/** The step that a judgement is for; or why it does not count. */
function judged(
  state: ProcedureState,
  name: StepCommand,
  verdict: Verdict,
  { step: named, digest }: Judgement,
  actor: Actor,
): Judged | No {
  const found = stepFor(state, name, named, actor);
  if (isNo(found)) return found;
  const { approval } = found.step;
  if (!approval) return no('NotAllowedNow', 'there is nothing to judge yet');
  const objection = objectionTo(approval, { verdict, digest }, actor);
  return objection ?? { ...found, approval };
}

function reviewed(
  state: ProcedureState,
  { body, actor }: Command<'review', JudgingCommands['review']>,
): ProcedureFact[] | No {
  const found = judged(state, 'review', 'approved', body, actor);
  if (isNo(found)) return found;
  const { step, rule, approval } = found;
  const { digest, words, findings, recommendations } = body;
  const objection = objectionToBrought(state, rule, body);
  if (objection) return objection;
  const fact: ProcedureFact = { type: 'reviewed', data: { step: step.id, digest, words, findings, recommendations } };
  return isLastNeeded(approval) ? [fact, ...afterStep(state, step.id, findings, recommendations.length)] : [fact];
}

function approved(
  state: ProcedureState,
  { body, actor }: Command<'approve', JudgingCommands['approve']>,
): ProcedureFact[] | No {
  const found = judged(state, 'approve', 'approved', body, actor);
  if (isNo(found)) return found;
  const { step, rule, approval } = found;
  const fact: ProcedureFact = { type: 'approved', data: { step: step.id, digest: body.digest, words: body.words } };
  // A step that publishes ends once that has been done.
  return isLastNeeded(approval) && !rule.publishes ? [fact, ...afterStep(state, step.id, [])] : [fact];
}

function returned(
  state: ProcedureState,
  { body, actor }: Command<'return', JudgingCommands['return']>,
): (ProcedureFact | ClockFact)[] | No {
  const found = judged(state, 'return', 'rejected', body, actor);
  if (isNo(found)) return found;
  const { step } = found;
  if (step.returnsTo === null) return no('NotAllowedNow', 'the step goes back to none');
  const { digest, words } = body;
  const fact: ProcedureFact = { type: 'returned', data: { step: step.id, to: step.returnsTo, digest, words } };
  return [fact, ...backTo(state, step.id, step.returnsTo)];
}

function rejected(
  state: ProcedureState,
  { body, actor }: Command<'reject', JudgingCommands['reject']>,
): ProcedureFact[] | No {
  const found = judged(state, 'reject', 'rejected', body, actor);
  if (isNo(found)) return found;
  return [{ type: 'rejected', data: { step: found.step.id, digest: body.digest, words: body.words } }];
}

function withJudgement(
  state: ProcedureState,
  { step: id, digest, words }: Given,
  event: TimelineEvent,
): ProcedureState {
  return withStep(state, id, (step) =>
    step.approval
      ? { ...step, approval: withDecision(step.approval, decisionIn(event, 'approved', digest, words)) }
      : step,
  );
}

export const judging: ProcedureAspect<JudgingCommands, JudgingFact> = {
  decisions: { review: reviewed, approve: approved, return: returned, reject: rejected },
  evolutions: {
    reviewed: (state, data, event) => withContribution(withJudgement(state, data, event), data, event),
    approved: withJudgement,
    returned: (state, { to }) => again(state, to),
    rejected: (state, _data, { at }) => ({ ...state, status: 'rejected', closedAt: at }),
  },
  decidedOn: (state, command) => {
    const open = state.steps.filter((step) => step.status === 'open' && step.approval !== null);
    const [only, another] = open;
    return ['review', 'approve', 'return', 'reject'].includes(command) && !another ? only?.approval?.digest : undefined;
  },
};
