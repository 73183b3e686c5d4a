import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { nextOpening, openCalendar } from '../../domain/deadline/deadline.ts';
import type { SurveyCycleStatus } from '../../domain/survey-cycle/state.ts';
import { eventually } from '../support/api/api-client.ts';
import { crmManager, everyStep } from '../support/stories/survey-cycle-story.ts';
import { laterBy } from '../support/workflows/case-in-workflow.ts';
import { SurveyCycleInWorkflow } from '../support/workflows/survey-cycle-in-workflow.ts';
import { WorkflowLab } from '../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

/** Every part of a cycle by the manual’s own policy, which acts on what donors said before it ends. */
const everyPart = [...everyStep, ['act', crmManager]] as const;

/** A cycle started as the doors open, on the last day of its programme. */
async function started(): Promise<SurveyCycleInWorkflow> {
  const calendar = await lab.calendar();
  const opened = openCalendar(calendar.calendar);
  const openTime = nextOpening(opened, await lab.now());
  await lab.sleepUntil(nextOpening(opened, laterBy(openTime, 8 * 3_600_000)));
  return SurveyCycleInWorkflow.start(lab.client, await lab.now(), calendar);
}

const untilStatus = (cycle: SurveyCycleInWorkflow, status: SurveyCycleStatus) =>
  eventually(
    () => cycle.view(),
    (view) => view.status === status,
  );

/** Analyses are frozen beside the command that asks for them. */
async function take(cycle: SurveyCycleInWorkflow, place: number): Promise<void> {
  const [name, by] = everyPart[place] ?? [];
  if (!name || !by) throw new Error(`there is no step ${place}`);
  await cycle.act(name, by, await lab.now());
  if (name === 'report') await untilStatus(cycle, 'discussing');
  if (name === 'finish') await untilStatus(cycle, 'acting');
}

/** The whole ladder of each clock, as the manual's policy has it: who hears, rung by rung. */
const ladders: [clock: string, told: string[][]][] = [
  ['preparation', [['role:quality'], ['role:manager'], ['role:council-secretary']]],
  ['review', [['role:manager', 'role:centres-manager'], ['role:council-secretary']]],
  ['collection', [['role:quality'], ['role:manager'], ['role:council-secretary']]],
  ['analysis', [['role:quality'], ['role:manager'], ['role:council-secretary']]],
  ['discussion', [['role:manager', 'role:centres-manager'], ['role:council-secretary']]],
  ['steps', [['role:manager', 'role:centres-manager'], ['role:council-secretary']]],
  ['decision', [['role:council-secretary'], ['role:council-secretary', 'role:manager'], ['role:quality']]],
  ['donors', [['role:manager'], ['role:council-secretary']]],
  ['acting', [['role:manager'], ['role:council-secretary']]],
];
/** The parts of `everyPart` that each clock waits for. */
const partsOf = [[0], [1, 2], [3], [4], [5, 6], [7, 8], [9], [10], [11]];

test('a cycle in which every party is late once: everybody on each ladder is told once, and nobody else (N-09)', async () => {
  const cycle = await started();
  const opened = openCalendar((await lab.calendar()).calendar);
  for (const [step, [clock]] of ladders.entries()) {
    const running = (await cycle.view()).clocks.find(({ id, state }) => id === clock && state === 'running');
    const last = running?.rungs.at(-1)?.dueAt;
    if (!last) throw new Error(`${clock} does not run`);
    await lab.sleepUntil(laterBy(nextOpening(opened, laterBy(last, 1000)), 1000));
    for (const part of partsOf[step] ?? []) await take(cycle, part);
  }
  await cycle.handle.result();
  const { clocks, status } = await cycle.view();
  expect(status).toBe('finished');
  expect(clocks.map(({ id, state }) => [id, state])).toEqual(ladders.map(([clock]) => [clock, 'breached']));
  const told = ladders.map(([clock, rungs]) => [
    clock,
    rungs.map((_, rung) =>
      lab.recording.deliveries
        .filter(({ batch }) => batch.number === cycle.number)
        .flatMap(({ batch }) => batch.notices)
        .filter(({ escalation }) => escalation?.clock === clock && escalation.rung === rung)
        .map(({ to }) => to),
    ),
  ]);
  expect(told).toEqual(ladders);
  const breaches = lab.recording.timeline(cycle.number).filter(({ type }) => type === 'breached');
  expect(breaches).toHaveLength(ladders.length);
});

test('a cycle costs the engine at most 250 events, acting on what donors said 30 more, and its answers none', async () => {
  const cycle = await started();
  const from = lab.recording.surveys.length;
  const events = async () => (await cycle.handle.fetchHistory()).events?.length;
  for (const place of everyStep.keys()) await take(cycle, place);
  const beforeActing = await events();
  await take(cycle, everyStep.length);
  await cycle.handle.result();
  const whole = await events();
  process.stderr.write(`survey cycle: ${beforeActing} events, ${whole} with the steps for donors\n`);
  expect(beforeActing).toBeLessThanOrEqual(250);
  expect(whole).toBeLessThanOrEqual(280);
  expect(lab.recording.surveys.slice(from).map(({ did, survey }) => `${did} ${survey}`)).toEqual([
    `open ${cycle.number}:beneficiaries`,
    `close ${cycle.number}:beneficiaries`,
    `open ${cycle.number}:donors`,
    `close ${cycle.number}:donors`,
  ]);
});

test('an analysis that cannot be frozen gives the step back to its officer, and a changed questionnaire all of them', async () => {
  const cycle = await started();
  lab.recording.instead.openSurvey = async () => {
    throw ApplicationFailure.nonRetryable('satisfaction version 1 is not what was approved', 'QuestionnaireChanged');
  };
  for (const place of [0, 1, 2]) await take(cycle, place);
  await untilStatus(cycle, 'preparing');
  delete lab.recording.instead.openSurvey;
  for (const place of [0, 1, 2, 3]) await take(cycle, place);
  lab.recording.instead.frozenReport = async () => {
    throw ApplicationFailure.nonRetryable('there is no survey', 'NoSurvey');
  };
  const [, quality] = everyStep[4] ?? [];
  if (!quality) throw new Error('nobody reports');
  await cycle.act('report', quality, await lab.now());
  await untilStatus(cycle, 'analysing');
  delete lab.recording.instead.frozenReport;
  await take(cycle, 4);
  expect((await cycle.view()).detail).toMatchObject({ version: 2, report: { counted: 200, late: 3 } });
});
