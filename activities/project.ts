import { calendarAfter } from '../db/calendars.ts';
import { writeProjection } from '../db/cases.ts';
import type { Database } from '../db/models.ts';
import { shareNames } from '../db/names-in-family.ts';
import type { ProjectReply, ProjectRequest } from '../workflows/messages.ts';

/** Writes a case's projection and new events, and returns a newer calendar where one has been published meanwhile. */
export async function project(database: Database, secret: string, request: ProjectRequest): Promise<ProjectReply> {
  await writeProjection(database, request.projection, request.events, secret);
  await shareNames(database, request.projection);
  const { organisation, name, version } = request.calendar;
  return { newer: await calendarAfter(database, organisation, name, version) };
}
