import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { invalid, Refused } from '../../application/refused.ts';
import { isEntryCode } from '../../application/staff/entry-code.ts';
import type { StaffDocument } from '../../db/models.ts';
import { endSessions } from '../../db/sessions.ts';
import { changeStaff } from '../../db/staff.ts';
import { issueToken } from '../http/authenticate.ts';
import { type Route, route } from '../http/route.ts';
import { nobodysHash } from './nobodys-hash.ts';

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
    async handle({ dependencies, body }) {
      const staff = await dependencies.database.staff.findOne({ username: body.username }).lean<StaffDocument>();
      const nobodys = await nobodysHash(dependencies, body.username);
      const right = await verify(staff?.passwordHash || nobodys, body.password);
      if (!staff?.active || !right) throw wrongCredentials();
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
  route({
    method: 'post',
    path: '/v1/session/password',
    operationId: 'setPassword',
    summary: 'Set one’s own password: by the code of an invitation or of a void password, or by the one that stands',
    tag: 'session',
    permission: 'anybody',
    body: NewPassword,
    replies: { 204: { description: 'Set. Every session of the account has ended: sign in with the new one.' } },
    async handle({ dependencies, body, receivedAt }) {
      const { database, secret } = dependencies;
      const { username, code, password, newPassword } = body;
      const staff = await database.staff.findOne({ username }).lean<StaffDocument>();
      const nobodys = await nobodysHash(dependencies, username);
      const knows = await verify(staff?.passwordHash || nobodys, password ?? '');
      const mayComeIn = staff !== null && code !== undefined && isEntryCode(secret, staff, code, receivedAt);
      if (!staff || !(mayComeIn || (knows && staff.active && password !== undefined))) throw wrongCredentials();
      if (newPassword.toLowerCase().includes(username.toLowerCase()))
        throw invalid('newPassword', 'has the name in it');
      const type = staff.active ? 'passwordChanged' : 'arrived';
      const fact = { id: randomUUID(), type, at: receivedAt, by: staff._id, detail: { person: staff._id } };
      const set = { passwordHash: await hash(newPassword), entry: null, active: true, sessionsFrom: receivedAt };
      // Where the entry has changed meanwhile the code may be void: nothing is set.
      if (!(await changeStaff(database, staff, { set, facts: [fact] }))) throw wrongCredentials();
      return { status: 204 };
    },
  }),
];

function wrongCredentials(): Refused {
  return new Refused('WrongCredentials', 'There is no active account with this name and password.');
}
