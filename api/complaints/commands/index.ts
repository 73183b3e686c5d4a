import type { ComplaintCommandName, ComplaintCommands } from '../../../domain/complaint/commands.ts';
import type { Definitions } from '../../cases/command-definition.ts';
import { analysisCommands } from './analysis.ts';
import { answeringCommands, followUpCommands } from './answering.ts';
import { appointmentCommands } from './appointments.ts';
import { checklistCommands } from './checklist.ts';
import { claimCommands } from './claims.ts';
import { contactCommands } from './contact.ts';
import { correctingCommands } from './correcting.ts';
import { extensionCommands } from './extension.ts';
import { identifyingCommands } from './identifying.ts';
import { intakeCommands } from './intake.ts';
import { letterCommands } from './letters.ts';
import { linkCommands } from './links.ts';
import { handOverCommands } from './people/hand-over.ts';
import { sharingCommands } from './people/sharing.ts';
import { staffCommands } from './people/staff.ts';
import { studyCommands } from './people/studying.ts';
import { ticketCommands } from './people/tickets.ts';
import { representingCommands } from './representing.ts';
import { rightingCommands } from './righting.ts';
import { roundCommands } from './rounds.ts';
import { speakingCommands } from './speaking.ts';

/** Every command of a complaint, as people give it; `attach` brings a file and has a route of its own. */
export const complaintCommandDefinitions: Definitions<Omit<Pick<ComplaintCommands, ComplaintCommandName>, 'attach'>> = {
  ...intakeCommands,
  ...analysisCommands,
  ...answeringCommands,
  ...followUpCommands,
  ...contactCommands,
  ...identifyingCommands,
  ...letterCommands,
  ...appointmentCommands,
  ...checklistCommands,
  ...ticketCommands,
  ...roundCommands,
  ...extensionCommands,
  ...handOverCommands,
  ...linkCommands,
  ...staffCommands,
  ...sharingCommands,
  ...studyCommands,
  ...claimCommands,
  ...speakingCommands,
  ...correctingCommands,
  ...rightingCommands,
  ...representingCommands,
};
