import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTexts } from '../../../db/cases/vault.ts';
import { complaintBody, complaintsOf, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const as = (who: string) => api.as(`${organisation}.${who}`);
const path = `/public/organisations/${organisation}/complaints`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

interface Kept {
  number: string;
  secret: string;
}

function body(change: object = {}): object {
  const { channel: _, customer: __, ...rest } = complaintBody(organisation, { category: 'complaint' });
  return { ...rest, anonymous: true, ...change };
}

describe('a complaint without a name', () => {
  test('F-10: is open to managers and quality alone, in lists too, and nobody is told', async () => {
    const { number, secret } = (await api.anybody.post(path, body())).as<Kept>();
    const address = `${complaintsOf(organisation)}/${number}`;
    const view = await api.projected(address, `${organisation}.manager.1`, () => true);
    expect(view.detail).toMatchObject({ anonymous: true, circle: ['manager', 'quality'] });
    for (const who of ['agent.1', 'supervisor.1']) {
      expect((await as(who).get(address)).status).toBe(404);
      expect((await as(who).get(`${complaintsOf(organisation)}?limit=200`)).text).not.toContain(number);
    }
    expect((await as('quality.1').get(address)).status).toBe(200);

    // The manager works on it; who brought it follows it by number and secret, and says whether the answer helped.
    await as('manager.1').post(`${address}/accept`);
    expect((await as('manager.1').post(`${address}/answer`, { text: 'حُقّق في الأمر' })).status).toBe(200);
    const headers = { 'case-secret': secret };
    const followed = (await api.anybody.get(`${path}/${number}`, { headers })).as<{ answer: string }>();
    expect(followed.answer).toBe('حُقّق في الأمر');
    const confirmed = await api.anybody.post(`${path}/${number}/confirm`, { helped: true }, { headers });
    expect(confirmed.as<{ status: string }>().status).toBe('closed');
    const { events, notices } = await api.timeline(address, `${organisation}.manager.1`);
    expect(events.filter(({ type }) => type === 'noticeFailed')).toEqual([]);
    expect(notices.filter(({ to }) => to === 'customer')).toEqual([]);
    expect(api.sent.filter(({ to, text }) => /agent|supervisor/.test(to) && text.includes(number))).toEqual([]);
  });

  test('goes into no customer’s complaint, nor that one into it, is not split, and gets no contact afterwards', async () => {
    const { number } = (await api.anybody.post(path, body())).as<Kept>();
    const address = `${complaintsOf(organisation)}/${number}`;
    await api.projected(address, `${organisation}.manager.1`, () => true);
    const customers = await opened(api, organisation);
    await api.projected(customers.address, `${organisation}.manager.1`, () => true);
    const refused = async (at: string, given: object) => {
      const { refusal, problem } = await as('manager.1').post(at, given);
      return `${refusal} ${problem.detail}`;
    };
    const sameCustomer = true;
    const apart = /^409 NotAllowedNow .*brought without a name/;
    expect(await refused(`${address}/merge`, { into: customers.number, sameCustomer })).toMatch(apart);
    expect(await refused(`${customers.address}/merge`, { into: number, sameCustomer })).toMatch(apart);
    const { fields } = body() as { fields: object };
    expect(await refused(`${address}/split`, { fields })).toMatch(/^409 NotAllowedNow .*no customer/);
    const corrected = { phone: '+966500000063', text: 'عُرف الرقم (مثال).' };
    expect(await refused(`${address}/correct-contact`, corrected)).toMatch(/^409 NotAllowedNow .*no customer/);
  });

  test('takes no contact, is no way around one, and is possible only where the policy says so', async () => {
    const customer = { name: 'اسم (مثال)', phone: '+966500000061' };
    const refused = async (change: object) => (await api.anybody.post(path, body(change))).problem.errors?.[0]?.path;
    expect(await refused({ customer })).toBe('customer');
    expect(await refused({ anonymous: undefined })).toBe('customer');
    expect(await refused({ category: 'enquiry' })).toBe('anonymous');
  });

  test('the form of the page offers it, and keeps nothing of a contact that was typed in all the same', async () => {
    const form = `/public/organisations/${organisation}/complain`;
    const page = await api.anybody.send('GET', `${form}?category=complaint`, undefined, { accept: 'text/html' });
    expect(page.text).toContain('name="anonymous"');
    const { fields } = body() as { fields: Record<string, string> };
    const own = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`field.${name}`, value]));
    const given = {
      category: 'complaint',
      language: 'ar',
      anonymous: 'yes',
      phone: '0500000062',
      consent: 'yes',
      ...own,
    };
    const sent = await api.anybody.send('POST', form, new URLSearchParams(given).toString(), {
      ...{ accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      'idempotency-key': '6f1d7f3e-4a53-4f0a-9b1c-0a7f5d1f2c11',
    });
    expect(sent.status).toBe(201);
    const [number = ''] = /DF-C-[A-Z0-9-]+/.exec(sent.text) ?? [];
    const [entry] = await readTexts(api.database, [`${number}/opening`]);
    expect(entry?.content).not.toHaveProperty('customer');
  });
});
