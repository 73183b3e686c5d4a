import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';

const five = ['development-fund', 'courier', 'neighbourhood-centres', 'beneficiary-society', 'government-services'];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: five });
});
afterAll(() => api.stop());

const clockOf = (view: CaseView, id: string) => view.clocks.find((clock) => clock.id === id);
const eventTypes = async (address: string, who: string): Promise<string[]> =>
  (await api.timeline(address, who)).events.map(({ type }) => type);

/** Letters to the customer about a case, by channel, once there are as many as expected. */
const lettersToCustomer = (number: string, count: number) =>
  eventually(
    () => api.sent.filter(({ key }) => key.includes(`:${number}:`) && key.includes(':customer:')),
    (letters) => letters.length >= count,
  );

describe.each(five)('%s', (organisation) => {
  const agent = `${organisation}.agent.1`;

  test('X-01, C-01, F-06: a complaint is received, accepted, owned, answered and closed, and its whole life can be read', async () => {
    const { address, view } = await driven(api, organisation, [
      ['accept', {}],
      ['answer', { text: 'تم الحل', solved: true }],
      ['confirm', { helped: true }],
    ]);
    expect(view).toMatchObject({ status: 'closed', owner: agent });
    await api.projected(address, agent, ({ status }) => status === 'closed');
    const types = await eventTypes(address, agent);
    // Whether the message has arrived stands only if a clock asks for it (B-08), before or after the other facts.
    expect(types.filter((type) => !type.startsWith('clock') && type !== 'customerTold')).toEqual([
      'received',
      'accepted',
      'answered',
      'solved',
      'spokenFor',
      'confirmed',
      'closed',
    ]);
  });

  test('N-13: the case says when it was received and when the customer was told the answer', async () => {
    const { view } = await driven(api, organisation, [
      ['accept', {}],
      ['answer', { text: 'تم الحل' }],
    ]);
    expect(Date.parse(String(view.detail.answeredAt))).toBeGreaterThanOrEqual(Date.parse(view.openedAt));
  });

  test('F-16: a customer whom the answer did not help gets a second round with a clock of its own', async () => {
    const { view } = await driven(api, organisation, [
      ['accept', {}],
      ['answer', { text: 'تم الحل' }],
      ['confirm', { helped: false, text: 'لم تُحل المشكلة' }],
    ]);
    expect(view).toMatchObject({ status: 'open', round: 2 });
    expect(clockOf(view, 'answer-2')).toMatchObject({ state: 'running' });
    expect(clockOf(view, 'answer')?.state).toBe('met');
  });

  test('F-15, G-03: the customer is told that an investigation is needed, what will be done and by when; the clock goes on', async () => {
    const interim = {
      text: 'نحتاج إلى مراجعة الإدارة المختصة',
      steps: ['مراجعة الطلب مع الإدارة المختصة', 'موافاتكم بالنتيجة'],
      expectedBy: 'PT1H',
    };
    const { view, number } = await driven(api, organisation, [
      ['accept', {}],
      ['interim', interim],
    ]);
    expect(clockOf(view, 'answer')?.state).toBe('running');
    const ofThirdRevision = () =>
      api.sent.filter(
        ({ key }) => key.startsWith(`complaint:${organisation}:${number}:3:`) && key.includes(':customer:'),
      );
    const letters = await eventually(ofThirdRevision, (all) => all.length > 0);
    for (const { text } of letters) {
      const link = /\/public\/organisations\/\S+\/follow\/[\w-]{43}/.exec(text)?.[0] ?? 'no link';
      const { steps } = interim;
      const expectedBy = (view.detail.promise as { expectedBy: string }).expectedBy;
      const told = async () => (await api.anybody.get(link)).as<{ asked: string | null }>();
      expect(await eventually(told, ({ asked }) => asked !== null)).toMatchObject({ number, steps, expectedBy });
    }
  });

  test('G-09: an incomplete complaint goes back to the customer, who completes it', async () => {
    const { view: returned, address } = await driven(api, organisation, [
      ['return-for-completion', { missing: ['details'], text: 'نرجو التفصيل' }],
    ]);
    expect(returned).toMatchObject({ status: 'returned', detail: { missing: ['details'] } });
    const { view } = await api.as(agent).post(`${address}/complete`, { fields: { details: 'تفاصيل أوفى' } });
    expect(view.status).toBe('received');
  });
});

test('G-09: a decline says why and what else can be done, in words that say something', async () => {
  const { address } = await opened(api, 'government-services');
  const supervisor = api.as('government-services.supervisor.1');
  const decline = (body: object) => supervisor.post(`${address}/decline`, { reasonCode: 'other', ...body });
  const text = 'لا تقدم هذه الجهة الخدمة المطلوبة.';
  const alternatives = 'يمكنكم تقديم الطلب لدى البلدية في مدينتكم.';
  const refused = [
    { text: 'لا', alternatives },
    { text: 'مكررة مكررة مكررة', alternatives },
    { text },
    { text, alternatives: 'لا شيء' },
    { text, alternatives: text },
  ];
  for (const body of refused) expect([body, (await decline(body)).refusal]).toEqual([body, '422 Invalid']);
  expect((await decline({ text, alternatives })).view.status).toBe('declined');
});

test('F-07, G-09: a single word is no reason anywhere', async () => {
  const { address } = await opened(api, 'development-fund');
  const supervisor = api.as('development-fund.supervisor.1');
  const decline = (text: string) => supervisor.post(`${address}/decline`, { reasonCode: 'duplicate', text });
  expect((await decline('مكررة')).refusal).toBe('422 Invalid');
  expect((await decline('سُجلت الشكوى نفسها من قبل')).view.status).toBe('declined');
});

test('F-07: the eleven days are owed from acceptance on, and count from receipt', async () => {
  const { view, address } = await opened(api, 'development-fund');
  expect(clockOf(view, 'answer')).toMatchObject({ state: 'notStarted', dueAt: null, source: 'F-07' });
  const accepted = (await api.as('development-fund.agent.1').post(`${address}/accept`)).view;
  expect(clockOf(accepted, 'answer')).toMatchObject({ state: 'running', startedAt: view.openedAt });
});

test('F-09: the customer is told of each step by SMS and by e-mail', async () => {
  const { number } = await driven(api, 'development-fund', [
    ['accept', {}],
    ['answer', { text: 'تم الحل' }],
    ['confirm', { helped: true }],
  ]);
  const letters = await lettersToCustomer(number, 10);
  const byChannel = (wanted: string) => letters.filter(({ channel }) => channel === wanted).length;
  expect([byChannel('sms'), byChannel('email')]).toEqual([5, 5]);
});

test('F-14: an enquiry and a remark are due 24 hours after receipt, whatever the hour', async () => {
  for (const category of ['enquiry', 'remark']) {
    const { view } = await opened(api, 'development-fund', { category, fields: { details: 'سؤال' } });
    expect(Date.parse(String(clockOf(view, 'answer')?.dueAt)) - Date.parse(view.openedAt)).toBe(24 * 3_600_000);
  }
});

test('F-03: a problem with the system is raised by staff, goes to those who mend it, and runs until it is solved', async () => {
  const change = { category: 'system-problem', fields: { details: 'لا تفتح الشاشة' } };
  const { address } = await opened(api, 'development-fund', change);
  await api.as('development-fund.agent.1').post(`${address}/accept`);
  const { view } = await api
    .as('development-fund.agent.1')
    .post(`${address}/answer`, { text: 'نعمل عليها', solved: false, expectedBy: 'PT1H' });
  expect(clockOf(view, 'answer')).toMatchObject({ state: 'running', source: 'ours' });
  const solvedNow = await api.as('development-fund.agent.1').post(`${address}/answer`, { text: 'فُتحت الشاشة' });
  expect(clockOf(solvedNow.view, 'answer')?.state).toBe('met');
  const fromCustomer = await api.anybody.post(`/public/organisations/development-fund/complaints`, {
    category: 'system-problem',
    customer: { name: 'عميل تجريبي (مثال)', phone: '+966500000001' },
    fields: { details: 'لا تفتح الشاشة' },
  });
  expect(fromCustomer.refusal).toBe('422 Invalid');
});

test('G-07: what came by a video call says for when the customer had agreed to it, and the case keeps that', async () => {
  const agent = api.as('government-services.agent.1');
  const at = '/v1/organisations/government-services/complaints';
  const body = complaintBody('government-services', { channel: 'video-call' });
  const agreed = '2026-01-05T09:00:00.000Z';
  for (const callAgreedFor of [undefined, '2031-01-06T09:00:00Z']) {
    const refused = await agent.post(at, { ...body, callAgreedFor });
    expect([refused.refusal, refused.problem.errors?.map(({ path }) => path)]).toEqual([
      '422 Invalid',
      ['callAgreedFor'],
    ]);
  }
  const byPhone = { ...body, channel: 'phone', callAgreedFor: agreed };
  expect((await agent.post(at, byPhone)).refusal).toBe('422 Invalid');
  const { view } = await agent.post(at, { ...body, callAgreedFor: agreed });
  expect(view.detail).toMatchObject({ channel: 'video-call', callAgreedFor: agreed });
});

test('C-04: a ticket without consignee or tracking number is not taken', async () => {
  const fields = { shipperName: 'مُرسل', shipperContact: '+966500000002', details: 'تأخرت', failure: 'delay' };
  const body = {
    category: 'service-failure',
    channel: 'phone',
    customer: { name: 'مثال', phone: '+966500000001' },
    fields,
  };
  const { refusal, problem } = await api.as('courier.agent.1').post(complaintsOf('courier'), body);
  expect(refusal).toBe('422 Invalid');
  expect(problem.errors?.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['fields.consigneeName', 'fields.consigneeContact', 'fields.trackingNumber']),
  );
});

test('N-11: a beneficiary’s complaint names the centre responsible', async () => {
  const customer = { name: 'عميل تجريبي (مثال)', phone: '+966500000001', class: 'beneficiary' };
  const fields = { details: 'تأخر بدء البرنامج.' };
  const agent = api.as('neighbourhood-centres.agent.1');
  const address = complaintsOf('neighbourhood-centres');
  const body = complaintBody('neighbourhood-centres', { customer, fields });
  const { refusal, problem } = await agent.post(address, body);
  expect([refusal, problem.errors]).toEqual(['422 Invalid', [{ path: 'fields.centre', message: 'is required' }]]);
  const donor = { ...body, customer: { ...customer, class: 'donor' } };
  expect((await agent.post(address, donor)).status).toBe(201);
});

test('N-11: what the customer had to give can be corrected, and not emptied', async () => {
  const { address } = await driven(api, 'neighbourhood-centres', [['accept', {}]]);
  const supervisor = api.as('neighbourhood-centres.supervisor.1');
  const corrected = (fields: Record<string, string>) =>
    supervisor.post(`${address}/correct-fields`, { fields, text: 'تصحيح (مثال).' });
  for (const field of ['centre', 'details']) {
    const { refusal, problem } = await corrected({ [field]: ' ' });
    expect([refusal, problem.errors]).toEqual(['422 Invalid', [{ path: `fields.${field}`, message: 'is required' }]]);
  }
  expect((await corrected({ centre: 'مركز آخر (مثال)' })).status).toBe(200);
});

test('N-11: a part of a beneficiary’s complaint is about the same centre, unless another one is named', async () => {
  const centre = 'مركز الحي التجريبي (مثال)';
  const { address } = await driven(api, 'neighbourhood-centres', [['accept', {}]]);
  const supervisor = api.as('neighbourhood-centres.supervisor.1');
  const centreOf = async (fields: Record<string, string>) => {
    const { view } = await supervisor.post(`${address}/split`, { fields: { details: 'جزء من الشكوى.', ...fields } });
    const words = await supervisor.get(`${complaintsOf('neighbourhood-centres')}/${view.number}/words`);
    return words.as<{ words: { content: { fields: { centre: string } } }[] }>().words[0]?.content.fields.centre;
  };
  expect(await centreOf({})).toBe(centre);
  expect(await centreOf({ centre: 'مركز آخر (مثال)' })).toBe('مركز آخر (مثال)');
});

test('N-11: a beneficiary’s complaint is the centres’, a donor’s is customer relations’', async () => {
  const groupOf = async (customerClass: string) => {
    const customer = { name: 'عميل تجريبي (مثال)', phone: '+966500000001', class: customerClass };
    const { address, number } = await opened(api, 'neighbourhood-centres', { customer });
    await api.projected(address, 'neighbourhood-centres.agent.1', () => true);
    const found = await api.database.cases.findById(`neighbourhood-centres/${number}`).lean<{ group: string }>();
    return found?.group;
  };
  expect(await groupOf('beneficiary')).toBe('centre-affairs');
  expect(await groupOf('donor')).toBe('customer-relations');
});

test('B-05: the supervisors are told of every complaint by e-mail, at any hour', async () => {
  const { number } = await opened(api, 'beneficiary-society');
  const toSupervisor = () =>
    api.sent.filter(
      ({ key, channel }) => key.includes(`:${number}:1:now:`) && channel === 'email' && key.includes('.supervisor.'),
    );
  expect(await eventually(toSupervisor, (letters) => letters.length === 2)).toHaveLength(2);
});

test('B-06: the supervisor or the delegate contacts the complainant; anyone who took it logs a call, which is not the one that is owed', async () => {
  const attempt = { channel: 'phone', reached: false };
  const { address, ...accepted } = await driven(api, 'beneficiary-society', [['accept', {}]]);
  expect(accepted.view.owner).toBe('beneficiary-society.agent.1');
  const undelegated = await api
    .as('beneficiary-society.agent.1')
    .post(`${address}/log-contact`, { ...attempt, reached: true });
  expect(clockOf(undelegated.view, 'contact')?.state).toBe('running');
  await api.as('beneficiary-society.supervisor.1').post(`${address}/assign`, { to: 'beneficiary-society.agent.1' });
  const { view } = await api.as('beneficiary-society.agent.1').post(`${address}/log-contact`, attempt);
  expect(clockOf(view, 'contact')?.state).toBe('running');
  const reached = await api
    .as('beneficiary-society.agent.1')
    .post(`${address}/log-contact`, { ...attempt, reached: true });
  expect(clockOf(reached.view, 'contact')?.state).toBe('met');
});

test('B-06, N-12: the team’s discussion is on record; who can help is found with an analysis', async () => {
  const society = await driven(api, 'beneficiary-society', [
    ['record-discussion', { people: ['beneficiary-society.agent.2'], text: 'اتفق الفريق على زيارة المستفيد.' }],
  ]);
  await api.projected(society.address, 'beneficiary-society.agent.1', ({ revision }) => revision > 1);
  expect(await eventTypes(society.address, 'beneficiary-society.agent.1')).toContain('teamDiscussed');

  const agent = api.as('neighbourhood-centres.agent.1');
  const { address, view } = await driven(api, 'neighbourhood-centres', [['accept', {}]]);
  expect(clockOf(view, 'party')).toMatchObject({ state: 'running', source: 'N-12' });
  for (const [body, path] of [
    [{ party: 'outside', name: 'شركة (مثال)', analysis: 'لا' }, 'analysis'],
    [{ party: 'outside', analysis: 'تأخر إصلاح المصعد لدى الشركة' }, 'name'],
    [{ party: 'nobody', analysis: 'تأخر إصلاح المصعد لدى الشركة' }, 'party'],
  ] as const) {
    const { refusal, problem } = await agent.post(`${address}/find-party`, body);
    expect([refusal, problem.errors?.[0]?.path]).toEqual(['422 Invalid', path]);
  }
  const found = await agent.post(`${address}/find-party`, {
    party: 'outside',
    name: 'شركة (مثال)',
    analysis: 'تأخر إصلاح المصعد لدى الشركة',
  });
  expect(clockOf(found.view, 'party')?.state).toBe('met');
});

test.each([
  ['C-03', 'courier'],
  ['F-07', 'development-fund'],
  ['B-08', 'beneficiary-society'],
])(
  '%s: an answer without a solution says when the customer hears more, and the solution stops the clock',
  async (_, organisation) => {
    const unsolved = { text: 'ندرس المشكلة', solved: false };
    const { view, address, number } = await driven(api, organisation, [
      ['accept', {}],
      ['answer', { ...unsolved, expectedBy: 'PT1H' }],
    ]);
    expect(view).toMatchObject({ status: 'open', detail: { solved: false } });
    expect(clockOf(view, 'answer')?.state).toBe('running');
    const letters = await lettersToCustomer(number, 3);
    expect(letters.some(({ text }) => text.includes('هل '))).toBe(false);
    const agent = api.as(`${organisation}.agent.1`);
    for (const expectedBy of [undefined, '2099-01-01T09:00:00Z']) {
      const { refusal, problem } = await agent.post(`${address}/answer`, { ...unsolved, expectedBy });
      expect([refusal, problem.errors?.[0]?.path]).toEqual(['422 Invalid', 'expectedBy']);
    }
    const solved = await agent.post(`${address}/answer`, { text: 'حُلّت المشكلة' });
    expect(solved.view).toMatchObject({ status: 'answered', detail: { solved: true } });
    // B-08: what is left is that the message with it arrives.
    await api.projected(address, `${organisation}.agent.1`, (now) => clockOf(now, 'answer')?.state === 'met');
  },
);

test('B-08: the clock ends once the customer has been told, as the timeline says', async () => {
  const { address } = await driven(api, 'beneficiary-society', [
    ['accept', {}],
    ['answer', { text: 'حُلّت المشكلة' }],
  ]);
  const who = 'beneficiary-society.agent.1';
  await api.projected(address, who, (view) => clockOf(view, 'answer')?.state === 'met');
  const types = await eventTypes(address, who);
  expect(types.indexOf('customerTold')).toBeGreaterThan(types.indexOf('solved'));
  expect(types.indexOf('clockMet')).toBeGreaterThan(-1);
});

test('B-08: a no does not renew the three working days: they run on from receipt', async () => {
  const { view, address } = await driven(api, 'beneficiary-society', [
    ['accept', {}],
    ['answer', { text: 'حُلّت المشكلة' }],
    ['confirm', { helped: false, text: 'لم تُحل' }],
  ]);
  const first = clockOf(view, 'answer');
  expect(clockOf(view, 'answer-2')).toMatchObject({
    state: 'running',
    startedAt: first?.startedAt,
    dueAt: first?.dueAt,
  });
  const proof = (await api.as('beneficiary-society.manager.1').get(`${address}/clocks/answer-2/proof`)).as();
  expect(proof).toMatchObject({ answer: { dueAt: first?.dueAt } });
});

test('B-06, F-15: the customer is promised the answer by the answer’s own clock', async () => {
  const { view, number } = await opened(api, 'beneficiary-society');
  const due = clockOf(view, 'answer')?.dueLocal;
  await lettersToCustomer(number, 2);
  const told = await api.database.notices.find({ number, to: 'customer' }).lean<{ told: { dueLocal?: string } }[]>();
  expect(new Set(told.map((notice) => notice.told.dueLocal))).toEqual(new Set([due]));
});

test('G-01: an older person goes first in the queue', async () => {
  await opened(api, 'government-services', { priorityGrounds: [] });
  const { number, address } = await opened(api, 'government-services', { priorityGrounds: ['older-person'] });
  await api.projected(address, 'government-services.agent.2', () => true);
  const { items } = (await api.as('government-services.agent.2').get('/v1/organisations/government-services/work')).as<{
    items: CaseView[];
  }>();
  const firstNormal = items.findIndex(({ priority }) => priority === 'normal');
  const place = items.findIndex((item) => item.number === number);
  expect(place).toBeGreaterThanOrEqual(0);
  expect(firstNormal === -1 || place < firstNormal).toBe(true);
});

test('G-05: an e-mail is answered within 24 hours', async () => {
  const { view } = await opened(api, 'government-services', { channel: 'email' });
  const reply = clockOf(view, 'email-reply');
  expect(reply?.source).toBe('G-05');
  expect(Date.parse(String(reply?.dueAt)) - Date.parse(view.openedAt)).toBe(24 * 3_600_000);
});

test('F-08: how to complain is published for everybody, in both languages', async () => {
  for (const organisation of five) {
    const answer = await api.anybody.get(`/public/organisations/${organisation}`);
    const { categories, channels } = answer.as<{
      categories: Record<string, { title: { ar: string; en: string } }>;
      channels: object;
    }>();
    expect(Object.keys(channels)).toContain('web');
    for (const { title } of Object.values(categories)) expect([title.ar, title.en]).not.toContain('');
  }
});

test('X-03: what was pinned is in the timeline: version of policy and calendar of each event', async () => {
  const { address } = await driven(api, 'courier', [['accept', {}]]);
  const { events, chainHolds } = await api.timeline(address, 'courier.auditor.1');
  expect(chainHolds).toBe(true);
  const { version } = ownPack('courier');
  expect(events.every(({ policyVersion, calendarVersion }) => policyVersion === version && calendarVersion === 1)).toBe(
    true,
  );
  expect(new Set(events.map(({ by }) => by))).toEqual(new Set(['courier.agent.1', 'system']));
});
