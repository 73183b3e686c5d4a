import type { CaseView } from '../../domain/case/view.ts';
import type { Call } from '../call.ts';
import { awaitOutcome } from '../cases/await-outcome.ts';
import { Refused } from '../refused.ts';

/**
 * The view once the form has been entered. As long as that is not known, the view that says so (`entering`).
 * @throws Refused `StaleBase` if a record had moved, and nothing was entered.
 */
export async function awaitEntry(call: Call, asked: CaseView): Promise<CaseView> {
  const { view } = await awaitOutcome(call, asked, ({ status }) => status !== 'entering');
  const back = view.status === 'returned' ? view.detail.back : null;
  if (back?.why === 'stale') {
    const moved = back.stale
      .map(({ customer, base, now }) => `${customer} is at version ${now}, not ${base}`)
      .join('; ');
    throw new Refused(
      'StaleBase',
      `nothing was entered: ${moved}. The form is back with who prepared it; its differences show what has changed.`,
      {
        allowed: view.allowed,
      },
    );
  }
  return view;
}
