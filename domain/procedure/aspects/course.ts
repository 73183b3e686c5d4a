/** How an occurrence goes on: its steps begin, end and are skipped, reports are made for them, and at last it is over. Pure. */
import type { ApprovalRule } from '../../approval/rule.ts';
import { openApproval } from '../../case/approval.ts';
import type { VaultTextRef } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import type { Amount } from '../../deadline/calendar.ts';
import { instantText, MS_PER_DAY } from '../../deadline/instants-and-dates.ts';
import { type ProcedureAspect, withStep } from '../aspect.ts';
import { afterStep, type CourseFact, makersBefore, subjectOf } from '../course.ts';
import { firstDateOf } from '../due.ts';
import { dueByDate } from '../fields.ts';
import { ruleOfStep, type StepRule } from '../policy.ts';
import type { MadeReport, ProcedureDetails, ProcedureState } from '../state.ts';
import { namedAs, stepsTaking, takenBy } from '../takers.ts';

interface CourseCommands {
  withdraw: { words: VaultTextRef };
  /** The report that a step asked for; null if it cannot be made. */
  'settle-report': { step: string; report: MadeReport | null };
}

type OwnFact =
  | { type: 'started'; data: ProcedureDetails & { policyHash: string; calendarHash: string } }
  | { type: 'reportSettled'; data: CourseCommands['settle-report'] }
  | { type: 'withdrawn'; data: CourseCommands['withdraw'] }
  | CourseFact;

function begun(before: ProcedureState, id: string, at: string): ProcedureState {
  const rule = ruleOfStep(before.policy, id);
  const dueAt = dueByDate(before, id, at);
  const given = dueAt === null ? null : { elapsed: spanText(Date.parse(dueAt) - Date.parse(at)) };
  const state = withDue(before, id, given);
  // It ends a second before it would be missed: at the last one of its day.
  const closing = rule.closes && dueAt !== null ? { closesAt: instantText(Date.parse(dueAt) - 1000) } : {};
  const signing = signedBy(state, rule);
  const approval = signing ? openApproval(subjectOf(state, id), signing, makersBefore(state, id)) : null;
  const report = reportOf(state, id) === undefined ? null : 'awaited';
  return withStep(state, id, (step) => ({ ...step, status: 'open', begunAt: at, approval, report, ...closing }));
}

/** Who signs for a step: the person of its party, if it has one. */
function signedBy(state: ProcedureState, { approval, party }: StepRule): ApprovalRule | undefined {
  if (!approval || party === undefined) return approval;
  return { anyOf: namedAs(state, party).map((person) => ({ person })) };
}

/** A span of milliseconds as an amount has it, in days and seconds. */
function spanText(ms: number): string {
  const days = Math.floor(ms / MS_PER_DAY);
  return `P${days > 0 ? `${days}D` : ''}T${((ms % MS_PER_DAY) / 1000).toFixed(3)}S`;
}

/** The occurrence with the time that a date gives the clock of a step; null: with that of the policy, as before an earlier date. */
function withDue(state: ProcedureState, id: string, given: Amount | null): ProcedureState {
  const clocks = state.policy.clocks.map((rule) => {
    if (rule.id !== id) return rule;
    const { dueByPolicy = rule.due, ...known } = rule;
    return given === null ? { ...known, due: dueByPolicy } : { ...known, due: given, dueByPolicy };
  });
  return { ...state, policy: { ...state.policy, clocks } };
}

/** The report that a step is about; undefined if it is about none, or the occurrence about no period. */
function reportOf({ policy, period }: ProcedureState, id: string): { report: string; from: string } | undefined {
  const { report } = ruleOfStep(policy, id);
  return report === undefined || period === null ? undefined : { report, from: firstDateOf(period) };
}

export const course: ProcedureAspect<CourseCommands, OwnFact> = {
  decisions: {
    withdraw: (_state, { body }) => [{ type: 'withdrawn', data: body }],
    'settle-report': (state, { body }) => {
      const step = state.steps.find(({ id }) => id === body.step);
      return step?.status === 'open' && step.report === 'awaited' ? [{ type: 'reportSettled', data: body }] : [];
    },
  },
  evolutions: {
    started: (state) => state,
    stepBegan: (state, { step }, { at }) => begun(state, step, at),
    stepDone: (state, { step }, { at }) => withStep(state, step, (one) => ({ ...one, status: 'done', endedAt: at })),
    stepSkipped: (state, { step }, { at }) =>
      withStep(state, step, (one) => ({ ...one, status: 'skipped', endedAt: at })),
    reportSettled: (state, { step, report }) => withStep(state, step, (one) => ({ ...one, report })),
    finished: (state, _data, { at }) => ({ ...state, status: 'finished', closedAt: at }),
    withdrawn: (state, _data, { at }) => ({ ...state, status: 'withdrawn', closedAt: at }),
  },
  windows: {
    open: ({ status, steps }) =>
      status !== 'open'
        ? []
        : steps.flatMap(({ id, status: stands, closesAt }) =>
            stands === 'open' && closesAt !== undefined ? [{ id: `closing:${id}`, until: closesAt }] : [],
          ),
    ended: { closing: (state, { id }) => afterStep(state, id.replace(/^closing:/, ''), []) },
  },
  // The table lists every command of an open occurrence: which of them is possible its open steps say.
  obstacle: (state, command) =>
    state.status === 'open' && Object.hasOwn(takenBy, command) && stepsTaking(state, command).length === 0
      ? command === 'receive' && state.steps.some(({ closesAt }) => closesAt !== undefined)
        ? 'no step waits for that: what comes after the closing date is not taken'
        : 'no step waits for that'
      : null,
  errands(event, state): Errand[] {
    if (event.type !== 'stepBegan') return [];
    const { step } = event.data as { step: string };
    const wanted = reportOf(state, step);
    return wanted ? [{ do: 'make-report', ...wanted, step, command: 'settle-report' }] : [];
  },
};
