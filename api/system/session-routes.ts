import { z } from 'zod';
import { setPassword, signIn, signOut } from '../../application/sessions/sign-in.ts';
import { type Route, route } from '../http/route.ts';
import { noteSecurity } from '../http/security-log.ts';

const Credentials = z.strictObject({ username: z.string().min(1).max(200), password: z.string().min(1).max(200) });

const NewPassword = z.strictObject({
  username: Credentials.shape.username,
  code: z.string().max(100).optional().meta({ description: 'That the account’s own e-mail address got.' }),
  password: z.string().max(200).optional().meta({ description: 'The one that stands.' }),
  newPassword: z.string().min(12).max(200),
});

export const sessionRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/session',
    operationId: 'signIn',
    summary: 'Sign in; the token is good for twelve hours, and ends when it is not used for half an hour',
    tag: 'session',
    permission: 'anybody',
    body: Credentials,
    replies: {
      201: { description: 'Signed in.', schema: z.object({ token: z.string(), expiresAt: z.iso.datetime() }) },
    },
    async handle({ dependencies, request, body }) {
      const session = await signIn(dependencies, body);
      noteSecurity(dependencies, request, 201);
      return { status: 201, body: session };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/session',
    operationId: 'signOut',
    summary: 'Sign out: every session of this account ends at once, wherever it was begun',
    tag: 'session',
    permission: 'signed-in',
    replies: { 204: { description: 'Signed out.' } },
    async handle(context) {
      await signOut(context);
      noteSecurity(context.dependencies, context.request, 204);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/v1/session/password',
    operationId: 'setPassword',
    summary: 'Set one’s own password: by the code of an invitation or of a void password, or by the one that stands',
    tag: 'session',
    permission: 'anybody',
    body: NewPassword,
    replies: { 204: { description: 'Set. Every session of the account has ended: sign in with the new one.' } },
    async handle({ dependencies, request, body, receivedAt }) {
      await setPassword(dependencies, body, receivedAt);
      noteSecurity(dependencies, request, 204);
      return { status: 204 };
    },
  }),
];
