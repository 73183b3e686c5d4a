import { attachmentEvolutions } from '../case/attachments.ts';
import type { WordsReference } from '../case/command.ts';
import type { TimelineEvent } from '../case/event.ts';
import type { Evolutions } from './aspect.ts';
import { analysisEvolutions } from './aspects/analysis.ts';
import { appointmentEvolutions, withLapsedAppointments } from './aspects/appointments.ts';
import { checklistEvolutions } from './aspects/checklist.ts';
import { claimEvolutions, withDecidersApart } from './aspects/claims.ts';
import { afterContact, contactEvolutions } from './aspects/contact.ts';
import { correctingEvolutions } from './aspects/correcting.ts';
import { extensionEvolutions } from './aspects/extension.ts';
import { goodwillEvolutions } from './aspects/goodwill.ts';
import { intakeEvolutions } from './aspects/intake.ts';
import { linkEvolutions } from './aspects/links.ts';
import { mergeEvolutions } from './aspects/merging.ts';
import { abuseEvolutions } from './aspects/people/abuse.ts';
import { assignmentEvolutions } from './aspects/people/assignment.ts';
import { givingBackEvolutions } from './aspects/people/giving-back.ts';
import { handOverEvolutions } from './aspects/people/hand-over.ts';
import { namedStaffEvolutions } from './aspects/people/named-staff.ts';
import { sharingEvolutions } from './aspects/people/sharing.ts';
import { studyEvolutions } from './aspects/people/studying.ts';
import { rightingEvolutions } from './aspects/righting.ts';
import { answeringEvolutions } from './aspects/rounds/answering.ts';
import { followUpEvolutions } from './aspects/rounds/follow-up.ts';
import { promiseEvolutions } from './aspects/rounds/promise.ts';
import { roundEvolutions } from './aspects/rounds/rounds.ts';
import { tellingEvolutions } from './aspects/rounds/telling.ts';
import { speakingEvolutions } from './aspects/speaking.ts';
import { ticketEvolutions } from './aspects/tickets.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintState } from './state.ts';

const evolutions: Evolutions<ComplaintFact> = {
  ...intakeEvolutions,
  ...analysisEvolutions,
  ...answeringEvolutions,
  ...followUpEvolutions,
  ...promiseEvolutions,
  ...contactEvolutions,
  ...appointmentEvolutions,
  ...checklistEvolutions,
  ...tellingEvolutions,
  ...ticketEvolutions,
  ...roundEvolutions,
  ...attachmentEvolutions,
  ...extensionEvolutions,
  ...handOverEvolutions,
  ...assignmentEvolutions,
  ...linkEvolutions,
  ...mergeEvolutions,
  ...namedStaffEvolutions,
  ...sharingEvolutions,
  ...studyEvolutions,
  ...abuseEvolutions,
  ...claimEvolutions,
  ...goodwillEvolutions,
  ...speakingEvolutions,
  ...givingBackEvolutions,
  ...correctingEvolutions,
  ...rightingEvolutions,
};

/** The complaint after one of its events. */
export function evolveComplaint(before: ComplaintState, event: TimelineEvent): ComplaintState {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  const after = evolutions[fact.type](withWords(before, fact), fact.data as never, event);
  return withDecidersApart(before, withLapsedAppointments(afterContact(after, event)));
}

function withWords(state: ComplaintState, fact: ComplaintFact): ComplaintState {
  const words: WordsReference | null = ('words' in fact.data && fact.data.words) || null;
  return words && fact.type !== 'received' ? { ...state, words: [...state.words, words] } : state;
}
