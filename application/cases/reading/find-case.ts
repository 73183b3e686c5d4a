/** One case, as late as it is known: its projection, or what its last command was answered with, or what it says itself. */

import { LRUCache } from 'lru-cache';
import { casesOf, findCase } from '../../../db/cases/cases.ts';
import { findOpening } from '../../../db/cases/requests.ts';
import { pollUntil } from '../../../db/poll-until.ts';
import { type CaseForRights, mayRead } from '../../../domain/case/rights.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { CaseKind } from '../../../domain/kinds.ts';
import { packOfVersion } from '../../../packs/load/load.ts';
import { protectedRightsOf } from '../../../packs/rights/rights.ts';
import type { Pack } from '../../../packs/schema.ts';
import { askCase, CaseEnded } from '../../../temporal/cases.ts';
import type { Call, FoundCase, Principal } from '../../call.ts';
import type { Dependencies } from '../../dependencies.ts';
import { notFound } from '../../refused.ts';
import { isCaseNumber } from '../case-number.ts';

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

/** Several cases by number, each as `lookUpCase` finds it; what is projected is read at once. Numbers of no case are left out. */
export async function lookUpCases(
  dependencies: Dependencies,
  organisation: string,
  numbers: string[],
): Promise<FoundCase[]> {
  const projected = await casesOf(dependencies.database, organisation, numbers);
  const there = new Set(projected.map(({ number }) => number));
  const missing = [...new Set(numbers)].filter((number) => !there.has(number));
  const rest = await Promise.all(missing.map((number) => lookUpCase(dependencies, organisation, number)));
  const known = projected.map((found) => dependencies.answered.latest(found));
  return [...known, ...rest.filter((found) => found !== null)];
}

/**
 * Keeps the views that commands were answered with, for as long as the projection has not come as far. It may be that it could
 * not be written, or that the case of an earlier release writes it itself. So a user who has given a command finds it done in
 * what they do next, and so does the next person. Only what the engine has taken is in here, and nothing is lost with it.
 */
export class RecentViews {
  /** Far more than are on their way at a time. What the projection has reached stays: a read may have begun before it did. */
  private readonly views = new LRUCache<string, CaseView>({ max: 1000 });

  /** Remembers the view after a command. */
  add(view: CaseView): void {
    const id = idOf(view);
    if (view.revision > (this.views.get(id)?.revision ?? 0)) this.views.set(id, view);
  }

  /** The case at the later of the two: as it was found, or as its last command was answered (`projected: false`). */
  latest(found: FoundCase): FoundCase {
    const view = this.views.get(idOf(found));
    const isNewer = view !== undefined && view.revision > found.view.revision;
    return isNewer ? { ...found, view: { ...view, projected: false } } : found;
  }
}

function idOf({ organisation, number }: Pick<CaseView, 'organisation' | 'number'>): string {
  return `${organisation}/${number}`;
}

/** How long to wait for the projection before the case itself is asked. */
const beforeAskingMs = 500;
/** How long to wait for it if nobody else can be asked. */
const timeoutMs = 2000;

/** The case at that revision or a later one: its projection, after a short wait, or with the view that it gives itself. */
export async function freshCase(context: Call, atLeast: number): Promise<FoundCase> {
  if (context.found.revision >= atLeast) return context.found;
  const fresh = await projectedWithin(context, atLeast, beforeAskingMs);
  if (fresh.view.revision >= atLeast) return fresh;
  return { ...fresh, view: await freshView(context.dependencies, fresh) };
}

/**
 * The case once the projection has come as far as the case is known to be. It is for what stands only there, such as the
 * timeline and which words count. One that lies far behind is taken as it is: `revision` says how far it has come.
 */
export function projectedCase(context: Call): Promise<FoundCase> {
  return projectedWithin(context, context.found.view.revision, timeoutMs);
}

function projectedWithin({ dependencies, found }: Call, atLeast: number, withinMs: number): Promise<FoundCase> {
  const { organisation, number } = found;
  return pollUntil(
    found,
    ({ revision }) => revision >= atLeast,
    async (last) => (await lookUpCase(dependencies, organisation, number)) ?? last,
    withinMs,
  );
}

/** The view as the case itself gives it, if the projection may lie behind what has to be judged. */
export async function freshView(dependencies: Dependencies, found: FoundCase): Promise<CaseView> {
  const { organisation, number, view } = found;
  try {
    return await askCase(dependencies.temporal, { kind: view.kind as CaseKind, organisation, number });
  } catch (error) {
    // Nothing is behind for a case that has ended. If the case cannot be asked now, nobody may be turned away for good.
    if (error instanceof CaseEnded) return view;
    throw error;
  }
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
export function forRights(packs: readonly Pack[], found: Projected): CaseForRights {
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
    policy: { group, department, rights: pack ? protectedRightsOf(pack, view.kind, view.category) : {} },
  };
}

/** The version of the pack that the case of this request is pinned to. */
export function pinnedPack({ dependencies, found, pack }: Pick<Call, 'dependencies' | 'found' | 'pack'>): Pack {
  return packOfVersion(dependencies.packs, found.view) ?? pack;
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
