import { mustBeAllowedToOpen, newCase, viewFor } from '../../application/cases/permission.ts';
import { orNoLeads } from '../../application/leads/lead-rules.ts';
import { openLead } from '../../application/leads/open-lead.ts';
import { LeadBody, leadExample } from '../../application/leads/opening-body.ts';
import { commandRoutes } from '../cases/command-routes.ts';
import { caseReadingRoutes } from '../cases/reading-routes.ts';
import { CaseViewSchema } from '../cases/view-schema.ts';
import { type Route, route } from '../http/route.ts';
import { leadCommandDefinitions } from './commands.ts';
import { contactsRoute } from './contacts-route.ts';
import { interestsDiscussedRoute, interestsRoute } from './interests-route.ts';
import { pipelineRoute } from './pipeline-route.ts';
import { reviewRoute } from './review-route.ts';
import { roundRoute, roundsRoute } from './round-route.ts';
import { weeklyReportRoute } from './weekly-report-route.ts';

const base = '/v1/organisations/{organisation}/leads';

const open = route({
  method: 'post',
  path: base,
  operationId: 'openLead',
  summary: 'Identify a lead: a programme and those who may fund it, how likely that is and why (N-05)',
  tag: 'leads',
  permission: orNoLeads(mustBeAllowedToOpen('lead')),
  idempotent: true,
  body: LeadBody,
  examples: { example: { summary: 'One prospect of a programme of one year', value: leadExample } },
  replies: { 201: { description: 'It is identified, and its first week runs.', schema: CaseViewSchema } },
  async handle({ dependencies, pack, principal, key, body, receivedAt }) {
    const { actor } = principal;
    const opening = { pack, actor, principal: actor.id, key, body, plannedIn: null, receivedAt };
    const view = await openLead(dependencies, opening);
    return {
      status: 201,
      headers: { Location: `${base.replace('{organisation}', pack.id)}/${view.number}` },
      body: viewFor(view, actor, newCase(pack, 'lead', { owner: view.owner })),
    };
  },
});

/** Leads: prospective funding of programmes, from the first contact to the money (N-05 to N-08). */
export const leadRoutes: Route[] = [
  open,
  reviewRoute(base),
  // Before those whose path names any lead.
  contactsRoute(base),
  pipelineRoute(base),
  weeklyReportRoute(base),
  roundRoute(base),
  roundsRoute(base),
  interestsRoute,
  interestsDiscussedRoute,
  ...commandRoutes(base, 'leads', 'Lead', leadCommandDefinitions),
  ...caseReadingRoutes(base, 'leads', 'lead'),
];
