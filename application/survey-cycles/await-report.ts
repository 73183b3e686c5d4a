import { laterView } from '../../db/cases/cases.ts';
import { pollUntil } from '../../db/poll-until.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';

/** How long the caller waits for the analysis, in milliseconds; 100,000 answers take some seconds. */
const patience = 5000;

/** Statuses in which an analysis is being frozen, and those to which a cycle goes back if that could not be done. */
const waits: Record<string, string> = { reporting: 'analysing', finishing: 'asking-donors' };

/**
 * The view once the analysis has been frozen. As long as that is not known, the view that says so.
 * @throws Refused `Unavailable` if it could not be frozen: the step is still to be done.
 */
export async function awaitReport({ dependencies, found }: Call, asked: CaseView): Promise<CaseView> {
  const { organisation, number } = found;
  const back = waits[asked.status];
  const view = await pollUntil(
    asked,
    ({ status }) => status !== asked.status,
    (last) => laterView(dependencies.database, organisation, number, last),
    patience,
  );
  if (back !== undefined && view.status === back) {
    throw new Refused('Unavailable', 'The analysis could not be frozen: nothing is lost, try again.');
  }
  return view;
}
