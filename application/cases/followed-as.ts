import type { Call } from '../call.ts';
import { caseNumber, kindLetters } from './case-number.ts';
import { pinnedPack } from './reading/find-case.ts';

/**
 * The number of the item that an accepted recommendation becomes: the same one wherever it is accepted, also if it was deferred
 * before. Nothing if it is not accepted, or the pack follows none.
 */
export function followedAs(
  context: Call,
  { recommendation, verdict }: { recommendation: string; verdict: string },
): { item?: string } {
  const { id, prefix, kinds } = pinnedPack(context);
  if (verdict !== 'accepted' || !kinds.followedItem) return {};
  const { number, view } = context.found;
  const raised = (view.detail.recommendations ?? []).find((one) => one.id === recommendation);
  const from = raised && 'from' in raised && raised.from ? raised.from : { number, id: recommendation };
  const key = [id, from.number, from.id];
  const item = caseNumber(context.dependencies.secret, prefix, kindLetters.followedItem, key);
  return { item };
}
