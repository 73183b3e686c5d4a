/** The form reviewed and approved by others than who prepared it, or rejected (N-19, N-20, F-04). */
import { departmentsWanted } from '../../approval/rule.ts';
import { changedSince, decisionIn, isLastNeeded, objectionTo, withDecision } from '../../case/approval.ts';
import { type Command, type No, no, type VaultTextRef } from '../../case/command.ts';
import { fieldsOf, partOf, type RecordChangeAspect } from '../aspect.ts';
import { barredFromStep, objectionToRejecting, objectionToStep } from '../separation.ts';
import type { RecordChangeState } from '../state.ts';
import { stepOf } from '../steps.ts';

interface DecidingCommands {
  /** `words`: why customers that look alike are not the same one. `digest`: what was looked at, if it was named. */
  review: { digest: string | null; words: VaultTextRef | null };
  approve: { digest: string };
  reject: { digest: string | null; words: VaultTextRef };
}

type DecidingFact =
  | { type: 'reviewed'; data: { digest: string; words: VaultTextRef | null } }
  | { type: 'approvalGiven'; data: { digest: string; departments?: string[] } }
  | { type: 'approved'; data: { digest: string } }
  | { type: 'rejected'; data: { digest: string; words: VaultTextRef } };

type Given<Name extends keyof DecidingCommands> = Command<Name, DecidingCommands[Name]>;

function reviewed(state: RecordChangeState, { actor, body }: Given<'review'>): DecidingFact[] | No {
  const objection = objectionToStep(state, 'review', actor);
  if (objection) return objection;
  const { digest } = state.approval;
  if (body.digest !== null && body.digest !== digest) return changedSince;
  if (state.alike > 0 && !body.words) {
    return no(
      'Incomplete',
      `${state.alike} customers look alike: say why none of them is the same, or reject the form`,
    );
  }
  return [{ type: 'reviewed', data: { digest, words: body.words } }];
}

function approved(state: RecordChangeState, { actor, body }: Given<'approve'>): DecidingFact[] | No {
  const { approval } = state;
  const decision = { verdict: 'approved' as const, digest: body.digest };
  const objection = objectionTo(approval, decision, actor, barredFromStep(state, 'approve'));
  if (objection) return objection;
  const { digest } = approval;
  const byDepartment = departmentsWanted(approval.rule, []).length > 0 ? { departments: actor.departments } : {};
  const given: DecidingFact = { type: 'approvalGiven', data: { digest, ...byDepartment } };
  return isLastNeeded(approval) ? [given, { type: 'approved', data: { digest } }] : [given];
}

function rejected(state: RecordChangeState, { actor, body }: Given<'reject'>): DecidingFact[] | No {
  const objection = objectionToRejecting(state, stepOf(state.status) ?? 'approve', actor, state.policy.rights);
  if (objection) return objection;
  const { digest } = state.approval;
  if (body.digest !== null && body.digest !== digest) return changedSince;
  return [{ type: 'rejected', data: { digest, words: body.words } }];
}

export const deciding: RecordChangeAspect<DecidingCommands, DecidingFact> = {
  decisions: { review: reviewed, approve: approved, reject: rejected },
  evolutions: {
    reviewed: (state, { words }, event) => ({
      ...fieldsOf(state),
      status: 'reviewed',
      review: { ...partOf(event), words },
    }),
    approvalGiven(state, { digest, departments }, event) {
      const decision = { ...decisionIn(event, 'approved', digest, null), ...(departments ? { departments } : {}) };
      return { ...state, approval: withDecision(state.approval, decision) };
    },
    approved: (state) => ('review' in state ? { ...fieldsOf(state), status: 'approved', review: state.review } : state),
    rejected(state, { digest, words }, event) {
      const approval = withDecision(state.approval, decisionIn(event, 'rejected', digest, words));
      return { ...fieldsOf(state), approval, status: 'returned', back: { why: 'rejected', words } };
    },
  },
  decidedOn: ({ approval }, command) =>
    ['review', 'approve', 'reject'].includes(command) ? approval.digest : undefined,
};
