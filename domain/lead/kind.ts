import type { OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { kindOf } from '../case/kind-of.ts';
import { isOver } from './aspect.ts';
import { leadAspects } from './aspects.ts';
import { innerLeadCommands, leadCommands } from './commands.ts';
import type { LeadFact } from './facts.ts';
import { leadNextActors } from './next-actors.ts';
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
