import { ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../../activities/case-activities.ts';
import type { CaseState } from '../../domain/case/case.ts';
import type { Fact } from '../../domain/case/event.ts';
import { report } from '../../domain/case/machine.ts';
import { readsAs } from '../../domain/case/policy.ts';
import type { NoticeBatch } from '../messages/notices.ts';
import { inBackground, messageOf } from './in-background.ts';
import { givenUp, outcomeFacts, receiptOf } from './receipts.ts';
import { answerTold, type CaseRun, notTold, now, take } from './run.ts';
import { mustHearOf, toAll } from './to-write.ts';

// A gateway that stays away becomes a fact after some nine minutes; the activity reports it on its last attempt.
const { deliverNotices } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m', maximumAttempts: 10 },
});

/**
 * Delivers each batch that the case must hear of in the background. So a gateway that is down never holds up a clock or
 * another batch. A history that began before notices went with the projection delivers all of them here.
 */
export async function noticing<State extends CaseState>(run: CaseRun<State>): Promise<void> {
  await inBackground(
    run,
    () =>
      run.pending
        .filter(({ notBefore, batch }) => notBefore === null && (!run.isLean || mustHearOf(batch)))
        .map(({ batch }) => batch),
    async (batch) => settle(run, batch, await delivered(toAll(run, batch))),
  );
}

/** What came of a batch, and by which channels the customer was told. */
interface CameOf {
  facts: Fact[];
  told: string[];
}

/** What came of a batch. A database that is away loses none: the batch is tried again for as long as it takes. */
async function delivered(batch: NoticeBatch): Promise<CameOf> {
  for (;;) {
    try {
      const outcomes = await deliverNotices(batch);
      return {
        facts: outcomeFacts(batch.key, outcomes),
        told: outcomes.filter(({ to, sent }) => to === 'customer' && sent).map(({ channel }) => channel),
      };
    } catch (error) {
      if (databaseIsAway(error)) continue;
      return { facts: [givenUp(batch.key, messageOf(error))], told: [] };
    }
  }
}

function databaseIsAway(error: unknown): boolean {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof ApplicationFailure && /^Mongo/.test(cause.type ?? '');
}

function settle<State extends CaseState>(run: CaseRun<State>, batch: NoticeBatch, { facts, told }: CameOf): void {
  const isTold = told.length > 0;
  run.pending = run.pending.filter((held) => held.batch.key !== batch.key);
  const { spoken } = batch.notices.find((notice) => notice.spoken) ?? {};
  const all = isTold || !spoken ? facts : [...facts, ...notTold(run, spoken)];
  if (all.length > 0) take(run, report(run.kind, run.record, all, batch.key, run.calendar.opened, now()));
  const { answer } = batch.notices.find((notice) => notice.answer) ?? {};
  if (answer !== undefined && !hasComeBack(run, batch, told)) answerTold(run, answer, isTold, batch.key);
}

/**
 * True if all that went has come back while another letter of the batch was still being tried. Then the receipt has said
 * what follows, and what goes out instead has its own outcome.
 */
function hasComeBack<State extends CaseState>(run: CaseRun<State>, { key }: NoticeBatch, told: string[]): boolean {
  if (told.length === 0 || !readsAs(run.record.state, 4)) return false;
  const receipts = Object.keys(run.applied).filter((id) => id.startsWith(`${receiptOf(key)}:`));
  return told.every((channel) => receipts.some((id) => id.endsWith(`:${channel}`)));
}
