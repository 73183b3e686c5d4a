import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, driven } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const agent = `${organisation}.agent.1`;
const customer = { name: 'صاحب طلب بلا هاتف (مثال)', address: 'حي المثال، شارع ٣\nمكة المكرمة' };
const base = `/v1/organisations/${organisation}`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

interface Waiting {
  items: { number: string; letter: string; template: string }[];
}

const waitingFor = async (number: string, who = agent) =>
  (await api.as(who).get(`${base}/letters`)).as<Waiting>().items.filter((one) => one.number === number);

describe('a customer without telephone and e-mail', () => {
  test('has a letter for each step, which waits to be printed; delivered, it counts as told with its date (N-13)', async () => {
    const { number, address } = await driven(
      api,
      organisation,
      [
        ['accept', {}],
        ['answer', { text: 'تم إصلاح الإنارة' }],
      ],
      { customer },
    );
    const letters = await eventually(
      () => waitingFor(number),
      (all) => all.some(({ template }) => template.startsWith('answered')),
    );
    const letter = letters.find(({ template }) => template.startsWith('answered'))?.letter ?? '';
    const json = (await api.as(agent).get(`${address}/letters/${letter}`)).json;
    expect(json).toMatchObject({ language: 'ar', to: customer });
    expect(json.text).toContain(number);
    const page = await api.as(agent).get(`${address}/letters/${letter}?format=html`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const part of ['dir="rtl"', customer.name, 'شارع ٣', number]) expect(page.text).toContain(part);

    const register = async () => {
      const found = await api.as(`${organisation}.manager.1`).get(`${base}/register?format=json`);
      const { items } = found.as<{ items: { number: string; customerToldAt: string | null }[] }>();
      return items.find((one) => one.number === number)?.customerToldAt;
    };
    expect(await register()).toBeNull();
    const delivered = await api.as(agent).post(`${address}/deliver-letter`, { letter, by: 'post' });
    expect(delivered.status).toBe(200);
    expect((await waitingFor(number)).map((one) => one.letter)).not.toContain(letter);
    expect((await api.as(agent).post(`${address}/deliver-letter`, { letter, by: 'post' })).refusal).toBe(
      '409 NotAllowedNow',
    );
    const { events } = await api.timeline(address, agent);
    expect(events.find(({ type }) => type === 'letterDelivered')?.data).toMatchObject({ letter, by: 'post' });
    expect(events.filter(({ type }) => type === 'noticeFailed')).toEqual([]);
    expect(await register()).toMatch(/^\d{4}-/);
  });

  test('of a complaint that has ended still waits, and is marked once, though the case takes nothing more', async () => {
    const { number, address } = await driven(api, organisation, [['withdraw', { text: 'سحب طلبه (مثال)' }]], {
      customer,
    });
    const [first, second] = await eventually(
      () => waitingFor(number),
      (all) => all.length > 1,
    );
    const deliver = (letter: string | undefined, by: string) =>
      api.as(agent).post(`${address}/deliver-letter`, { letter, by });
    expect((await deliver(first?.letter, 'call')).text).toContain('identify the caller first');
    const delivered = await deliver(first?.letter, 'post');
    expect([delivered.status, delivered.view.status]).toEqual([200, 'withdrawn']);
    expect((await waitingFor(number)).map(({ letter }) => letter)).toEqual([second?.letter]);
    const again = await deliver(first?.letter, 'in-person');
    expect([again.refusal, again.text]).toEqual(['409 NotAllowedNow', expect.stringContaining('has been delivered')]);
    const [notice] = await api.database.notices.find({ number, receipt: { $exists: true } }).lean();
    expect(notice?.receipt).toMatchObject({ status: 'delivered', reason: 'post', by: agent });
  });

  test('who collects in person needs no address, and the letter says so', async () => {
    const { number, address } = await driven(api, organisation, [['accept', {}]], {
      customer: { name: customer.name, collects: true },
    });
    const [first] = await eventually(
      () => waitingFor(number),
      (all) => all.length > 0,
    );
    const page = await api.as(agent).get(`${address}/letters/${first?.letter}?format=html`);
    expect(page.text).toContain('يُسلَّم باليد');
  });

  test('without any of these nobody is registered, and the public has no letters written to strangers', async () => {
    const open = async (change: object) =>
      (await api.as(agent).post(complaintsOf(organisation), complaintBody(organisation, { customer: change }))).refusal;
    expect(await open({ name: customer.name })).toBe('422 Invalid');
    const { channel: _, ...body } = complaintBody(organisation, { customer });
    expect((await api.anybody.post(`/public/organisations/${organisation}/complaints`, body)).refusal).toBe(
      '422 Invalid',
    );
  });

  test('F-10: a letter of a complaint about somebody is not there for them', async () => {
    const about = [`${organisation}.agent.2`];
    const { number, address } = await driven(api, organisation, [], { customer, about });
    const [first] = await eventually(
      () => waitingFor(number),
      (all) => all.length > 0,
    );
    expect(await waitingFor(number, about[0])).toEqual([]);
    // However many of these there are, the person sees those of other complaints.
    const old = { organisation, number, template: 'received', to: 'customer', channel: 'letter', sentAt: '2020-01-01' };
    const many = Array.from({ length: 1001 }, (_, place) => ({ ...old, _id: `${number}:old:${place}` }));
    await api.database.notices.collection.insertMany(many as never[]);
    const other = await driven(api, organisation, [], { customer });
    await eventually(
      () => waitingFor(other.number, about[0]),
      (all) => all.length > 0,
    );
    await api.database.notices.collection.deleteMany({ number, sentAt: old.sentAt });
    expect((await api.as(about[0] ?? '').get(`${address}/letters/${first?.letter}`)).status).toBe(404);
  });
});
