import type { CaseView } from '../../../domain/case/view.ts';
import type { MergeCommands } from '../../../domain/complaint/aspects/merging.ts';
import type { Call } from '../../call.ts';
import { awaitOutcome } from '../../cases/await-outcome.ts';
import { Refused } from '../../refused.ts';

const whyNot: Record<string, string> = {
  'being-merged': 'it is being merged itself',
  'not-open': 'it is not open any more',
  ended: 'it has ended',
};

/**
 * The view once the other complaint has taken this one. As long as it has not been heard of, the view that says so.
 * @throws Refused `NotAllowedNow` if the other one did not take it.
 */
export async function awaitMerge(call: Call, asked: CaseView, body: MergeCommands['merge']): Promise<CaseView> {
  const { view, isThere } = await awaitOutcome(call, asked, ({ detail }) => detail.merging !== body.into);
  if (view.status === 'merged' || !isThere) return view;
  const why = whyNot[view.detail.notTaken ?? ''] ?? 'it did not take it';
  throw new Refused('NotAllowedNow', `merge is not possible: ${body.into} stays apart, ${why}.`, {
    allowed: view.allowed,
  });
}
