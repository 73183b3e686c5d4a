import type { ComplaintCommandName, ComplaintCommands } from '../../../domain/complaint/commands.ts';
import type { Definitions } from '../../cases/command-definition.ts';
import { answeringCommands } from './answering.ts';
import { contactCommands } from './contact.ts';
import { intakeCommands } from './intake.ts';
import { roundCommands } from './rounds.ts';
import { ticketCommands } from './tickets.ts';

/** Every command of a complaint, as people give it. */
export const complaintCommandDefinitions: Definitions<Pick<ComplaintCommands, ComplaintCommandName>> = {
  ...intakeCommands,
  ...answeringCommands,
  ...contactCommands,
  ...ticketCommands,
  ...roundCommands,
};
