import { isCaseSecret } from '../../db/case-secret.ts';
import { findCase } from '../../db/cases.ts';
import { findOpening } from '../../db/requests.ts';
import { type CaseForRights, mayRead } from '../../domain/rights.ts';
import { rightsOf } from '../../packs/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import { isCaseNumber } from '../../temporal/case-number.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from './problem.ts';
import type { FoundCase, Principal } from './route.ts';

/**
 * A case by number: its projection, with the view that its last command was answered with where that is newer, or the view
 * that its opening left while no worker has projected it yet.
 */
export async function lookUpCase(
  dependencies: ApiDependencies,
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

/** Where a complaint that has been merged goes on, through however many mergings; any other case itself. */
export async function survivorOf(dependencies: ApiDependencies, found: FoundCase): Promise<FoundCase> {
  const { mergedInto } = found.view.detail;
  const next = typeof mergedInto === 'string' ? await lookUpCase(dependencies, found.organisation, mergedInto) : null;
  return next ? survivorOf(dependencies, next) : found;
}

/** The case as rights look at it, by the pack version that it is pinned to. */
export function forRights(packs: Pack[], found: FoundCase): CaseForRights {
  const { about, group, department, follower, view } = found;
  const { handOver, delegate } = view.detail as Pick<CaseForRights, 'handOver' | 'delegate'>;
  const pack = packs.find(({ id, version }) => id === found.organisation && version === view.policyVersion);
  return {
    about,
    owner: view.owner,
    ...(follower ? { follower } : {}),
    ...(handOver ? { handOver } : {}),
    ...(delegate ? { delegate } : {}),
    policy: { group, department, rights: pack ? rightsOf(pack, view.kind) : {} },
  };
}

/** The case for somebody who is signed in; 404 where it is of another kind or he may not know of it. */
export async function findReadableCase(
  dependencies: ApiDependencies,
  principal: Principal,
  number: string,
  kind: string,
): Promise<FoundCase> {
  const found = await lookUpCase(dependencies, principal.staff.organisation, number);
  const isOfKind = kind === 'Case' || found?.view.kind.toLowerCase() === kind.toLowerCase();
  if (!found || !isOfKind || !mayRead(principal.actor, forRights(dependencies.packs, found))) throw notFound();
  return found;
}

/** The case for whoever has its secret; a wrong secret and a case that is not there get the same answer. */
export async function findCaseBySecret(
  dependencies: ApiDependencies,
  organisation: string,
  number: string,
  given: string,
): Promise<FoundCase> {
  const isRight = isCaseSecret(dependencies.secret, organisation, number, given);
  const found = isRight ? await lookUpCase(dependencies, organisation, number) : null;
  if (!found) throw notFound();
  return found;
}
