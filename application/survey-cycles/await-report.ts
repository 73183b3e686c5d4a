import type { CaseView } from '../../domain/case/view.ts';
import type { Call } from '../call.ts';
import { awaitOutcome } from '../cases/await-outcome.ts';
import { Refused } from '../refused.ts';

/** Statuses in which an analysis is being frozen, and those to which a cycle goes back if that could not be done. */
const waits: Record<string, string> = { reporting: 'analysing', finishing: 'asking-donors' };

/**
 * The view once the analysis has been frozen. As long as that is not known, the view that says so.
 * @throws Refused `Unavailable` if it could not be frozen: the step is still to be done.
 */
export async function awaitReport(call: Call, asked: CaseView): Promise<CaseView> {
  const back = waits[asked.status];
  const { view } = await awaitOutcome(call, asked, ({ status }) => status !== asked.status);
  if (back !== undefined && view.status === back) {
    throw new Refused('Unavailable', 'The analysis could not be frozen: nothing is lost, try again.');
  }
  return view;
}
