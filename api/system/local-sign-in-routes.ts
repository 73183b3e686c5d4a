/** How a person comes in on their own machine: by a click on a made account. In production there is nothing of it. */
import { z } from 'zod';
import { notFound } from '../../application/refused.ts';
import { localAccounts, signInLocally } from '../../application/sessions/local-accounts.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type Route, route } from '../http/route.ts';
import { isOwnMachine } from './own-machine.ts';
import { beginning, Credentials, inCookie, SignedInBrowser } from './session-routes.ts';

const LocalAccount = z.object({
  username: z.string(),
  name: wordingSchema,
  organisation: z.string(),
  roles: z.array(z.string()),
});

export const localSignInRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/session/local-accounts',
    operationId: 'listLocalAccounts',
    summary: 'The made accounts, on a person’s own machine; elsewhere there are none',
    tag: 'session',
    permission: 'anybody',
    replies: { 200: { description: 'All of them.', schema: z.object({ items: z.array(LocalAccount) }) } },
    async handle({ dependencies, request }) {
      const items = isOwnMachine(dependencies, request) ? await localAccounts(dependencies) : [];
      return { status: 200, body: { items } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/session/local',
    operationId: 'signInLocally',
    summary: 'Sign in by a made account without its password, on a person’s own machine alone (404 elsewhere)',
    tag: 'session',
    permission: 'anybody',
    body: Credentials.omit({ password: true }),
    replies: { 201: { description: 'Signed in.', schema: SignedInBrowser } },
    async handle(context) {
      if (!isOwnMachine(context.dependencies, context.request)) throw notFound();
      return inCookie(beginning(signInLocally))(context);
    },
  }),
];
