import { type Client, WorkflowNotFoundError } from '@temporalio/client';
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
  let told = 0;
  for await (const { workflowId } of client.workflow.list({
    query: openCasesByCalendar({ organisation, calendar }),
  })) {
    try {
      const number = workflowId.split(':').at(-1) ?? '';
      const handle = client.workflow.getHandle(workflowId);
      await handle.signal<[Signed<CalendarSnapshot>]>(calendarPublishedSignal, toldTo(number));
      told += 1;
    } catch (error) {
      // A case that has ended meanwhile needs no telling.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
  return told;
}
