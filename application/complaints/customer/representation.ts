/** The link of a representative: it opens one complaint as far as that person may know of it, and gives what they may do (ours). */

import { isRepresentativeSecret } from '../../../db/access/customer-keys.ts';
import {
  mayRepresent,
  type Representative,
  representativesAt,
  sameRepresentative,
} from '../../../domain/complaint/aspects/representing.ts';
import { detailOf } from '../../../domain/details.ts';
import type { Call, FoundCase } from '../../call.ts';
import { isCaseNumber } from '../../cases/case-number.ts';
import { isClosedToCustomers } from '../../cases/internal-problem.ts';
import { lookUpCase, survivorOf } from '../../cases/reading/find-case.ts';
import { notFound, Refused } from '../../refused.ts';
import type { CustomerView } from './customer-view.ts';

/** The address of a call by a representative's link names them. */
export const representativeIdIn = ({ ids }: Pick<Call, 'ids'>): string | undefined => ids.representative;

/**
 * The complaint for the holder of a representative's link, also if it has been merged: the link leads to where it goes on.
 * @throws Refused `NotFound` if they do not belong together, `LinkExpired` if the person represents the customer no more
 */
export async function findRepresentedCase({
  dependencies,
  pack,
  ids,
  receivedAt,
}: Pick<Call, 'dependencies' | 'pack' | 'ids' | 'receivedAt'>): Promise<FoundCase> {
  const { number = '', representative = '', secret = '' } = ids;
  const of = { organisation: pack.id, number };
  const isRight = isCaseNumber(number) && isRepresentativeSecret(dependencies, of, representative, secret);
  const found = isRight ? await lookUpCase(dependencies, pack.id, number) : null;
  if (!found || isClosedToCustomers(dependencies.packs, found.view)) throw notFound();
  const call = { found, ids, receivedAt };
  const there = representedIn(call, await survivorOf(dependencies, found));
  if (!representativeOf(call) || (there && there.endedAt !== null)) {
    throw new Refused('LinkExpired', 'This link is not in use any more. Please contact us with the number.');
  }
  return found;
}

/** Who calls by a representative's link, if they represent the customer now; undefined of every other call. */
export function representativeOf(call: Pick<Call, 'found' | 'ids' | 'receivedAt'>): Representative | undefined {
  const id = representativeIdIn(call);
  if (id === undefined) return undefined;
  return representativesAt(detailOf(call.found.view, 'complaint'), call.receivedAt).find((one) => one.id === id);
}

/** Whose codes and grants they are: the complaint's customer, or its representative, each of whom has their own. */
export function proverOf({ found, ids }: Pick<Call, 'found' | 'ids'>): { organisation: string; number: string } {
  const { organisation, number } = found;
  const id = representativeIdIn({ ids });
  return { organisation, number: id === undefined ? number : `${number}/representatives/${id}` };
}

/** Who calls by a representative's link, as they stand in the complaint that goes on for a merged one. Undefined if they do not. */
export function representedIn(
  { found, ids }: Pick<Call, 'found' | 'ids'>,
  survivor: Pick<FoundCase, 'view'>,
): Representative | undefined {
  const representative = representativeIdIn({ ids });
  if (representative === undefined) return undefined;
  return sameRepresentative(detailOf(survivor.view, 'complaint'), { number: found.number, representative });
}

/** True of a call by the link of a representative who did not go along as the complaint was merged: they represent nobody there. */
function isLeftBehind(call: Pick<Call, 'found' | 'ids'>, survivor: FoundCase): boolean {
  const isMerged = call.found.view.detail.mergedInto !== undefined;
  return representativeIdIn(call) !== undefined && isMerged && representedIn(call, survivor) === undefined;
}

/**
 * Which of these commands the caller may give: the customer all, a representative those that they have a right to.
 * `survivor`: the complaint that takes them, which is that of the call unless that one was merged.
 */
export function within(
  call: Pick<Call, 'found' | 'ids' | 'receivedAt'>,
  survivor: FoundCase,
  commands: readonly string[],
): string[] {
  if (representativeIdIn(call) === undefined) return [...commands];
  const one = isLeftBehind(call, survivor) ? undefined : representativeOf(call);
  return commands.filter((command) => one !== undefined && mayRepresent(one, command));
}

/**
 * @throws Refused `Forbidden` if a representative may not give this command, or represents the customer no more
 * @throws Refused `NotAllowedNow` if the complaint has been merged, and the representation did not go with it
 */
export function mustBeWithin(
  call: Pick<Call, 'found' | 'ids' | 'receivedAt'>,
  survivor: FoundCase,
  command: string,
): void {
  if (isLeftBehind(call, survivor)) {
    const detail =
      'The complaint has been merged into another one, in which nobody represents the customer by this link.';
    throw new Refused('NotAllowedNow', detail, { allowed: [] });
  }
  if (within(call, survivor, [command]).length === 0)
    throw new Refused('Forbidden', 'the representative may not do that');
}

/** What the caller sees of the complaint: all of it, unless a representative calls, who hears answers only if they may. */
export function shownWithin(
  call: Pick<Call, 'found' | 'ids' | 'receivedAt'>,
  survivor: FoundCase,
  view: CustomerView,
): CustomerView {
  if (representativeIdIn(call) === undefined) return view;
  const hears = representativeOf(call)?.may.includes('hear-answers') ?? false;
  const heard = hears ? {} : { answer: null, asked: null, steps: [] };
  return { ...view, ...heard, allowed: within(call, survivor, view.allowed), follows: null, followedBy: [] };
}
