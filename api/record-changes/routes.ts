import { mustBeAllowedToOpen, newCase, viewFor } from '../../application/cases/permission.ts';
import { FormBody } from '../../application/registry/form-body.ts';
import { prepareRecordChange } from '../../application/registry/prepare.ts';
import { commandRoutes } from '../cases/command-routes.ts';
import { caseReadingRoutes } from '../cases/reading-routes.ts';
import { CaseViewSchema } from '../cases/view-schema.ts';
import { type Route, route } from '../http/route.ts';
import { archivedFormRoute } from './archived-form-route.ts';
import { recordChangeCommandDefinitions } from './commands.ts';
import { differencesRoute } from './differences-route.ts';
import { formExamples } from './form-examples.ts';
import { importRoutes } from './imports/routes.ts';

const base = '/v1/organisations/{organisation}/record-changes';

const prepare = route({
  method: 'post',
  path: base,
  operationId: 'prepareRecordChange',
  summary: 'Fill in the form: a new customer, a change, two records merged, one deactivated, which fields there are',
  tag: 'record-changes',
  permission: mustBeAllowedToOpen('recordChange'),
  idempotent: true,
  body: FormBody,
  examples: formExamples,
  replies: { 201: { description: 'It is prepared, and waits for its review.', schema: CaseViewSchema } },
  async handle({ dependencies, pack, principal, key, body, receivedAt }) {
    const { actor } = principal;
    const view = await prepareRecordChange(dependencies, { pack, actor, principal: actor.id, key, body, receivedAt });
    return {
      status: 201,
      headers: { Location: `${base.replace('{organisation}', pack.id)}/${view.number}` },
      body: viewFor(view, actor, newCase(pack, 'recordChange', { owner: view.owner })),
    };
  },
});

/** Changes of customers’ records: only by form, with four eyes, by the steward’s hand (N-19, N-20). */
export const recordChangeRoutes: Route[] = [
  prepare,
  // Before those whose path names any record change.
  ...importRoutes(base),
  differencesRoute(`${base}/{number}`),
  archivedFormRoute(`${base}/{number}`),
  ...commandRoutes(base, 'record-changes', 'RecordChange', recordChangeCommandDefinitions),
  ...caseReadingRoutes(base, 'record-changes', 'recordChange'),
];
