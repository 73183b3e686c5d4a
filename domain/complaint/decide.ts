import { attachmentDecisions } from '../case/attachments.ts';
import type { DecisionContext } from '../case/case.ts';
import { type Command, isNo, type No } from '../case/command.ts';
import type { Fact } from '../case/event.ts';
import type { Decisions } from './aspect.ts';
import { analysisDecisions } from './aspects/analysis.ts';
import { appointmentDecisions } from './aspects/appointments.ts';
import { checklistDecisions } from './aspects/checklist.ts';
import { claimDecisions } from './aspects/claims.ts';
import { contactDecisions } from './aspects/contact.ts';
import { correctingDecisions } from './aspects/correcting.ts';
import { extensionDecisions } from './aspects/extension.ts';
import { goodwillDecisions } from './aspects/goodwill.ts';
import { intakeDecisions } from './aspects/intake.ts';
import { linkDecisions } from './aspects/links.ts';
import { mergeDecisions } from './aspects/merging.ts';
import { abuseDecisions } from './aspects/people/abuse.ts';
import { assignmentDecisions } from './aspects/people/assignment.ts';
import { givingBackDecisions } from './aspects/people/giving-back.ts';
import { handOverDecisions } from './aspects/people/hand-over.ts';
import { namedStaffDecisions } from './aspects/people/named-staff.ts';
import { sharingDecisions } from './aspects/people/sharing.ts';
import { studyDecisions } from './aspects/people/studying.ts';
import { rightingDecisions } from './aspects/righting.ts';
import { answeringDecisions } from './aspects/rounds/answering.ts';
import { followUpDecisions } from './aspects/rounds/follow-up.ts';
import { roundDecisions } from './aspects/rounds/rounds.ts';
import { notSpoken, speakingDecisions, spokenFor } from './aspects/speaking.ts';
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
export function decideComplaint(state: ComplaintState, command: Command, around: DecisionContext): Fact[] | No {
  const decide = decisions[command.name as keyof ComplaintCommands];
  const barred = barredFrom(state, command) ?? notSpoken(state, command, around);
  if (barred) return barred;
  const facts = decide(state, command as never, around);
  return isNo(facts) ? facts : [...spokenFor(state, command, around), ...facts];
}
