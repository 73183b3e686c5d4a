import type { Notice, OpenCase, Tells } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import type { TimelineEvent } from '../case/event.ts';
import { kindOf, noticesOf } from '../case/kind-of.ts';
import { isOver } from './aspect.ts';
import type { ContactRequest } from './aspects/point-of-contact.ts';
import { leadAspects } from './aspects.ts';
import { innerLeadCommands, leadCommands } from './commands.ts';
import type { LeadFact } from './facts.ts';
import { leadNextActors } from './next-actors.ts';
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

/** A programme and those who may fund it: identified, followed, closed by a written pledge, successful or cancelled (N-05). */
export const lead = kindOf({
  name: 'lead',
  commands: leadCommands,
  innerCommands: innerLeadCommands,
  aspects: leadAspects,
  opening: 'identified',
  stepEnds: ['reviewed'],
  endings: ['succeeded', 'cancelled'],
  open: identify,
  notices: leadNotices,
  nextActors: leadNextActors,
  isOver,
});

/**
 * The notices that an event asks for. A stranger's contact may come as a message nobody waits for. Then it is refused in the
 * timeline itself, and the roles that hear of strangers hear of it too (N-08). A request asks to appoint the `appointee`.
 */
function leadNotices(event: TimelineEvent, state: LeadState): Notice[] {
  const { refusal } = event.data as { refusal?: string };
  const isStranger = event.type === 'commandRefused' && refusal === 'NotPointOfContact';
  const notices = noticesOf(isStranger ? { ...event, type: 'strangerReported' } : event, state);
  const tells = leadTells(event);
  return notices.flatMap((notice): Notice[] => {
    const told = tells ? { ...notice, tells } : notice;
    if (notice.to !== 'appointee') return [told];
    const request = requestOf(event, state);
    return request ? [{ ...told, to: `staff:${request.person}` }] : [];
  });
}

/** Who contacted which donor, and the urgent case that a missed pledge has opened. */
function leadTells(event: TimelineEvent): Tells | undefined {
  const { type, data } = event as LeadFact;
  if (type === 'strangerReported') return { codes: { person: data.by, donor: data.donor } };
  return type === 'pledgeMissed' ? { codes: { related: data.complaint } } : undefined;
}

function requestOf({ data }: TimelineEvent, { requests }: LeadState): ContactRequest | undefined {
  return requests.find(({ request }) => 'request' in data && data.request === request);
}
