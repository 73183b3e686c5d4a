/** What the complaint waits for besides its clocks, and what it does when nobody has acted until then. */
import type { DecisionContext, Window } from '../case/case.ts';
import type { WorkingCalendar } from '../deadline/deadline.ts';
import { appointmentWindowEnded, appointmentWindows } from './aspects/appointments.ts';
import { contactDayEnded, contactWindows } from './aspects/contact.ts';
import { handOverOf, returned } from './aspects/people/hand-over.ts';
import { closed } from './aspects/rounds/answering.ts';
import { promiseWindows } from './aspects/rounds/promise.ts';
import { speakingWindowEnded, speakingWindows, standing } from './aspects/speaking.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintState } from './state.ts';
import { windowEnd } from './window-end.ts';

/** Everything that the complaint waits for: the window of its status first, since what ends the case ends the rest. */
export function complaintWindows(state: ComplaintState, calendar: WorkingCalendar): Window[] {
  return [
    ...windowOfStatus(state),
    ...speakingWindows(state),
    ...promiseWindows(standing(state)),
    ...appointmentWindows(state),
    ...contactWindows(standing(state), calendar),
  ];
}

/** The customer's completion or verdict, and the end of reopening. */
function windowOfStatus(state: ComplaintState): Window[] {
  switch (state.status) {
    case 'returned':
      return [{ id: 'completion', until: state.completeUntil }];
    case 'answered':
      return [{ id: 'follow-up', until: state.followUpUntil }];
    case 'closed':
    case 'declined':
      return state.over ? [] : [{ id: 'reopen', until: state.reopenUntil }];
    case 'open':
      return state.handOver ? [{ id: 'hand-over', until: state.handOver.until }] : [];
    case 'received':
    case 'withdrawal-claimed':
    case 'withdrawn':
    case 'merged':
      return [];
  }
}

/** Nobody completed it: declined. Nobody took what was handed over: returned. Nobody said whether it helped: closed. Nobody reopened it: over. */
export function complaintWindowEnded(state: ComplaintState, window: Window, around: DecisionContext): ComplaintFact[] {
  switch (window.id.split(':')[0]) {
    case 'completion': {
      const reopenUntil = windowEnd(state.policy.windows.reopen, around);
      return [{ type: 'declined', data: { reasonCode: 'not-completed', words: null, reopenUntil } }];
    }
    case 'hand-over': {
      const handOver = handOverOf(state);
      return handOver ? [returned(handOver, 'not-taken', null)] : [];
    }
    case 'disown':
      return speakingWindowEnded(state, window);
    case 'follow-up':
      return [closed(state, 'silence', around)];
    case 'promise':
      return [{ type: 'promiseMissed', data: { expectedBy: window.until } }];
    case 'contact':
      return contactDayEnded(state, window);
    case 'reminder':
    case 'appointment':
      return appointmentWindowEnded(window);
    default:
      return [{ type: 'windowOver', data: {} }];
  }
}
