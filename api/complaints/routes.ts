import type { FoundCase } from '../../application/call.ts';
import { mustBeAllowedToOpen, newCase, viewFor } from '../../application/cases/permission.ts';
import { forRights } from '../../application/cases/reading/find-case.ts';
import { openComplaint } from '../../application/complaints/open-complaint.ts';
import { OpeningBody } from '../../application/complaints/opening-body.ts';
import { mayRead } from '../../domain/case/rights.ts';
import { commandRoutes } from '../cases/command-routes.ts';
import { caseReadingRoutes } from '../cases/reading-routes.ts';
import { type Route, route } from '../http/route.ts';
import { actsRoute } from './acts-route.ts';
import { complaintCommandDefinitions } from './commands/index.ts';
import { onBehalfDefinitions } from './commands/on-behalf.ts';
import { duplicatesRoute } from './duplicates-route.ts';
import { guidanceRoute } from './guidance-route.ts';
import { identificationRoute } from './identification-route.ts';
import { knowledgeRoute } from './knowledge-route.ts';
import { letterRoutes } from './letter-routes.ts';
import { OpenedViewSchema } from './opened-view.ts';
import { openingExamples } from './opening-examples.ts';
import { replyPreviewRoute } from './reply-preview-route.ts';
import { splitRoute } from './split-route.ts';

const base = '/v1/organisations/{organisation}/complaints';

const open = route({
  method: 'post',
  path: base,
  operationId: 'openComplaint',
  summary: 'Register a complaint, enquiry, remark or ticket for a customer (F-06, C-01, N-11)',
  tag: 'complaints',
  permission: mustBeAllowedToOpen('complaint'),
  idempotent: true,
  body: OpeningBody,
  examples: openingExamples,
  replies: { 201: { description: 'It is registered.', schema: OpenedViewSchema } },
  async handle({ dependencies, pack, principal, key, body, receivedAt }) {
    const actor = { ...principal.actor, onBehalfOf: 'customer' as const };
    const mayFollow = (earlier: FoundCase) => mayRead(principal.actor, forRights(dependencies.packs, earlier));
    const view = await openComplaint(dependencies, {
      pack,
      actor,
      principal: actor.id,
      key,
      body,
      receivedAt,
      mayFollow,
    });
    const subject = newCase(pack, 'complaint', {
      ...{ about: body.about, owner: view.owner },
      ...(view.detail.circle ? { circle: view.detail.circle } : {}),
    });
    return {
      status: 201,
      headers: { Location: `${base.replace('{organisation}', pack.id)}/${view.number}` },
      body: { ...viewFor(view, principal.actor, subject), warnings: view.warnings },
    };
  },
});

export const complaintRoutes: Route[] = [
  open,
  splitRoute(base),
  duplicatesRoute(base),
  knowledgeRoute(base),
  actsRoute(base),
  identificationRoute(base),
  ...letterRoutes(base),
  ...commandRoutes(base, 'complaints', 'Complaint', { ...complaintCommandDefinitions, ...onBehalfDefinitions }),
  ...caseReadingRoutes(base, 'complaints', 'complaint'),
  guidanceRoute(`${base}/{number}`),
  replyPreviewRoute(`${base}/{number}`),
];
