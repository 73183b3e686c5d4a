import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import PQueue from 'p-queue';
import type { CalendarSnapshot } from '../domain/case/case.ts';
import { calendarPublishedSignal, openCasesByCalendar, type Signed } from '../workflows/messages/case.ts';

/**
 * Tells every open case of an organisation that counts by a calendar of a newer version; returns how many were told.
 * @param toldTo what the case of a number is told: the calendar, signed for it
 */
export async function tellOpenCases(
  client: Client,
  { organisation, calendar }: { organisation: string; calendar: string },
  toldTo: (number: string) => Signed<CalendarSnapshot>,
): Promise<number> {
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: openCasesByCalendar({ organisation, calendar }) }))
    ids.push(workflowId);
  const queue = new PQueue({ concurrency: toldAtATime });
  const told = await queue.addAll(ids.map((id) => () => isTold(client, id, toldTo)));
  return told.filter(Boolean).length;
}

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
