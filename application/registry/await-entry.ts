import { laterView } from '../../db/cases/cases.ts';
import { pollUntil } from '../../db/poll-until.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';

/** How long the caller waits for the registry, in milliseconds; one record takes some tens of them, 500 a second or two. */
const patience = 5000;

/**
 * The view once the form has been entered. As long as that is not known, the view that says so (`entering`).
 * @throws Refused `StaleBase` if a record had moved, and nothing was entered.
 */
export async function awaitEntry({ dependencies, found }: Call, asked: CaseView): Promise<CaseView> {
  const { organisation, number } = found;
  const view = await pollUntil(
    asked,
    ({ status }) => status !== 'entering',
    (last) => laterView(dependencies.database, organisation, number, last),
    patience,
  );
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
