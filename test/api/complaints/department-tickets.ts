import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rootToPin } from '../../../db/command-signatures.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { type ApiClient, eventually } from '../../support/api/api-client.ts';
import { driven, type Opened, withdrawnByCustomer } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const tickets = '/v1/organisations/courier/department-tickets';
const request = { department: 'operations', text: 'نرجو البحث عن الشحنة وإفادتنا.' };
const result = { outcome: 'done', text: 'عُثر على الشحنة في مستودع جدة.' };

let api: RunningApi;
let care: ApiClient;
let operations: ApiClient;
beforeAll(async () => {
  api = await startApi({ staffOf: ['courier'] });
  const ofCare = { groups: ['customer-care'], departments: ['customer-service'] };
  care = await api.hire('courier.agent.care', { roles: ['agent'], ...ofCare });
  const ofOperations = { groups: ['operations'], departments: ['operations'] };
  operations = await api.hire('courier.supervisor.operations', { roles: ['supervisor'], ...ofOperations });
});
afterAll(() => api.stop());

/** A complaint of the care group with one ticket to operations, once that can be read. */
async function withTicket(): Promise<{ complaint: Opened; number: string; address: string }> {
  const complaint = await driven(api, 'courier', [
    ['accept', {}, 'courier.agent.care'],
    ['open-department-ticket', request, 'courier.agent.care'],
  ]);
  const [ticket] = complaint.view.detail.tickets as { number: string }[];
  const address = `${tickets}/${ticket?.number}`;
  await eventually(
    () => operations.get(address),
    ({ status }) => status === 200,
  );
  return { complaint, number: ticket?.number ?? '', address };
}

const stepsOf = (view: CaseView) => view.detail.tickets as { status: string }[];

describe('a ticket to operations', () => {
  test('S13g, C-06: carries the token of the shipment’s number, as its complaint does, and the number in its words', async () => {
    const { complaint, address, number } = await withTicket();
    const { view } = await operations.get(address);
    expect(number).toMatch(/^CR-D-/);
    expect(view).toMatchObject({ kind: 'departmentTicket', status: 'open', number });
    const { trackingToken } = complaint.view.detail;
    expect(trackingToken).toMatch(/^[\w-]{22}$/);
    expect(view.detail).toMatchObject({ parent: complaint.number, trackingToken });
    const { words } = (await operations.get(`${address}/words`)).as<{ words: { content: object }[] }>();
    expect(words.map(({ content }) => content)).toMatchObject([{ fields: { trackingNumber: 'EXAMPLE-290001' } }]);
  });

  test('S13g: the number is in no view and no timeline, neither as given nor as corrected; the words have it', async () => {
    const given = { fields: { trackingNumber: 'EXAMPLE-٠٥٠٠٠٠٠٠٠٢' }, text: 'صحح العميل رقم الشحنة (مثال).' };
    const first = await driven(api, 'courier', [['accept', {}, 'courier.agent.care']]);
    const corrected = await care.post(`${first.address}/correct-fields`, given);
    expect(corrected.view.detail.trackingToken).not.toBe(first.view.detail.trackingToken);
    const opened = await care.post(`${first.address}/open-department-ticket`, request);
    const [ticket] = opened.view.detail.tickets as { number: string }[];
    const address = `${tickets}/${ticket?.number}`;
    await eventually(
      () => operations.get(address),
      ({ status }) => status === 200,
    );
    const { words } = (await operations.get(`${address}/words`)).as<{ words: { content: object }[] }>();
    expect(words.map(({ content }) => content)).toMatchObject([{ fields: given.fields }]);
    const manager = api.as('courier.manager.1');
    const seen = [first.address, address].flatMap((where) => [where, `${where}/timeline`]);
    for (const where of seen) {
      const { status, text } = await manager.get(where);
      expect([where, status, /EXAMPLE-|290001|0500000002|٠٥٠٠٠٠٠٠٠٢/.test(text)]).toEqual([where, 200, false]);
    }
    const found = await care.get('/v1/organisations/courier/complaints?text=0500000002');
    expect(found.as<{ items: CaseView[] }>().items.map(({ number }) => number)).toContain(first.number);
  });

  test('keeps the complaint open until its result is accepted, and the refusal names it (C-06)', async () => {
    const { complaint, address, number } = await withTicket();
    const answer = { text: 'تم تسليم الشحنة.' };
    const refused = await care.post(`${complaint.address}/answer`, answer);
    expect(refused.refusal).toBe('409 NotAllowedNow');
    expect(refused.problem.detail).toContain(number);
    expect((await operations.post(`${address}/resolve`, result)).view.status).toBe('resolved');
    expect((await care.post(`${address}/accept`)).view.status).toBe('closed');
    await api.projected(complaint.address, 'courier.agent.care', (view) => stepsOf(view)[0]?.status === 'accepted');
    expect((await care.post(`${complaint.address}/answer`, answer)).view.status).toBe('answered');
    // Each told the other by the worker's signature: the ticket was opened so, and the complaint heard so of its steps.
    for (const [where, type] of [
      [address, 'opened'],
      [complaint.address, 'ticketAccepted'],
    ] as const) {
      const { events, unproven } = await api.timeline(where, 'courier.manager.1');
      const told = events.filter((event) => event.type === type);
      expect([type, new Set(told.map(({ signature }) => signature?.key))]).toEqual([type, new Set(['root/worker'])]);
      expect([events[0]?.rootKey, unproven]).toEqual([rootToPin({ secret }), []]);
    }
  });

  test('is seen by both sides; the complaint is not seen by the department', async () => {
    const { complaint, address } = await withTicket();
    expect((await care.get(address)).status).toBe(200);
    expect((await operations.get(complaint.address)).status).toBe(404);
    const numbers = async (client: ApiClient) =>
      (await client.get(tickets)).as<{ items: CaseView[] }>().items.map((view) => view.number);
    const number = address.split('/').at(-1);
    expect(await numbers(operations)).toContain(number);
    expect(await numbers(care)).toContain(number);
  });

  test('shows the department what it was asked, and the look is recorded', async () => {
    const { address } = await withTicket();
    const { words } = (await operations.get(`${address}/words`)).as<{ words: { content: { text: string } }[] }>();
    expect(words.map(({ content }) => content.text)).toEqual([request.text]);
    const audit = (await api.as('courier.auditor.1').get(`${address}/audit`)).as<{ accesses: { by: string }[] }>();
    expect(audit.accesses.map(({ by }) => by)).toContain('courier.supervisor.operations');
  });

  test('is judged by the side of the complaint, not by the department', async () => {
    const { address } = await withTicket();
    await operations.post(`${address}/resolve`, result);
    expect((await operations.post(`${address}/accept`)).refusal).toBe('403 SamePerson');
    expect((await care.post(`${address}/return`, { text: 'أين الشحنة الآن؟' })).view).toMatchObject({
      status: 'open',
      round: 2,
    });
    await operations.post(`${address}/resolve`, result);
    expect((await care.post(`${address}/return`, { text: 'ما زلنا نسأل' })).refusal).toBe('409 ReturnsExhausted');
  });

  test('is withdrawn with its complaint', async () => {
    const { complaint, address } = await withTicket();
    await withdrawnByCustomer(api, 'courier', complaint.number);
    await api.projected(address, 'courier.manager.1', ({ status }) => status === 'withdrawn');
    expect((await operations.post(`${address}/resolve`, result)).refusal).toBe('409 NotAllowedNow');
  });

  test('tells the department’s supervisors by e-mail, and nobody else of the staff', async () => {
    // The sandbox is always open: nothing waits for the morning.
    await api.hire('sandbox.supervisor.operations', { roles: ['supervisor'], groups: [], departments: ['operations'] });
    await api.hire('sandbox.supervisor.care', { roles: ['supervisor'], groups: ['care'], departments: ['care'] });
    await api.hire('sandbox.agent.1');
    const { view } = await driven(api, 'sandbox', [
      ['accept', {}],
      ['open-department-ticket', request],
    ]);
    const [ticket] = view.detail.tickets as { number: string }[];
    const told = () => api.sent.filter(({ text }) => text.includes(ticket?.number ?? '')).map(({ to }) => to);
    const all = await eventually(told, (everybody) => everybody.length > 0);
    expect(all).toEqual(['sandbox.supervisor.operations@example.com']);
  });
});

test('a running case is asked by the version that it is pinned to, while a newer one is in force (X-04)', async () => {
  const { address } = await driven(api, 'courier', [['accept', {}, 'courier.agent.care']]);
  const declinable = await driven(api, 'courier', []);
  const first = api.packs.find(({ id }) => id === 'courier');
  if (!first) throw new Error('the courier has no policy');
  const second = structuredClone({ ...first, version: 2, hash: 'of the second version' });
  const { complaint } = second.kinds;
  second.departments.laboratory = second.departments.operations as (typeof second.departments)[string];
  second.channels.pigeon = second.channels.phone as (typeof second.channels)[string];
  complaint.declineReasons = { moon: complaint.declineReasons.other as (typeof complaint.declineReasons)[string] };
  complaint.claims.currency = { code: 'BHD', decimals: 3 };
  complaint.claims.goodwill.benefits = { moon: Object.values(complaint.claims.goodwill.benefits)[0] as never };
  for (const category of Object.values(complaint.categories)) {
    category.fields = { moon: Object.values(category.fields)[0] as never };
  }
  const commands: [where: string, known: object, unknown: object, path: string][] = [
    [`${address}/log-contact`, { channel: 'phone', reached: true }, { channel: 'pigeon', reached: true }, 'channel'],
    [
      `${address}/log-contact`,
      { channel: 'phone', reached: true, department: 'finance' },
      { channel: 'phone', reached: true, department: 'laboratory' },
      'department',
    ],
    [`${address}/open-department-ticket`, request, { ...request, department: 'laboratory' }, 'department'],
    [`${address}/prepare-claim`, { amount: '75.00', text: 'مطالبة' }, { amount: '75.005', text: 'مطالبة' }, 'amount'],
    [
      `${address}/record-goodwill`,
      { apology: true, benefit: { kind: 'voucher', amount: '25.00' }, text: 'نعتذر' },
      { apology: true, benefit: { kind: 'moon', amount: '25.00' }, text: 'نعتذر' },
      'benefit.kind',
    ],
    [
      `${declinable.address}/return-for-completion`,
      { missing: ['details'], text: 'ما الذي حدث؟' },
      { missing: ['moon'], text: 'ما الذي حدث؟' },
      'missing',
    ],
    [
      `${declinable.address}/complete`,
      { fields: { details: 'وقع ذلك يوم الأحد.' } },
      { fields: { moon: 'x' } },
      'fields.moon',
    ],
    [
      `${declinable.address}/decline`,
      { reasonCode: 'other', text: 'لا صلة لها بخدماتنا' },
      { reasonCode: 'moon', text: 'لا صلة لها بخدماتنا' },
      'reasonCode',
    ],
  ];
  api.packs.push(second);
  try {
    for (const [where, known, unknown, path] of commands) {
      const refused = await api.as('courier.supervisor.1').post(where, unknown);
      expect([where, refused.refusal, refused.problem.errors?.[0]?.path]).toEqual([where, '422 Invalid', path]);
      expect([where, (await api.as('courier.supervisor.1').post(where, known)).status]).toEqual([where, 200]);
    }
  } finally {
    api.packs.pop();
  }
});

describe('bad input', () => {
  test('a department that is not there, or is the complaint’s own, is a 422 that names the others', async () => {
    const { address } = await driven(api, 'courier', [['accept', {}, 'courier.agent.care']]);
    for (const department of ['gardening', 'customer-service']) {
      const refused = await care.post(`${address}/open-department-ticket`, { ...request, department });
      expect(refused.refusal).toBe('422 Invalid');
      expect(refused.problem.errors?.[0]?.message).toBe('must be one of operations, finance');
    }
  });

  test('a ticket is not found among complaints, nor a complaint among tickets', async () => {
    const { complaint, number } = await withTicket();
    expect((await care.get(`/v1/organisations/courier/complaints/${number}`)).status).toBe(404);
    expect((await care.get(`${tickets}/${complaint.number}`)).status).toBe(404);
    expect((await care.get(`/v1/organisations/courier/cases/${number}`)).status).toBe(200);
  });
});
