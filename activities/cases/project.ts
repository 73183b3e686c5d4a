import { waitsForOf } from '../../application/cases/waits-for.ts';
import { propagateConflicts, writeProjection } from '../../db/cases/cases.ts';
import type { Database } from '../../db/database.ts';
import { calendarAfter } from '../../db/organisation/calendars.ts';
import { findPolicy } from '../../db/organisation/policies.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { NextActor } from '../../domain/case/next-actors.ts';
import type { CaseProjection } from '../../domain/case/view.ts';
import type { Pack } from '../../packs/schema.ts';

export interface ProjectRequest {
  /** `waitsFor`: absent if an earlier release asks. */
  projection: Omit<CaseProjection, 'waitsFor'> & Partial<Pick<CaseProjection, 'waitsFor'>>;
  events: TimelineEvent[];
  calendar: { organisation: string; name: string; version: number };
}

/** A newer calendar if there is one, so that a case started during a publication catches up. */
interface ProjectReply {
  newer: CalendarSnapshot | null;
}

/** Writes a case's projection and new events, and returns a newer calendar if one has been published meanwhile. */
export async function project(database: Database, secret: string, request: ProjectRequest): Promise<ProjectReply> {
  const { projection, events } = request;
  const waitsFor = projection.waitsFor ?? (await derived(database, projection));
  await writeProjection(database, { ...projection, waitsFor }, events, secret);
  await propagateConflicts(database, projection);
  const { organisation, name, version } = request.calendar;
  return { newer: await calendarAfter(database, organisation, name, version) };
}

/** For whom a case waits that an earlier release asked to project, by the pack that it is pinned to. */
async function derived(database: Database, projection: ProjectRequest['projection']): Promise<NextActor[]> {
  const { organisation, policyVersion } = projection.view;
  const pinned = await findPolicy(database, organisation, policyVersion);
  return waitsForOf(projection, pinned ? [pinned.pack as Pack] : []);
}
