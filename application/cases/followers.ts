import { followersOf } from '../../db/cases/cases.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { AnyDetail } from '../../domain/details.ts';
import type { Call, FoundCase } from '../call.ts';

/** What is known of an ended complaint besides what it knows itself. */
export type FollowedDetail = AnyDetail & { followedBy?: string[] };

/**
 * The view of a complaint, with the later ones that go on from it: it had ended by then and cannot know of them itself.
 * Those that the reader may not know of are still among them.
 */
export async function withFollowers(
  { dependencies }: Pick<Call, 'dependencies'>,
  { organisation, over, view }: FoundCase,
): Promise<CaseView<FollowedDetail>> {
  if (view.kind !== 'complaint' || !over) return view;
  const followedBy = await followersOf(dependencies.database, organisation, view.number);
  return { ...view, detail: { ...view.detail, followedBy } };
}
