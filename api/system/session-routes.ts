import { z } from 'zod';
import type { Dependencies } from '../../application/dependencies.ts';
import { signInByOpenId } from '../../application/sessions/openid.ts';
import {
  type Caller,
  endOwnSession,
  ownSession,
  ownSessions,
  signOut,
} from '../../application/sessions/own-sessions.ts';
import { setPassword, signIn } from '../../application/sessions/sign-in.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type Context, type Reply, type Route, route } from '../http/route.ts';
import { callerOf, noteSecurity } from '../http/security-log.ts';
import { endedSessionCookie, sessionCookie } from '../http/session-cookie.ts';

export const Credentials = z.strictObject({
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(200),
  code: z.string().min(1).max(100).optional().meta({
    description: 'Of the second factor, if the account has one: from the authenticator, or one on paper.',
  }),
});

const SignedIn = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  mustEnrol: z.boolean().meta({ description: 'True: the session can do nothing but enrol a second factor.' }),
});

const NewPassword = z.strictObject({
  username: Credentials.shape.username,
  code: z.string().max(100).optional().meta({ description: 'That the account’s own e-mail address got.' }),
  password: z.string().max(200).optional().meta({ description: 'The one that stands.' }),
  factorCode: z.string().max(100).optional().meta({
    description: 'A code of the second factor, with the password that stands, if the account has one.',
  }),
  newPassword: z.string().min(12).max(200),
});

const Session = z
  .object({
    id: z.string(),
    isThisOne: z.boolean(),
    begunAt: z.iso.datetime().nullable(),
    lastSeenAt: z.iso.datetime().meta({ description: 'To the minute.' }),
    how: z.enum(['password', 'openid', 'local']).nullable(),
    isProven: z.boolean().meta({ description: 'Whether a second factor was given.' }),
    address: z.string().nullable().meta({ description: 'From where it was begun.' }),
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'Session' });

/** Begins a session, and has it in the security log. */
export function beginning<Body>(
  begin: (dependencies: Dependencies, body: Body, caller: Caller, at: string) => Promise<z.infer<typeof SignedIn>>,
) {
  return async ({ dependencies, request, body, receivedAt }: Context<unknown, Body>) => {
    const session = await begin(dependencies, body, callerOf(request), receivedAt);
    noteSecurity(dependencies, request, 201);
    return { status: 201, body: session };
  };
}

/** Ends sessions, and has it in the security log. */
function ending(end: (context: Context) => Promise<void>) {
  return async (context: Context): Promise<Reply> => {
    await end(context);
    noteSecurity(context.dependencies, context.request, 204);
    const isThisOne = [undefined, context.principal.session.id].includes(context.ids.session);
    if (!isThisOne) return { status: 204 };
    return { status: 204, headers: { 'Set-Cookie': endedSessionCookie(context.request) } };
  };
}

const ByOpenId = z.strictObject({
  token: z
    .string()
    .min(1)
    .max(8192)
    .meta({ description: 'An ID or access token of the issuer, at most ten minutes old.' }),
  nonce: z.string().min(1).max(200).optional().meta({ description: 'That the token was asked for with, if it was.' }),
  code: Credentials.shape.code,
});

/** What a browser is told: its token goes into the cookie, and nowhere else. */
export const SignedInBrowser = SignedIn.omit({ token: true });

const OwnSession = z.object({
  staffId: z.string(),
  name: wordingSchema,
  organisation: z.object({ id: z.string(), name: wordingSchema }),
  roles: z.array(
    z.object({
      id: z.string(),
      title: wordingSchema,
      as: z.string().meta({ description: 'The standard role whose work it does.' }),
    }),
  ),
  departments: z.array(z.string()),
  mustEnrol: SignedIn.shape.mustEnrol,
  isProven: Session.shape.isProven,
  sessionId: z.string(),
});

/** As `begin`, with the token in a cookie. */
export function inCookie<Body>(begin: ReturnType<typeof beginning<Body>>) {
  return async (context: Context<unknown, Body>) => {
    const { status, body } = await begin(context);
    return { status, body, headers: { 'Set-Cookie': sessionCookie(context.request, body.token) } };
  };
}

const own = { tag: 'session', permission: 'signed-in', whileEnrolling: true } as const;

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
      201: { description: 'Signed in.', schema: SignedIn },
    },
    handle: beginning(signIn),
  }),
  route({
    method: 'post',
    path: '/v1/session/openid',
    operationId: 'signInByOpenId',
    summary: 'Sign in by a token of the issuer that is configured (OpenID Connect); each token is good once',
    tag: 'session',
    permission: 'anybody',
    body: ByOpenId,
    replies: { 201: { description: 'Signed in.', schema: SignedIn } },
    handle: beginning(signInByOpenId),
  }),
  route({
    method: 'post',
    path: '/v1/session/browser',
    operationId: 'signInBrowser',
    summary: 'Sign in for a browser: the session is a cookie that no script can read, and needs no token',
    tag: 'session',
    permission: 'anybody',
    body: Credentials,
    replies: { 201: { description: 'Signed in.', schema: SignedInBrowser } },
    handle: inCookie(beginning(signIn)),
  }),
  route({
    method: 'get',
    path: '/v1/session',
    operationId: 'getSession',
    summary: 'Who is signed in: name, organisation, roles with their titles, and departments',
    ...own,
    replies: { 200: { description: 'The caller, and the session.', schema: OwnSession } },
    handle: async (context) => ({ status: 200, body: ownSession(context) }),
  }),
  route({
    method: 'delete',
    path: '/v1/session',
    operationId: 'signOut',
    summary: 'Sign out: every session of this account ends at once, wherever it was begun',
    ...own,
    replies: { 204: { description: 'Signed out.' } },
    handle: ending(signOut),
  }),
  route({
    method: 'get',
    path: '/v1/sessions',
    operationId: 'listSessions',
    summary: 'My own sessions that go on: from where each was begun, and when it was last used',
    ...own,
    replies: { 200: { description: 'The latest use first.', schema: z.object({ items: z.array(Session) }) } },
    handle: async (context) => ({ status: 200, body: { items: await ownSessions(context) } }),
  }),
  route({
    method: 'delete',
    path: '/v1/sessions',
    operationId: 'endSessions',
    summary: 'End every session of mine at once, the present one as well',
    ...own,
    replies: { 204: { description: 'Ended, for every process.' } },
    handle: ending(signOut),
  }),
  route({
    method: 'delete',
    path: '/v1/sessions/{session}',
    operationId: 'endSession',
    summary: 'End one session of mine',
    ...own,
    replies: { 204: { description: 'Ended, for every process.' } },
    handle: ending(endOwnSession),
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
