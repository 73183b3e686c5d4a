import { laterView } from '../../db/cases/cases.ts';
import { pollUntil } from '../../db/poll-until.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Call } from '../call.ts';

/** How long a caller waits. Most outcomes take some tens of milliseconds, an analysis of 100,000 answers some seconds. */
const timeoutMs = 5000;

/** The view at which the waiting ended, and whether it has the outcome. */
interface Awaited {
  view: CaseView;
  isThere: boolean;
}

/**
 * Waits until a case has heard what came of something that is done elsewhere: an entry, an analysis, the word of another
 * case. That is so once its projection says so. After five seconds the caller gets the view that still waits.
 *
 * @param asked the view that waits for it
 * @param isThere true if a view has the outcome
 */
export async function awaitOutcome(
  { dependencies, found }: Call,
  asked: CaseView,
  isThere: (view: CaseView) => boolean | Promise<boolean>,
): Promise<Awaited> {
  const { organisation, number } = found;
  const seenIn = async (view: CaseView): Promise<Awaited> => ({ view, isThere: await isThere(view) });
  return pollUntil(
    await seenIn(asked),
    (seen) => seen.isThere,
    async ({ view }) => seenIn(await laterView(dependencies.database, organisation, number, view)),
    timeoutMs,
  );
}
