import type { Surroundings } from '../case.ts';
import type { Command, No } from '../command.ts';
import { abuseDecisions } from './abuse.ts';
import { answeringDecisions } from './answering.ts';
import { appointmentDecisions } from './appointments.ts';
import type { Decisions } from './aspect.ts';
import { assignmentDecisions } from './assignment.ts';
import { attachmentDecisions } from './attachments.ts';
import { checklistDecisions } from './checklist.ts';
import { claimDecisions } from './claims.ts';
import type { ComplaintCommands } from './commands.ts';
import { contactDecisions } from './contact.ts';
import { extensionDecisions } from './extension.ts';
import type { ComplaintFact } from './facts.ts';
import { followUpDecisions } from './follow-up.ts';
import { goodwillDecisions } from './goodwill.ts';
import { handOverDecisions } from './hand-over.ts';
import { intakeDecisions } from './intake.ts';
import { linkDecisions } from './links.ts';
import { mergeDecisions } from './merging.ts';
import { namedStaffDecisions } from './named-staff.ts';
import { roundDecisions } from './rounds.ts';
import { barredFrom } from './same-person.ts';
import type { ComplaintState } from './state.ts';
import { ticketDecisions } from './tickets.ts';

const decisions: Decisions<ComplaintCommands> = {
  ...intakeDecisions,
  ...answeringDecisions,
  ...followUpDecisions,
  ...contactDecisions,
  ...appointmentDecisions,
  ...checklistDecisions,
  ...ticketDecisions,
  ...roundDecisions,
  ...attachmentDecisions,
  ...extensionDecisions,
  ...handOverDecisions,
  ...assignmentDecisions,
  ...linkDecisions,
  ...mergeDecisions,
  ...namedStaffDecisions,
  ...abuseDecisions,
  ...claimDecisions,
  ...goodwillDecisions,
};

/** What follows from a command that table and rights allow. */
export function decideComplaint(state: ComplaintState, command: Command, around: Surroundings): ComplaintFact[] | No {
  const decide = decisions[command.name as keyof ComplaintCommands];
  return barredFrom(state, command) ?? decide(state, command as never, around);
}
