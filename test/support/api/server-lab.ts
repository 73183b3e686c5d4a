import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { CaseActivities } from '../../../activities/case-activities.ts';
import { project } from '../../../activities/case-activities.ts';
import { type CaseDocument, findCase, timelineOf } from '../../../db/cases/cases.ts';
import { connectMongoDB } from '../../../db/connect.ts';
import { createIndexes, type Database, databaseOn } from '../../../db/database.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { connectTemporal } from '../../../temporal/client.ts';
import { createCaseWorker } from '../../../worker/case-worker.ts';
import { masterKeys } from '../samples/master-keys.ts';
import { recordingActivities } from '../workflows/recording-activities.ts';
import { makeNamespace } from '../workflows/test-namespace.ts';
import { workflowCode } from '../workflows/workflow-code.ts';
import { patience } from './api-client.ts';

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** A run's history under a name for messages. */
export interface NamedHistory {
  workflowId: string;
  history: History;
}

/** Cases on the real servers of the test run: a namespace and a database of their own, and a worker that can go away. */
export class ServerLab {
  readonly client: Client;
  readonly database: Database;
  private readonly namespace: string;
  private stopWorker: () => Promise<void> = () => Promise.resolve();

  private constructor(client: Client, database: Database, namespace: string) {
    this.client = client;
    this.database = database;
    this.namespace = namespace;
  }

  static async open(): Promise<ServerLab> {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const { TEMPORAL_ADDRESS: address = '', MONGODB_URI = '' } = process.env;
    const namespace = `test-${randomUUID()}`;
    await makeNamespace(address, namespace);
    const database = databaseOn(
      await connectMongoDB(MONGODB_URI.replace(/\/[^/?]*(\?.*)?$/, `/${namespace}$1`)),
      masterKeys,
    );
    await createIndexes(database);
    return new ServerLab(await connectTemporal(address, namespace), database, namespace);
  }

  async startWorker(
    options: { maxCachedWorkflows?: number; activities?: Partial<CaseActivities> } = {},
  ): Promise<void> {
    const worker = await createCaseWorker({
      address: process.env.TEMPORAL_ADDRESS ?? '',
      namespace: this.namespace,
      bundle: await this.bundle(),
      activities: {
        ...recordingActivities().activities,
        project: (request) => project({ database: this.database, secret: 'of the lab' }, request),
        ...options.activities,
      },
      ...(options.maxCachedWorkflows ? { maxCachedWorkflows: options.maxCachedWorkflows } : {}),
    });
    const running = worker.run();
    this.stopWorker = async () => {
      this.stopWorker = () => Promise.resolve();
      worker.shutdown();
      await running;
    };
  }

  bundle() {
    return workflowCode();
  }

  async withoutWorker(meanwhile: () => Promise<void>): Promise<void> {
    await this.stopWorker();
    await meanwhile();
    await this.startWorker();
  }

  /** The projection of a case once it shows what is asked for; read a few times a second, since many are waited for. */
  async projected(number: string, isThere: (found: CaseDocument) => boolean): Promise<CaseDocument> {
    for (const until = Date.now() + patience; Date.now() < until; await wait(250)) {
      const found = await findCase(this.database, 'sample', number);
      if (found && isThere(found)) return found;
    }
    throw new Error(`the projection of ${number} never showed what was waited for`);
  }

  timeline(found: CaseDocument): Promise<TimelineEvent[]> {
    return timelineOf(this.database, found);
  }

  /** The histories of all runs of a case, the first run first. */
  async histories(workflowId: string): Promise<NamedHistory[]> {
    const found: NamedHistory[] = [];
    let runId: string | undefined;
    do {
      const history = await this.client.workflow.getHandle(workflowId, runId).fetchHistory();
      found.unshift({ workflowId, history });
      runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
    } while (runId);
    return found;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.client.connection.close();
    await this.database.connection.dropDatabase();
    await this.database.connection.close();
  }
}
