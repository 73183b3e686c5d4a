import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPair, type JWTPayload, UnsecuredJWT } from 'jose';
import { pino } from 'pino';
import type { Dependencies } from '../../../application/dependencies.ts';
import { type OpenIdSettings, signInByOpenId } from '../../../application/sessions/openid.ts';
import { latest } from '../../../packs/load/load.ts';
import { ApiClient } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { TokenIssuer } from '../../support/servers/token-issuer.ts';

const staff = '/v1/organisations/sandbox/staff';
const who = 'sandbox.agent.1';
const person = { email: `${who}@example.com`, email_verified: true };

let issuer: TokenIssuer;
let api: RunningApi;
beforeAll(async () => {
  issuer = await TokenIssuer.start();
  await issuer.publish('first');
  const openid = { issuer: issuer.url, audience: ['inaya', 'inaya-mobile'], accountClaim: 'email', cooldownMs: 0 };
  api = await startApi({ staffOf: ['sandbox', 'courier'], worker: false, openid });
});
afterAll(async () => {
  await api.stop();
  issuer.stop();
});

const signIn = (token: string, more: object = {}) => api.anybody.post('/v1/session/openid', { token, ...more });
const withClaims = async (claims: JWTPayload, more: object = {}) =>
  signIn(await issuer.token('first', { ...person, ...claims }), more);

describe('a token of the issuer', () => {
  test('opens the account of its address, once, as a session that is seen and ends like any other', async () => {
    const token = await issuer.token('first', { ...person, email: person.email.toUpperCase() });
    const answers = await Promise.all([signIn(token), signIn(token), signIn(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    const session = answers.find(({ status }) => status === 201)?.as<{ token: string; mustEnrol: boolean }>();
    expect(session?.mustEnrol).toBe(false);
    const client = new ApiClient(api.url, session?.token);
    expect((await client.get(staff)).status).toBe(200);
    expect((await client.get('/v1/organisations/courier/staff')).refusal).toBe('404 NotFound');
    const { items } = (await client.get('/v1/sessions')).as<{ items: object[] }>();
    expect(items).toEqual([expect.objectContaining({ how: 'openid', isThisOne: true })]);
    expect((await client.send('DELETE', '/v1/session')).status).toBe(204);
    expect((await client.get(staff)).refusal).toBe('401 NotSignedIn');
    // What was issued before that is void as well.
    const iat = Math.floor(Date.now() / 1000) - 60;
    expect((await withClaims({ iat })).refusal).toBe('401 WrongCredentials');
  });

  const now = () => Math.floor(Date.now() / 1000);
  const wrong: [what: string, claims: () => JWTPayload, more?: object][] = [
    ['of another issuer', () => ({ iss: 'https://login.example.org' })],
    ['for others', () => ({ aud: 'another-product' })],
    ['for others as well, without saying who asked for it', () => ({ aud: ['inaya', 'another-product'] })],
    ['that somebody else has asked for', () => ({ aud: ['inaya', 'another-product'], azp: 'another-product' })],
    ['that is over', () => ({ iat: now() - 400, exp: now() - 60 })],
    ['that is not good yet', () => ({ nbf: now() + 300 })],
    ['that is old, however long it says it is good', () => ({ iat: now() - 700, exp: now() + 3600 })],
    ['without an end', () => ({ exp: undefined }) as JWTPayload],
    ['without a beginning', () => ({ iat: undefined }) as JWTPayload],
    ['with a nonce that the caller does not know', () => ({ nonce: 'n-1' })],
    ['with another nonce', () => ({ nonce: 'n-1' }), { nonce: 'n-2' }],
    ['without the nonce that the caller expects', () => ({}), { nonce: 'n-1' }],
    ['whose address nobody has verified', () => ({ email_verified: false })],
    ['that does not say if its address is verified', () => ({ email_verified: undefined }) as JWTPayload],
    ['of nobody here', () => ({ email: 'nobody@example.com' })],
    ['without an address', () => ({ email: undefined }) as JWTPayload],
  ];
  test.each(wrong)('%s is refused, with one answer for all of them', async (_what, claims, more = {}) => {
    const answer = await withClaims(claims(), more);
    expect([answer.refusal, answer.problem.detail]).toEqual([
      '401 WrongCredentials',
      'This token opens no account here, or has been used before.',
    ]);
    expect((await withClaims({})).status).toBe(201);
  });

  test('is good with its nonce, and for one of several audiences that asked for it', async () => {
    expect((await withClaims({ nonce: 'n-1' }, { nonce: 'n-1' })).status).toBe(201);
    expect((await withClaims({ aud: ['inaya', 'another'], azp: 'inaya-mobile' })).status).toBe(201);
  });

  test('that is not signed, or with what everybody knows, is refused', async () => {
    const unsigned = new UnsecuredJWT({ ...person, aud: 'inaya', iss: issuer.url })
      .setIssuedAt()
      .setExpirationTime('5m');
    const shared = new TextEncoder().encode(JSON.stringify(await (await fetch(`${issuer.url}/keys`)).json()));
    const tokens = [
      unsigned.encode(),
      await issuer.signedBy(shared, { alg: 'HS256', kid: 'first' }, person),
      await issuer.signedBy((await generateKeyPair('ES256')).privateKey, { alg: 'ES256', kid: 'first' }, person),
      await issuer.signedBy((await generateKeyPair('ES256')).privateKey, { alg: 'ES256', kid: 'unknown' }, person),
      'no token',
    ];
    for (const token of tokens) expect((await signIn(token)).refusal).toBe('401 WrongCredentials');
  });

  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('signed by %s is taken', async (alg) => {
    await issuer.publish(`by-${alg}`, alg);
    expect((await signIn(await issuer.token(`by-${alg}`, person))).status).toBe(201);
  });

  test.each(['RS512', 'ES384'])('signed by %s is not: only those that are fixed are', async (alg) => {
    await issuer.publish(`by-${alg}`, alg);
    expect((await signIn(await issuer.token(`by-${alg}`, person))).refusal).toBe('401 WrongCredentials');
  });

  test('by a new key is taken once it is published, and by one that was taken back is not', async () => {
    const byFirst = await issuer.token('first', person);
    await issuer.publish('second', 'ES256', { alone: true });
    expect((await signIn(await issuer.token('second', person))).status).toBe(201);
    expect((await signIn(byFirst)).refusal).toBe('401 WrongCredentials');
    await issuer.publish('first');
  });
});

describe('what the policy and the directory ask for besides', () => {
  test('a second factor: the issuer’s own counts, else a code or enrolling', async () => {
    const pack = latest(api.packs, 'courier');
    if (pack) pack.secondFactor = { source: 'ours', roles: ['manager'] };
    const manager = { email: 'courier.manager.1@example.com' };
    // No session of this account was ever ended: a token may be minutes old.
    const iat = Math.floor(Date.now() / 1000) - 300;
    expect((await withClaims({ ...manager, iat })).as()).toMatchObject({ mustEnrol: true });
    expect((await withClaims({ ...manager, amr: ['pwd', 'mfa'] })).as()).toMatchObject({ mustEnrol: false });
    const secondFactor = { sealed: '', lastUsed: 0, recovery: [] };
    await api.hire('courier.manager.1', { secondFactor });
    expect((await withClaims(manager)).refusal).toBe('401 SecondFactorNeeded');
  });

  test('somebody who works here: nobody who is switched off, and no account of another system', async () => {
    await api.hire('sandbox.agent.off', { active: false });
    expect((await withClaims({ email: 'sandbox.agent.off@example.com' })).refusal).toBe('401 WrongCredentials');
    await api.hire('sandbox.agent.system', { type: 'service' });
    expect((await withClaims({ email: 'sandbox.agent.system@example.com' })).refusal).toBe('401 WrongCredentials');
  });

  test('an invitation that two have given, and that has not lapsed: then nobody needs a password', async () => {
    const invited = (until: number) => ({
      ...{ active: false, passwordHash: '', entry: { id: 'e', until: new Date(Date.now() + until).toISOString() } },
    });
    const email = 'sandbox.agent.new@example.com';
    await api.hire('sandbox.agent.new', invited(-1000));
    expect((await withClaims({ email })).refusal).toBe('401 WrongCredentials');
    await api.hire('sandbox.agent.new', invited(60_000));
    const { token } = (await withClaims({ email })).as<{ token: string }>();
    expect((await new ApiClient(api.url, token).get(staff)).status).toBe(200);
    const entry = await api.database.staff.findById('sandbox.agent.new').lean();
    expect(entry).toMatchObject({ active: true, entry: null, facts: [{ type: 'arrived' }] });
  });

  /** Signs in under other settings than the running server has. */
  const under = async (settings: Partial<OpenIdSettings>, claims: JWTPayload) => {
    const openid = { issuer: issuer.url, audience: ['inaya'], accountClaim: 'email', ...settings };
    const dependencies = {
      ...api,
      secret: 'of this test',
      openid,
      logger: pino({ level: 'silent' }),
    } as unknown as Dependencies;
    const token = await issuer.token('first', { ...person, ...claims });
    const caller = { address: '', userAgent: '' };
    return signInByOpenId(dependencies, { token }, caller, new Date().toISOString()).then(
      () => 'in',
      (error: { reason?: string }) => error.reason,
    );
  };

  test('the claim that is configured names the account, its organisation and each of its roles', async () => {
    expect(await under({ accountClaim: 'preferred_username' }, { preferred_username: who })).toBe('in');
    expect(await under({ accountClaim: 'preferred_username' }, { preferred_username: 'nobody' })).toBe(
      'WrongCredentials',
    );
    expect(await under({ organisationClaim: 'org' }, { org: 'sandbox' })).toBe('in');
    expect(await under({ organisationClaim: 'org' }, { org: 'courier' })).toBe('WrongCredentials');
    expect(await under({ rolesClaim: 'roles' }, { roles: ['agent', 'more'] })).toBe('in');
    expect(await under({ rolesClaim: 'roles' }, { roles: 'agent more' })).toBe('in');
    expect(await under({ rolesClaim: 'roles' }, { roles: ['manager'] })).toBe('WrongCredentials');
  });

  test('one account, not two: an address that both organisations know needs the claim of the organisation', async () => {
    await api.hire('courier.agent.1', { email: person.email });
    expect(await under({}, {})).toBe('WrongCredentials');
    expect(await under({ organisationClaim: 'org' }, { org: 'courier' })).toBe('in');
    await api.hire('courier.agent.1');
  });

  test('an issuer that answers: one that is away, or says that it is another, is no fault of the caller', async () => {
    issuer.isAway = true;
    expect(await under({}, {})).toBe('Unavailable');
    issuer.isAway = false;
    issuer.told = { issuer: 'https://login.example.org' };
    expect(await under({}, {})).toBe('Unavailable');
    issuer.told = { jwks_uri: 'http://localhost:1/keys' };
    expect(await under({}, {})).toBe('Unavailable');
    issuer.told = {};
    expect(await under({}, {})).toBe('in');
  });

  test('that there is an issuer: without one the address is not there', async () => {
    const none = { ...api, openid: undefined } as unknown as Dependencies;
    const given = { token: await issuer.token('first', person) };
    const tried = signInByOpenId(none, given, { address: '', userAgent: '' }, new Date().toISOString());
    await expect(tried).rejects.toMatchObject({ reason: 'NotFound' });
  });
});
