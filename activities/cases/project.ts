import { writeProjection } from '../../db/cases/cases.ts';
import { propagateConflicts } from '../../db/cases/propagate-conflicts.ts';
import type { Database } from '../../db/database.ts';
import { calendarAfter } from '../../db/organisation/calendars.ts';
import type { ProjectReply, ProjectRequest } from '../../workflows/messages/activities.ts';

/** Writes a case's projection and new events, and returns a newer calendar if one has been published meanwhile. */
export async function project(database: Database, secret: string, request: ProjectRequest): Promise<ProjectReply> {
  await writeProjection(database, request.projection, request.events, secret);
  await propagateConflicts(database, request.projection);
  const { organisation, name, version } = request.calendar;
  return { newer: await calendarAfter(database, organisation, name, version) };
}
