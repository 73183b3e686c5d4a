import { findCase, timelineOf } from '../../db/cases/cases.ts';
import type { Database } from '../../db/database.ts';
import { derivedText } from '../../db/derivations.ts';
import { systemActor } from '../../domain/case/command.ts';
import { errandKey } from '../../domain/case/step.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { CaseEnded, signalCase } from '../../temporal/cases.ts';
import type { Call } from '../call.ts';
import { awaitOutcome } from '../cases/await-outcome.ts';
import { freshView } from '../cases/reading/find-case.ts';
import { commandTold, idOfAsked } from '../cases/told-by-system.ts';
import { Refused } from '../refused.ts';

/**
 * Has the lead ask for its contributions, and waits until it knows them.
 * @throws Refused `Unavailable` if it does not in time: nothing has been done then.
 */
export async function awaitFunding(call: Call): Promise<void> {
  const { dependencies, found, principal, key, receivedAt } = call;
  const { database, secret, temporal } = dependencies;
  const { organisation, number } = found;
  const view = found.view.status === 'closed' ? found.view : await freshView(dependencies, found);
  // Nothing is pledged yet, or all is over: the command itself will be told so.
  if (view.status !== 'closed') return;
  const id = idOfAsked(derivedText(secret, 'match-funding', organisation, number, principal.actor.id, key, receivedAt));
  const unsigned = { name: 'match-funding', commandId: id, at: receivedAt, actor: systemActor, body: {} };
  const ask = commandTold(dependencies, found, unsigned);
  try {
    await signalCase(temporal, { kind: 'lead', organisation, number }, ask);
  } catch (error) {
    // What it is by now the command itself will be told.
    if (error instanceof CaseEnded) return;
    throw error;
  }
  const { isThere } = await awaitOutcome(
    call,
    view,
    async (later) => later.status !== 'closed' || (await isAnswered(database, later, id)),
  );
  if (isThere) return;
  throw new Refused('Unavailable', 'The contributions could not be asked in time. Nothing was done; try again.', {
    retryAfter: 5,
  });
}

/**
 * True once the lead knows what came of this very question. An answer that comes after the question may be that of an
 * earlier one, which misses a contribution that has come in between.
 */
async function isAnswered(database: Database, lead: CaseView, id: string): Promise<boolean> {
  const projected = await findCase(database, lead.organisation, lead.number);
  const timeline = projected ? await timelineOf(database, projected) : [];
  const asked = timeline.find(({ commandId }) => commandId === id);
  return asked !== undefined && timeline.some(({ commandId }) => commandId === errandKey(lead, asked));
}
