import { pollUntil } from '../../../db/poll-until.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { MergeCommands } from '../../../domain/complaint/aspects/merging.ts';
import { askCase } from '../../../temporal/cases.ts';
import type { Call } from '../../call.ts';
import { Refused } from '../../refused.ts';

/** How long the caller waits for the other complaint's word, in milliseconds; it comes in some tenths of a second. */
const patience = 3000;

const whyNot: Record<string, string> = {
  'being-merged': 'it is being merged itself',
  'not-open': 'it is not open any more',
  ended: 'it has ended',
};

/**
 * The view once the other complaint has taken this one. As long as it has not been heard of, the view that says so.
 * @throws Refused `NotAllowedNow` if the other one did not take it.
 */
export async function mergeSettled(
  { dependencies, found }: Call,
  asked: CaseView,
  body: MergeCommands['merge'],
): Promise<CaseView> {
  const { organisation, number } = found;
  const view = await pollUntil(
    asked,
    ({ detail }) => detail.merging !== body.into,
    // A complaint that has been merged is answered for by its workflow even when that has ended.
    (last) => askCase(dependencies.temporal, { kind: 'complaint', organisation, number }).catch(() => last),
    patience,
  );
  if (view.status === 'merged' || view.detail.merging === body.into) return view;
  const why = whyNot[view.detail.notTaken ?? ''] ?? 'it did not take it';
  throw new Refused('NotAllowedNow', `merge is not possible: ${body.into} stays apart, ${why}.`, {
    allowed: view.allowed,
  });
}
