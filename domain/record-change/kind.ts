import { openApproval } from '../case/approval.ts';
import type { OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { kindOf, noticesOf } from '../case/kind-of.ts';
import { recordChangeAspects } from './aspects.ts';
import { innerRecordChangeCommands, recordChangeCommands } from './commands.ts';
import type { RecordChangeFact } from './facts.ts';
import { frozen } from './frozen.ts';
import { recordChangeNextActors } from './next-actors.ts';
import type { RecordChangePolicy } from './policy.ts';
import type { RecordChangeDetails, RecordChangeState } from './state.ts';

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
    // A form that a customer prepares belongs to nobody of the staff yet.
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
export const recordChange = kindOf({
  name: 'recordChange',
  commands: recordChangeCommands,
  innerCommands: innerRecordChangeCommands,
  aspects: recordChangeAspects,
  opening: 'prepared',
  stepEnds: ['prepared', 'reviewed', 'approved', 'entered', 'archived'],
  endings: ['archived', 'withdrawn'],
  open: prepare,
  // Customers who had no part in the form are not written to about it.
  notices: (event, state) => noticesOf(event, state).filter(({ to }) => to !== 'customer' || state.applicant),
  nextActors: recordChangeNextActors,
  isOver: ({ status }) => status === 'archived' || status === 'withdrawn',
});
