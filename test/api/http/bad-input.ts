import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import type { ApiClient } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, driven, type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { traces } from '../../support/workflows/traces.ts';

const complaints = complaintsOf('development-fund');
const good = complaintBody('development-fund');
const goodFields = good.fields as Record<string, string>;
const json = { 'content-type': 'application/json', 'idempotency-key': 'bad-input' };
const withKey = { 'idempotency-key': 'bad-input' };

let api: RunningApi;
let agent: ApiClient;
let known: Opened;
/** A case that is owned and open, for commands. */
let open: Opened;
beforeAll(async () => {
  api = await startApi({ staffOf: ['development-fund', 'courier'] });
  agent = api.as('development-fund.agent.1');
  known = await opened(api, 'development-fund');
  open = await driven(api, 'development-fund', [['accept', {}]]);
  await api.projected(known.address, 'development-fund.agent.1', () => true);
  await api.projected(open.address, 'development-fund.agent.1', ({ status }) => status === 'open');
});
afterAll(() => api.stop());
afterEach(() => {
  expect(api.logged.splice(0)).toEqual([]);
});

/** Sends it and sees that it leaves nothing behind. */
async function refused(send: () => ReturnType<ApiClient['get']>): Promise<string> {
  const before = await traces(api);
  const { refusal } = await send();
  expect(await traces(api)).toEqual(before);
  return refusal;
}

const deep = `${'[{"a":'.repeat(5000)}1${'}]'.repeat(5000)}`;
const bodies: [what: string, body: string | undefined, refusal: string][] = [
  ['broken JSON', '{"category": "complaint", ', '400 Malformed'],
  ['a bare string', '"complaint"', '400 Malformed'],
  ['a bare number', '17', '400 Malformed'],
  ['null', 'null', '400 Malformed'],
  ['a list', '[]', '422 Invalid'],
  ['an empty object', '{}', '422 Invalid'],
  ['no body at all', undefined, '422 Invalid'],
  ['an empty body', '', '422 Invalid'],
  [
    'more than 64 KB',
    JSON.stringify({ ...good, fields: { ...goodFields, details: 'ش'.repeat(33_000) } }),
    '413 TooLarge',
  ],
  ['thousands of levels', deep, '400 Malformed'],
  ['a key twice, the second one wrong', `{"category": "complaint", "category": 7}`, '422 Invalid'],
  ['a __proto__ key', JSON.stringify(good).replace('{', '{"__proto__": {"channel": "phone"}, '), '400 Malformed'],
  [
    'a __proto__ key among the fields',
    JSON.stringify(good).replace('"fields":{', '"fields":{"__proto__":"x",'),
    '400 Malformed',
  ],
];

test.each(bodies)('an opening with %s is refused and leaves nothing', async (_what, body, refusal) => {
  expect(await refused(() => agent.send('POST', complaints, body, json))).toBe(refusal);
});

const customer = good.customer as object;
const changes: [what: string, change: object][] = [
  ['an unknown field', { colour: 'green' }],
  ['an unknown field of the customer', { customer: { ...customer, shoeSize: '44' } }],
  ['a field that its category does not have', { fields: { ...goodFields, colour: 'green' } }],
  ['a field named like a member of every object', { fields: { ...goodFields, constructor: 'x' } }],
  ['a field whose name holds a null byte', { fields: { ...goodFields, 'a\u0000b': 'x' } }],
  ['a field whose name is an operator', { fields: { ...goodFields, $where: 'x' } }],
  ['an operator in the place of a category', { category: { $ne: null } }],
  ['an operator in the place of a named person', { about: [{ $ne: null }] }],
  ['a category named like a member of every object', { category: 'constructor' }],
  ['a channel named like a member of every object', { channel: 'valueof' }],
  ['a missing category', { category: undefined }],
  ['a missing customer', { customer: undefined }],
  ['a customer who cannot be reached', { customer: { name: 'عميل تجريبي (مثال)' } }],
  ['a customer without a name', { customer: { phone: '+966500000001', name: '   ' } }],
  ['a telephone number without digits', { customer: { ...customer, phone: '------' } }],
  ['a telephone number of five digits', { customer: { ...customer, phone: '+1 2-3 4-5' } }],
  ['a telephone number of letters', { customer: { ...customer, phone: 'call me please' } }],
  ['a telephone number of a thousand digits', { customer: { ...customer, phone: '9'.repeat(1000) } }],
  ['an address that is none', { customer: { ...customer, email: 'nobody' } }],
  ['a missing field', { fields: { concerns: 'decision' } }],
  ['a blank field', { fields: { ...goodFields, details: ' \n\t ' } }],
  ['a choice that there is not', { fields: { ...goodFields, concerns: 'weather' } }],
  ['a number in the place of a text', { fields: { ...goodFields, details: 7 } }],
  ['a list in the place of the fields', { fields: [] }],
  ['a text that is too long', { fields: { ...goodFields, details: 'ش'.repeat(5001) } }],
  ['a category of another organisation', { category: 'claim' }],
  ['an unknown channel', { channel: 'carrier-pigeon' }],
  ['an unknown class of customer', { customer: { ...customer, class: 'emperor' } }],
  ['an unknown ground for priority', { priorityGrounds: ['in-a-hurry'] }],
  ['a language that is not spoken', { language: 'xx' }],
  ['a person who does not work here', { about: ['courier.agent.1'] }],
  ['too many named persons', { about: Array.from({ length: 11 }, () => 'development-fund.agent.1') }],
];

test.each(changes)('an opening with %s is refused with what is wrong, and leaves nothing', async (_what, change) => {
  const before = await traces(api);
  const answer = await agent.post(complaints, { ...good, ...change });
  expect(answer.refusal).toBe('422 Invalid');
  expect(answer.problem.errors?.length).toBeGreaterThan(0);
  expect(await traces(api)).toEqual(before);
});

test('R14: a name may hold anything that a text can carry, and a telephone number Arabic digits', async () => {
  const phone = '+٩٦٦٥٠٠٠٠٠٠٠١';
  const name = "Robert'); DROP TABLE عملاء;-- \u0000 {{7*7}} <script>";
  const answer = await agent.post(complaints, { ...good, customer: { name, phone } });
  expect(answer.status).toBe(201);
  const { words } = (await agent.get(`${complaints}/${answer.view.number}/words`)).as<{
    words: { content: { customer: object } }[];
  }>();
  expect(words[0]?.content.customer).toEqual({ name: name.replace('\u0000', ''), phone });
});

const headers: [what: string, headers: Record<string, string | null>, refusal: string][] = [
  ['text', { ...withKey, 'content-type': 'text/plain' }, '400 Malformed'],
  ['a form', { ...withKey, 'content-type': 'application/x-www-form-urlencoded' }, '400 Malformed'],
  ['XML', { ...withKey, 'content-type': 'application/xml' }, '400 Malformed'],
  ['another charset', { ...withKey, 'content-type': 'application/json; charset=latin1' }, '400 Malformed'],
  ['an unknown encoding', { ...json, 'content-encoding': 'sepia' }, '400 Malformed'],
  ['an encoding that it does not have', { ...json, 'content-encoding': 'gzip' }, '400 Malformed'],
  ['no Idempotency-Key', { ...json, 'idempotency-key': null }, '428 IdempotencyKeyMissing'],
  ['an empty Idempotency-Key', { ...json, 'idempotency-key': '' }, '428 IdempotencyKeyMissing'],
  ['an endless Idempotency-Key', { ...json, 'idempotency-key': 'k'.repeat(201) }, '400 Malformed'],
];

test.each(headers)('an opening sent as %s is refused and leaves nothing', async (_what, given, refusal) => {
  expect(await refused(() => agent.send('POST', complaints, JSON.stringify(good), given))).toBe(refusal);
});

test('a body of another type is no empty body, however it is transferred', async () => {
  const chunks = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('this is no JSON'));
      controller.close();
    },
  });
  const { address } = await opened(api, 'development-fund');
  const token = `Bearer ${await tokenFor('development-fund.agent.1')}`;
  const response = await fetch(`${api.url}${address}/accept`, {
    method: 'POST',
    headers: { authorization: token, 'content-type': 'text/plain', 'idempotency-key': 'chunks' },
    body: chunks,
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(400);
  expect((await agent.get(address)).view.status).toBe('received');
});

describe('who calls', () => {
  test.each([
    ['no token', null],
    ['no scheme', 'abc'],
    ['another scheme', 'Basic YTpi'],
    ['an empty token', 'Bearer '],
    ['a token that is none', 'Bearer abc.def.ghi'],
  ])('with %s nothing is answered', async (_what, authorization) => {
    const answer = await api.anybody.get(known.address, { headers: { authorization } });
    expect(answer.refusal).toBe('401 NotSignedIn');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('a token signed with another key, without one, or past its time opens nothing', async () => {
    const unsigned = `${encoded({ alg: 'none' })}.${encoded({ sub: 'development-fund.agent.1', iss: 'inaya' })}.`;
    const tokens = [
      await tokenFor('development-fund.agent.1', { signedWith: 'another secret altogether' }),
      await tokenFor('development-fund.agent.1', { expires: Math.floor(Date.now() / 1000) - 60 }),
      await tokenFor('development-fund.agent.1', { issuer: 'somebody else' }),
      await tokenFor('nobody at all'),
      unsigned,
    ];
    for (const token of tokens) {
      const answer = await api.anybody.get(known.address, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.refusal).toBe('401 NotSignedIn');
    }
  });

  test('a member of staff who has left is not let in with a token from before', async () => {
    const client = await api.hire('development-fund.agent.9');
    expect((await client.get(known.address)).status).toBe(200);
    await api.hire('development-fund.agent.9', { active: false });
    expect((await client.get(known.address)).refusal).toBe('401 NotSignedIn');
  });
});

describe('what is not there', () => {
  const addresses: [what: string, path: () => string][] = [
    ['an unknown organisation', () => '/v1/organisations/atlantis/complaints'],
    ['an organisation named like a member of every object', () => '/v1/organisations/constructor/complaints'],
    ['another organisation', () => '/v1/organisations/courier/complaints'],
    ['its case under another organisation', () => known.address.replace('development-fund', 'courier')],
    ['a number that is none', () => `${complaints}/17`],
    ['a number of a case that is not there', () => `${complaints}/DF-C-00000-000000`],
    ['a number with a wrong check character', () => withWrongCheck(known.address)],
    ['a number in small letters', () => known.address.toLowerCase()],
    ['a number with a null byte', () => `${known.address}%00`],
    ['an operator in the place of a number', () => `${complaints}/%7B%22%24ne%22%3Anull%7D`],
    ['a clock that the case has not', () => `${known.address}/clocks/lunch/proof`],
    ['an address that there is not', () => '/v1/organisations/development-fund/complaints-of-all/x'],
  ];

  test.each(addresses)('%s is not found', async (_what, path) => {
    expect((await api.as('development-fund.manager.1').get(path())).refusal).toBe('404 NotFound');
  });

  test('a command on another organisation’s case is not found and does nothing', async () => {
    const path = `${known.address.replace('development-fund', 'courier')}/accept`;
    expect(await refused(() => api.as('courier.manager.1').post(path))).toBe('404 NotFound');
    expect(await refused(() => api.as('courier.manager.1').post(`${known.address}/accept`))).toBe('404 NotFound');
  });

  test('an address that is not well formed is malformed', async () => {
    expect((await agent.get(`${complaints}/%E0%A4%A`)).refusal).toBe('400 Malformed');
  });

  test('another method is not allowed', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      expect((await agent.send(method, known.address)).refusal).toBe('405 MethodNotAllowed');
    }
  });
});

describe('the query of a list', () => {
  test.each([
    'status[$ne]=closed',
    'status[]=open',
    'status=open&status=closed',
    '$where=1',
    '__proto__=1',
    '__proto__[limit]=1',
    'colour=green',
    'limit=0',
    'limit=201',
    'limit=1.5',
    'limit=many',
    'limit=',
    `limit=${'9'.repeat(400)}`,
    'breached=perhaps',
    'priority=first',
    'dueBefore=tomorrow',
    'dueBefore=2026-13-45T00:00:00Z',
    'text=x',
    `text=${'x'.repeat(201)}`,
    'cursor=%7B%22%24gt%22%3A%22%22%7D',
    `cursor=${Buffer.from('2|{"$gt":""}').toString('base64url')}`,
    `cursor=${'A'.repeat(301)}`,
  ])('%s is refused', async (query) => {
    for (const list of ['complaints', 'cases']) {
      expect((await agent.get(`/v1/organisations/development-fund/${list}?${query}`)).refusal).toBe('400 InvalidQuery');
    }
  });

  test.each([
    ['a revision that is no number', () => `${known.address}?atLeast=x`],
    ['a filter on one case', () => `${known.address}?status=open`],
    ['a query where none is taken', () => `${known.address}/timeline?limit=1`],
  ])('%s is refused', async (_what, path) => {
    expect((await agent.get(path())).refusal).toBe('400 InvalidQuery');
  });

  test('a query on a command is refused, and the command is not carried out', async () => {
    expect(await refused(() => agent.post(`${open.address}/answer?force=true`, { text: 'نعم' }))).toBe(
      '400 InvalidQuery',
    );
  });
});

describe('the body of a command', () => {
  const commands: [command: string, body: unknown][] = [
    ['answer', {}],
    ['answer', { text: '' }],
    ['answer', { text: 7 }],
    ['answer', { text: { $gt: '' } }],
    ['answer', { text: 'نعم', solved: 'yes' }],
    ['answer', { text: 'نعم', by: 'development-fund.manager.1' }],
    ['answer', { text: 'x'.repeat(10_001) }],
    ['assign', { to: 'courier.agent.1' }],
    ['assign', { to: 'nobody' }],
    ['assign', { to: ['development-fund.agent.1'] }],
    ['interim', { text: 'نراجع', steps: ['مراجعة'], expectedBy: 'soon' }],
    ['interim', { text: 'نراجع', steps: ['مراجعة'] }],
    ['interim', { text: 'نراجع', expectedBy: '2030-01-06T09:00:00Z' }],
    ['interim', { text: 'نراجع', steps: [], expectedBy: '2030-01-06T09:00:00Z' }],
    ['log-contact', { channel: 'telepathy', reached: true }],
    ['log-contact', { channel: 'phone', reached: 'perhaps' }],
    ['withdraw', { text: null }],
  ];

  test.each(commands)('%s with %j is refused and leaves nothing', async (command, body) => {
    const who = command === 'assign' ? api.as('development-fund.supervisor.1') : agent;
    expect(await refused(() => who.post(`${open.address}/${command}`, body))).toBe('422 Invalid');
  });

  test('a return for a field that the category has not is refused, and so is a decline for no known reason', async () => {
    const supervisor = api.as('development-fund.supervisor.1');
    const returned = { missing: ['constructor'], text: 'ناقص' };
    expect(await refused(() => supervisor.post(`${known.address}/return-for-completion`, returned))).toBe(
      '422 Invalid',
    );
    const declined = { reasonCode: 'constructor', text: 'لا' };
    expect(await refused(() => supervisor.post(`${known.address}/decline`, declined))).toBe('422 Invalid');
  });
});

test('a command that the case does not take now says what it takes, and is noted as refused', async () => {
  const answer = await api.as('development-fund.supervisor.1').post(`${known.address}/answer`, { text: 'نعم' });
  expect(answer.refusal).toBe('409 NotAllowedNow');
  const possible = ['accept', 'assign', 'attach', 'decline', 'log-contact', 'return-for-completion', 'withdraw'];
  expect(answer.problem.allowed).toEqual(expect.arrayContaining(possible));
  expect(answer.problem.allowed).not.toContain('answer');
  const { number } = known;
  expect(await api.database.refusals.find({ number, command: 'answer' }).lean()).toMatchObject([
    { refusal: 'NotAllowedNow', by: 'development-fund.supervisor.1' },
  ]);
});

test('a command that the policy switches off is never allowed', async () => {
  const answer = await agent.post(`${open.address}/pause`, { reasonCode: 'waiting-for-customer' });
  expect(answer.refusal).toBe('409 NotAllowedNow');
  expect(answer.problem.allowed).not.toContain('pause');
});

function withWrongCheck(address: string): string {
  const last = address.at(-1) === '7' ? '8' : '7';
  return address.slice(0, -1) + last;
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenFor(
  staffId: string,
  { signedWith = secret, issuer = 'inaya', expires = Math.floor(Date.now() / 1000) + 600 } = {},
): Promise<string> {
  return new SignJWT({ begunAt: new Date().toISOString() })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(staffId)
    .setIssuer(issuer)
    .setIssuedAt()
    .setJti(randomUUID())
    .setExpirationTime(expires)
    .sign(createHmac('sha256', signedWith).update('session-tokens').digest());
}
