import { openApproval } from '../case/approval.ts';
import type { Kind, OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { noticesOf } from '../case/notices.ts';
import { innerRecordChangeCommands, recordChangeCommands } from './commands.ts';
import { decideRecordChange, frozen } from './decide.ts';
import { evolveRecordChange } from './evolve.ts';
import type { RecordChangeFact } from './facts.ts';
import type { RecordChangePolicy } from './policy.ts';
import type { RecordChangeDetails, RecordChangeState } from './state.ts';
import { recordChangeErrands } from './steps.ts';

function prepare(input: OpenCase<RecordChangeDetails, RecordChangePolicy>): {
  state: RecordChangeState;
  facts: RecordChangeFact[];
} {
  const { organisation, number, at, policy, calendar, actor, details } = input;
  const { preparer, applicant, ...form } = details;
  const { rule, digest, version } = frozen({ organisation, number, policy }, form, 1);
  const state: RecordChangeState = {
    kind: 'recordChange',
    status: 'prepared',
    ...{ organisation, number, category: form.action, priority: 'normal', round: 1 },
    about: [],
    // What a customer prepares himself belongs to nobody of the staff yet.
    owner: applicant ? null : preparer,
    openedAt: at,
    closedAt: null,
    clocks: policy.clocks.map((clock) => waitingClock(clock, clock.id, 1)),
    words: applicant ? [applicant.words, form.form] : [form.form],
    ...(applicant ? { applicant } : {}),
    ...{ policy, calendar, ...form, version, separation: policy.separation },
    approval: openApproval(digest, rule, [...new Set([actor.id, preparer])]),
  };
  const { hash: policyHash } = policy;
  return {
    state,
    facts: [{ type: 'prepared', data: { ...details, digest, policyHash, calendarHash: calendar.hash } }],
  };
}

/** A customer's record changed by form: prepared, reviewed, approved, entered by the steward's hand, archived (N-20). */
export const recordChange: Kind<RecordChangeState, RecordChangeDetails> = {
  name: 'recordChange',
  commands: recordChangeCommands,
  innerCommands: innerRecordChangeCommands,
  blocked: () => null,
  decidedOn: ({ approval }, command) =>
    ['review', 'approve', 'reject'].includes(command) ? approval.digest : undefined,
  endings: ['archived', 'withdrawn'],
  open: prepare,
  filled: (state) => state,
  decide: decideRecordChange,
  evolve: evolveRecordChange,
  windows: () => [],
  windowEnded: () => [],
  // Anyone who had no part in the form himself is not written to about it.
  effects: (event, state) => noticesOf(event, state).filter(({ to }) => to !== 'customer' || state.applicant),
  errands: recordChangeErrands,
  isOver: ({ status }) => status === 'archived' || status === 'withdrawn',
};
