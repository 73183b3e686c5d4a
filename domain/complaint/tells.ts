/** What a message about a complaint says besides its number: why, what is missing, and until when the customer may act. */
import type { Tells } from '../case/case.ts';
import type { TimelineEvent } from '../case/event.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintState } from './state.ts';

/** Codes and instants only: the message shows their titles and local dates. Nothing for an event that says no more. */
export function complaintTells(fact: ComplaintFact, event: TimelineEvent, state: ComplaintState): Tells | undefined {
  switch (fact.type) {
    case 'returnedForCompletion': {
      const { missing, completeUntil } = fact.data;
      return { codes: { missing: missing.join(',') }, instants: { completeUntil } };
    }
    case 'declined':
      return { instants: { reopenUntil: fact.data.reopenUntil } };
    case 'answered':
      return {
        codes: { solved: fact.data.solved ? 'yes' : 'no' },
        instants: { followUpUntil: fact.data.followUpUntil },
      };
    case 'closed':
      return { codes: { closedBy: fact.data.outcome }, instants: { reopenUntil: fact.data.reopenUntil } };
    case 'roundOpened':
      // What was declined goes back to triage; what was answered is worked on.
      return { codes: { reopened: state.status === 'received' ? 'declined' : 'answered' } };
    case 'withdrawn':
      return { codes: { saidBy: event.by === 'customer' ? 'customer' : 'staff' } };
    case 'spokenFor':
    case 'withdrawalClaimed':
      return { codes: { spoken: fact.data.what } };
    case 'goodwillGranted':
      return benefitOf(fact.data.claim, state);
    default:
      return undefined;
  }
}

function benefitOf(claim: number, { claims }: ComplaintState): Tells | undefined {
  const benefit = claims.find((one) => one.claim === claim)?.benefit;
  return benefit ? { codes: { benefit } } : undefined;
}
