import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import type { Calendar } from '../../../domain/deadline/calendar.ts';
import { nextOpening, openCalendar } from '../../../domain/deadline/deadline.ts';
import { instantText } from '../../../domain/deadline/instants-and-dates.ts';
import { dataConverter } from '../../../temporal/data-converter.ts';
import { createCaseWorker } from '../../../worker/case-worker.ts';
import { eventually } from '../api/api-client.ts';
import { calendarVersion } from '../samples/sample-calendar.ts';
import { CaseInWorkflow, laterBy, type WorkflowCaseOptions } from './case-in-workflow.ts';
import { type Recording, recordingActivities } from './recording-activities.ts';
import { timeSkippingEnvironment } from './time-skipping.ts';
import { workflowCode } from './workflow-code.ts';

/** From opening to closing time. */
const workday = 8 * 3_600_000;

/** Complaints as workflows on a server whose clock only the test moves. */
export class WorkflowLab {
  private static shared: Promise<WorkflowLab> | undefined;
  private static users = 0;
  readonly client: Client;
  readonly recording: Recording;
  private readonly environment: TestWorkflowEnvironment;
  private readonly stopWorker: () => Promise<void>;

  private constructor(environment: TestWorkflowEnvironment, recording: Recording, stopWorker: () => Promise<void>) {
    this.environment = environment;
    this.recording = recording;
    this.stopWorker = stopWorker;
    this.client = new Client({ connection: environment.connection, dataConverter });
  }

  /** The lab of the test file, until each of those who have started it has stopped it. None starts after that. */
  static start(): Promise<WorkflowLab> {
    WorkflowLab.users += 1;
    WorkflowLab.shared ??= WorkflowLab.begin();
    return WorkflowLab.shared;
  }

  private static async begin(): Promise<WorkflowLab> {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const environment = await timeSkippingEnvironment();
    const recording = recordingActivities();
    const worker = await createCaseWorker({
      address: environment.address,
      namespace: environment.namespace ?? 'default',
      bundle: await workflowCode(),
      activities: { ...recording.activities, startProcedures: (look) => recording.startProcedures(look) },
    });
    const running = worker.run();
    return new WorkflowLab(environment, recording, async () => {
      worker.shutdown();
      await running;
    });
  }

  async stop(): Promise<void> {
    WorkflowLab.users -= 1;
    if (WorkflowLab.users > 0) return;
    await this.stopWorker();
    await this.environment.teardown();
  }

  async now(): Promise<string> {
    return instantText(await this.environment.currentTimeMs());
  }

  /** Lets time pass up to an instant. Lets none pass if that instant has gone. */
  async sleepUntil(instant: string): Promise<void> {
    const left = Date.parse(instant) - (await this.environment.currentTimeMs());
    if (left > 0) await this.environment.sleep(left);
  }

  /** Sunday to Thursday 08:00–16:00 in Riyadh without holidays, known for years from the server's present. */
  async calendar(version = 1, changes: Partial<Calendar> = {}): Promise<CalendarSnapshot> {
    const lastYear = Number((await this.now()).slice(0, 4)) + 5;
    return calendarVersion(version, { overlays: [], knownUntil: `${lastYear}-12-31`, ...changes });
  }

  /** Opens a complaint on the next morning, as the doors open. */
  async open(options: Partial<WorkflowCaseOptions> = {}): Promise<CaseInWorkflow> {
    const calendar = openCalendar((options.calendar ?? (await this.calendar())).calendar);
    const openTime = nextOpening(calendar, await this.now());
    await this.sleepUntil(nextOpening(calendar, laterBy(openTime, workday)));
    return this.openNow(options);
  }

  async openNow(options: Partial<WorkflowCaseOptions> = {}): Promise<CaseInWorkflow> {
    const calendar = options.calendar ?? (await this.calendar());
    return CaseInWorkflow.open(this.client, { at: await this.now(), ...options, calendar });
  }

  /** The timeline of a case once it shows what is asked for. */
  timeline(of: CaseInWorkflow, isThere: (events: TimelineEvent[]) => boolean): Promise<TimelineEvent[]> {
    return eventually(() => this.recording.timeline(of.number), isThere);
  }
}
