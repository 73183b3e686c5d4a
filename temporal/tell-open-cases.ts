import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import PQueue from 'p-queue';
import type { CalendarSnapshot } from '../domain/case/case.ts';
import { calendarPublishedSignal, openCasesByCalendar, type Signed } from '../workflows/messages/case.ts';

/** How far a telling has come that may be broken off. Cases are told in the order of their workflow ids. */
export interface TellingProgress {
  /** Up to this workflow id all have been told before, and are not told again; the empty text: none. */
  after: string;
  /** Hears each time up to which workflow id all have been told by now. What it throws ends the telling. */
  toldUpTo(id: string): void;
}

/**
 * Tells every open case of an organisation that counts by a calendar of a newer version; returns how many were told.
 * @param toldTo what the case of a number is told: the calendar, signed for it
 * @param progress left out: all are told, and nobody hears how far it has come
 */
export async function tellOpenCases(
  client: Client,
  { organisation, calendar }: { organisation: string; calendar: string },
  toldTo: (number: string) => Signed<CalendarSnapshot>,
  progress?: TellingProgress,
): Promise<number> {
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: openCasesByCalendar({ organisation, calendar }) }))
    if (workflowId > (progress?.after ?? '')) ids.push(workflowId);
  ids.sort();
  const queue = new PQueue({ concurrency: toldAtATime });
  let count = 0;
  for (let first = 0; first < ids.length; first += toldTogether) {
    const together = ids.slice(first, first + toldTogether);
    const told = await queue.addAll(together.map((id) => () => isTold(client, id, toldTo)));
    count += told.filter(Boolean).length;
    progress?.toldUpTo(together.at(-1) ?? '');
  }
  return count;
}

/** After so many cases somebody hears how far it has come: about a second. */
const toldTogether = 200;

/** So many cases are told at a time: ten thousand are told within a minute. */
const toldAtATime = 20;

/** False if the case has ended meanwhile: it needs no telling. */
async function isTold(
  client: Client,
  id: string,
  toldTo: (number: string) => Signed<CalendarSnapshot>,
): Promise<boolean> {
  try {
    const number = id.split(':').at(-1) ?? '';
    await client.workflow.getHandle(id).signal<[Signed<CalendarSnapshot>]>(calendarPublishedSignal, toldTo(number));
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
