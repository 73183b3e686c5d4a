/** What a customer gets behind the link of a message: where the complaint stands, as JSON or as a page. */
import { findCalendar } from '../../db/calendars.ts';
import { localText, openCalendar } from '../../domain/deadline/calendar.ts';
import type { CaseView } from '../../domain/view.ts';
import { findCaseBySecret } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Context, Reply } from '../http/route.ts';
import type { CustomerView } from './customer-view.ts';
import { pageReply, wantsPage } from './page-frame.ts';
import { trackingPage } from './tracking-page.ts';

/** The request with the complaint of the link; 404 where number and secret do not belong together, 410 long after its end. */
export async function tracked<Asked extends Context>(context: Asked): Promise<Asked> {
  const { dependencies, pack, request, receivedAt: at } = context;
  const { number, secret } = request.params as { number: string; secret: string };
  const found = await findCaseBySecret(dependencies, { organisation: pack.id, number, secret, at }, 'read');
  return { ...context, found };
}

/** The answer of `act`; a browser gets a page also where the link leads nowhere, or not any more. */
export async function forCustomer(context: Context, act: () => Promise<Reply>): Promise<Reply> {
  if (!wantsPage(context)) return act();
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiProblem) || ![404, 410].includes(error.status)) throw error;
    return pageReply(error.status, trackingPage({ language: 'ar', view: null }));
  }
}

/** The page of a complaint. */
export async function pageOf(context: Context, shown: CustomerView): Promise<Reply> {
  const { view } = context.found;
  const local = (instant: string | null) => localTime(context, view, instant);
  const [expectedLocal, completeLocal] = [await local(shown.expectedBy), await local(shown.completeBy)];
  const language = view.detail.language === 'en' ? 'en' : 'ar';
  return pageReply(200, trackingPage({ language, view: { ...shown, expectedLocal, completeLocal } }));
}

async function localTime(
  { dependencies }: Context,
  { organisation, calendar: { name, version } }: CaseView,
  instant: string | null,
): Promise<string | null> {
  const published = instant && (await findCalendar(dependencies.database, organisation, name, version));
  return published ? localText(openCalendar(published.calendar), instant) : null;
}
