import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import { jwtVerify, SignJWT } from 'jose';
import type { StaffDocument } from '../../db/models.ts';
import { absentStaff, asMember } from '../../db/staff.ts';
import { standInsOf } from '../../domain/stand-in.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { ApiProblem } from './problem.ts';
import type { Principal } from './route.ts';

const lifetimeHours = 12;

function signingKey(secret: string): Uint8Array {
  return createHmac('sha256', secret).update('session-tokens').digest();
}

/** A bearer token for a member of staff, good for twelve hours. */
export async function issueToken(secret: string, staffId: string): Promise<{ token: string; expiresAt: string }> {
  const expires = new Date(Date.now() + lifetimeHours * 3_600_000);
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(staffId)
    .setIssuer('inaya')
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(signingKey(secret));
  return { token, expiresAt: expires.toISOString() };
}

/**
 * Who calls: the token names the person, the directory says what he is now, so that a role that was taken away is gone at
 * once, and for whom he stands in while they are away. Nothing of it comes from the body.
 */
export async function authenticate(
  request: Request,
  dependencies: ApiDependencies,
  receivedAt: string,
): Promise<Principal> {
  const [scheme, token] = (request.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) {
    throw new ApiProblem('NotSignedIn', 'Sign in by POST /v1/session and send the token as a bearer token.');
  }
  const subject = await subjectOf(token, dependencies.secret);
  const staff = await dependencies.database.staff.findById(subject).lean<StaffDocument>();
  if (!staff?.active) throw new ApiProblem('NotSignedIn', 'This account is not active.');
  const { _id, roles, groups, departments } = staff;
  const away = await absentStaff(dependencies.database, staff.organisation, receivedAt);
  const standIns = standInsOf(asMember(staff), away.map(asMember), receivedAt);
  return { actor: { id: _id, roles, groups, departments, ...(standIns.length > 0 ? { standIns } : {}) }, staff };
}

async function subjectOf(token: string, secret: string): Promise<string> {
  try {
    const { payload } = await jwtVerify(token, signingKey(secret), { issuer: 'inaya', algorithms: ['HS256'] });
    return payload.sub ?? '';
  } catch {
    throw new ApiProblem('NotSignedIn', 'The token is not valid any more. Sign in again.');
  }
}
