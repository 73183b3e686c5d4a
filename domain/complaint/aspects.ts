/** The aspects of a complaint. Their order is meaning: see `kind-of.ts`. */
import { type AttachmentCommands, type AttachmentFact, attachmentsAspect } from '../case/attachments.ts';
import type { ComplaintAspect } from './aspect.ts';
import { appointments } from './aspects/appointments.ts';
import { claims } from './aspects/claims.ts';
import { contact, correcting } from './aspects/contact.ts';
import { goodwill } from './aspects/goodwill.ts';
import { identifying } from './aspects/identifying.ts';
import { incidents } from './aspects/incident.ts';
import { intake } from './aspects/intake.ts';
import { letters } from './aspects/letters.ts';
import { merging } from './aspects/merging.ts';
import { links, tickets } from './aspects/other-cases.ts';
import { abuse } from './aspects/people/abuse.ts';
import { namedStaff } from './aspects/people/named-staff.ts';
import { assignment, givingBack, handingOver, sharing } from './aspects/people/ownership.ts';
import { representing } from './aspects/representing.ts';
import { righting } from './aspects/righting.ts';
import { answering, extension } from './aspects/rounds/answering.ts';
import { promises } from './aspects/rounds/promise.ts';
import { followUp, rounds } from './aspects/rounds/rounds.ts';
import { telling } from './aspects/rounds/telling.ts';
import { samePerson } from './aspects/same-person.ts';
import { speaking } from './aspects/speaking.ts';
import { analysis, checklist, studying } from './aspects/study.ts';
import { unmerging } from './aspects/unmerging.ts';

const attachments: ComplaintAspect<AttachmentCommands, AttachmentFact> = attachmentsAspect;

export const complaintAspects = [
  // What stands in the way of everything, or of the answer, is told first.
  merging,
  tickets,
  claims,
  // Who objected to whom comes before who may speak for the customer.
  samePerson,
  // Before anything of a command is looked at: may the representative give it at all?
  representing,
  // The window of the status ends before all others: what ends the case ends the rest.
  intake,
  rounds,
  answering,
  handingOver,
  // An owner is looked for before other complaints are told.
  assignment,
  links,
  extension,
  followUp,
  checklist,
  speaking,
  promises,
  appointments,
  contact,
  identifying,
  letters,
  analysis,
  sharing,
  studying,
  givingBack,
  correcting,
  righting,
  telling,
  goodwill,
  namedStaff,
  abuse,
  attachments,
  unmerging,
  incidents,
] as const;
