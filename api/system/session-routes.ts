import { verify } from '@node-rs/argon2';
import { z } from 'zod';
import type { StaffDocument } from '../../db/models.ts';
import { endSessions } from '../../db/sessions.ts';
import { issueToken } from '../http/authenticate.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { nobodysHash } from './nobodys-hash.ts';

const Credentials = z.strictObject({ username: z.string().min(1).max(200), password: z.string().min(1).max(200) });

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
    async handle({ dependencies, body }) {
      const staff = await dependencies.database.staff.findOne({ username: body.username }).lean<StaffDocument>();
      const nobodys = await nobodysHash(dependencies, body.username);
      const right = await verify(staff?.passwordHash || nobodys, body.password);
      if (!staff?.active || !right) {
        throw new ApiProblem('WrongCredentials', 'There is no active account with this name and password.');
      }
      return { status: 201, body: await issueToken(dependencies.secret, staff._id) };
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
    async handle({ dependencies, principal }) {
      await endSessions(dependencies.database, principal.actor.id, new Date().toISOString());
      return { status: 204 };
    },
  }),
];
