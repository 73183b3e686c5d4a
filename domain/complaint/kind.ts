import type { Kind, OpenCase } from '../case.ts';
import { waitingClock } from '../clock.ts';
import { noticesOf } from '../notices.ts';
import { complaintCommands } from './commands.ts';
import { complaintWindowEnded, complaintWindows, decideComplaint } from './decide.ts';
import { evolveComplaint } from './evolve.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintDetails, ComplaintState } from './state.ts';

function openComplaint(input: OpenCase<ComplaintDetails>): { state: ComplaintState; facts: ComplaintFact[] } {
  const { organisation, number, at, policy, calendar, details } = input;
  const { hash: policyHash } = policy;
  const state: ComplaintState = {
    kind: 'complaint',
    status: 'received',
    organisation,
    number,
    category: details.category,
    priority: details.priority,
    round: 1,
    about: details.about,
    owner: null,
    openedAt: at,
    closedAt: null,
    clocks: policy.clocks.map((rule) => waitingClock(rule, rule.id, 1)),
    words: [details.words],
    policy,
    calendar,
    channel: details.channel,
    customerClass: details.customerClass,
    language: details.language,
    completeAt: at,
    returns: 0,
    answeredAt: null,
    answer: null,
    solved: false,
  };
  return { state, facts: [{ type: 'received', data: { ...details, policyHash, calendarHash: calendar.hash } }] };
}

/** A complaint, enquiry, remark, suggestion or ticket: everything that a customer brings to a care team. */
export const complaint: Kind<ComplaintState, ComplaintDetails> = {
  name: 'complaint',
  commands: complaintCommands,
  endings: ['closed', 'declined', 'withdrawn'],
  open: openComplaint,
  decide: decideComplaint,
  evolve: evolveComplaint,
  windows: complaintWindows,
  windowEnded: complaintWindowEnded,
  effects: noticesOf,
  isOver: (state) => state.status === 'withdrawn' || ('over' in state && state.over),
};
