import type { OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { kindOf } from '../case/kind-of.ts';
import { readsAs } from '../case/policy.ts';
import type { DetailOf } from '../case/view.ts';
import { answerClock } from './answer-clock.ts';
import { messageCameOf } from './aspects/rounds/telling.ts';
import { voidIfNotTold } from './aspects/speaking.ts';
import { complaintAspects } from './aspects.ts';
import { complaintCommands, innerComplaintCommands } from './commands.ts';
import type { ComplaintFact } from './facts.ts';
import { complaintNextActors } from './next-actors.ts';
import { complaintNotices } from './notices.ts';
import type { ComplaintPolicy } from './policy.ts';
import type { ComplaintDetails, ComplaintState } from './state.ts';

/** Fields that came after the first release: empty in every new complaint, and in one that an earlier release opened. */
const laterFields = {
  trackingNumber: null,
  tickets: [],
  decidedBy: [],
  barred: [],
  follows: null,
  attachments: [],
  links: [],
  merging: null,
  notTaken: null,
  merged: [],
  verdicts: [],
  stepsDone: [],
  promise: null,
  contact: null,
  appointments: [],
  claims: [],
  apologisedAt: null,
};

/** What only a complaint has in its view. */
export type ComplaintDetail = DetailOf<ComplaintState, keyof typeof laterFields>;

function openComplaint(input: OpenCase<ComplaintDetails, ComplaintPolicy>): {
  state: ComplaintState;
  facts: ComplaintFact[];
} {
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
    words: details.customerWords ? [details.customerWords, details.words] : [details.words],
    policy,
    calendar,
    channel: details.channel,
    customerClass: details.customerClass,
    language: details.language,
    completeAt: details.receivedAt ?? at,
    returns: 0,
    answeredAt: null,
    answer: null,
    solved: false,
    ...laterFields,
    trackingNumber: details.trackingNumber ?? null,
    ...(details.trackingToken ? { trackingToken: details.trackingToken } : {}),
    follows: details.follows ?? null,
    links: details.linkedTo ? [{ ...details.linkedTo, linkedAt: at }] : [],
    contact: { lastAt: at, missedAt: null, daysMissed: 0, ...(readsAs({ policy }, 4) ? { reachedAt: null } : {}) },
    ...(details.internal || policy.internalTo ? { internal: true } : {}),
    ...(policy.internalTo ? { circle: policy.internalTo } : {}),
    ...(details.concerns ? { concerns: details.concerns } : {}),
    ...(details.receivedAt ? { receivedAt: details.receivedAt } : {}),
    ...(details.callAgreedFor ? { callAgreedFor: details.callAgreedFor } : {}),
  };
  return { state, facts: [{ type: 'received', data: { ...details, policyHash, calendarHash: calendar.hash } }] };
}

function isOver(state: ComplaintState): boolean {
  return state.status === 'withdrawn' || state.status === 'merged' || ('over' in state && state.over);
}

/** A complaint, enquiry, remark, suggestion or ticket: everything that a customer brings to a care team. */
export const complaint = kindOf({
  name: 'complaint',
  commands: complaintCommands,
  innerCommands: innerComplaintCommands,
  aspects: complaintAspects,
  opening: 'received',
  clockTold: (state) => answerClock(state),
  endings: ['closed', 'declined', 'withdrawn', 'merged'],
  open: openComplaint,
  upgraded: (state) => ({ ...laterFields, ...state }),
  notices: complaintNotices,
  customerNotTold: voidIfNotTold,
  customerTold: messageCameOf,
  nextActors: complaintNextActors,
  isOver,
});
