/** The commands of a lead, as people give them. A document is attached by the route that takes the file. */
import type { LeadCommandName, LeadCommands } from '../../domain/lead/commands.ts';
import type { Definitions } from '../cases/command-definition.ts';
import { contactCommands } from './commands/contact.ts';
import { followingCommands } from './commands/following.ts';
import { pledgeCommands } from './commands/pledge.ts';
import { reviewCommands } from './commands/reviewing.ts';

export const leadCommandDefinitions: Definitions<Pick<LeadCommands, Exclude<LeadCommandName, 'attach'>>> = {
  ...followingCommands,
  ...reviewCommands,
  ...pledgeCommands,
  ...contactCommands,
};
