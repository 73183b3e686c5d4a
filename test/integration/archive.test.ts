import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { archiveHistories } from '../../activities/upkeep/archive-histories.ts';
import { archivedHistory } from '../../db/cases/archived-histories.ts';
import { dataConverter } from '../../temporal/data-converter.ts';
import { type KeptRun, runsOf } from '../../temporal/run-histories.ts';
import { createSchedules } from '../../temporal/schedules.ts';
import { eventually } from '../support/api/api-client.ts';
import { ServerLab } from '../support/api/server-lab.ts';
import { alwaysOpen } from '../support/samples/sample-calendar.ts';
import { manager, officer } from '../support/stories/lead-story.ts';
import { LeadInWorkflow } from '../support/workflows/lead-in-workflow.ts';

let lab: ServerLab;
beforeAll(async () => {
  lab = await ServerLab.open();
  await lab.startWorker();
});
afterAll(() => lab.close());

const now = () => new Date().toISOString();
/** By then the engine lists what has closed by now. */
const later = () => new Date(Date.now() + 600_000);

async function runs(workflowId: string): Promise<KeptRun[]> {
  const found: KeptRun[] = [];
  const findArchived = (id: string, runId?: string) => archivedHistory(lab.database, id, runId);
  for await (const run of runsOf(lab.client, workflowId, findArchived)) found.push(run);
  return found;
}
const keepers = async (workflowId: string) => (await runs(workflowId)).map(({ keptBy }) => keptBy);

/** Has the engine forget a run, as it does when its retention is over. */
async function forget(workflowId: string, runId: string): Promise<void> {
  const { namespace } = lab.client.options;
  await lab.client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId, runId } });
  await eventually(
    () =>
      lab.client.workflow
        .getHandle(workflowId, runId)
        .fetchHistory()
        .then(() => 'there', String),
    (answer) => answer.includes('NOT_FOUND'),
  );
}

test('the runs of a long lead replay from the archive once the engine has deleted them; one in neither is named', async () => {
  const lead = await LeadInWorkflow.open(lab.client, { at: now(), calendar: alwaysOpen, continueAfter: 40 });
  const { workflowId } = lead.handle;
  await lead.act('follow', officer, now());
  for (let time = 0; time < 6; time += 1) await lead.act('log-contact', officer, now());
  await lead.act('cancel', manager, now());
  await lead.handle.result();
  const before = await runs(workflowId);
  expect(before.length).toBeGreaterThan(1);
  const started = before.map((run) =>
    run.keptBy ? run.history.events?.[0]?.workflowExecutionStartedEventAttributes : undefined,
  );
  const runIds = started.map((one) => one?.originalExecutionRunId ?? '');

  const isListed = (count: number) => count >= before.length;
  let archived = 0;
  await eventually(async () => {
    archived += await archiveHistories(lab.database, lab.client, later());
    await lab.database.archiveMarks.deleteMany({});
    return archived;
  }, isListed);
  expect(await archiveHistories(lab.database, lab.client, later())).toBe(0);
  expect(await lab.database.archivedHistories.countDocuments({ workflowId })).toBe(before.length);

  await Promise.all(runIds.map((runId) => forget(workflowId, runId)));
  const after = await runs(workflowId);
  expect(after.map(({ keptBy }) => keptBy)).toEqual(before.map(() => 'archive'));
  const workflowBundle = await lab.bundle();
  for (const run of after) {
    if (run.keptBy) await Worker.runReplayHistory({ workflowBundle, dataConverter }, run.history, workflowId);
  }

  const first = runIds.at(-1) ?? '';
  await lab.database.archivedHistories.deleteOne({ runId: first });
  expect((await runs(workflowId)).at(-1)).toEqual({ keptBy: null, runId: first });
  // What somebody has changed in the archive is not replayed as if it were the history.
  await lab.database.archivedHistories.updateOne({ runId: runIds[0] }, { $set: { digest: 'f'.repeat(64) } });
  await expect(keepers(workflowId)).rejects.toThrow('has been changed');
});

test('a schedule that an earlier release set up gets the times of this one, and stays paused', async () => {
  const scheduleId = 'archive-histories';
  await lab.client.schedule.create({
    scheduleId,
    spec: { calendars: [{ hour: 0, minute: 30 }] },
    state: { paused: true, note: 'by an operator' },
    action: { type: 'startWorkflow', workflowType: 'archiveHistories', taskQueue: 'of-nobody', args: [] },
  });
  await createSchedules(lab.client);
  await createSchedules(lab.client);
  const { spec, state } = await lab.client.schedule.getHandle(scheduleId).describe();
  expect(spec.intervals?.map(({ every }) => every)).toEqual([300_000]);
  expect(spec.calendars ?? []).toEqual([]);
  expect(state).toMatchObject({ paused: true, note: 'by an operator' });
});
