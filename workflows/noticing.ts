import { ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { CaseState } from '../domain/case.ts';
import type { Fact } from '../domain/event.ts';
import { report } from '../domain/machine.ts';
import { inBackground, messageOf } from './in-background.ts';
import type { CaseActivities, NoticeBatch, NoticeOutcome } from './messages.ts';
import { type CaseRun, now, take } from './run.ts';

// A gateway that stays away becomes a fact after some nine minutes; the activity reports it on its last attempt.
const { deliverNotices } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m', maximumAttempts: 10 },
});

/** Delivers each batch in the background, so that a gateway that is down never holds up a clock or another batch. */
export async function noticing<State extends CaseState>(run: CaseRun<State>): Promise<void> {
  await inBackground(
    run,
    () => run.pending.filter(({ notBefore }) => notBefore === null).map(({ batch }) => batch),
    // A message that has waited goes to nobody whom the case has come to name meanwhile (F-10).
    async (batch) => settle(run, batch, await delivered({ ...batch, about: run.record.state.about })),
  );
}

/** What came of a batch. A database that is away loses none: the batch is tried again for as long as it takes. */
async function delivered(batch: NoticeBatch): Promise<Fact[]> {
  for (;;) {
    try {
      return outcomeFacts(batch, await deliverNotices(batch));
    } catch (error) {
      if (databaseIsAway(error)) continue;
      return [{ type: 'effectFailed', data: { key: batch.key, detail: messageOf(error) } }];
    }
  }
}

function databaseIsAway(error: unknown): boolean {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof ApplicationFailure && /^Mongo/.test(cause.type ?? '');
}

function settle<State extends CaseState>(run: CaseRun<State>, batch: NoticeBatch, facts: Fact[]): void {
  run.pending = run.pending.filter((held) => held.batch.key !== batch.key);
  if (facts.length > 0) take(run, report(run.kind, run.record, facts, batch.key, run.calendar.opened, now()));
}

/** What the timeline keeps of a delivery: who was told of a rung, and what could not be delivered. */
function outcomeFacts(batch: NoticeBatch, outcomes: NoticeOutcome[]): Fact[] {
  const failed = outcomes
    .filter(({ sent }) => !sent)
    .map(({ to, channel, detail }) => ({ type: 'noticeFailed', data: { key: batch.key, to, channel, detail } }));
  const rungs = new Map<string, { clock: string; rung: number; staff: string[] }>();
  for (const { sent, to, escalation } of outcomes) {
    if (!sent || !escalation) continue;
    const key = `${escalation.clock}/${escalation.rung}`;
    const known = rungs.get(key) ?? { clock: escalation.clock, rung: escalation.rung, staff: [] };
    rungs.set(key, { ...known, staff: [...new Set([...known.staff, to])] });
  }
  return [...failed, ...[...rungs.values()].map((data) => ({ type: 'told', data }))];
}
