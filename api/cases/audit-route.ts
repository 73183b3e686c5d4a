import { z } from 'zod';
import type { FoundCase } from '../../application/call.ts';
import { forRights } from '../../application/cases/find-case.ts';
import { Refused } from '../../application/refused.ts';
import { accessesOf } from '../../db/accesses.ts';
import { timelineOf } from '../../db/cases.ts';
import type { RefusalDocument } from '../../db/models.ts';
import { refusalsOf } from '../../db/refusals.ts';
import { systemActor } from '../../domain/command.ts';
import type { TimelineEvent } from '../../domain/event.ts';
import { mayInspect } from '../../domain/rights.ts';
import { type Route, route } from '../http/route.ts';

/** Who looked at the words of a case and why, and which commands it refused: what the timeline does not hold. */
export function auditRoute(address: string, tag: string, name: string): Route {
  return route({
    method: 'get',
    path: `${address}/audit`,
    operationId: `get${name}Audit`,
    summary: 'Every look at the words of the case, and every command that it refused (F-10)',
    tag,
    ofCase: name,
    permission: ({ principal, dependencies, found }) => {
      if (!mayInspect(principal.actor, 'audit', forRights(dependencies.packs, found))) {
        throw new Refused('Forbidden', 'your role may not see the audit trail');
      }
    },
    replies: {
      200: {
        description: 'Oldest first.',
        schema: z.object({ accesses: z.array(z.unknown()), refusals: z.array(z.unknown()) }),
      },
    },
    async handle({ dependencies: { database }, found }) {
      const { organisation, number } = found;
      const accesses = await accessesOf(database, organisation, number);
      const answered = await refusalsOf(database, organisation, number);
      const refusals = [...answered, ...refusedLater(found, await timelineOf(database, found))];
      refusals.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
      return { status: 200, body: { accesses, refusals } };
    },
  });
}

/** What the case refused of commands for whose outcome nobody waited: it says so itself, in its timeline. */
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
