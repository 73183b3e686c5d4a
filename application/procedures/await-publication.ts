import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { waitsForPublication } from '../../domain/procedure/state.ts';
import type { Call } from '../call.ts';
import { awaitOutcome } from '../cases/await-outcome.ts';
import { Refused } from '../refused.ts';

/**
 * The view once the version has been published, if the approval has asked for that. As long as it is not known, the view that
 * still waits.
 * @throws Refused `NotPublished` if the version could not be published, and went back to who proposed it
 */
export async function awaitPublication(call: Call, asked: CaseView): Promise<CaseView> {
  const isUnderWay = (view: CaseView) => detailOf(view, 'procedure').steps.some(waitsForPublication);
  if (!isUnderWay(asked)) return asked;
  const { view } = await awaitOutcome(call, asked, (seen) => !isUnderWay(seen));
  const { published, refused } = detailOf(view, 'procedure');
  if (isUnderWay(view) || published || !refused) return view;
  throw new Refused('NotPublished', `Nothing was published (${refused.problem}): ${refused.detail}`, {
    allowed: view.allowed,
  });
}
