/** Signing in by a token of the organisation's own issuer (OpenID Connect). Who somebody is here, the directory says. */

import { randomUUID } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import { countUp } from '../../db/counters.ts';
import { derivedText } from '../../db/derivations.ts';
import { everybodyLetIn } from '../../db/organisation/accounts.ts';
import { changeStaff, type StaffDocument } from '../../db/organisation/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { comparableEmail } from '../keyed-tokens.ts';
import { type CallOut, callOut, type Outgoing } from '../outgoing.ts';
import { notFound, Refused } from '../refused.ts';
import type { Caller } from './own-sessions.ts';
import { beginFor, provesToBe, type SignedIn } from './sign-in.ts';

/** The issuer, and which of its claims say what. */
export interface OpenIdSettings {
  issuer: string;
  /** Whom a token must be for: each of them is this product. */
  audience: string[];
  /** `email` is compared with the address in the directory, any other claim with the user name. */
  accountClaim: string;
  /** If given, the claim names the organisation of the account. */
  organisationClaim?: string | undefined;
  /** If given, the claim holds every role of the account. */
  rolesClaim?: string | undefined;
  /** Where the issuer's keys are, if not at its own address. */
  keysUrl?: string | undefined;
  /** Where the issuer and its keys may be. */
  outgoing?: Outgoing;
  /** How long keys are not asked for again, in milliseconds. */
  cooldownMs?: number;
}

/** Signed with a key of the issuer's own, never with a shared secret. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const toleranceSeconds = 30;
const oldestMinutes = 10;
const patienceMs = 5000;

type Keys = ReturnType<typeof createRemoteJWKSet>;
const known = new WeakMap<OpenIdSettings, Promise<Keys>>();

/**
 * A session for the person of a token. @throws Refused `NotFound` if there is no issuer, `WrongCredentials`,
 * `SecondFactorNeeded`, `Unavailable`
 */
export async function signInByOpenId(
  dependencies: Dependencies,
  { token, nonce, code }: { token: string; nonce?: string | undefined; code?: string | undefined },
  caller: Caller,
  at: string,
): Promise<SignedIn> {
  const { openid, database, secret } = dependencies;
  if (!openid) throw notFound();
  const claims = await claimsOf(openid, token, nonce).catch((error: unknown) => {
    if (error instanceof Refused) throw error;
    dependencies.logger.warn({ err: error }, 'the issuer of OpenID Connect does not answer as issuers do');
    throw new Refused('Unavailable', 'The issuer of OpenID Connect does not answer. Try again.', { retryAfter: 5 });
  });
  const staff = await accountOf(dependencies, openid, claims, at);
  // What was issued before all sessions were ended ends with them.
  const { sessionsFrom } = staff;
  if (sessionsFrom !== undefined && Number(claims.iat) * 1000 < Date.parse(sessionsFrom) - 1000) throw notGood();
  // The issuer may have asked for a second factor itself (RFC 8176).
  const isProven =
    (Array.isArray(claims.amr) && claims.amr.includes('mfa')) || (await provesToBe(dependencies, staff, code, at));
  const used = `openid/${derivedText(secret, 'count', 'openid', token)}`;
  const until = new Date((Number(claims.exp) + 2 * toleranceSeconds) * 1000).toISOString();
  if ((await countUp(database, { _id: used, until })) > 1) throw notGood();
  if (!staff.active) await arrive(dependencies, staff, at);
  return beginFor(dependencies, staff, { how: 'openid', isProven }, caller);
}

/** Two people have let somebody in, who comes for the first time: no password is needed. */
async function arrive({ database }: Dependencies, staff: StaffDocument, at: string): Promise<void> {
  const detail = { person: staff._id, how: 'openid' };
  const fact = { id: randomUUID(), type: 'arrived', at, by: staff._id, detail };
  if (!(await changeStaff(database, staff, { set: { active: true, entry: null }, facts: [fact] }))) throw notGood();
}

async function claimsOf(settings: OpenIdSettings, token: string, nonce: string | undefined): Promise<JWTPayload> {
  const { issuer, audience } = settings;
  try {
    const { payload } = await jwtVerify(token, await keysOf(settings), {
      ...{ issuer, audience, algorithms, clockTolerance: toleranceSeconds, maxTokenAge: `${oldestMinutes}m` },
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    const { azp } = payload;
    const isForOthers = Array.isArray(payload.aud) && payload.aud.length > 1 && azp === undefined;
    if (isForOthers || (azp !== undefined && !audience.includes(String(azp)))) throw notGood();
    if (payload.nonce !== nonce) throw notGood();
    return payload;
  } catch (error) {
    throw isFaultOfToken(error) ? notGood() : error;
  }
}

/** Everything else means that the issuer is away, or does not answer as issuers do. */
function isFaultOfToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) return false;
  return error.code !== 'ERR_JOSE_GENERIC' && !(error instanceof errors.JWKSInvalid);
}

/** The issuer's keys, found by its own document once. They are asked for again if a token names one that is not known. */
function keysOf(settings: OpenIdSettings): Promise<Keys> {
  const found = known.get(settings) ?? discover(settings);
  known.set(settings, found);
  found.catch(() => known.delete(settings));
  return found;
}

async function discover({ issuer, keysUrl, outgoing, cooldownMs = 30_000 }: OpenIdSettings): Promise<Keys> {
  const call: CallOut = callOut(outgoing);
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  // No redirect: what is asked is the configured host, and no other.
  const response = await call(address, { signal: AbortSignal.timeout(patienceMs) });
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  const told = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (told.issuer !== issuer) throw new Error(`${address} is not the document of ${issuer}`);
  const url = new URL(keysUrl ?? String(told.jwks_uri));
  if (keysUrl === undefined && url.origin !== new URL(issuer).origin) {
    throw new Error(`the keys of ${issuer} are at another host: ${url.origin}`);
  }
  return createRemoteJWKSet(url, { timeoutDuration: patienceMs, cooldownDuration: cooldownMs, [customFetch]: call });
}

/** The one account that the claims mean, of those that work here now or may come in. */
async function accountOf(
  { database }: Dependencies,
  { accountClaim, organisationClaim, rolesClaim }: OpenIdSettings,
  claims: JWTPayload,
  at: string,
): Promise<StaffDocument> {
  const value = claims[accountClaim];
  // An address that nobody has proven to the issuer may be anybody's.
  if (typeof value !== 'string' || (accountClaim === 'email' && claims.email_verified !== true)) throw notGood();
  const all = await everybodyLetIn(database);
  const people = all.filter(({ active, entry }) => active || (entry?.until ?? '') > at);
  const [found, ...others] = people.filter(
    ({ email, username, organisation }) =>
      (accountClaim === 'email' ? comparableEmail(email) === comparableEmail(value) : username === value) &&
      (organisationClaim === undefined || claims[organisationClaim] === organisation),
  );
  if (!found || others.length > 0) throw notGood();
  if (rolesClaim !== undefined) {
    const given = claims[rolesClaim];
    const roles = typeof given === 'string' ? given.split(' ') : Array.isArray(given) ? given : [];
    if (!found.roles.every((role) => roles.includes(role))) throw notGood();
  }
  return found;
}

/** One answer for whatever is wrong: a stranger learns nothing. */
function notGood(): Refused {
  return new Refused('WrongCredentials', 'This token opens no account here, or has been used before.');
}
