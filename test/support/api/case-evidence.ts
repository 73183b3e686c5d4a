import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { type CaseDocument, findCase, timelineOf } from '../../../db/cases/cases.ts';
import type { NoticeDocument } from '../../../db/cases/notices.ts';
import type { Database } from '../../../db/database.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { askCase, OutcomeUnknown } from '../../../temporal/cases.ts';
import { workflowId } from '../../../workflows/messages/case.ts';
import { patience } from './api-client.ts';

/** Everything that bears witness to what happened to a case: projection, timeline, the case itself, its history. */
export interface Evidence {
  found: CaseDocument | null;
  events: TimelineEvent[];
  /** The view that the workflow gives of itself. */
  view: CaseView;
  /** Ids of the commands that the engine's history says were carried out, the opening among them. */
  carriedOut: Set<string>;
  notices: NoticeDocument[];
}

export async function evidenceOf(client: Client, database: Database, number: string): Promise<Evidence> {
  // The case is asked first. It may be slow to answer, and what is written by then is what its answer is held against.
  const view = await askPatiently(client, number);
  const found = await findCase(database, 'sandbox', number);
  const events = found ? await timelineOf(database, found) : [];
  const notices = await database.notices.find({ number }).lean<NoticeDocument[]>();
  return { found, events, view, carriedOut: await commandsInHistory(client, number), notices };
}

/**
 * A worker that has just been killed and started again may be slow to answer. Once it has been slow, the engine says at
 * once that it cannot ask yet. Asking changes nothing, so it is asked again.
 */
async function askPatiently(client: Client, number: string): Promise<CaseView> {
  for (const until = Date.now() + patience; ; await sleep(500)) {
    try {
      return await askCase(client, { kind: 'complaint', organisation: 'sandbox', number });
    } catch (error) {
      if (!(error instanceof OutcomeUnknown) || Date.now() > until) throw error;
    }
  }
}

async function commandsInHistory(client: Client, number: string): Promise<Set<string>> {
  const handle = client.workflow.getHandle(workflowId('complaint', 'sandbox', number));
  const { events } = await handle.fetchHistory();
  const updates = (events ?? []).flatMap((event) => {
    const { meta, outcome } = event.workflowExecutionUpdateCompletedEventAttributes ?? {};
    return meta?.updateId && outcome?.success ? [meta.updateId] : [];
  });
  return new Set([`open/sandbox/${number}`, ...updates]);
}

/** What a commands' timeline says was done by people, without what followed by itself. */
export function commandsIn(events: TimelineEvent[]): Set<string> {
  return new Set(events.filter(({ by }) => by !== 'system').map(({ commandId }) => commandId));
}

/** The rungs that have fired, `clock/rung`, as often as they did. */
export function firedRungs(events: TimelineEvent[]): string[] {
  return events
    .filter(({ type }) => type === 'warned' || type === 'escalated')
    .map(({ data }) => {
      const { clock, rung } = data as { clock: string; rung: number };
      return `${clock}/${rung}`;
    });
}

/** Keys of all messages in the outbox. */
export function outboxKeys(dataDir: string): Set<string> {
  const folder = join(dataDir, 'outbox');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  return new Set(
    files.map((name) => /^X-Inaya-Notice-Key: (.+)$/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1] ?? ''),
  );
}
