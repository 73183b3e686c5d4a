import { z } from 'zod';
import { CustomerView, customerView, customerViewOf } from '../../application/complaints/customer/customer-view.ts';
import { openedByCustomer } from '../../application/complaints/customer/opened-by-customer.ts';
import { PublicOpeningBody } from '../../application/complaints/opening-body.ts';
import { wholeNumber } from '../../application/whole-number.ts';
import { openingExamples } from '../complaints/opening-examples.ts';
import { type Route, route } from '../http/route.ts';
import { actingRoutes } from './acting/routes.ts';
import { complainRoutes } from './complain/routes.ts';
import { customerCommandRoutes } from './customer-command-routes.ts';
import { disowningRoutes } from './disowning-routes.ts';
import { findRoutes } from './find/routes.ts';
import { followUpRoutes } from './follow-up/follow-up-routes.ts';
import { homeRoute } from './home/routes.ts';
import { publicKnowledgeRoute } from './knowledge/routes.ts';
import { representedRoute, trackingRoute } from './tracking/tracking-route.ts';

const base = '/public/organisations/{organisation}/complaints';

const open = route({
  method: 'post',
  path: base,
  operationId: 'openPublicComplaint',
  summary: 'Send a complaint without an account; the number and the secret are for following it',
  tag: 'public',
  permission: 'anybody',
  idempotent: true,
  body: PublicOpeningBody,
  examples: publicExamples(),
  replies: {
    201: {
      description: 'It is registered.',
      schema: z.object({ number: z.string(), secret: z.string(), case: CustomerView }),
    },
  },
  async handle(context) {
    const { view, number, secret } = await openedByCustomer(
      context,
      context.body,
      context.request.get('case-secret') ?? '',
    );
    const location = `${base.replace('{organisation}', context.pack.id)}/${number}`;
    return {
      status: 201,
      headers: { Location: location },
      body: { number, secret, case: await customerView(context, view, []) },
    };
  },
});

const follow = route({
  method: 'get',
  path: `${base}/{number}`,
  operationId: 'getPublicComplaint',
  summary: 'Where a complaint stands, for whoever has its secret (header Case-Secret)',
  tag: 'public',
  permission: 'case-secret',
  query: z.object({ atLeast: wholeNumber(z.coerce.number().int().positive().optional()) }),
  replies: { 200: { description: 'Where it stands.', schema: CustomerView } },
  handle: async (context) => ({ status: 200, body: await customerViewOf(context, context.query.atLeast) }),
});

function publicExamples() {
  const withoutChannel = Object.entries(openingExamples).map(([name, { summary, value }]) => {
    const { channel, ...body } = value as { channel?: string };
    return [name, { summary, value: body }];
  });
  return Object.fromEntries(withoutChannel) as typeof openingExamples;
}

export const publicRoutes: Route[] = [
  homeRoute,
  open,
  follow,
  trackingRoute(base),
  representedRoute(base),
  ...complainRoutes,
  publicKnowledgeRoute,
  ...findRoutes,
  ...actingRoutes(base),
  ...customerCommandRoutes(base),
  ...followUpRoutes,
  ...disowningRoutes(base),
];
