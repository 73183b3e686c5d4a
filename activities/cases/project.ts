import { writeProjection } from '../../db/cases/cases.ts';
import { propagateConflicts } from '../../db/cases/propagate-conflicts.ts';
import type { Database } from '../../db/database.ts';
import { calendarAfter } from '../../db/organisation/calendars.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { CaseProjection } from '../../domain/case/view.ts';

export interface ProjectRequest {
  projection: CaseProjection;
  events: TimelineEvent[];
  calendar: { organisation: string; name: string; version: number };
}

/** A newer calendar if there is one, so that a case started during a publication catches up. */
interface ProjectReply {
  newer: CalendarSnapshot | null;
}

/** Writes a case's projection and new events, and returns a newer calendar if one has been published meanwhile. */
export async function project(database: Database, secret: string, request: ProjectRequest): Promise<ProjectReply> {
  await writeProjection(database, request.projection, request.events, secret);
  await propagateConflicts(database, request.projection);
  const { organisation, name, version } = request.calendar;
  return { newer: await calendarAfter(database, organisation, name, version) };
}
