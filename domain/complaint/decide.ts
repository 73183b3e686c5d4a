import { attachmentDecisions } from '../attachments.ts';
import type { Surroundings } from '../case.ts';
import { type Command, isNo, type No } from '../command.ts';
import type { Fact } from '../event.ts';
import type { Decisions } from './aspect.ts';
import { abuseDecisions } from './aspects/abuse.ts';
import { analysisDecisions } from './aspects/analysis.ts';
import { answeringDecisions } from './aspects/answering.ts';
import { appointmentDecisions } from './aspects/appointments.ts';
import { assignmentDecisions } from './aspects/assignment.ts';
import { checklistDecisions } from './aspects/checklist.ts';
import { claimDecisions } from './aspects/claims.ts';
import { contactDecisions } from './aspects/contact.ts';
import { correctingDecisions } from './aspects/correcting.ts';
import { extensionDecisions } from './aspects/extension.ts';
import { followUpDecisions } from './aspects/follow-up.ts';
import { givingBackDecisions } from './aspects/giving-back.ts';
import { goodwillDecisions } from './aspects/goodwill.ts';
import { handOverDecisions } from './aspects/hand-over.ts';
import { intakeDecisions } from './aspects/intake.ts';
import { linkDecisions } from './aspects/links.ts';
import { mergeDecisions } from './aspects/merging.ts';
import { namedStaffDecisions } from './aspects/named-staff.ts';
import { rightingDecisions } from './aspects/righting.ts';
import { roundDecisions } from './aspects/rounds.ts';
import { sharingDecisions } from './aspects/sharing.ts';
import { notSpoken, speakingDecisions, spokenFor } from './aspects/speaking.ts';
import { studyDecisions } from './aspects/studying.ts';
import { ticketDecisions } from './aspects/tickets.ts';
import type { ComplaintCommands } from './commands.ts';
import { barredFrom } from './same-person.ts';
import type { ComplaintState } from './state.ts';

const decisions: Decisions<ComplaintCommands> = {
  ...intakeDecisions,
  ...analysisDecisions,
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
  ...sharingDecisions,
  ...studyDecisions,
  ...abuseDecisions,
  ...claimDecisions,
  ...goodwillDecisions,
  ...speakingDecisions,
  ...givingBackDecisions,
  ...correctingDecisions,
  ...rightingDecisions,
};

/** What follows from a command that table and rights allow. */
export function decideComplaint(state: ComplaintState, command: Command, around: Surroundings): Fact[] | No {
  const decide = decisions[command.name as keyof ComplaintCommands];
  const barred = barredFrom(state, command) ?? notSpoken(state, command, around);
  if (barred) return barred;
  const facts = decide(state, command as never, around);
  return isNo(facts) ? facts : [...spokenFor(state, command, around), ...facts];
}
