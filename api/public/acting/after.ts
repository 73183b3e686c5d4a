/** What a customer is shown after an act, be it done or refused. */

import { readingSecret } from '../../../application/cases/reading/find-by-secret.ts';
import { freshCase } from '../../../application/cases/reading/find-case.ts';
import { grantedAt } from '../../../application/complaints/customer/contact-code.ts';
import { customerViewOf } from '../../../application/complaints/customer/customer-view.ts';
import type { Refused } from '../../../application/refused.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { problemOf } from '../../http/error-to-problem.ts';
import { statusOf } from '../../http/problem.ts';
import type { Context, Reply } from '../../http/route.ts';
import { wantsPage } from '../page-frame.ts';
import { forCustomer, tracked, trackedPage } from '../tracking/tracking.ts';
import type { CustomerAct } from './acts.ts';
import type { Shown } from './shown.ts';

const codeSent = {
  ar: 'أرسلنا رمزًا إلى وسيلة التواصل الجديدة. نأمل كتابته في النموذج أدناه خلال عشر دقائق.',
  en: 'We have sent a code to the new contact. Please enter it in the form below within ten minutes.',
};

/** The page that asks for the code to the new contact; other clients see where the complaint stands. */
export async function askedForCode(known: Context, { grant }: { grant: string }): Promise<Reply> {
  if (wantsPage(known)) return trackedPage(known, { grant, done: codeSent, action: 'prove-contact' });
  return { status: 200, body: await customerViewOf(known) };
}

/** The links that went to the old contact are dead, the one by which the customer came among them: here is the next one. */
export async function byNewLink(known: Context, view: CaseView): Promise<Reply> {
  const { dependencies, found } = known;
  const { organisation, number } = found;
  const of = { organisation, number };
  const address = known.request.path.replace(/[^/]+$/, await readingSecret(dependencies, of));
  const { grant } = await grantedAt(known, of);
  const { headers, ...reply } = await after(known, view, { grant, address });
  return { ...reply, headers: { ...headers, 'Content-Location': address } };
}

const done = { ar: 'تم. هذا ما صار إليه طلبكم.', en: 'Done. This is where your request stands now.' };

/** Where the case stands after an act. */
export async function after(known: Context, view: CaseView, own: Pick<Shown, 'grant' | 'address'>): Promise<Reply> {
  const isOwn = view.number === known.found.number;
  const now = isOwn ? { ...known, found: await freshCase(known, view.revision) } : known;
  if (wantsPage(known)) return trackedPage(now, { ...own, done });
  return { status: 200, body: await customerViewOf(now, isOwn ? view.revision : 0) };
}

/** What a browser filled in is shown again with what was wrong; other clients get the problem. */
export function shownWith(
  context: Context,
  sent: { grant?: string; action?: CustomerAct; given?: Record<string, string> },
  handle: (known: Context) => Promise<Reply>,
): Promise<Reply> {
  return forCustomer(context, async () => {
    const known = await tracked(context);
    try {
      return await handle(known);
    } catch (error) {
      const problem = problemOf(error);
      if (!wantsPage(context) || statusOf(problem) >= 500) throw error;
      return trackedPage(known, pageAfter(problem, sent), statusOf(problem));
    }
  });
}

function pageAfter(problem: Refused, { grant, action, given = {} }: Parameters<typeof shownWith>[1]): Shown {
  const isOver = problem.reason === 'CodeNeeded';
  return { ...(grant && !isOver ? { grant } : {}), ...(action ? { action } : {}), given, problem };
}
