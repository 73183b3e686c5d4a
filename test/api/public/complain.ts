import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../support/api-client.ts';
import { complaintBody, complaintsOf, opened } from '../../support/complaints.ts';
import { actsOn, CustomerOnPage } from '../../support/customer-page.ts';
import { type RunningApi, startApi } from '../../support/running-api.ts';

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

test('F-08: whoever has a browser alone complains by the form, keeps number and secret, and goes on by the page', async () => {
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
  expect([forms.status, actsOn(forms.text)]).toEqual([200, ['attach', 'meet-manager', 'withdraw']]);
  expect(customer.codes()).toEqual([]);
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
