/** The steps of a survey cycle, as people give them. */

import type { SurveyCycleCommandName, SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import type { Definitions } from '../../cases/command-definition.ts';
import { decidingCommands } from './deciding.ts';
import { endingCommands } from './ending.ts';
import { preparingCommands } from './preparing.ts';
import { reportingCommands } from './reporting.ts';

export const surveyCycleCommandDefinitions: Definitions<Pick<SurveyCycleCommands, SurveyCycleCommandName>> = {
  ...preparingCommands,
  ...reportingCommands,
  ...decidingCommands,
  ...endingCommands,
};
