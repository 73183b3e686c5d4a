import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CalendarSnapshot } from '../domain/case/case.ts';
import { calendarPublishedSignal, openCasesByCalendar } from '../workflows/messages/case.ts';

/** Tells one case of a newer version of the calendar that it counts by; one that has ended needs no telling. */
export async function tellOfCalendar(client: Client, workflow: string, snapshot: CalendarSnapshot): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflow).signal<[CalendarSnapshot]>(calendarPublishedSignal, snapshot);
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return false;
  }
}

/** Tells every open case of an organisation that counts by a calendar of a newer version; returns how many were told. */
export async function tellOpenCases(client: Client, organisation: string, snapshot: CalendarSnapshot): Promise<number> {
  let told = 0;
  for await (const { workflowId } of client.workflow.list({
    query: openCasesByCalendar({ organisation, calendar: snapshot.name }),
  })) {
    if (await tellOfCalendar(client, workflowId, snapshot)) told += 1;
  }
  return told;
}
