import type { DecisionContext, Kind, OpenCase, Window } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { paymentDayEnded, paymentWindows } from './aspects/pledge.ts';
import { pledgeErrands } from './aspects/pledge-errands.ts';
import { blockedByRequests, contactErrands, requestLapsed, requestWindows } from './aspects/point-of-contact.ts';
import { weekEnded, weekWindows } from './aspects/weekly-review.ts';
import { innerLeadCommands, leadCommands } from './commands.ts';
import { decideLead } from './decide.ts';
import { evolveLead } from './evolve.ts';
import type { LeadFact } from './facts.ts';
import { leadNotices } from './notices.ts';
import type { LeadPolicy } from './policy.ts';
import type { LeadDetails, LeadState } from './state.ts';

function identify(input: OpenCase<LeadDetails, LeadPolicy>): { state: LeadState; facts: LeadFact[] } {
  const { organisation, number, at, policy, calendar, details } = input;
  const { words, owner, ...known } = details;
  const currency = policy.currency.code;
  const state: LeadState = {
    kind: 'lead',
    status: 'identified',
    ...{ organisation, number, category: details.programme, priority: 'normal', round: 1 },
    about: [],
    owner,
    openedAt: at,
    closedAt: null,
    clocks: policy.clocks.map((clock) => waitingClock(clock, clock.id, 1)),
    words: words ? [words] : [],
    ...{ policy, calendar, ...known, currency },
    inStatusSince: at,
    contacts: { logged: 0, lastAt: null, lastBy: null },
    reviews: { made: 0, missed: 0, lastAt: null, lastOutcome: null, missedClock: null },
    attachments: [],
    requests: [],
    requested: 0,
  };
  const { hash: policyHash } = policy;
  const data = { ...details, currency, policyHash, calendarHash: calendar.hash };
  return { state, facts: [{ type: 'identified', data }] };
}

function windowEnded(state: LeadState, window: Window, _around: DecisionContext): LeadFact[] {
  switch (window.id.split(':')[0]) {
    case 'week':
      return weekEnded(window);
    case 'request':
      return requestLapsed(window);
    default:
      return paymentDayEnded(state, window);
  }
}

const isOver = ({ status }: LeadState): boolean => status === 'successful' || status === 'cancelled';

/** A programme and those who may fund it: identified, followed, closed by a written pledge, successful or cancelled (N-05). */
export const lead: Kind<LeadState, LeadDetails> = {
  name: 'lead',
  commands: leadCommands,
  innerCommands: innerLeadCommands,
  blocked: blockedByRequests,
  decidedOn: ({ requests }, command) =>
    ['approve-contact', 'reject-contact'].includes(command) ? requests.at(-1)?.approval.digest : undefined,
  endings: ['succeeded', 'cancelled'],
  open: identify,
  filled: (state) => state,
  decide: decideLead,
  evolve: evolveLead,
  windows: (state, calendar) =>
    isOver(state) ? [] : [...weekWindows(state), ...requestWindows(state), ...paymentWindows(state, calendar)],
  windowEnded,
  effects: leadNotices,
  errands: (event, state) => [...contactErrands(event, state), ...pledgeErrands(event, state)],
  isOver,
};
