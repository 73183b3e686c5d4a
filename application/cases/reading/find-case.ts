import { type CustomerReach, reachOf } from '../../../db/access/customer-keys.ts';
import { findCase } from '../../../db/cases/cases.ts';
import { findOpening } from '../../../db/cases/requests.ts';
import { type CaseForRights, mayRead } from '../../../domain/case/rights.ts';
import { latest } from '../../../packs/load/load.ts';
import { protectedRightsOf } from '../../../packs/rights/rights.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { FoundCase, Principal } from '../../call.ts';
import type { Dependencies } from '../../dependencies.ts';
import { notFound, Refused } from '../../refused.ts';
import { isCaseNumber } from '../case-number.ts';
import { isClosedToCustomers } from '../internal-problem.ts';
import { packOfVersion } from '../pinned-pack.ts';

/**
 * A case by number: its projection, with the view that its last command was answered with if that is newer. As long as no
 * worker has projected it, the view that its opening left.
 */
export async function lookUpCase(
  dependencies: Dependencies,
  organisation: string,
  number: string,
): Promise<FoundCase | null> {
  if (!isCaseNumber(number)) return null;
  const { database, answered } = dependencies;
  const projected = await findCase(database, organisation, number);
  if (projected) return answered.latest(projected);
  const opening = await findOpening(database, organisation, number);
  if (!opening) return null;
  // Nothing of it is projected yet.
  return answered.latest({ ...opening, organisation, number, revision: 0, sequence: 0 });
}

/** Where a complaint that has been merged goes on, through however many mergings. Any other case is given itself. */
export async function survivorOf(dependencies: Dependencies, found: FoundCase): Promise<FoundCase> {
  const { mergedInto } = found.view.detail;
  const next = mergedInto ? await lookUpCase(dependencies, found.organisation, mergedInto) : null;
  return next ? survivorOf(dependencies, next) : found;
}

/** What of a projection rights look at. */
export type Projected = Pick<FoundCase, 'about' | 'group' | 'department' | 'follower' | 'view'>;

/** The case as rights look at it, by the pack version that it is pinned to. */
export function forRights(packs: Pack[], found: Projected): CaseForRights {
  const { about, group, department, follower, view } = found;
  const { handOver, delegate, circle, sharers } = view.detail;
  const pack = packOfVersion(packs, view);
  return {
    about,
    owner: view.owner,
    ...(follower ? { follower } : {}),
    ...(handOver ? { handOver } : {}),
    ...(delegate ? { delegate } : {}),
    ...(circle ? { circle } : {}),
    ...(sharers ? { sharers } : {}),
    policy: { group, department, rights: pack ? protectedRightsOf(pack, view.kind) : {} },
  };
}

/** The case for a user who is signed in; `NotFound` if it is of another kind or they may not know of it. */
export async function findReadableCase(
  dependencies: Dependencies,
  principal: Principal,
  number: string,
  kind: string,
): Promise<FoundCase> {
  const found = await lookUpCase(dependencies, principal.staff.organisation, number);
  const isOfKind = kind === 'Case' || found?.view.kind.toLowerCase() === kind.toLowerCase();
  if (!found || !isOfKind || !mayRead(principal.actor, forRights(dependencies.packs, found))) throw notFound();
  return found;
}

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
  const { database, secret } = dependencies;
  const known = isCaseNumber(number) ? await reachOf(database, secret, { organisation, number }, given, at) : null;
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
  return new Date(Date.parse(end) + (links?.readForDays ?? usualDays) * 86_400_000).toISOString();
}
