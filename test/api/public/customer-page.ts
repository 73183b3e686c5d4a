import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { staffOf } from '../../../db/organisation/staff.ts';
import type { Appointment } from '../../../domain/complaint/aspects/appointments.ts';
import { eventually } from '../../support/api/api-client.ts';
import { driven } from '../../support/api/complaints.ts';
import { actsOn, CustomerOnPage } from '../../support/api/customer-page.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

let people = 0;

/** A complaint that staff have registered and brought so far, with its customer. */
async function customerOf(commands: [string, object, string?][] = [], change: object = {}) {
  const phone = `05010${String(++people).padStart(5, '0')}`;
  const own = { customer: { name: 'عميل (مثال)', phone }, ...change };
  const { number, address } = await driven(api, organisation, commands, own);
  const customer = await CustomerOnPage.of(api, number);
  const isThere = (status: string) =>
    api.projected(address, `${organisation}.agent.1`, (view) => view.status === status);
  return { number, address, customer, isThere };
}

const returned: [string, object] = ['return-for-completion', { missing: ['details'], text: 'متى حدث ذلك؟' }];
const answered: [string, object][] = [
  ['accept', {}],
  ['answer', { text: 'أُصلح الجهاز.' }],
];
const declined: [string, object, string] = [
  'decline',
  { reasonCode: 'duplicate', text: 'سُجلت من قبل.' },
  `${organisation}.supervisor.1`,
];

describe('the page of a message’s link does what the customer may do', () => {
  test('F-07: anyone who was asked for more gives the missing fields and a file on the page of the message', async () => {
    const { customer, isThere } = await customerOf([returned]);
    await isThere('returned');
    const before = await customer.pageWith('متى حدث ذلك؟');
    expect(before).toContain('استكمال البيانات');
    expect(actsOn(before)).toEqual([]);
    const forms = await customer.prove();
    expect(forms.status).toBe(200);
    expect(actsOn(forms.text)).toEqual(['attach', 'complete', 'correct-contact', 'meet-manager', 'withdraw']);
    expect(forms.text).toContain('name="field.details"');
    const file = await customer.attach('فاتورة (مثال)', { name: 'فاتورة.txt' });
    expect([file.status, file.text.includes('role="status"')]).toEqual([200, true]);
    const done = await customer.act('complete', { 'field.details': 'يوم الأحد في الفرع.' });
    expect([done.status, done.text.includes('استلمنا طلبكم')]).toEqual([200, true]);
    const view = await isThere('received');
    expect(view.detail.attachments).toHaveLength(1);
    expect(actsOn(done.text)).not.toContain('complete');
  });

  test('F-07: what is still missing is said on the page, and what was written is kept', async () => {
    const { customer, isThere } = await customerOf([returned]);
    await isThere('returned');
    await customer.prove();
    const again = await customer.act('complete', { 'field.details': '', 'field.unknown': 'س' });
    expect([again.status, again.text.includes('role="alert"')]).toEqual([422, true]);
    expect((await isThere('returned')).status).toBe('returned');
  });

  test('F-07: a document that was asked for is named, and words in its place complete nothing', async () => {
    const asks: [string, object] = [
      'return-for-completion',
      { missing: ['details', 'document'], text: 'نرجو إرفاق الفاتورة وتفاصيل ما حدث.' },
    ];
    const { customer, isThere, address } = await customerOf([asks]);
    await isThere('returned');
    const forms = await customer.prove();
    expect(forms.text).toContain('مستند مرفق');
    expect(forms.text).toContain('أرفقوا المستند المطلوب');
    expect(forms.text).not.toContain('name="field.document"');
    const given = { 'field.details': 'يوم الأحد في الفرع.' };
    const refused = await customer.act('complete', { ...given, text: 'ليست لدي فاتورة الآن' });
    expect([refused.status, (await isThere('returned')).status]).toEqual([422, 'returned']);
    const byStaff = { fields: {}, text: 'أفاد هاتفيًا بأنه لا يملكها' };
    expect((await api.as(`${organisation}.agent.1`).post(`${address}/complete`, byStaff)).refusal).toBe('422 Invalid');
    expect((await customer.attach('فاتورة (مثال)', { name: 'فاتورة.txt' })).status).toBe(200);
    expect((await customer.act('complete', given)).status).toBe(200);
    await isThere('received');
  });

  test('F-16: a no, an objection and a reopening go by the page', async () => {
    const no = await customerOf(answered);
    await no.isThere('answered');
    await no.customer.prove();
    expect((await no.customer.act('confirm', { helped: 'no', text: 'ما زال معطلًا' })).status).toBe(200);
    expect(await no.isThere('open')).toMatchObject({ round: 2 });

    const objecting = await customerOf([declined]);
    await objecting.isThere('declined');
    expect(await objecting.customer.pageWith('الاعتراض')).toContain('السبب');
    await objecting.customer.prove();
    expect((await objecting.customer.act('object', { text: 'لم تُسجل من قبل.' })).status).toBe(200);
    expect(await objecting.isThere('received')).toMatchObject({ round: 2 });
  });

  test('F-16: the closed page says why it was closed and until when it can be reopened, and reopens it', async () => {
    const { customer, isThere } = await customerOf(answered);
    await isThere('answered');
    await customer.prove();
    const closed = await customer.act('confirm', { helped: 'yes', expected: '3', perceived: '5' });
    expect(closed.text).toContain('أُغلق بعد أن أفدتم بأن الرد حلّ المشكلة');
    expect(closed.text).toContain('إعادة الفتح حتى');
    expect(actsOn(closed.text)).toContain('reopen');
    expect((await customer.act('reopen', { text: 'تعطل ثانية.' })).status).toBe(200);
    await isThere('open');
  });

  test('G-09: the customer books a meeting with the manager at a time that is free, and cancels it', async () => {
    const { customer, isThere } = await customerOf([['accept', {}]]);
    await isThere('open');
    const forms = await customer.prove();
    expect(actsOn(forms.text)).toContain('meet-manager');
    const select = /<select name="at"[\s\S]*?<\/select>/.exec(forms.text)?.[0] ?? '';
    const slots = [...select.matchAll(/<option value="([^"]+Z)">/g)].map(([, at = '']) => at);
    expect(slots.length).toBeGreaterThan(3);
    const booked = await customer.act('meet-manager', { at: slots[1] ?? '' });
    expect([booked.status, booked.text.includes('مقابلة المدير')]).toEqual([200, true]);
    const appointments = async () => (await isThere('open')).detail.appointments as Appointment[];
    expect(await appointments()).toMatchObject([{ kind: 'meet-manager', at: slots[1], status: 'booked' }]);
    expect((await appointments())[0]?.with).toMatch(/^sandbox\.manager\./);
    expect(actsOn(booked.text)).not.toContain('meet-manager');
    const cancelled = await customer.act('cancel-appointment', { appointment: '1' });
    expect(cancelled.status).toBe(200);
    expect(await appointments()).toMatchObject([{ status: 'cancelled' }]);
  });

  test('G-09: of two customers who choose the same time at the same instant one alone meets the manager', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => customerOf([['accept', {}]])));
    const pages = await Promise.all(all.map(({ customer }) => customer.prove()));
    const select = /<select name="at"[\s\S]*?<\/select>/.exec(pages[0]?.text ?? '')?.[0] ?? '';
    const [, , at = ''] = [...select.matchAll(/<option value="([^"]+Z)">/g)].map(([, one = '']) => one);
    const keys = all.map(() => randomUUID());
    const choose = () =>
      Promise.all(
        all.map(({ customer }, index) => customer.act('meet-manager', { at, idempotencyKey: keys[index] ?? '' })),
      );
    const first = await choose();
    const isLucky = first.map(({ status }) => status === 200);
    const met = await Promise.all(
      all
        .filter((_, index) => isLucky[index])
        .map(async ({ address }) => {
          const { view } = await api.as(`${organisation}.agent.1`).get(address);
          return (view.detail.appointments as Appointment[]).map((one) => one.with);
        }),
    );
    // As many as there are managers, each with another one.
    const managers = (await staffOf(api.database, organisation)).filter(({ roles }) => roles.includes('manager'));
    expect(met.flat().sort()).toEqual(managers.map(({ _id }) => _id).sort());
    expect(first.filter(({ status }) => status === 422)).toHaveLength(all.length - managers.length);
    // The same forms again are answered as they were.
    expect((await choose()).map(({ status }) => status)).toEqual(first.map(({ status }) => status));
    const lucky = all[isLucky.indexOf(true)];
    const other = all[isLucky.indexOf(false)];
    const meeting = { kind: 'meet-manager', at, with: managers[0]?._id, agreed: true };
    const byStaff = await api.as(`${organisation}.supervisor.1`).post(`${other?.address}/book-appointment`, meeting);
    expect(byStaff.refusal).toBe('422 Invalid');
    // What is cancelled is free again, at once.
    expect((await lucky?.customer.act('cancel-appointment', { appointment: '1' }))?.status).toBe(200);
    expect((await other?.customer.act('meet-manager', { at }))?.status).toBe(200);
    // So is what staff cancel without waiting for it.
    const byAgent = await api
      .as(`${organisation}.agent.1`)
      .post(`${other?.address}/cancel-appointment`, { appointment: '1' }, { headers: { prefer: 'respond-async' } });
    expect(byAgent.status).toBe(200);
    expect((await lucky?.customer.act('meet-manager', { at }))?.status).toBe(200);
  });

  test('G-09: a time at which no manager is free, or which is none, is refused on the page', async () => {
    const { customer, isThere } = await customerOf([['accept', {}]]);
    await isThere('open');
    await customer.prove();
    for (const at of ['2030-01-04T02:00:00.000Z', 'tomorrow']) {
      const answer = await customer.act('meet-manager', { at });
      expect([answer.status, answer.text.includes('role="alert"')]).toEqual([422, true]);
    }
  });

  test('F-10: anyone who did not ask for a withdrawal that staff recorded says so by the page of the message', async () => {
    const said = { channel: 'phone', at: new Date(Date.now() - 60_000).toISOString(), text: 'قال إنه لا يريدها.' };
    const { customer, isThere } = await customerOf([
      ['accept', {}],
      ['withdraw', { said }],
    ]);
    await isThere('withdrawal-claimed');
    const forms = await customer.prove();
    expect(actsOn(forms.text)).toContain('disown');
    expect((await customer.act('disown', { text: 'لم أطلب ذلك.' })).status).toBe(200);
    await isThere('open');
  });

  test('R6: under the number of a merged complaint the customer acts in the one that goes on for it', async () => {
    const one = await customerOf([['accept', {}]]);
    const other = await customerOf([['accept', {}]]);
    const supervisor = api.as(`${organisation}.supervisor.1`);
    expect((await supervisor.post(`${one.address}/merge`, { into: other.number, sameCustomer: true })).status).toBe(
      200,
    );
    await one.isThere('merged');
    const page = await one.customer.pageWith(other.number);
    expect(page).toContain('سحب الطلب');
    await one.customer.prove();
    expect((await one.customer.act('withdraw')).status).toBe(200);
    await other.isThere('withdrawn');
  });

  test('3.3, C-06: the customer corrects the contact by a code to the new one; the links to the old one are dead', async () => {
    const { customer, address, isThere } = await customerOf([['accept', {}]]);
    await isThere('open');
    expect(actsOn((await customer.prove()).text)).toContain('correct-contact');
    const phone = `05019${String(++people).padStart(5, '0')}`;
    const asked = await customer.act('correct-contact', { contact: phone });
    expect([asked.status, asked.text.includes(`••••${phone.slice(-2)}`)]).toEqual([200, true]);
    const [, code = ''] = await eventually(
      () => customer.codes(),
      (codes) => codes.length === 2,
    );
    expect(api.sent.find(({ text }) => text.includes(code))?.to).toBe(`+966${phone.slice(1)}`);
    const wrong = await customer.act('prove-contact', { code: code === '000000' ? '000001' : '000000' });
    expect([wrong.status, wrong.text.includes('الرمز غير صحيح')]).toEqual([422, true]);
    const agent = api.as(`${organisation}.agent.1`);
    expect((await agent.get(address)).view.detail.customerWords).toBeUndefined();
    const done = await customer.act('prove-contact', { code });
    expect([done.status, done.text.includes('role="status"')]).toEqual([200, true]);

    expect((await customer.page()).status).toBe(404);
    expect((await customer.act('withdraw')).status).toBe(404);
    const next = done.headers.get('content-location') ?? '';
    expect(done.text).toContain(`action="${next}"`);
    expect((await api.anybody.get(next)).status).toBe(200);
    const { words } = (await agent.get(`${address}/words`)).as<{ words: { content: { customer?: object } }[] }>();
    expect(words.at(-1)?.content).toMatchObject({ customer: { name: 'عميل (مثال)', phone }, by: 'customer' });
    const kept = await api.database.vault.collection.find({ _id: { $regex: '/contact/' } as never }).toArray();
    expect(kept.filter(({ number }) => number === customer.number)).toEqual([]);
  });

  test('3.3: a new contact that none can be sent to is refused, and without the code nothing changes', async () => {
    const { customer, address, isThere } = await customerOf([['accept', {}]]);
    await isThere('open');
    await customer.prove();
    for (const contact of ['0112345678', '+15005550006', 'somebody@', '']) {
      const answer = await customer.act('correct-contact', { contact });
      expect([contact, answer.status, answer.text.includes('role="alert"')]).toEqual([contact, 422, true]);
    }
    expect((await customer.act('prove-contact', { code: '123456' })).status).toBe(410);
    expect((await customer.act('correct-contact', { contact: 'new@example.org' })).status).toBe(200);
    await eventually(
      () => api.sent.filter(({ to }) => to === 'new@example.org'),
      (messages) => messages.length === 1,
    );
    const { view } = await api.as(`${organisation}.agent.1`).get(address);
    expect(view.detail.customerWords).toBeUndefined();
    expect((await customer.page()).status).toBe(200);
  });

  test('S9: without a code the page shows what could be done, and does none of it', async () => {
    const { customer, isThere } = await customerOf();
    await isThere('received');
    const page = await customer.page();
    expect(page.text).toContain('سحب الطلب');
    expect(actsOn(page.text)).toEqual([]);
    for (const grant of ['', 'x', 'l2k3j4.abc']) {
      const answer = await customer.send('', { action: 'withdraw', grant, idempotencyKey: 'k' });
      expect([answer.status, answer.text.includes('role="alert"')]).toEqual([403, true]);
    }
    expect((await customer.attach('س')).status).toBe(403);
    expect((await isThere('received')).detail.attachments).toEqual([]);
  });

  test('S9: anyone who only opens the link, a preview or a scanner of mail, changes nothing and sends no code', async () => {
    const { customer, address, isThere } = await customerOf();
    const { revision } = await isThere('received');
    for (let times = 0; times < 3; times++) await customer.page();
    expect(customer.codes()).toEqual([]);
    expect((await api.as(`${organisation}.agent.1`).get(address)).view.revision).toBe(revision);
  });

  test('B-04: a browser that asks for what is not there gets a page in its language, and no JSON', async () => {
    const headers = { accept: 'text/html', 'accept-language': 'en' };
    const gone = await api.anybody.get('/public/organisations/atlantis/registration', { headers });
    expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(gone.text).toContain('There is no such page');
    const noProgramme = `/public/organisations/${organisation}/registration?programme=none`;
    expect((await api.anybody.get(noProgramme, { headers })).text).toContain('<html lang="en"');
    expect((await api.anybody.get('/public/organisations/atlantis')).refusal).toBe('404 NotFound');
  });

  test('S9: a wrong code is said on the page, and the forms stay away', async () => {
    const { customer, isThere } = await customerOf();
    await isThere('received');
    await customer.send('/code', { idempotencyKey: 'a' });
    const wrong = await customer.send('/grant', { code: '000000' });
    expect([wrong.status, wrong.text.includes('الرمز غير صحيح')]).toEqual([422, true]);
    expect(actsOn(wrong.text)).toEqual([]);
    const noCode = await customer.send('/grant', { code: 'abc' });
    expect(noCode.status).toBe(422);
    expect(noCode.headers.get('content-type')).toContain('text/html');
  });

  test('is for a telephone without JavaScript: no script, no referrer, nothing kept, its forms for itself alone', async () => {
    const { customer } = await customerOf();
    const page = await customer.prove();
    expect(page.text).not.toContain('<script');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/);
  });

  test('in English for a customer who reads English', async () => {
    const { customer } = await customerOf([], { language: 'en' });
    const page = await customer.prove();
    expect(page.text).toContain('<html lang="en" dir="ltr">');
    expect(page.text).toContain('Withdraw the request');
    expect((await customer.act('withdraw')).text).toContain('Your request has been withdrawn');
  });
});
