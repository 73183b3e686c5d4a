import type { AccessDocument } from '../../../db/cases/accesses.ts';
import { accessesOf } from '../../../db/cases/accesses.ts';
import { timelineOf } from '../../../db/cases/cases.ts';
import type { RefusalDocument } from '../../../db/cases/refusals.ts';
import { refusalsOf } from '../../../db/cases/refusals.ts';
import { systemActor } from '../../../domain/case/command.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { mayInspect } from '../../../domain/case/rights.ts';
import type { Call, FoundCase } from '../../call.ts';
import { Refused } from '../../refused.ts';
import { forRights } from './find-case.ts';

/** @throws Refused `Forbidden` if the caller's role may not see what the timeline does not hold */
export function mustSeeAuditTrail({ principal, dependencies, found }: Call): void {
  if (mayInspect(principal.actor, 'audit', forRights(dependencies.packs, found))) return;
  throw new Refused('Forbidden', 'your role may not see the audit trail');
}

/** Every look at the words of the case, and every command that it refused, oldest first (F-10). */
export async function auditTrail({ dependencies: { database }, found }: Call): Promise<{
  accesses: AccessDocument[];
  refusals: Omit<RefusalDocument, '_id' | 'detail'>[];
}> {
  const { organisation, number } = found;
  const accesses = await accessesOf(database, organisation, number);
  const answered = await refusalsOf(database, organisation, number);
  const refusals = [...answered, ...refusedLater(found, await timelineOf(database, found))];
  refusals.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { accesses, refusals };
}

/** What the case refused of commands for whose outcome nobody waited: its timeline says so itself. */
function refusedLater(
  { organisation, number }: FoundCase,
  events: TimelineEvent[],
): Omit<RefusalDocument, '_id' | 'detail'>[] {
  return events.flatMap(({ type, at, data }) => {
    if (type !== 'commandRefused') return [];
    const { command, by, refusal } = data as { command: string; by: string; refusal: string };
    return by === systemActor.id ? [] : [{ organisation, number, command, by, refusal, at }];
  });
}
