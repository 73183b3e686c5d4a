import { getExternalWorkflowHandle, proxyActivities } from '@temporalio/workflow';
import { findNobody } from '../../domain/record-change/find-nobody.ts';
import { workflowId } from '../messages/case.ts';
import type { AbsenceActivities, AbsenceBeginning } from '../messages/upkeep.ts';
import { messageOf } from '../runner/in-background.ts';

const { formsLeftAlone } = proxyActivities<AbsenceActivities>({ startToCloseTimeout: '1m' });

/**
 * When an absence begins: forms that wait for a step which nobody can take any more say so at once to the one above (N-20).
 * Stand-ins find them on their own list, and they are gone from it when the absence ends.
 */
export async function tellOfAbsence(absence: AbsenceBeginning): Promise<void> {
  const { organisation } = absence;
  const { at, cause, forms } = await formsLeftAlone(absence);
  for (const { number, step, signature } of forms) {
    const command = { ...findNobody({ at, cause, step }), ...(signature ? { signature } : {}) };
    try {
      await getExternalWorkflowHandle(workflowId('recordChange', organisation, number)).signal(command.name, command);
    } catch (error) {
      // One that has ended meanwhile needs nobody.
      if (!/not found/i.test(messageOf(error))) throw error;
    }
  }
}
