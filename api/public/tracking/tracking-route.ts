import { provenByLink } from '../../../application/complaints/customer/contact-code.ts';
import { CustomerView, customerViewOf } from '../../../application/complaints/customer/customer-view.ts';
import { LanguageQuery } from '../../http/reader-language.ts';
import { type Route, route } from '../../http/route.ts';
import { wantsPage } from '../page-frame.ts';
import { forCustomer, tracked, trackedPage } from './tracking.ts';

/** Where a complaint stands, for the holder of a representative's link: as far as that person may know of it. */
export function representedRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/{number}/represent/{representative}/{secret}`,
    operationId: 'trackRepresentedComplaint',
    summary: 'Where a complaint stands, by the link of a representative; a page for a browser',
    tag: 'public',
    permission: 'anybody',
    query: LanguageQuery,
    replies: { 200: { description: 'As far as the representative may know of it.', schema: CustomerView } },
    handle: (context) =>
      forCustomer(context, async () => {
        const known = await tracked(context);
        if (wantsPage(context)) return trackedPage(known);
        return { status: 200, body: await customerViewOf(known) };
      }),
  });
}

/** Where a complaint stands, for holders of the link in the customer's messages. Staff may have registered the complaint. */
export function trackingRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/{number}/follow/{secret}`,
    operationId: 'trackPublicComplaint',
    summary: 'Where a complaint stands, by the link of the customer’s messages; a page for a browser (F-15, G-03)',
    tag: 'public',
    permission: 'anybody',
    query: LanguageQuery,
    replies: { 200: { description: 'Where it stands.', schema: CustomerView } },
    handle: (context) =>
      forCustomer(context, async () => {
        const known = await tracked(context);
        await provenByLink(known);
        if (wantsPage(context)) return trackedPage(known);
        return { status: 200, body: await customerViewOf(known) };
      }),
  });
}
