import { type ApprovalRule, departmentsWanted } from '../approval/rule.ts';
import { changedSince, isLastNeeded, objectionTo } from '../case/approval.ts';
import { type Command, type No, no } from '../case/command.ts';
import { readsAs } from '../case/policy.ts';
import type { RecordChangeCommands } from './commands.ts';
import type { Frozen, RecordChangeFact } from './facts.ts';
import { type FrozenForm, formDigest } from './form.ts';
import type { RecordChangePolicy } from './policy.ts';
import { barredFromStep, objectionToRejecting, objectionToStep } from './separation.ts';
import type { RecordChangeState } from './state.ts';
import { stepOf } from './steps.ts';

type RecordChangeCommand = {
  [Name in keyof RecordChangeCommands]: Command<Name, RecordChangeCommands[Name]>;
}[keyof RecordChangeCommands];

/** What follows from a command that table and rights allow (N-19, N-20, F-04). */
export function decideRecordChange(state: RecordChangeState, given: Command): RecordChangeFact[] | No {
  const command = given as RecordChangeCommand;
  const { digest } = state.approval;
  switch (command.name) {
    case 'review':
      return reviewed(state, command);
    case 'approve':
      return approved(state, command);
    case 'reject':
      return rejected(state, command);
    case 'amend':
      return [{ type: 'amended', data: frozen(state, command.body, state.version + 1) }];
    case 'enter':
      return objectionToStep(state, 'enter', command.actor) ?? [{ type: 'entryStarted', data: { digest } }];
    case 'archive':
      return [{ type: 'archived', data: {} }];
    case 'withdraw':
      return [{ type: 'withdrawn', data: { words: command.body.words } }];
    case 'settle-entry':
      if (state.status !== 'entering') return [];
      return command.body.outcome === 'entered'
        ? [{ type: 'entered', data: command.body }]
        : [{ type: 'cameBack', data: command.body }];
    case 'find-nobody':
      return stepOf(state.status) === command.body.step ? [{ type: 'nobodyCanAct', data: command.body }] : [];
  }
}

function reviewed(state: RecordChangeState, { actor, body }: Command<'review', RecordChangeCommands['review']>) {
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
  return [{ type: 'reviewed' as const, data: { digest, words: body.words } }];
}

function approved(state: RecordChangeState, { actor, body }: Command<'approve', RecordChangeCommands['approve']>) {
  const { approval } = state;
  const decision = { verdict: 'approved' as const, digest: body.digest };
  const objection = objectionTo(approval, decision, actor, barredFromStep(state, 'approve'));
  if (objection) return objection;
  const { digest } = approval;
  const byDepartment = departmentsWanted(approval.rule, []).length > 0 ? { departments: actor.departments } : {};
  const given: RecordChangeFact = { type: 'approvalGiven', data: { digest, ...byDepartment } };
  return isLastNeeded(approval) ? [given, { type: 'approved' as const, data: { digest } }] : [given];
}

function rejected(state: RecordChangeState, { actor, body }: Command<'reject', RecordChangeCommands['reject']>) {
  const objection = objectionToRejecting(state, stepOf(state.status) ?? 'approve', actor, state.policy.rights);
  if (objection) return objection;
  const { digest } = state.approval;
  if (body.digest !== null && body.digest !== digest) return changedSince;
  return [{ type: 'rejected' as const, data: { digest, words: body.words } }];
}

/** A form made fast: its digest, and who must approve what it asks for. */
export function frozen(
  { organisation, number, policy }: Pick<RecordChangeState, 'organisation' | 'number' | 'policy'>,
  form: FrozenForm,
  version: number,
): Frozen {
  const rule = form.action === 'fields' ? fieldsRule(policy, form) : policy.approval.records;
  return { ...form, version, digest: formDigest({ organisation, number, version, form: form.form }), rule };
}

/** Besides those whom the pack names, each department whose data it is agrees by somebody of its own (F-04, 1.5). */
function fieldsRule(policy: RecordChangePolicy, { departments = [] }: FrozenForm): ApprovalRule {
  const { fields } = policy.approval;
  if (!readsAs({ policy }, 3) || departments.length === 0 || !('allOf' in fields)) return fields;
  const roles = fields.allOf.flatMap((one) => ('role' in one ? [one.role] : []));
  return { allOf: [...fields.allOf, ...departments.map((department) => ({ department, roles }))] };
}
