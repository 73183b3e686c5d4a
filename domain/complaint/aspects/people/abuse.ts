/** Abuse of staff by the customer: reported to the direct supervisor, and of no effect on the complaint itself (G-11). */
import type { WordsReference } from '../../../case/command.ts';
import { type Decisions, type Evolutions, onlyNoted } from '../../aspect.ts';

export interface AbuseCommands {
  'report-abuse': { words: WordsReference };
}

export interface AbuseFact {
  type: 'abuseReported';
  data: AbuseCommands['report-abuse'];
}

export const abuseDecisions: Decisions<AbuseCommands> = {
  'report-abuse': (_state, { body }) => [{ type: 'abuseReported', data: body }],
};

export const abuseEvolutions: Evolutions<AbuseFact> = { abuseReported: onlyNoted };
