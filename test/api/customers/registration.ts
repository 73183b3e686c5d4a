import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { sweepRegistrations } from '../../../activities/upkeep/sweep-registrations.ts';
import { readTexts } from '../../../db/cases/vault.ts';
import { sweepCounters } from '../../../db/counters.ts';
import { findCustomer } from '../../../db/registry/customers.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { readable } from '../../../temporal/data-converter.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'beneficiary-society';
const form = `/public/organisations/${organisation}/registration`;
const base = `/public/organisations/${organisation}/registrations`;
const changes = `/v1/organisations/${organisation}/record-changes`;
const [officer, manager, steward] = ['agent', 'manager', 'data-steward'].map((role) => `${organisation}.${role}.1`) as [
  string,
  string,
  string,
];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
  await api.hire(steward);
});
afterAll(() => api.stop());

let people = 0;
function person(change: object = {}) {
  people += 1;
  const name = `${'أبتثجحخدذرزسشصضطظعغفقكلمنهوي'[people]?.repeat(5)} متقدم (مثال)`;
  return { name, mobile: `05${String(30_000_000 + people)}`, ...change };
}

interface View {
  registration: string;
  state: string;
  number: string | null;
  triesLeft: number;
}

const international = (mobile: string) => `+966${mobile.slice(1)}`;
const messagesTo = (mobile: string) =>
  api.sent.filter(({ to, channel }) => channel === 'sms' && to === international(mobile));

/** The code that has come to a mobile number, the n-th of them. */
async function codeTo(mobile: string, n = 1): Promise<string> {
  const ofNumber = await eventually(
    () => messagesTo(mobile).filter(({ text }) => /\d{6}/.test(text)),
    (all) => all.length >= n,
  );
  return /\d{6}/.exec(ofNumber[n - 1]?.text ?? '')?.[0] ?? '';
}

/** Other digits than those of the code. */
/** What a camera reads in the picture. Every third dot of each third line will do, of a code whose squares are ten dots wide. */
function linkIn({ data, width, height }: PNG): string | undefined {
  const every = 3;
  const [across, down] = [width, height].map((dots) => Math.floor(dots / every)) as [number, number];
  const dots = new Uint8ClampedArray(across * down * 4);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const from = (y * width + x) * every * 4;
      dots.set(data.subarray(from, from + 4), (y * across + x) * 4);
    }
  }
  return jsqr.default(dots, across, down)?.data;
}

const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');

/** A registration with its code. */
async function asked(change: object = {}) {
  const body = person(change);
  const view = (await api.anybody.post(base, body)).as<View>();
  return { body, view, path: `${base}/${view.registration}`, code: await codeTo(body.mobile) };
}

async function registered(change: object = {}) {
  const registration = await asked(change);
  const view = (await api.anybody.post(registration.path, { code: registration.code })).as<View>();
  return { ...registration, number: view.number ?? '' };
}

async function step(number: string, who: string, command: string, body: object = {}) {
  const { detail } = (await api.as(who).get(`${changes}/${number}`)).view;
  const { digest } = detail.approval as { digest: string };
  const headers = { 'if-match': command === 'approve' ? `"${digest}"` : null };
  return api.as(who).post(`${changes}/${number}/${command}`, body, { headers });
}

describe('anyone who registers himself (B-04)', () => {
  test('proves his mobile number by the code, and is a customer once the form is approved and entered', async () => {
    const { body, number } = await registered({ email: 'applicant@example.com', consents: ['surveys'] });
    expect(number).toMatch(/^BS-R-/);
    const view = await api.projected(`${changes}/${number}`, manager, ({ status }) => status === 'prepared');
    expect({ owner: view.owner, customers: (view.detail.customers as string[]).length }).toEqual({
      owner: null,
      customers: 1,
    });
    const waiting = (await api.as(manager).get(`/v1/organisations/${organisation}/work`)).as<{
      items: { number: string; why: string }[];
    }>();
    expect(waiting.items).toContainEqual(expect.objectContaining({ number, why: 'approval' }));
    for (const [person, command] of [
      [manager, 'review'],
      [manager, 'approve'],
      [steward, 'enter'],
    ] as const) {
      expect((await step(number, person, command)).status).toBe(200);
    }
    const { signatures } = (await api.as(manager).get(`${changes}/${number}/form`)).as<{ signatures: object[] }>();
    expect(signatures[0]).toMatchObject({ step: 'prepared', by: 'customer', standingInFor: null });
    const customer = await findCustomer(api.database, organisation, (view.detail.customers as string[])[0] ?? '');
    const [record] = await readTexts(api.database, [customer?.record.id ?? '']);
    expect(record?.content).toMatchObject({
      name: body.name,
      classes: ['beneficiary'],
      contacts: [
        { kind: 'mobile', value: international(body.mobile), verified: true },
        { kind: 'email', value: 'applicant@example.com', verified: false },
      ],
      consents: { surveys: { given: true } },
    });
    const [, told] = await eventually(
      () => messagesTo(body.mobile),
      (all) => all.length === 2,
    );
    expect(told?.text).toContain(number);
    expect(told?.text).toContain('تم تسجيلكم');
  });

  test('hears of it where the form is rejected and not taken up; any officer may take it up', async () => {
    const { body, number } = await registered();
    expect((await step(number, manager, 'reject', { text: 'خارج نطاق خدماتنا' })).status).toBe(200);
    await api.projected(`${changes}/${number}`, officer, ({ status }) => status === 'returned');
    const back = (await api.as(officer).get(`/v1/organisations/${organisation}/work`)).as<{ items: CaseView[] }>();
    expect(back.items).toContainEqual(expect.objectContaining({ number, why: 'yours' }));
    expect((await step(number, officer, 'withdraw', { text: 'يسكن خارج المنطقة' })).status).toBe(200);
    const [, told] = await eventually(
      () => messagesTo(body.mobile),
      (all) => all.length === 2,
    );
    expect(told?.text).toContain('لم يكتمل تسجيلكم');
  });

  test('anyone who amends it has it from then on, and does not approve it', async () => {
    const { number } = await registered();
    await step(number, manager, 'reject', { text: 'الاسم ناقص' });
    const amended = await step(number, manager, 'amend', { action: 'new', record: { ...recordOf(person()) } });
    expect([amended.status, amended.view.owner]).toEqual([200, manager]);
    expect((await step(number, manager, 'review')).refusal).toBe('403 SamePerson');
    expect((await step(number, officer, 'withdraw')).refusal).toBe('403 NotYourCase');
  });

  const recordOf = ({ name, mobile }: ReturnType<typeof person>) => ({
    ...{ party: 'person', name, classes: ['beneficiary'] },
    contacts: [{ kind: 'mobile', value: mobile }],
  });
});

describe('the one-time code (B-04)', () => {
  test('may be tried five times; then the right one is no good either', async () => {
    const { path, code } = await asked();
    for (const left of [4, 3, 2, 1, 0]) {
      const answer = await api.anybody.post(path, { code: wrong(code, 1 + left) });
      expect([answer.refusal, answer.problem.detail]).toEqual([
        '422 WrongCode',
        expect.stringContaining(`${left} more times`),
      ]);
    }
    expect((await api.anybody.post(path, { code })).refusal).toBe('410 CodeExpired');
    expect((await api.anybody.get(path)).as<View>()).toMatchObject({ state: 'expired', number: null, triesLeft: 0 });
  });

  test('five tries at once are five tries', async () => {
    const { path, code } = await asked();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => api.anybody.post(path, { code: wrong(code, index + 1) })),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(7);
  });

  test('is good for ten minutes', async () => {
    const { path, view, code } = await asked();
    const _id = `${organisation}/${view.registration}` as never;
    const stands = await api.database.registrations.findById(_id).lean<{ requestedAt: string; expiresAt: string }>();
    expect(Date.parse(stands?.expiresAt ?? '') - Date.parse(stands?.requestedAt ?? '')).toBe(600_000);
    const past = { expiresAt: new Date(Date.now() - 1).toISOString() };
    await api.database.registrations.collection.updateOne({ _id }, { $set: past });
    expect((await api.anybody.post(path, { code })).refusal).toBe('410 CodeExpired');
  });

  test('stands neither in the database nor in a history, nor does the mobile number but in the vault', async () => {
    const { body, view, code } = await asked();
    const document = await api.database.registrations.findById(`${organisation}/${view.registration}` as never).lean();
    const history = await api.temporal.workflow
      .getHandle(`registration:${organisation}:${view.registration}`)
      .fetchHistory();
    const known = JSON.stringify([document, JSON.stringify(readable(history))]);
    expect(known).not.toContain(code);
    expect(known).not.toContain(body.mobile.slice(1));
    expect(known).not.toContain(Buffer.from(body.mobile.slice(1)).toString('base64'));
  });

  test('that was right is still good where the record change could not be opened: nobody is told that it was', async () => {
    const { path, view, code } = await asked();
    const _id = `${organisation}/${view.registration}` as never;
    const { registrations, vault } = api.database;
    const { number } = (await registrations.findById(_id).lean<{ number: string }>()) ?? { number: '' };
    const words = { _id: `${number}/registration` } as never;
    const kept = await vault.collection.findOne(words);
    await vault.collection.deleteOne(words);
    expect((await api.anybody.post(path, { code })).status).toBe(404);
    expect((await api.anybody.get(path)).as<View>()).toMatchObject({ state: 'waiting', number: null });
    await vault.collection.insertOne(kept as never);
    await registrations.collection.updateOne({ _id }, { $set: { expiresAt: '2020-01-01T00:00:00.000Z', tries: 5 } });
    for (const _again of ['once', 'twice']) {
      expect((await api.anybody.post(path, { code })).as<View>()).toMatchObject({ state: 'registered', number });
    }
    expect(await registrations.findById(_id).lean()).toMatchObject({ tries: 5 });
  });

  test('goes to one mobile number five times a day, no matter who asks', async () => {
    const { mobile } = person();
    for (let n = 1; n <= 5; n += 1) {
      expect((await api.anybody.post(base, person({ mobile }))).status).toBe(201);
    }
    const sixth = await api.anybody.post(base, person({ mobile }));
    expect([sixth.refusal, Number(sixth.headers.get('retry-after')) > 0]).toEqual(['429 TooManyRequests', true]);
  });

  test('is one code however often the same form is sent, and one form however often it is confirmed', async () => {
    const body = person();
    const key = randomUUID();
    const [one, two] = await Promise.all([
      api.anybody.post(base, body, { key }),
      api.anybody.post(base, body, { key }),
    ]);
    expect(one.as<View>()).toEqual(two.as<View>());
    const path = `${base}/${one.as<View>().registration}`;
    const code = await codeTo(body.mobile);
    expect((await api.anybody.post(base, { ...body, name: 'اسم آخر (مثال)' }, { key })).refusal).toBe('422 KeyReused');
    const confirmed = await Promise.all([api.anybody.post(path, { code }), api.anybody.post(path, { code })]);
    const numbers = confirmed.map((answer) => answer.as<View>().number);
    expect(new Set(numbers).size).toBe(1);
    await api.projected(`${changes}/${numbers[0]}`, manager, ({ status }) => status === 'prepared');
    expect(messagesTo(body.mobile)).toHaveLength(1);
  });
});

describe('the form (B-04)', () => {
  test('says where the mobile number, the class or the programme is wrong, and sends nothing', async () => {
    const tried: string[] = [];
    const faults = async (change: object) => {
      const body = person(change);
      tried.push(body.mobile);
      return (await api.anybody.post(base, body)).problem.errors;
    };
    expect(await faults({ mobile: '12' })).toEqual([{ path: 'mobile', message: 'is not a telephone number' }]);
    expect(await faults({ email: 'nobody' })).toEqual([{ path: 'email', message: 'is not an e-mail address' }]);
    expect(await faults({ class: 'staff' })).toEqual([{ path: 'class', message: 'must be one of beneficiary' }]);
    expect(await faults({ programme: 'P-404' })).toEqual([
      { path: 'programme', message: 'there is no programme P-404' },
    ]);
    expect(await faults({ consents: ['spam'] })).toEqual([{ path: 'consents.spam', message: expect.anything() }]);
    expect(tried.flatMap(messagesTo)).toEqual([]);
  });

  test('has a link and QR codes that lead to it, for a programme too', async () => {
    const programme = { code: 'p-1', name: { ar: 'برنامج تجريبي (مثال)', en: 'Programme (example)' }, centre: 'مركز' };
    const added = await api
      .as(manager)
      .post(`/v1/organisations/${organisation}/programmes`, { ...programme, startsOn: '2026-01-01' });
    expect(added.status).toBe(201);
    for (const query of ['', '?programme=p-1']) {
      const view = (await api.anybody.get(form + query)).as<{ link: string; qr: { svg: string; png: string } }>();
      expect(view.link).toBe(`https://care.example.org${form}${query}`);
      const pathOf = (link: string) => link.replace('https://care.example.org', '');
      const image = await fetch(api.url + pathOf(view.qr.png));
      expect(linkIn(PNG.sync.read(Buffer.from(await image.arrayBuffer())))).toBe(view.link);
      const svg = await api.anybody.get(pathOf(view.qr.svg));
      expect([svg.headers.get('content-type'), svg.text.startsWith('<svg')]).toEqual([
        expect.stringContaining('image/svg+xml'),
        true,
      ]);
    }
    expect((await api.anybody.get(`${form}?programme=P-404`)).refusal).toBe('404 NotFound');
    const { number } = await registered({ programme: 'p-1' });
    const { words } = (await api.as(manager).get(`${changes}/${number}/words`)).as<{ words: { content: object }[] }>();
    expect(JSON.stringify(words)).toContain('p-1');
  });

  test('B-04: the initiative is on the record, in the message, and in the list of who joined it', async () => {
    const name = { ar: 'مبادرة تجريبية (مثال)', en: 'Initiative (example)' };
    const initiative = { code: 'i-1', name, centre: 'مركز', startsOn: '2026-01-01' };
    await api.as(manager).post(`/v1/organisations/${organisation}/programmes`, initiative);
    const { body, number } = await registered({ programme: 'i-1' });
    const other = await registered();
    for (const one of [number, other.number]) {
      await api.projected(`${changes}/${one}`, manager, ({ status }) => status === 'prepared');
      for (const [person, command] of [
        [manager, 'review'],
        [manager, 'approve'],
        [steward, 'enter'],
      ] as const) {
        expect((await step(one, person, command)).status).toBe(200);
      }
    }
    const [, told] = await eventually(
      () => messagesTo(body.mobile),
      (all) => all.length === 2,
    );
    expect(told?.text).toContain('والتحاقكم بـ«مبادرة تجريبية (مثال)»');
    const customers = `/v1/organisations/${organisation}/customers`;
    const joined = (await api.as(manager).get(`${customers}?programme=i-1`)).as<{
      items: { number: string; name: string }[];
    }>();
    expect(joined.items.map((one) => one.name)).toEqual([body.name]);
    const { record, version } = (await api.as(manager).get(`${customers}/${joined.items[0]?.number}`)).as<{
      record: { programmes: object[] };
      version: number;
    }>();
    expect(record.programmes).toEqual([{ code: 'i-1', on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }]);
    const change = (programmes: object[]) =>
      api.as(officer).post(changes, {
        action: 'change',
        customer: joined.items[0]?.number,
        base: version,
        record: { programmes },
      });
    const on = '2026-01-01';
    const wrong = await change([
      { code: 'i-1', on },
      { code: 'i-1', on },
      { code: 'none', on },
    ]);
    expect(wrong.problem.errors?.map(({ path }) => path)).toEqual([
      'record.programmes[1].code',
      'record.programmes[2].code',
    ]);
  });

  test('is filled in by a browser without scripts, corrected, and proven', async () => {
    const browser = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'ar' };
    const asForm = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };
    const page = await api.anybody.get(form, { headers: browser });
    expect(page.text).toContain('dir="rtl"');
    const key = /name="idempotencyKey" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const body = person();
    const send = (fields: Record<string, string>) =>
      api.anybody.send('POST', base, new URLSearchParams({ ...fields, idempotencyKey: key }).toString(), asForm);
    const faulty = await send({ ...body, mobile: '12', language: 'ar', 'field.x': '' });
    expect([faulty.status, faulty.text]).toEqual([422, expect.stringContaining('class="fault"')]);
    expect(faulty.text).toContain(`value="${body.name}"`);
    // fetch follows the 303 to the page that asks for the code.
    const asks = await send({ ...body, language: 'ar', consents: 'surveys' });
    expect(asks.text).toContain('autocomplete="one-time-code"');
    const code = await codeTo(body.mobile);
    const { _id } = (await api.database.registrations
      .findOne({})
      .sort({ requestedAt: -1 })
      .lean<{ _id: string }>()) ?? {
      _id: '',
    };
    const path = `${base}/${_id.split('/')[1]}`;
    const give = (digits: string) =>
      api.anybody.send('POST', path, new URLSearchParams({ code: digits }).toString(), asForm);
    const no = await give(wrong(code));
    expect([no.status, no.text]).toEqual([422, expect.stringContaining('role="alert"')]);
    const arabicIndic = [...code].map((digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]).join('');
    expect((await give(arabicIndic)).text).toMatch(/BS-R-[0-9A-Z]{5}-[0-9A-Z]{6}/);
  });

  test('does not exist where the organisation has no registration by oneself', async () => {
    const courier = '/public/organisations/courier';
    expect((await api.anybody.get(`${courier}/registration`)).refusal).toBe('404 NotFound');
    expect((await api.anybody.post(`${courier}/registrations`, person())).refusal).toBe('404 NotFound');
  });

  test('the codes that went to a number are counted, and the count is forgotten two days later', async () => {
    await asked();
    const counted = () => api.database.counters.countDocuments({ _id: { $regex: `^codes/${organisation}/` } } as never);
    expect(await counted()).toBeGreaterThan(0);
    const earlier = { _id: `${organisation}/token/2026-01-01`, sent: 3 };
    await api.database.codesSent.collection.insertOne(earlier as never);
    await sweepCounters(api.database, new Date());
    expect(await counted()).toBeGreaterThan(0);
    await sweepCounters(api.database, new Date(Date.now() + 3 * 86_400_000));
    expect([await counted(), await api.database.codesSent.countDocuments()]).toEqual([0, 0]);
  });

  test('is forgotten a day later where nobody proved it', async () => {
    const { view } = await asked();
    const { number } = await registered();
    const _id = `${organisation}/${view.registration}` as never;
    const unproven = await api.database.registrations.findById(_id).lean<{ number: string }>();
    await sweepRegistrations(api.database, api.temporal, new Date(Date.now() + 23 * 3_600_000));
    expect(await readTexts(api.database, [`${unproven?.number}/registration`])).toHaveLength(1);
    // One that was opened and not noted is not forgotten, since its case needs the words.
    await api.database.registrations.collection.updateOne(
      { number } as never,
      { $set: { confirmedAt: null } } as never,
    );
    await sweepRegistrations(api.database, api.temporal, new Date(Date.now() + 25 * 3_600_000));
    const opened = await api.database.registrations.findOne({ number } as never).lean<{ confirmedAt: string | null }>();
    expect(opened?.confirmedAt).not.toBeNull();
    expect(await readTexts(api.database, [`${unproven?.number}/registration`])).toEqual([]);
    expect(await readTexts(api.database, [`${number}/registration`])).toHaveLength(1);
    expect((await api.anybody.get(`${base}/${view.registration}`)).refusal).toBe('404 NotFound');
  });
});
