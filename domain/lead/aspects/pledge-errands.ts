/**
 * What a pledge asks for elsewhere: what has been received, and an urgent complaint if that is too little (N-25). Once the
 * pledge is void, what it counted is given back. The leads that may count it instead hear of that (N-05).
 */

import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { readsAs } from '../../case/policy.ts';
import type { ComplaintDetails } from '../../complaint/state.ts';
import type { LeadFact } from '../facts.ts';
import type { LeadState } from '../state.ts';
import type { Pledge } from './pledge.ts';

export function pledgeErrands(event: TimelineEvent, state: LeadState): Errand[] {
  const fact = { type: event.type, data: event.data } as LeadFact;
  if (fact.type === 'cancelled' || (fact.type === 'corrected' && fact.data.from === 'closed')) {
    return fact.data.frees ? [{ do: 'release-funding', command: 'settle-release' }] : [];
  }
  if (fact.type === 'fundingReleased') {
    return fact.data.leads.map((number) => ({ do: 'tell', kind: 'lead', number, command: 'match-funding', body: {} }));
  }
  if (state.status !== 'closed') return [];
  switch (fact.type) {
    case 'closed':
    case 'fundingSought':
      return [match(state, state.pledge, null)];
    case 'paymentDue':
      return [match(state, state.pledge, fact.data.payment)];
    case 'pledgeMissed':
      return [relationProblem(state, state.pledge, fact.data.complaint)];
    default:
      return [];
  }
}

function match({ programme, openedAt }: LeadState, { donor, amount }: Pledge, payment: string | null): Errand {
  return { do: 'match-funding', programme, donor, upTo: amount, since: openedAt, payment, command: 'settle-funding' };
}

/** Nobody tells the donor of it: it is ours to deal with, quickly, before the relation suffers. */
function relationProblem(state: LeadState, { words, donor }: Pledge, complaint: string): Errand {
  const { number, policy } = state;
  const { category, channel, customerClass } = policy.relationProblem;
  const details: ComplaintDetails = {
    ...{ category, channel, customerClass },
    priority: 'urgent',
    language: 'ar',
    about: [],
    trackingNumber: null,
    words,
    internal: true,
    ...(readsAs(state, 3) ? { concerns: donor } : {}),
    linkedTo: { number, relation: 'caused-by' },
  };
  const traits = { category, channel, customerClass };
  return { do: 'open', kind: 'complaint', number: complaint, department: policy.department, details, traits };
}
