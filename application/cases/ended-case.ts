/** A case that has ended: what it had taken by then. */
import { type CaseDocument, findCase, timelineOf } from '../../db/cases/cases.ts';
import type { Database } from '../../db/database.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { CaseAddress } from '../../temporal/cases.ts';
import { writeLeftStep } from './left-steps.ts';

type Looking = Parameters<typeof writeLeftStep>[0];

/**
 * A case that has ended, all of it: its last step may have been left to a caller that died. Null if there is none.
 * @throws OutcomeUnknown
 */
export async function asItEnded(dependencies: Looking, address: CaseAddress): Promise<CaseDocument | null> {
  const stored = () => findCase(dependencies.database, address.organisation, address.number);
  const ended = await stored();
  if (ended?.over) return ended;
  await writeLeftStep(dependencies, address);
  return stored();
}

/**
 * The case if it took that command before it ended, with the event that it made: its timeline knows the command's id. Else null.
 * @throws OutcomeUnknown
 */
export async function tookBeforeItEnded(
  dependencies: Looking,
  address: CaseAddress,
  commandId: string,
): Promise<{ ended: CaseDocument; event: TimelineEvent } | null> {
  const ended = await asItEnded(dependencies, address);
  if (!ended) return null;
  const event = await eventOf(dependencies.database, ended, commandId);
  return event ? { ended, event } : null;
}

/** The first event that a command made, as far as the timeline is written; undefined if there is none. */
export async function eventOf(
  database: Database,
  found: Parameters<typeof timelineOf>[1],
  commandId: string,
): Promise<TimelineEvent | undefined> {
  return (await timelineOf(database, found)).find((event) => event.commandId === commandId);
}
