import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CalendarSnapshot } from '../domain/case/case.ts';
import { calendarPublishedSignal, openCasesByCalendar } from '../workflows/messages/case.ts';

/** Tells every open case of an organisation that counts by a calendar of a newer version; returns how many were told. */
export async function tellOpenCases(client: Client, organisation: string, snapshot: CalendarSnapshot): Promise<number> {
  let told = 0;
  for await (const { workflowId } of client.workflow.list({
    query: openCasesByCalendar({ organisation, calendar: snapshot.name }),
  })) {
    try {
      await client.workflow.getHandle(workflowId).signal<[CalendarSnapshot]>(calendarPublishedSignal, snapshot);
      told += 1;
    } catch (error) {
      // A case that has ended meanwhile needs no telling.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
  return told;
}
