/** What is wrong with cases and nobody has noticed: each is an alarm. A sweep looks every night, and a shell whenever asked. */
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { isArchived } from '../../../db/cases/archived-histories.ts';
import type { CaseDocument } from '../../../db/cases/cases.ts';
import type { Database } from '../../../db/database.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { canonicalJson } from '../../../domain/digest.ts';
import { caseKinds } from '../../../domain/kinds.ts';
import { askCase, CaseEnded } from '../../../temporal/cases.ts';
import { isForgotten } from '../../../temporal/run-histories.ts';
import { workflowId } from '../../../workflows/messages/case.ts';

/** What is wrong, and with which case or run. */
export interface CaseFault {
  at: string;
  what:
    | 'closed-and-not-archived'
    | 'without-a-timer'
    | 'without-a-workflow'
    | 'projected-otherwise'
    | 'task-keeps-failing';
}

export interface SweepTools {
  database: Database;
  temporal: Client;
}

/** What happened less long ago may still be under way, in milliseconds. */
const underWayMs = 15 * 60_000;

/** As often as a workflow task has been tried before somebody has to look. */
const triedOften = 3;

/** Every fault among the cases of all organisations. Nothing is changed. */
export async function* caseFaults(tools: SweepTools, now: Date): AsyncGenerator<CaseFault> {
  const before = new Date(now.getTime() - underWayMs).toISOString();
  yield* notArchived(tools, before);
  for await (const found of openCases(tools.database)) {
    if ((found.changedAt ?? '') > before) continue;
    const what = await wrongWith(tools, found, before);
    if (what) yield { at: found.number, what };
  }
}

/** Logs an alarm for each fault. @returns how many there were */
export async function alarmOfCases(
  { logger, ...tools }: SweepTools & { logger: Pick<Logger, 'error'> },
  now: Date,
): Promise<number> {
  let faults = 0;
  for await (const fault of caseFaults(tools, now)) {
    logger.error(fault, 'something is wrong with a case, and nobody has noticed');
    faults += 1;
  }
  return faults;
}

/** Runs of cases that have closed: the archive must have them long before the engine deletes them. */
async function* notArchived({ database, temporal }: SweepTools, before: string): AsyncGenerator<CaseFault> {
  const kinds = caseKinds.map((kind) => `'${kind}'`).join(', ');
  const query = `WorkflowType IN (${kinds}) AND CloseTime <= '${before}'`;
  for await (const { workflowId: id, runId } of temporal.workflow.list({ query })) {
    if (!(await isArchived(database, id, runId))) yield { at: `${id}/${runId}`, what: 'closed-and-not-archived' };
  }
}

function openCases(database: Database): AsyncIterable<CaseDocument> {
  return database.cases.find({ 'view.closedAt': null }, { slim: 0 }).lean<CaseDocument>().cursor();
}

async function wrongWith(
  { temporal }: SweepTools,
  { view }: CaseDocument,
  before: string,
): Promise<CaseFault['what'] | null> {
  // A timer that is dead has no mark of its own: its deadline passes, and nothing happens.
  if (view.clocks.some((clock) => clock.state === 'running' && hasMissed(clock, before))) return 'without-a-timer';
  const { organisation, number } = view;
  const kind = caseKinds.find((one) => one === view.kind);
  if (!kind) return null;
  const description = await temporal.workflow
    .getHandle(workflowId(kind, organisation, number))
    .describe()
    .catch(noWorkflow);
  if (description?.status.name !== 'RUNNING') return 'without-a-workflow';
  if ((description.raw.pendingWorkflowTask?.attempt ?? 0) > triedOften) return 'task-keeps-failing';
  const own = await askCase(temporal, { kind, organisation, number }).catch(endedMeanwhile);
  return own === null || isSame(own, view) ? null : 'projected-otherwise';
}

/** True if a deadline or a rung has passed, and the case has not noticed. */
function hasMissed({ dueAt, breachedAt, rungs }: CaseView['clocks'][number], before: string): boolean {
  const hasPassed = (instant: string | null) => instant !== null && Date.parse(instant) < Date.parse(before);
  return (
    (hasPassed(dueAt) && breachedAt === null) || rungs.some((rung) => hasPassed(rung.dueAt) && rung.firedAt === null)
  );
}

/** What a view says by itself: whether it is projected is not of the case. */
function isSame(own: CaseView, projected: CaseView): boolean {
  const plain = (view: CaseView) => canonicalJson({ ...view, projected: true });
  return plain(own) === plain(projected);
}

function noWorkflow(error: unknown): null {
  if (isForgotten(error)) return null;
  throw error;
}

function endedMeanwhile(error: unknown): null {
  if (error instanceof CaseEnded) return null;
  throw error;
}
