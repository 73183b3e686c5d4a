import type { Call } from '../call.ts';
import { caseNumber, kindLetters } from './case-number.ts';
import { pinnedPack } from './reading/find-case.ts';

/** The number of the item that an accepted recommendation becomes; nothing if it is not accepted, or the pack follows none. */
export function followedAs(
  context: Call,
  { recommendation, verdict }: { recommendation: string; verdict: string },
): { item?: string } {
  const { id, prefix, kinds } = pinnedPack(context);
  if (verdict !== 'accepted' || !kinds.followedItem) return {};
  const { number } = context.found;
  const item = caseNumber(context.dependencies.secret, prefix, kindLetters.followedItem, [id, number, recommendation]);
  return { item };
}
