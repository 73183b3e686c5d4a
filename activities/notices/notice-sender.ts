import type { Client } from '@temporalio/client';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { failureTold } from '../../application/cases/told-by-system.ts';
import { findCase } from '../../db/cases/cases.ts';
import {
  forgetSent,
  giveUpTaken,
  noteUndelivered,
  type OutboxDocument,
  putBack,
  takeDue,
} from '../../db/cases/notices.ts';
import type { Database } from '../../db/database.ts';
import type { CaseKind } from '../../domain/kinds.ts';
import { CaseEnded, tellFailed } from '../../temporal/cases.ts';
import type { FailedNotices, NoticeBatch } from '../../workflows/messages/notices.ts';
import { type Delivery, deliverNotices } from './deliver-notices.ts';

/** How many batches one process sends at a time: gateways answer slowly and are few. */
const atATime = 16;

/** How long a batch is one sender's alone, in milliseconds: longer than a gateway is waited for. */
const leaseMs = 60_000;

/** Attempts until a batch is given up: some nine minutes, as with the activity of the same work. */
const tenAttempts = 10;

/** How long to wait after so many failed attempts, in milliseconds: twice as long each time, at most five minutes. */
const backOffMs = (attempts: number): number => Math.min(500 * 2 ** attempts, 300_000);

const instantIn = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** Until when a batch that is taken now is its sender's alone. */
export const leasedUntil = (): string => instantIn(leaseMs);

/**
 * Sends what the outbox holds, beside the cases. Each batch is sent at least once, and a letter of it under the same key
 * however often it is tried. A case is told only if something failed for good. A process that dies leaves its batches to
 * the others, once its time with them is over.
 */
export class NoticeSender {
  private readonly queue = new PQueue({ concurrency: atATime });
  private readonly waiting = new Set<string>();
  private sent: string[] = [];
  private readonly delivery: Delivery;
  private readonly engine: Client;
  private readonly logger: Pick<Logger, 'warn'>;
  private readonly attemptsAtMost: number;

  constructor(delivery: Delivery, engine: Client, logger: Pick<Logger, 'warn'>, attemptsAtMost = tenAttempts) {
    this.delivery = delivery;
    this.engine = engine;
    this.logger = logger;
    this.attemptsAtMost = attemptsAtMost;
  }

  /** Sends batches that this process has just put into the outbox. */
  hand(rows: readonly OutboxDocument[]): void {
    for (const row of rows) {
      this.waiting.add(row._id);
      this.queue.add(() => this.send(row)).catch(() => undefined);
    }
  }

  /** Ends what is being sent, and leaves the rest to others. */
  async stop(): Promise<void> {
    this.queue.clear();
    await this.queue.onIdle();
    const { database } = this.delivery;
    await forgetSent(database, this.sent);
    await giveUpTaken(database, [...this.waiting], instantIn(0));
  }

  /**
   * Takes what is due and nobody has. That is what callers have put into the outbox, what is to be tried again, and what
   * processes that died had taken. Forgets what has been sent. To be called every now and then.
   */
  async look(): Promise<void> {
    const { database } = this.delivery;
    try {
      const sent = this.sent;
      await forgetSent(database, sent);
      this.sent = this.sent.filter((id) => !sent.includes(id));
      while (this.queue.size < atATime) {
        const rows = await takeDue(database, { now: instantIn(0), until: leasedUntil(), atMost: atATime });
        if (rows.length === 0) return;
        this.hand(rows);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'the outbox could not be looked through');
    }
  }

  private async send(row: OutboxDocument): Promise<void> {
    this.waiting.delete(row._id);
    // Another process may have it soon: then it is that one's to send.
    if (row.dueAt <= instantIn(leaseMs / 2)) return;
    try {
      const failed = (row.failed as FailedNotices | null) ?? (await this.attempt(row));
      if (failed === 'again') return;
      if (failed) await this.tell(row, failed);
      this.sent.push(row._id);
    } catch (error) {
      // The database or the engine is away: that is no attempt. The batch is taken again once this process's time is over.
      this.logger.warn({ err: error, notices: row._id }, 'notices could not be dealt with now');
    }
  }

  /** What failed for good; null if all went, `again` if the batch has been put back to be tried again. */
  private async attempt(row: OutboxDocument): Promise<FailedNotices | null | 'again'> {
    const { database } = this.delivery;
    const batch = row.batch as NoticeBatch;
    const attempts = row.attempts + 1;
    const isLast = attempts >= this.attemptsAtMost;
    try {
      const outcomes = (await deliverNotices(this.delivery, await sinceThen(database, row), isLast)).filter(
        ({ sent }) => !sent,
      );
      return outcomes.length > 0 ? { key: batch.key, outcomes, gaveUp: null } : null;
    } catch (error) {
      if (isOfDatabase(error)) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      if (isLast) return { key: batch.key, outcomes: [], gaveUp: detail };
      await putBack(database, { _id: row._id, dueAt: instantIn(backOffMs(attempts)), attempts, failed: null });
      return 'again';
    }
  }

  /** Tells the case what failed. What failed is noted first: it is not tried again if the case cannot be told now. */
  private async tell(row: OutboxDocument, failed: FailedNotices): Promise<void> {
    const { database } = this.delivery;
    const { organisation, number, kind } = row.batch as NoticeBatch;
    if (!row.failed) await putBack(database, { ...row, failed });
    try {
      const signed = failureTold({ ...this.delivery.links, purpose: 'worker' }, { organisation, number }, failed);
      await tellFailed(this.engine, { kind: kind as CaseKind, organisation, number }, signed);
    } catch (error) {
      // A case that has ended takes no message: what its last letters came to stands among its notices.
      if (!(error instanceof CaseEnded)) throw error;
      await noteUndelivered(database, lettersIn(row.batch as NoticeBatch, failed), instantIn(0));
    }
  }
}

/** A message that has waited goes to nobody whom the case has come to name meanwhile (F-10). */
async function sinceThen(database: Database, { batch, attempts }: OutboxDocument): Promise<NoticeBatch> {
  const own = batch as NoticeBatch;
  const hasWaited = attempts > 0 || Date.parse(own.at) < Date.now() - leaseMs;
  if (!hasWaited) return own;
  const found = await findCase(database, own.organisation, own.number);
  return { ...own, about: [...new Set([...own.about, ...(found?.about ?? [])])] };
}

/** What of a batch was not delivered, as notices of its case. */
function lettersIn({ organisation, number, notices }: NoticeBatch, { key, outcomes, gaveUp }: FailedNotices) {
  const known = { organisation, number };
  if (gaveUp !== null) {
    return notices.map(({ to, channels, template }, index) => {
      return { ...known, _id: `${key}:${index}:failed`, template, to, channel: channels.join('+'), reason: gaveUp };
    });
  }
  return outcomes.map(({ to, channel, detail }, index) => {
    const template = notices.find((notice) => notice.to === to)?.template ?? '';
    return { ...known, _id: `${key}:${index}:${to}:${channel}:failed`, template, to, channel, reason: detail };
  });
}

function isOfDatabase(error: unknown): boolean {
  return error instanceof Error && /^Mongo/.test(error.name);
}
