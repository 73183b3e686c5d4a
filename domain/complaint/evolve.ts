import type { WordsReference } from '../command.ts';
import type { TimelineEvent } from '../event.ts';
import { abuseEvolutions } from './abuse.ts';
import { answeringEvolutions } from './answering.ts';
import { appointmentEvolutions, withLapsedAppointments } from './appointments.ts';
import type { Evolutions } from './aspect.ts';
import { assignmentEvolutions } from './assignment.ts';
import { attachmentEvolutions } from './attachments.ts';
import { checklistEvolutions } from './checklist.ts';
import { claimEvolutions } from './claims.ts';
import { afterContact, contactEvolutions } from './contact.ts';
import { extensionEvolutions } from './extension.ts';
import type { ComplaintFact } from './facts.ts';
import { followUpEvolutions } from './follow-up.ts';
import { goodwillEvolutions } from './goodwill.ts';
import { handOverEvolutions } from './hand-over.ts';
import { intakeEvolutions } from './intake.ts';
import { linkEvolutions } from './links.ts';
import { mergeEvolutions } from './merging.ts';
import { namedStaffEvolutions } from './named-staff.ts';
import { promiseEvolutions } from './promise.ts';
import { roundEvolutions } from './rounds.ts';
import type { ComplaintState } from './state.ts';
import { ticketEvolutions } from './tickets.ts';

const evolutions: Evolutions<ComplaintFact> = {
  ...intakeEvolutions,
  ...answeringEvolutions,
  ...followUpEvolutions,
  ...promiseEvolutions,
  ...contactEvolutions,
  ...appointmentEvolutions,
  ...checklistEvolutions,
  ...ticketEvolutions,
  ...roundEvolutions,
  ...attachmentEvolutions,
  ...extensionEvolutions,
  ...handOverEvolutions,
  ...assignmentEvolutions,
  ...linkEvolutions,
  ...mergeEvolutions,
  ...namedStaffEvolutions,
  ...abuseEvolutions,
  ...claimEvolutions,
  ...goodwillEvolutions,
};

/** The complaint after one of its events. */
export function evolveComplaint(before: ComplaintState, event: TimelineEvent): ComplaintState {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  const after = evolutions[fact.type](withWords(before, fact), fact.data as never, event);
  return withLapsedAppointments(afterContact(after, event));
}

function withWords(state: ComplaintState, fact: ComplaintFact): ComplaintState {
  const words: WordsReference | null = 'words' in fact.data ? fact.data.words : null;
  return words && fact.type !== 'received' ? { ...state, words: [...state.words, words] } : state;
}
