/** What people do in the steps of a procedure. */

import type { ProcedureCommandName, ProcedureCommands } from '../../../domain/procedure/commands.ts';
import type { Definitions } from '../../cases/command-definition.ts';
import { acknowledgingCommands } from './acknowledging.ts';
import { decidingCommands } from './deciding.ts';
import { evaluatingCommands } from './evaluating.ts';
import { handingInCommands } from './handing-in.ts';
import { judgingCommands } from './judging.ts';

export const procedureCommandDefinitions: Definitions<Pick<ProcedureCommands, ProcedureCommandName>> = {
  ...handingInCommands,
  ...judgingCommands,
  ...decidingCommands,
  ...acknowledgingCommands,
  ...evaluatingCommands,
};
