import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Appointment } from '../../../domain/complaint/aspects/appointments.ts';
import { readable } from '../../../temporal/data-converter.ts';
import { type Answer, eventually } from '../../support/api/api-client.ts';
import { driven, opened, saidOnThePhone } from '../../support/api/complaints.ts';
import { CustomerOnPage } from '../../support/api/customer-page.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisations = ['beneficiary-society', 'courier', 'sandbox'];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: organisations });
});
afterAll(() => api.stop());

const appointmentsOf = (detail: Record<string, unknown>) => detail.appointments as Appointment[];

/** A complaint of the sandbox that has been answered, and the path of the link that its customer got. */
async function answered(change: object = {}, on: RunningApi = api) {
  const text = 'استبدلنا الجهاز <b>اليوم</b>.';
  const commands: [string, object][] = [
    ['accept', {}],
    ['answer', { text }],
  ];
  const { address, number } = await driven(on, 'sandbox', commands, change);
  const ofCase = () =>
    on.sent.flatMap((sent) =>
      sent.key.includes(`:${number}:`) ? (/\/public\/follow-ups\/\S+/.exec(sent.text) ?? []) : [],
    );
  const links = await eventually(ofCase, (all) => all.length > 0);
  const view = async () => (await on.as('sandbox.agent.1').get(address)).view;
  // The message may be there before the answer can be read.
  await eventually(view, ({ status }) => status === 'answered');
  return { number, address, text, links, path: links[0] ?? '', view };
}

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const form = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };

describe('the link to the questions (F-16, C-14, B-02)', () => {
  test('shows nothing but number, status, answer and questions, and takes the verdict once (R16)', async () => {
    const { number, path, text, links, address } = await answered();
    expect(new Set(links).size).toBe(1);
    expect(path).toMatch(/^\/public\/follow-ups\/[\w-]{43}$/);
    const asked = (await api.anybody.get(path)).as<Record<string, unknown>>();
    expect(asked).toEqual({ number, status: 'answered', answer: text, questions: expect.any(Array) });
    const names = (asked.questions as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(['helped', 'expected', 'perceived', 'text']);

    const first = await api.anybody.post(path, { helped: true, expected: 3, perceived: 5 });
    expect(first.as()).toEqual({ number, status: 'closed', answer: text, questions: [] });
    const again = await api.anybody.post(path, { helped: false, expected: 5, perceived: 1 });
    expect([again.refusal, again.problem.detail]).toEqual(['409 AlreadyAnswered', expect.stringContaining('closed')]);
    const same = await api.anybody.post(path, { helped: true, expected: 3, perceived: 5 });
    expect([same.status, same.json]).toEqual([200, first.json]);
    const view = await api.projected(address, 'sandbox.agent.1', ({ status }) => status === 'closed');
    expect(view.detail.verdicts).toMatchObject([{ round: 1, helped: true, quality: 'distinguished' }]);
    expect((await api.anybody.get(path)).as()).toMatchObject({ status: 'closed', questions: [] });
  });

  test('says what came of the verdict, even if its sender would not wait for it', async () => {
    const { number, path, text } = await answered();
    const headers = { prefer: 'respond-async' };
    const first = await api.anybody.post(path, { helped: true, expected: 3, perceived: 5 }, { headers });
    expect(first.as()).toEqual({ number, status: 'closed', answer: text, questions: [] });
  });

  test('opens a second round with a no, after which another link asks, and the first one no more', async () => {
    const { path, address, number } = await answered();
    expect((await api.anybody.post(path, { helped: false, text: 'لم تُحل' })).as()).toMatchObject({
      status: 'open',
      answer: null,
    });
    await api.as('sandbox.agent.1').post(`${address}/answer`, { text: 'الرد الثاني' });
    const second = await eventually(
      () =>
        api.sent
          .map(({ key, text }) => (key.includes(`:${number}:`) ? text : ''))
          .flatMap((text) => /\/public\/follow-ups\/\S+/.exec(text) ?? []),
      (links) => new Set(links).size === 2,
    );
    const next = second.find((link) => link !== path) ?? '';
    await api.projected(address, 'sandbox.agent.1', ({ status, round }) => status === 'answered' && round === 2);
    expect((await api.anybody.get(next)).as()).toMatchObject({ status: 'answered', answer: 'الرد الثاني' });
    expect((await api.anybody.get(path)).as()).toMatchObject({ answer: null, questions: [] });
  });

  test('R16: takes one of two answers that come at once, and tells the other that it came too late', async () => {
    const { path, address } = await answered();
    const both = [{ helped: true, expected: 1, perceived: 2 }, { helped: false }].map((body) =>
      api.anybody.post(path, body),
    );
    const answers = await Promise.all(both);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const view = await api.projected(
      address,
      'sandbox.agent.1',
      ({ detail }) => (detail.verdicts as unknown[]).length > 0,
    );
    expect(view.detail.verdicts).toHaveLength(1);
  });

  test('takes the scores where staff have heard a yes on the telephone before', async () => {
    const { path, address } = await answered();
    await api.as('sandbox.agent.1').post(`${address}/confirm`, { helped: true, said: saidOnThePhone() });
    expect((await api.anybody.post(path, { helped: true, expected: 4, perceived: 2 })).status).toBe(200);
    const isRated = (detail: Record<string, unknown>) => JSON.stringify(detail.verdicts).includes('poor');
    await api.projected(address, 'sandbox.agent.1', ({ detail }) => isRated(detail));
  });

  test('is a page for a telephone: right to left, without JavaScript, its form taken, the answer escaped', async () => {
    const { path, number } = await answered();
    const page = await api.anybody.get(path, { headers: browser });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.text).toContain('<html lang="ar" dir="rtl">');
    expect(page.text).toContain(number);
    expect(page.text).toContain('&lt;b&gt;اليوم&lt;/b&gt;');
    expect(page.text).toContain('Did the answer solve your problem?');
    expect(page.text).not.toContain('<script');

    const sent = await api.anybody.send('POST', path, 'helped=yes&expected=4&perceived=4&text=', form);
    expect(sent.status).toBe(200);
    expect(sent.text).toContain('شكرًا لكم');
    expect(sent.text).not.toContain('<form');
    const afterwards = async () => (await api.anybody.get(path)).json;
    expect(await eventually(afterwards, ({ status }) => status === 'closed')).toMatchObject({ questions: [] });
  });

  test('R16: a browser that answers again, and otherwise, is told by a page that the first reply stands', async () => {
    const { path } = await answered();
    await api.anybody.post(path, { helped: false });
    const again = await api.anybody.send('POST', path, 'helped=yes', form);
    expect([again.status, again.headers.get('content-type')]).toEqual([409, 'text/html; charset=utf-8']);
    expect(again.text).toContain('سبق أن وصلنا ردكم');
  });

  test('in English for a customer who reads English', async () => {
    const { path } = await answered({ language: 'en' });
    expect((await api.anybody.get(path, { headers: browser })).text).toContain('<html lang="en" dir="ltr">');
  });

  test.each([
    ['no verdict', {}],
    ['a score that there is not', { helped: true, expected: 6, perceived: 1 }],
    ['an unknown field', { helped: true, mood: 'good' }],
  ])('does not take %s', async (_, body) => {
    const { path, view } = await answered();
    expect((await api.anybody.post(path, body)).refusal).toBe('422 Invalid');
    expect((await view()).status).toBe('answered');
  });

  test('says that it is not in use any more once its window has ended, to a browser by a page', async () => {
    const { path, number } = await answered();
    await api.database.followUps.collection.updateOne({ number }, { $set: { expiresAt: '2020-01-01T00:00:00Z' } });
    expect((await api.anybody.get(path)).refusal).toBe('410 LinkExpired');
    expect((await api.anybody.post(path, { helped: true })).refusal).toBe('410 LinkExpired');
    const page = await api.anybody.get(path, { headers: browser });
    expect([page.status, page.text.includes('انتهت صلاحيته')]).toEqual([410, true]);
  });

  test('leaves its secret neither in the database nor in the metrics nor in what is logged', async () => {
    const { path, number } = await answered();
    const secret = path.split('/').at(-1) ?? '';
    await api.anybody.post(path, { helped: true });
    for (const name of ['followUps', 'requests', 'vault', 'notices', 'cases', 'caseEvents'] as const) {
      const documents = await api.database[name].collection.find({ number } as never).toArray();
      expect(documents.length).toBeGreaterThan(0);
      expect(JSON.stringify(documents)).not.toContain(secret);
    }
    expect((await api.anybody.get('/metrics')).text).not.toContain(secret);
    const away = await startApi({ staffOf: [], worker: false });
    await away.database.connection.close();
    expect((await away.anybody.get(path)).status).toBeGreaterThanOrEqual(500);
    expect(away.logged.join()).toContain('/public/follow-ups/');
    expect(away.logged.join()).not.toContain(secret);
    await away.stop();
  });

  test('S6: after twenty wrong ones an address waits each time, wrong ones looking alike, and the right one still passes', async () => {
    const fresh = await startApi({ staffOf: ['sandbox'] });
    try {
      const { path } = await answered({}, fresh);
      for (let tries = 0; tries < 22; tries += 1) expect((await fresh.anybody.get(path)).status).toBe(200);
      const wrong: Answer[] = [];
      for (let tries = 0; tries < 10; tries += 1) {
        wrong.push(await fresh.anybody.get(`${path.slice(0, -1)}${tries}x`));
        wrong.push(await fresh.anybody.post(`/public/follow-ups/guess${tries}`, { helped: true }));
      }
      expect(wrong.map(({ refusal }) => refusal)).toEqual(wrong.map(() => '404 NotFound'));
      expect(new Set(wrong.map(({ text }) => text)).size).toBe(1);
      for (const [secret, outcome] of [
        [`${path}x`, 404],
        [path, 200],
      ] as const) {
        const before = performance.now();
        expect((await fresh.anybody.get(secret)).status).toBe(outcome);
        expect(performance.now() - before).toBeGreaterThan(990);
      }
    } finally {
      await fresh.stop();
    }
  });
});

describe('the link of every other message to the customer (F-15, G-03, F-07, G-09)', () => {
  /** A complaint that staff have registered and worked on, and the path of the link in the last message to its customer. */
  async function followed(...commands: [command: string, body: object, by?: string][]) {
    const { address, number, view } = await driven(api, 'sandbox', commands);
    const ofCase = () =>
      api.sent.flatMap(({ key, text }) =>
        key.startsWith(`complaint:sandbox:${number}:${view.revision}:`)
          ? (/\/public\/organisations\/\S+\/follow\/\S+/.exec(text) ?? [])
          : [],
      );
    const [path = ''] = await eventually(ofCase, (links) => links.length > 0);
    await api.projected(address, 'sandbox.agent.1', ({ revision }) => revision >= view.revision);
    return { number, address, path, page: async () => (await api.anybody.get(path, { headers: browser })).text };
  }
  const supervisor = 'sandbox.supervisor.1';
  const interim = { text: 'نتحقق', steps: ['فحص <b>الجهاز</b>', 'الرد'], expectedBy: 'PT10S' };

  test('shows by a page without JavaScript what will be done and by when, all of it escaped', async () => {
    const { page, number, path } = await followed(['accept', {}], ['interim', interim]);
    const text = await page();
    expect(text).toContain('<html lang="ar" dir="rtl">');
    for (const told of [number, 'قيد المعالجة', 'نتحقق', 'فحص &lt;b&gt;الجهاز&lt;/b&gt;', 'المستجدات']) {
      expect(text).toContain(told);
    }
    for (const inside of ['<script', 'sandbox.agent.1', 'customer-care']) expect(text).not.toContain(inside);
    expect((await api.anybody.get(path)).headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('shows what is missing and until when it is waited for, and why a complaint was declined', async () => {
    const missing = { missing: ['details'], text: 'متى حدث ذلك؟' };
    const returned = await followed(['return-for-completion', missing]);
    const view = (await api.anybody.get(returned.path)).as<{ missing: object[]; completeBy: string }>();
    expect(view).toMatchObject({ asked: missing.text, missing: [{ field: 'details', title: { en: 'Details' } }] });
    expect(Date.parse(view.completeBy)).toBeGreaterThan(Date.now());
    for (const told of [missing.text, 'ننتظر استكمالكم حتى']) expect(await returned.page()).toContain(told);
    const reason = { reasonCode: 'other', text: 'لا يقع هذا ضمن اختصاصنا، ونقترح الجهة المختصة.' };
    const declined = await followed(['decline', reason, supervisor]);
    expect(await declined.page()).toContain(reason.text);
  });

  test('shows the answer as long as it stands, after the question whether it helped has ended', async () => {
    const { page } = await followed(
      ['accept', {}],
      ['answer', { text: 'استبدلنا الجهاز' }],
      ['confirm', { helped: true }],
    );
    expect(await page()).toContain('استبدلنا الجهاز');
  });

  test('opens nothing where number and secret do not belong together, and is kept nowhere', async () => {
    const [one, other] = [await followed(['accept', {}]), await followed(['accept', {}])];
    const mixed = one.path.replace(one.number, other.number);
    const nowhere = one.path.replace(one.number, 'SB-C-00000-000000');
    for (const path of [mixed, nowhere, `${one.path}x`]) {
      expect((await api.anybody.get(path)).refusal).toBe('404 NotFound');
      const page = await api.anybody.get(path, { headers: browser });
      expect([page.status, page.text.includes('غير صالح')]).toEqual([404, true]);
    }
    const secret = one.path.split('/').at(-1) ?? '';
    for (const name of ['requests', 'vault', 'notices', 'cases', 'caseEvents'] as const) {
      const documents = await api.database[name].collection.find({ number: one.number } as never).toArray();
      expect(documents.length).toBeGreaterThan(0);
      expect(JSON.stringify(documents)).not.toContain(secret);
    }
    const { events } = await api.temporal.workflow.getHandle(`complaint:sandbox:${one.number}`).fetchHistory();
    const history = textOf(readable(events));
    expect(history).toContain(`complaint:sandbox:${one.number}:1:now`);
    expect(history).not.toContain(secret);
    expect((await api.anybody.get('/metrics')).text).not.toContain(secret);
    const away = await startApi({ staffOf: [], worker: false });
    await away.database.connection.close();
    expect((await away.anybody.get(one.path)).status).toBeGreaterThanOrEqual(500);
    expect(away.logged.join()).toContain('/follow/');
    expect(away.logged.join()).not.toContain(secret);
    await away.stop();
  });
});

/** Everything that stands in a history, its payloads as the text that they are. */
function textOf(part: unknown): string {
  if (part instanceof Uint8Array) return Buffer.from(part).toString();
  if (typeof part === 'object' && part !== null) return Object.values(part).map(textOf).join('\n');
  return String(part);
}

describe('what is at hand for each case', () => {
  interface Guidance {
    guidance: { id: string; source: string }[];
    checklists: { source: string; steps: { step: string; done: { by: string } | null }[] }[];
  }
  const guidance = async (address: string, who: string) =>
    (await api.as(who).get(`${address}/guidance`)).as<Guidance>();

  test('B-07, B-08: conduct and the seven steps, those that have been done with who did them', async () => {
    const { address } = await driven(api, 'beneficiary-society', [['tick-step', { step: 'listen' }]]);
    const agent = 'beneficiary-society.agent.1';
    await api.projected(address, agent, ({ detail }) => (detail.stepsDone as unknown[]).length === 1);
    const shown = await guidance(address, agent);
    expect(shown.guidance).toMatchObject([{ id: 'conduct', source: 'B-08' }]);
    expect(shown.checklists).toMatchObject([{ source: 'B-07' }]);
    const steps = shown.checklists[0]?.steps ?? [];
    expect(steps).toHaveLength(7);
    expect(steps.filter(({ done }) => done)).toMatchObject([{ step: 'listen', done: { by: agent } }]);
    const unknown = await api.as(agent).post(`${address}/tick-step`, { step: 'dance' });
    expect(unknown.refusal).toBe('422 Invalid');
  });

  test('C-09: the care standards', async () => {
    const { address } = await opened(api, 'courier');
    expect((await guidance(address, 'courier.agent.2')).guidance).toMatchObject([{ id: 'care-standards' }]);
  });
});

describe('an appointment', () => {
  // Staff are written to at any hour in the sandbox.
  const organisation = 'sandbox';
  const [agent, manager] = [`${organisation}.agent.1`, `${organisation}.manager.1`];
  const at = '2031-01-06T09:00:00Z';
  const meeting = { kind: 'meet-manager', at, with: manager, agreed: true };

  test('a booking that the case refuses gives the half-hour back, even if its sender would not wait for it', async () => {
    const over: [string, object][] = [
      ['accept', {}],
      ['answer', { text: 'استبدلنا الجهاز (مثال).' }],
      ['confirm', { helped: true }],
    ];
    const closed = await driven(api, organisation, over);
    const half = '2031-01-06T10:30:00Z';
    const booking = { ...meeting, at: half };
    const headers = { prefer: 'respond-async' };
    const refused = await api.as(manager).post(`${closed.address}/book-appointment`, booking, { headers });
    expect(refused.refusal).toBe('409 NotAllowedNow');
    const { view } = await driven(api, organisation, [['book-appointment', booking]]);
    expect(appointmentsOf(view.detail)).toMatchObject([{ at: half, with: manager, status: 'booked' }]);
  });

  test('G-09: anyone who wishes meets the manager, who is told, has it in his work and says what came of it', async () => {
    const { address, number } = await driven(api, organisation, [['book-appointment', meeting]]);
    const letters = await eventually(
      () => api.sent.filter(({ key }) => key.includes(`:${number}:`) && key.includes(manager)),
      (sent) => sent.length > 0,
    );
    expect(letters[0]?.text).toContain('2031');
    const work = async () =>
      (await api.as(manager).get(`/v1/organisations/${organisation}/work`)).as<{
        items: { number: string; why: string }[];
      }>().items;
    const items = await eventually(work, (all) =>
      all.some((item) => item.number === number && item.why === 'appointment'),
    );
    expect(items.filter((item) => item.number === number)).toHaveLength(1);
    const kept = await api.as(manager).post(`${address}/keep-appointment`, { appointment: '1', kept: true });
    expect(appointmentsOf(kept.view.detail)).toMatchObject([
      { kind: 'meet-manager', at, with: manager, status: 'kept' },
    ]);
  });

  test('G-07: a video call has its link, in the message, in that of staff and on the page; outside of the vault nowhere', async () => {
    const link = 'https://meet.example.org/room-290001';
    const call = { kind: 'video-call', at, with: agent, agreed: true, place: link };
    const customer = { name: 'عميل (مثال)', phone: '0500770001' };
    const { address, number } = await driven(api, organisation, [['book-appointment', call]], { customer });
    const letters = await eventually(
      () => api.sent.filter(({ key, text }) => key.includes(`:${number}:`) && text.includes(link)),
      (sent) => sent.length > 1,
    );
    expect(letters.map(({ to }) => to).sort()).toEqual(['+966500770001', `${agent}@example.com`]);
    for (const { text } of letters) expect(text).toContain(`المكان أو الرابط:\n${link}\n`);
    const { view } = await api.as(agent).get(address);
    expect(appointmentsOf(view.detail)).toMatchObject([{ kind: 'video-call', where: { id: expect.any(String) } }]);
    const { events } = await api.timeline(address, agent);
    expect(JSON.stringify([view, events])).not.toContain('room-290001');
    const page = await (await CustomerOnPage.of(api, number)).page();
    expect(page.text).toContain(link);
  });

  test('G-07: a meeting is at the organisation’s own address, unless it is said where', async () => {
    const placed = { ...meeting, at: '2031-01-07T09:00:00Z', place: 'الفرع الثاني (مثال)' };
    const elsewhere = await driven(api, organisation, [['book-appointment', placed]]);
    const own = { ...meeting, at: '2031-01-08T09:00:00Z' };
    const here = await driven(api, organisation, [['book-appointment', own]]);
    const { contact } = (await api.anybody.get(`/public/organisations/${organisation}`)).as<{
      contact: { address: { ar: string } };
    }>();
    for (const [{ number }, where] of [
      [elsewhere, placed.place],
      [here, contact.address.ar],
    ] as const) {
      const letters = await eventually(
        () => api.sent.filter(({ key, to }) => key.includes(`:${number}:`) && !to.includes(manager)),
        (sent) => sent.some(({ text }) => text.includes('المكان أو الرابط')),
      );
      expect(letters.some(({ text }) => text.includes(where))).toBe(true);
    }
  });

  test.each([
    ['as a video call without a link (G-07)', { kind: 'video-call', with: agent }],
    ['as a video call with a link that is none (G-07)', { kind: 'video-call', with: agent, place: 'http://x' }],
    ['as a call-back with a place (G-07)', { kind: 'call-back', with: agent, place: 'هنا' }],
    ['without the customer’s agreement (G-07)', { agreed: false }],
    ['in the past', { at: '2020-01-01T09:00:00Z' }],
    ['with nobody who works there', { with: 'courier.manager.1' }],
    ['with the manager, who is none', { with: agent }],
    ['of another kind', { kind: 'lunch' }],
  ])('%s is not booked', async (_, change) => {
    const { address } = await opened(api, organisation);
    const answer = await api.as(agent).post(`${address}/book-appointment`, { ...meeting, ...change });
    expect(answer.refusal).toBe('422 Invalid');
  });
});

test.each([
  ['has passed already', '2020-01-01T09:00:00Z'],
  ['lies after the answer is due', '2099-01-01T09:00:00Z'],
  ['is no amount of time', 'P1M'],
])('F-15, G-03: news is not promised for a time that %s', async (_, expectedBy) => {
  const { address } = await driven(api, 'courier', [['accept', {}]]);
  const promise = { text: 'نتحقق من الشحنة', steps: ['تتبع الشحنة'], expectedBy };
  const { refusal, problem } = await api.as('courier.agent.1').post(`${address}/interim`, promise);
  expect([refusal, problem.errors?.[0]?.path]).toEqual(['422 Invalid', 'expectedBy']);
});
