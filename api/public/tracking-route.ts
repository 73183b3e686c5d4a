import { findCalendar } from '../../db/calendars.ts';
import { localText, openCalendar } from '../../domain/deadline/calendar.ts';
import type { CaseView } from '../../domain/view.ts';
import { findCaseBySecret } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { CustomerView, customerViewOf } from './customer-view.ts';
import { pageReply, wantsPage } from './page-frame.ts';
import { trackingPage } from './tracking-page.ts';

/** Where a complaint stands, for whoever has the link that the customer's messages carry: also one whom staff registered. */
export function trackingRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/{number}/follow/{secret}`,
    operationId: 'trackPublicComplaint',
    summary: 'Where a complaint stands, by the link of the customer’s messages; a page for a browser (F-15, G-03)',
    tag: 'public',
    permission: 'anybody',
    replies: { 200: { description: 'Where it stands.', schema: CustomerView } },
    async handle(context) {
      if (!wantsPage(context)) return { status: 200, body: await customerViewOf(await tracked(context)) };
      try {
        const known = await tracked(context);
        const { view } = known.found;
        const shown = await customerViewOf(known);
        const local = (instant: string | null) => localTime(context, view, instant);
        const [expectedLocal, completeLocal] = [await local(shown.expectedBy), await local(shown.completeBy)];
        const language = view.detail.language === 'en' ? 'en' : 'ar';
        return pageReply(200, trackingPage({ language, view: { ...shown, expectedLocal, completeLocal } }));
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
        return pageReply(404, trackingPage({ language: 'ar', view: null }));
      }
    },
  });
}

/** The request with the complaint of the link; 404 where number and secret do not belong together. */
async function tracked(context: Context): Promise<Context> {
  const { dependencies, pack, request } = context;
  const { number, secret } = request.params as { number: string; secret: string };
  return { ...context, found: await findCaseBySecret(dependencies, pack.id, number, secret) };
}

async function localTime(
  { dependencies }: Context,
  { organisation, calendar: { name, version } }: CaseView,
  instant: string | null,
): Promise<string | null> {
  const published = instant && (await findCalendar(dependencies.database, organisation, name, version));
  return published ? localText(openCalendar(published.calendar), instant) : null;
}
