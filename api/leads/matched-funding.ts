import { createHmac } from 'node:crypto';
import { findCase } from '../../db/cases.ts';
import type { Database } from '../../db/models.ts';
import { systemActor } from '../../domain/command.ts';
import type { Pledge } from '../../domain/lead/aspects/pledge.ts';
import type { CaseView } from '../../domain/view.ts';
import { CaseEnded, signalCase } from '../../temporal/cases.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';

/** How long the caller waits until the lead knows what has been received, in milliseconds. */
const patience = 5000;

/**
 * Has the lead ask for its contributions, and waits until it knows them.
 * @throws ApiProblem (503) where it does not in time: nothing has been done then.
 */
export async function matchedFunding({ dependencies, found, principal, key, receivedAt }: Context): Promise<void> {
  const { database, secret, temporal } = dependencies;
  const { organisation, number } = found;
  if (fundingOf(await latest(database, organisation, number, found.view)) === null) return;
  const id = createHmac('sha256', secret)
    .update(JSON.stringify(['match-funding', organisation, number, principal.actor.id, key, receivedAt]))
    .digest('base64url');
  const ask = { name: 'match-funding', commandId: id, at: receivedAt, actor: systemActor, body: {} };
  try {
    await signalCase(temporal, { kind: 'lead', organisation, number }, ask);
  } catch (error) {
    // What it is by now the command itself will be told.
    if (error instanceof CaseEnded) return;
    throw error;
  }
  for (const until = Date.now() + patience; Date.now() < until; ) {
    const funding = fundingOf(await latest(database, organisation, number, found.view));
    if (funding === null || Date.parse(funding.matchedAt ?? '') >= Date.parse(receivedAt)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new ApiProblem('Unavailable', 'The contributions could not be asked in time. Nothing was done; try again.', {
    retryAfter: 5,
  });
}

async function latest(database: Database, organisation: string, number: string, otherwise: CaseView) {
  return (await findCase(database, organisation, number))?.view ?? otherwise;
}

/** Null where nothing is pledged, or all is over. */
function fundingOf({ status, detail }: CaseView): Pledge['funding'] | null {
  return status === 'closed' ? ((detail.pledge as Pledge | undefined)?.funding ?? null) : null;
}
