import { attachmentDecisions } from '../case/attachments.ts';
import type { DecisionContext } from '../case/case.ts';
import type { Command, No } from '../case/command.ts';
import type { Decisions } from './aspect.ts';
import { followingDecisions } from './aspects/following.ts';
import { pledgeDecisions } from './aspects/pledge.ts';
import { contactRequestDecisions } from './aspects/point-of-contact.ts';
import { reviewDecisions } from './aspects/weekly-review.ts';
import type { LeadCommands } from './commands.ts';
import type { LeadFact } from './facts.ts';
import type { LeadState } from './state.ts';

const decisions: Decisions<LeadCommands> = {
  ...followingDecisions,
  ...reviewDecisions,
  ...pledgeDecisions,
  ...contactRequestDecisions,
  ...attachmentDecisions,
};

/** What follows from a command that table and rights allow (N-05, N-06, N-08). */
export function decideLead(state: LeadState, command: Command, around: DecisionContext): LeadFact[] | No {
  return decisions[command.name as keyof LeadCommands](state, command as never, around);
}
