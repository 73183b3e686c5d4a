import { NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { CaseActivities } from '../activities/case-activities.ts';
import { dataConverter } from '../temporal/data-converter.ts';
import type { EngineAccess } from '../temporal/engine-access.ts';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type {
  AbsenceActivities,
  BulkActivities,
  ImportActivities,
  InvitationActivities,
  MovingActivities,
  RegistrationActivities,
  ReplayActivities,
  StaffActivities,
  UpkeepActivities,
} from '../workflows/messages/upkeep.ts';

export interface CaseWorkerOptions {
  address: string;
  namespace: string;
  bundle: WorkflowBundle;
  activities: CaseActivities &
    Partial<
      AbsenceActivities &
        BulkActivities &
        ImportActivities &
        InvitationActivities &
        MovingActivities &
        RegistrationActivities &
        ReplayActivities &
        StaffActivities &
        UpkeepActivities
    >;
  /** How the worker proves to the engine who it is. */
  access?: EngineAccess;
  taskQueue?: string;
  maxCachedWorkflows?: number;
}

/** A worker for every kind of case. After a killed worker its cases move to another one within two seconds. */
export async function createCaseWorker(options: CaseWorkerOptions): Promise<Worker> {
  const connection = await NativeConnection.connect({ address: options.address, ...options.access });
  return Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue ?? caseTaskQueue,
    workflowBundle: options.bundle,
    dataConverter,
    activities: options.activities,
    stickyQueueScheduleToStartTimeout: '2s',
    maxCachedWorkflows: options.maxCachedWorkflows ?? 500,
    // They share one thread: what is taken before its turn comes too late when every case must be replayed (decision 10).
    maxConcurrentWorkflowTaskExecutions: 8,
    shutdownGraceTime: '5s',
  });
}
