import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  actingSecret,
  caseSecret,
  findFollowUp,
  followUpSecret,
  grantUntil,
  isStatementSecret,
  openFollowUp,
  reachOf,
  revokeLinks,
  statementSecret,
  trackingSecret,
} from '../../../db/access/customer-keys.ts';
import type { NamedKey } from '../../../db/derivations.ts';
import { readable } from '../../../temporal/data-converter.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const base = `/public/organisations/${organisation}/complaints`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The link of the first message about a complaint that has one. */
async function linkTo(number: string): Promise<string> {
  const ofCase = () =>
    api.sent.flatMap(({ key, text }) =>
      key.includes(`:${number}:`) ? (/\/public\/[^\s\u2069]+\/follow\/[\w-]{43}/.exec(text) ?? []) : [],
    );
  return (await eventually(ofCase, (links) => links.length > 0))[0] ?? '';
}

let people = 0;

/** A complaint that staff have registered for a customer with a telephone of their own, and the link that they got. */
async function linked(change: object = {}) {
  const phone = `05000${String(++people).padStart(5, '0')}`;
  const { number, address } = await opened(api, organisation, { customer: { name: 'عميل (مثال)', phone }, ...change });
  return { number, address, link: await linkTo(number) };
}

/** Asks for a code by a link, and reads it where the customer does. */
async function codeBy(link: string, number: string): Promise<string> {
  const seen = codesTo(number).length;
  expect((await api.anybody.post(`${link}/code`)).status).toBe(201);
  return (
    (
      await eventually(
        () => codesTo(number),
        (codes) => codes.length > seen,
      )
    ).at(-1) ?? ''
  );
}

const codesTo = (number: string) =>
  api.sent.flatMap(({ key, text }) =>
    key.startsWith('contact-code:') && key.includes(number) ? (/\d{6}/.exec(text) ?? []) : [],
  );

const acting = (given: string) => ({ headers: { 'case-secret': given } });
const secretIn = (link: string) => link.split('/').at(-1) ?? '';

test('S5: anyone who comes by the link of a message has read it: the telephone that it went to is proven', async () => {
  const { channel: _, ...body } = complaintBody(organisation);
  const customer = { name: 'عميل تجريبي (مثال)', phone: '0512345670' };
  const { number, secret: own } = (await api.anybody.post(base, { ...body, customer })).as<{
    number: string;
    secret: string;
  }>();
  const proven = () => api.database.provenContacts.collection.countDocuments();
  const before = await proven();
  // The secret of the opener says nothing of the telephone.
  expect((await api.anybody.get(`${base}/${number}/follow/${own}`)).status).toBe(200);
  expect(await proven()).toBe(before);
  const link = await linkTo(number);
  expect((await api.anybody.get(link)).status).toBe(200);
  expect((await api.anybody.get(link)).status).toBe(200);
  expect(await proven()).toBe(before + 1);
});

describe('S9: a link to read is no key to act', () => {
  test('S9: anyone who has the link of a message reads where the complaint stands, and changes nothing with it', async () => {
    const { number, link } = await linked();
    expect((await api.anybody.get(link)).as()).toMatchObject({ number, status: 'received' });
    for (const [command, body] of [
      ['withdraw', {}],
      ['complete', { fields: {} }],
      ['object', { text: 'لا' }],
    ] as const) {
      const answer = await api.anybody.post(`${base}/${number}/${command}`, body, acting(secretIn(link)));
      expect(answer.refusal).toBe('403 CodeNeeded');
    }
    expect((await api.anybody.get(link)).as()).toMatchObject({ status: 'received' });
  });

  test('S9: a secret of an earlier release, which stood in every message, still reads and acts no more', async () => {
    const { number } = await linked();
    const old = caseSecret({ secret }, { organisation, number });
    expect((await api.anybody.get(`${base}/${number}/follow/${old}`)).status).toBe(200);
    expect((await api.anybody.get(`${base}/${number}`, acting(old))).status).toBe(200);
    expect((await api.anybody.post(`${base}/${number}/withdraw`, {}, acting(old))).refusal).toBe('403 CodeNeeded');
  });

  test('S9: the secret that only the opener got acts, and stands in no message', async () => {
    const { channel: _, ...body } = complaintBody(organisation);
    const { number, secret: own } = (await api.anybody.post(base, body)).as<{ number: string; secret: string }>();
    expect(await linkTo(number)).not.toContain(own);
    expect(api.sent.some(({ text }) => text.includes(own))).toBe(false);
    expect((await api.anybody.post(`${base}/${number}/withdraw`, {}, acting(own))).as()).toMatchObject({
      status: 'withdrawn',
    });
  });

  test('S9: with the link and a code to the contact that the case has, the customer acts for half an hour', async () => {
    const { number, link } = await linked();
    const asked = await api.anybody.post(`${link}/code`);
    expect(asked.as()).toEqual({
      channel: 'sms',
      to: expect.stringMatching(/^••••\d\d$/),
      expiresAt: expect.any(String),
    });
    const [code = ''] = await eventually(
      () => codesTo(number),
      (codes) => codes.length > 0,
    );
    const { grant } = (await api.anybody.post(`${link}/grant`, { code })).as<{ grant: string }>();
    expect((await api.anybody.post(`${base}/${number}/withdraw`, {}, acting(grant))).as()).toMatchObject({
      status: 'withdrawn',
    });
    // It is for this complaint alone, and for as long as it says.
    const other = await linked();
    expect((await api.anybody.post(`${base}/${other.number}/withdraw`, {}, acting(grant))).refusal).toBe(
      '404 NotFound',
    );
    const [end = '', mac] = grant.split('.');
    const longer = `${(Number.parseInt(end, 36) + 1000).toString(36)}.${mac}`;
    expect((await api.anybody.post(`${base}/${number}/object`, { text: 'لا' }, acting(longer))).refusal).toBe(
      '404 NotFound',
    );
  });

  test('S9: a wrong code is tried five times at most, and a new one takes its place', async () => {
    const { number, link } = await linked();
    const code = await codeBy(link, number);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries++) {
      expect((await api.anybody.post(`${link}/grant`, { code: wrong })).refusal).toBe('422 WrongCode');
    }
    expect((await api.anybody.post(`${link}/grant`, { code })).refusal).toBe('410 CodeExpired');
    const next = await codeBy(link, number);
    expect((await api.anybody.post(`${link}/grant`, { code: next })).status).toBe(200);
  });

  test('S9: a code is good for ten minutes', async () => {
    const { number, link } = await linked();
    const code = await codeBy(link, number);
    const past = { expiresAt: '2020-01-01T00:00:00.000Z' };
    await api.database.contactCodes.collection.updateOne({ _id: `${organisation}/${number}` as never }, { $set: past });
    expect((await api.anybody.post(`${link}/grant`, { code })).refusal).toBe('410 CodeExpired');
  });

  test('S9: one complaint has five codes a day, however often somebody asks', async () => {
    const { link, number } = await linked({ customer: { name: 'عميل (مثال)', email: 'five@example.org' } });
    for (let asked = 0; asked < 5; asked++) expect((await api.anybody.post(`${link}/code`)).status).toBe(201);
    expect((await api.anybody.post(`${link}/code`)).refusal).toBe('429 TooManyRequests');
    expect(
      await eventually(
        () => codesTo(number),
        (codes) => codes.length === 5,
      ),
    ).toHaveLength(5);
    // Without a telephone it goes by e-mail.
    expect(api.sent.findLast(({ key }) => key.startsWith('contact-code:'))).toMatchObject({
      channel: 'email',
      to: 'five@example.org',
    });
  });

  test('S9: the same request for a code sends one', async () => {
    const { number, link } = await linked();
    const key = 'a-key-of-this-test';
    const answers = [
      await api.anybody.post(`${link}/code`, {}, { key }),
      await api.anybody.post(`${link}/code`, {}, { key }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    await eventually(
      () => codesTo(number),
      (codes) => codes.length > 0,
    );
    const code = await codeBy(link, number);
    expect(codesTo(number)).toHaveLength(2);
    expect((await api.anybody.post(`${link}/grant`, { code })).status).toBe(200);
  });

  test('S9: neither code nor contact stands in the database or in the history of its sending', async () => {
    const { number, link } = await linked();
    const code = await codeBy(link, number);
    const kept = await api.database.contactCodes.collection.find({}).toArray();
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`"${code}"|\\+966|0500000`));
    const id = String(kept.find(({ _id }) => String(_id).endsWith(number))?.id);
    const handle = api.temporal.workflow.getHandle(`contact-code:${organisation}:${number}:${id}`);
    const history = JSON.stringify(readable(await handle.fetchHistory()));
    expect(history).not.toContain(Buffer.from(code).toString('base64').slice(0, 7));
  });

  test('S9: revoked links read nothing more, nor does what was proven by a code; the next message has a new one', async () => {
    const { number, address, link } = await linked();
    const { grant } = (await api.anybody.post(`${link}/grant`, { code: await codeBy(link, number) })).as<{
      grant: string;
    }>();
    const of = { organisation, number };
    await revokeLinks(api.database, of, 'the contact was corrected');
    await revokeLinks(api.database, of, 'the contact was corrected');
    expect((await api.anybody.get(link)).refusal).toBe('404 NotFound');
    const old = caseSecret({ secret }, { organisation, number });
    expect((await api.anybody.get(`${base}/${number}/follow/${old}`)).refusal).toBe('404 NotFound');
    expect((await api.anybody.post(`${base}/${number}/withdraw`, {}, acting(grant))).refusal).toBe('404 NotFound');
    expect((await api.anybody.get(`${base}/${number}/follow/${trackingSecret({ secret }, of, 1)}`)).status).toBe(200);
    await api
      .as(`${organisation}.agent.1`)
      .post(`${address}/return-for-completion`, { missing: ['details'], text: 'متى؟' });
    const fresh = trackingSecret({ secret }, of, 1);
    await eventually(
      () => api.sent.filter(({ text }) => text.includes(fresh)),
      (messages) => messages.length > 0,
    );
  });

  test('S13i: the secrets in links outlive the key that made them as long as it is in the list, and not longer', async () => {
    const { number, link } = await linked();
    const of = { organisation, number };
    const root = { id: 'root', secret: null };
    const young = { id: '2027a', secret: 'a key of links that is long enough' };
    const given = String(link.split('/').at(-1));
    const at = new Date().toISOString();
    const opens = (secretGiven: string, linkKeys: NamedKey[]) =>
      reachOf(api.database, { secret, linkKeys }, of, secretGiven, at);
    expect(await opens(given, [young, root])).toBe('read');
    expect(await opens(given, [young])).toBeNull();
    const keys = { secret, linkKeys: [young, root] };
    const until = new Date(Date.parse(at) + 60_000).toISOString();
    for (const [made, reach] of [
      [trackingSecret(keys, of, 0), 'read'],
      [actingSecret(keys, of), 'act'],
      [grantUntil(keys, of, 0, until), 'act'],
    ] as const) {
      expect(await opens(made, [root, young])).toBe(reach);
      expect(await opens(made, [root])).toBeNull();
    }
    const about = { ...of, round: 1 };
    const question = followUpSecret(keys, about);
    await openFollowUp(api.database, question, { ...about, revision: 1, expiresAt: until });
    expect(await findFollowUp(api.database, { secret, linkKeys: [root, young] }, question)).toMatchObject(about);
    expect(await findFollowUp(api.database, { secret }, question)).toBeNull();
    expect(isStatementSecret({ secret }, of, 1, statementSecret(keys, of, 1))).toBe(false);
    expect(isStatementSecret(keys, of, 1, statementSecret({ secret }, of, 1))).toBe(true);
  });

  test('S9: a follow-up that went to a wrong address is revoked with the other links', async () => {
    const { number } = await driven(api, organisation, [
      ['accept', {}],
      ['answer', { text: 'أُصلح.' }],
    ]);
    const questions = () =>
      api.sent.flatMap(({ key, text }) =>
        key.includes(`:${number}:`) ? (/\/public\/follow-ups\/[\w-]{43}/.exec(text) ?? []) : [],
      );
    const [path = ''] = await eventually(questions, (links) => links.length > 0);
    await revokeLinks(api.database, { organisation, number }, 'the contact was corrected');
    expect((await api.anybody.get(path)).refusal).toBe('410 LinkExpired');
    expect((await api.anybody.post(path, { helped: true })).refusal).toBe('410 LinkExpired');
  });

  test('S9: the link ends some weeks after the complaint, which a browser is told by a page', async () => {
    const { number, address, link } = await linked();
    const code = await codeBy(link, number);
    const { grant } = (await api.anybody.post(`${link}/grant`, { code })).as<{ grant: string }>();
    await api.anybody.post(`${base}/${number}/withdraw`, {}, acting(grant));
    await api.projected(address, `${organisation}.agent.1`, ({ status }) => status === 'withdrawn');
    expect((await api.anybody.get(link)).status).toBe(200);
    const long = { 'view.closedAt': new Date(Date.now() - 57 * 86_400_000).toISOString() };
    await api.database.cases.collection.updateOne({ number }, { $set: long });
    expect((await api.anybody.get(link)).refusal).toBe('410 LinkExpired');
    const page = await api.anybody.get(link, { headers: browser });
    expect([page.status, page.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8']);
    expect((await api.anybody.post(`${link}/code`)).refusal).toBe('410 LinkExpired');
  });
});

test('S9: what staff may do is done as before, without any secret', async () => {
  const { number } = await linked();
  expect((await api.as(`${organisation}.agent.1`).post(`${complaintsOf(organisation)}/${number}/accept`)).status).toBe(
    200,
  );
});
