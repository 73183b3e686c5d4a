import type { Client } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import { lookForProceduresSignal, type ProcedureLook } from '../workflows/messages/upkeep.ts';

/** Has an organisation's procedures looked after, and looked at now: every process that starts may call it. */
export async function wakeProcedures(client: Client, look: ProcedureLook): Promise<void> {
  await client.workflow.signalWithStart('startProcedures', {
    workflowId: `procedures:${look.organisation}`,
    taskQueue: caseTaskQueue,
    args: [look],
    signal: lookForProceduresSignal,
    signalArgs: [],
  });
}
