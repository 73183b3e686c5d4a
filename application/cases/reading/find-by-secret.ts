/** A case by a secret of it, as its customer or the holder of a link has it. */

import {
  type CustomerReach,
  linkGeneration,
  type OfCase,
  reachOf,
  trackingSecret,
} from '../../../db/access/customer-keys.ts';
import { MS_PER_DAY } from '../../../domain/deadline/instants-and-dates.ts';
import { latest } from '../../../packs/load/load.ts';
import type { FoundCase } from '../../call.ts';
import type { Dependencies } from '../../dependencies.ts';
import { notFound, Refused } from '../../refused.ts';
import { isCaseNumber } from '../case-number.ts';
import { isClosedToCustomers } from '../internal-problem.ts';
import { lookUpCase, survivorOf } from './find-case.ts';

/** Days after the end of a complaint for which the links of its messages still show it, if the pack says nothing. */
const usualDays = 56;

/**
 * The case for the holder of a secret of it that reaches so far. A wrong secret and a case that is not there get the same
 * answer. @throws Refused `CodeNeeded` if the secret only reads, `LinkExpired` if the case ended long ago (S9).
 */
export async function findCaseBySecret(
  dependencies: Dependencies,
  { organisation, number, secret: given, at }: { organisation: string; number: string; secret: string; at: string },
  reach: CustomerReach,
): Promise<FoundCase> {
  const { database } = dependencies;
  const of = { organisation, number };
  const known = isCaseNumber(number) ? await reachOf(database, dependencies, of, given, at) : null;
  const found = known ? await lookUpCase(dependencies, organisation, number) : null;
  if (!found || isClosedToCustomers(dependencies.packs, found.view)) throw notFound();
  if (known === 'read' && Date.parse(at) > Date.parse(await linkEnds(dependencies, found))) {
    throw new Refused('LinkExpired', 'This link is not in use any more. Please contact us with the number.');
  }
  if (reach === 'act' && known !== 'act') {
    throw new Refused(
      'CodeNeeded',
      'This secret reads only. Ask for a code: it goes to the contact that the case has.',
    );
  }
  // Whatever number the customer knows, the complaint that goes on for it takes what is done (R6).
  return reach === 'act' ? survivorOf(dependencies, found) : found;
}

/** Until when links to the case read: some weeks after its end, and that of the one that it was merged into. */
async function linkEnds(dependencies: Dependencies, found: FoundCase): Promise<string> {
  const { view, over } = await survivorOf(dependencies, found);
  if (!over) return '9999-12-31T00:00:00Z';
  const { links } = latest(dependencies.packs, found.organisation)?.kinds.complaint ?? {};
  const end = view.detail.reopenUntil ?? view.closedAt ?? view.openedAt;
  return new Date(Date.parse(end) + (links?.readForDays ?? usualDays) * MS_PER_DAY).toISOString();
}

/** The secret in the links of a complaint's messages: it reads and does not act, until the contact is corrected (S9). */
export async function readingSecret(dependencies: Dependencies, of: OfCase): Promise<string> {
  return trackingSecret(dependencies, of, await linkGeneration(dependencies.database, of));
}
