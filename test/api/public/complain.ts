import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, opened } from '../../support/api/complaints.ts';
import { actsOn, CustomerOnPage } from '../../support/api/customer-page.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisations = [
  'sandbox',
  'beneficiary-society',
  'courier',
  'development-fund',
  'government-services',
  'neighbourhood-centres',
];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox', 'beneficiary-society'] });
});
afterAll(() => api.stop());

const browser = { accept: 'text/html', 'accept-language': 'ar' };
const form = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };
const pageOf = (organisation: string) => `/public/organisations/${organisation}/complain`;

/** The form of the sandbox, filled in. */
function filledIn(change: Record<string, string> = {}): string {
  const { fields } = complaintBody('sandbox') as { fields: Record<string, string> };
  const own = Object.entries(fields).map(([name, value]): [string, string] => [`field.${name}`, value]);
  const given = { category: 'complaint', language: 'ar', name: 'عميل (مثال)', phone: '0509990001', consent: 'yes' };
  return new URLSearchParams({
    idempotencyKey: randomUUID(),
    ...given,
    ...Object.fromEntries(own),
    ...change,
  }).toString();
}

test.each(organisations)(
  'F-08: how and where to complain to %s stands on a page, with the address of each channel',
  async (organisation) => {
    const page = await api.anybody.get(pageOf(organisation), { headers: browser });
    expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
    const {
      channels,
      contact,
      page: address,
    } = (await api.anybody.get(`/public/organisations/${organisation}`)).as<{
      channels: Record<string, { at?: { ar: string } }>;
      contact: { phone: string; email: string; address: { ar: string }; hours: { ar: string } };
      page: string;
    }>();
    expect(address).toBe(pageOf(organisation));
    for (const { at } of Object.values(channels)) {
      expect(at?.ar.length).toBeGreaterThan(0);
      expect(page.text).toContain(at?.ar);
    }
    for (const part of [contact.phone, contact.email, contact.address.ar, contact.hours.ar])
      expect(page.text).toContain(part);
    expect(page.text).toContain('?category=complaint');
  },
);

test('B-03: the addresses are those that the document names', async () => {
  const { text } = await api.anybody.get(pageOf('beneficiary-society'), { headers: browser });
  for (const named of ['customer.service@majidsociety.org', '966503011458', '0126062959'])
    expect(text).toContain(named);
});

test('F-08: anyone who has a browser alone complains by the form, keeps number and secret, and goes on by the page', async () => {
  const asked = await api.anybody.get(`${pageOf('sandbox')}?category=complaint`, { headers: browser });
  expect(asked.text).toContain('name="field.details"');
  expect(asked.text).not.toContain('<script');
  const kept = await api.anybody.send('POST', pageOf('sandbox'), filledIn(), form);
  expect(kept.status).toBe(201);
  const number = /SB-C-\w{5}-\w{6}/.exec(kept.text)?.[0] ?? '';
  const secret = />([\w-]{43})<\/bdi>/.exec(kept.text)?.[1] ?? '';
  const link = /href="([^"]+\/follow\/[\w-]{43})"/.exec(kept.text)?.[1] ?? '';
  const view = await api.projected(`${complaintsOf('sandbox')}/${number}`, 'sandbox.agent.1', () => true);
  expect(view.detail).toMatchObject({ channel: 'web' });
  // With the secret that only the opener got no code is needed.
  const customer = new CustomerOnPage(api, number, link);
  const forms = await customer.send('/grant', { code: secret });
  expect([forms.status, actsOn(forms.text)]).toEqual([200, ['attach', 'correct-contact', 'meet-manager', 'withdraw']]);
  expect(customer.codes()).toEqual([]);
});

test('3.3: anyone who has number and secret on paper comes to the page, and acts with the secret in place of a code', async () => {
  const { channel: _, ...body } = complaintBody('sandbox');
  const open = await api.anybody.post('/public/organisations/sandbox/complaints', body);
  const { number, secret } = open.as<{ number: string; secret: string }>();
  const find = '/public/organisations/sandbox/follow';
  const asked = await api.anybody.get(find, { headers: browser });
  expect([asked.status, asked.text.includes('name="secret"'), asked.text.includes('<script')]).toEqual([
    200,
    true,
    false,
  ]);
  const typed = (given: object) =>
    api.anybody.send('POST', find, new URLSearchParams(given as Record<string, string>).toString(), {
      ...form,
      'accept-language': 'en',
    });
  const { page } = (await api.anybody.post(find, { number: ` ${number.toLowerCase()} `, secret })).as<{
    page: string;
  }>();
  expect(page).toMatch(new RegExp(`^/public/organisations/sandbox/complaints/${number}/follow/[\\w-]{43}$`));
  expect(page).not.toContain(secret);
  const customer = new CustomerOnPage(api, number, page);
  expect((await customer.page()).text).toContain('/grant');
  expect(actsOn((await customer.send('/grant', { code: secret })).text)).toContain('withdraw');
  for (const wrong of [
    { number, secret: 'x' },
    { number: 'nothing', secret },
    { number, secret: '' },
  ]) {
    const answer = await typed(wrong);
    expect([answer.status, answer.text.includes('We find no request')]).toEqual([404, true]);
    expect([answer.text.includes('<html lang="en"'), answer.text.includes('<footer>')]).toEqual([true, true]);
    expect(answer.text).not.toContain(secret);
  }
});

test.each([
  ['a link that leads nowhere', '/complaints/SB-C-00000-000000/follow/x'],
  ['a statement that nobody made', '/complaints/SB-C-00000-000000/disown/1/x'],
  ['a form for a programme that is not there', '/registration?programme=none'],
  ['a registration that is not there', '/registrations/x'],
  ['a category that is not there', '/complain?category=none'],
  ['an address that is not there', '/nothing'],
])('3.3, B-04: %s shows the organisation, its telephone and hours, in the browser’s language', async (_, path) => {
  const { contact } = (await api.anybody.get('/public/organisations/sandbox')).as<{
    contact: { phone: string; hours: { en: string } };
  }>();
  const headers = { accept: 'text/html', 'accept-language': 'en' };
  const page = await api.anybody.get(`/public/organisations/sandbox${path}`, { headers });
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  for (const part of ['<html lang="en"', '<footer>', contact.phone, contact.hours.en])
    expect(page.text).toContain(part);
});

test('F-07: the form says what is missing, keeps what was written, and registers nothing', async () => {
  const before = await api.database.vault.countDocuments();
  const answer = await api.anybody.send(
    'POST',
    pageOf('sandbox'),
    filledIn({ phone: '', 'field.details': '', name: 'سارة (مثال)', consent: '' }),
    form,
  );
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('role="alert"');
  expect(answer.text).toContain('value="سارة (مثال)"');
  expect(await api.database.vault.countDocuments()).toBe(before);
});

test('N-11: a beneficiary who does not name the centre responsible is told by the form', async () => {
  const asBeneficiary = { class: 'beneficiary', 'field.details': 'تأخر بدء البرنامج.' };
  const sent = (change: Record<string, string>) =>
    api.anybody.send('POST', pageOf('neighbourhood-centres'), filledIn({ ...asBeneficiary, ...change }), form);
  const without = await sent({});
  expect(without.status).toBe(422);
  expect(without.text).toMatch(/role="alert"[\s\S]*مركز الحي المسؤول عن الخدمة[\s\S]*<form/);
  expect((await sent({ 'field.centre': 'مركز الحي التجريبي (مثال)' })).status).toBe(201);
});

test('F-08: a form that is sent twice is one complaint; a category for staff only has none', async () => {
  const body = filledIn();
  const [first, again] = [
    await api.anybody.send('POST', pageOf('sandbox'), body, form),
    await api.anybody.send('POST', pageOf('sandbox'), body, form),
  ];
  const numberIn = (text: string) => /SB-C-\w{5}-\w{6}/.exec(text)?.[0];
  expect(numberIn(again.text)).toBe(numberIn(first.text));
  const staffOnly = await api.anybody.get(`${pageOf('development-fund')}?category=system-problem`, {
    headers: browser,
  });
  expect([staffOnly.status, staffOnly.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
});

test.each([
  ['beneficiary-society', 'Majid', 'customer.service@majidsociety.org', 'its pack says'],
  ['sandbox', 'SandboxHere', 'care@sandbox.example', 'the settings of the server say, where they say something'],
])('F-08: %s writes as %s and from %s, as %s', async (organisation, name, address, _) => {
  const customer = { name: 'عميل (مثال)', phone: '0509990009', email: 'as@example.org' };
  const { number } = await opened(api, organisation, { customer });
  const toCustomer = () =>
    api.sent.filter(({ key, to }) => key.includes(`:${number}:`) && ['as@example.org', '+966509990009'].includes(to));
  const sent = await eventually(toCustomer, (all) => new Set(all.map(({ channel }) => channel)).size === 2);
  expect(sent.find(({ channel }) => channel === 'sms')?.as).toBe(name);
  expect(sent.find(({ channel }) => channel === 'email')?.as).toBe(address);
});
