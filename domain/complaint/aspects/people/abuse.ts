/** Abuse of staff by the customer: reported to the direct supervisor, and of no effect on the complaint itself (G-11). */
import { unchanged } from '../../../case/aspect.ts';
import type { VaultTextRef } from '../../../case/command.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../../aspect.ts';

export interface AbuseCommands {
  'report-abuse': { words: VaultTextRef };
}

export interface AbuseFact {
  type: 'abuseReported';
  data: AbuseCommands['report-abuse'];
}

const decisions: Decisions<AbuseCommands> = {
  'report-abuse': (_state, { body }) => [{ type: 'abuseReported', data: body }],
};

const evolutions: Evolutions<AbuseFact> = { abuseReported: unchanged };

export const abuse: ComplaintAspect<AbuseCommands, AbuseFact> = { decisions, evolutions };
