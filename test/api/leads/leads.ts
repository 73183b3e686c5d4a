import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import { signalCase } from '../../../temporal/cases.ts';
import { eventually } from '../../support/api/api-client.ts';
import {
  colleague,
  contact,
  developer,
  donor,
  LeadInApi,
  leadBody,
  leads,
  manager,
  must,
  newDonors,
  officer,
  organisation,
  otherDonor,
  prepareLeads,
  secretary,
} from '../../support/api/leads.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
  await prepareLeads(api);
  // For the whole file: the officer is the point of contact of both donors.
  await (await LeadInApi.open(api)).appointed();
});
afterAll(() => api.stop());

const contribution = (reference: string, amount: string, customer = donor) =>
  must(api, manager, `/v1/organisations/${organisation}/contributions`, {
    ...{ reference, amount, programme: 'club', customer },
    paidOn: new Date().toISOString().slice(0, 10),
  });
const typesOf = async (lead: LeadInApi) => (await api.timeline(lead.address, manager)).events.map(({ type }) => type);

describe('a lead (N-05)', () => {
  test('goes from a programme and its prospects to the funding, which contributions prove', async () => {
    const lead = await LeadInApi.open(api);
    expect(lead.view).toMatchObject({ kind: 'lead', status: 'identified', category: 'club', owner: officer });
    expect(lead.view.number).toMatch(/^NC-L-/);
    expect(lead.view.detail).toMatchObject({ expected: '1000.00', currency: 'SAR', rate: 40 });
    await lead.step(officer, 'follow', contact);
    await lead.step(manager, 'rate', { successRate: 80, factors: ['known-donor'], text: 'وعد شفهيًا (مثال).' });
    expect((await lead.attempt(officer, 'close')).refusal).toBe('403 Forbidden');
    await lead.closed();
    expect(lead.view.detail.pledge).toMatchObject({ donor, amount: '1000.00', payments: [{ amount: '1000.00' }] });
    expect((await lead.attempt(manager, 'succeed')).refusal).toBe('409 Incomplete');
    await contribution('FIN-1', '600');
    expect((await lead.attempt(manager, 'succeed')).problem.detail).toContain('600.00 of 1000.00');
    await contribution('FIN-2', '400.00');
    // N-05: the pledge is paid, and the programme has not what it needs yet, no matter from whom.
    const early = await lead.attempt(manager, 'succeed');
    expect([early.refusal, early.problem.detail]).toEqual([
      '409 Incomplete',
      expect.stringContaining('1000.00 of the 25000.00 SAR that club needs'),
    ]);
    await contribution('FIN-REST', '24000.00', otherDonor);
    await lead.step(manager, 'succeed');
    expect(lead.view).toMatchObject({ status: 'successful', allowed: [] });
    const words = (await api.as(manager).get(`${lead.address}/words`)).as<{ words: { digestHolds: boolean }[] }>()
      .words;
    expect(words.length).toBeGreaterThanOrEqual(4);
    expect(words.every(({ digestHolds }) => digestHolds)).toBe(true);
  });

  test('is not opened on what is not the organisation’s (422), and half of it leaves nothing', async () => {
    const wrong = [
      { programme: 'nothing' },
      { prospects: ['NC-P-NOBODY'] },
      { expectedAmount: '0' },
      { factors: ['x'] },
      { factors: [] },
      { factors: undefined },
    ];
    for (const change of [...wrong, { successRate: 101 }, { prospects: [] }]) {
      expect((await api.as(officer).post(leads, { ...leadBody, ...change })).refusal).toBe('422 Invalid');
    }
    const key = 'mended';
    expect((await api.as(officer).post(leads, { ...leadBody, programme: 'nothing' }, { key })).status).toBe(422);
    expect((await api.as(officer).post(leads, leadBody, { key })).status).toBe(201);
  });

  test('is nothing where the policy has none: the list is empty, and none is opened (409)', async () => {
    const base = '/v1/organisations/courier/leads';
    const agent = api.as('courier.agent.1');
    expect((await agent.get(base)).as<{ items: unknown[] }>().items).toEqual([]);
    const answer = await agent.post(base, leadBody);
    expect([answer.refusal, answer.problem.detail]).toEqual([
      '409 NotAllowedNow',
      'The policy of courier has no leads.',
    ]);
  });

  test('is not opened by somebody whose role documents none (403)', async () => {
    expect((await api.as(secretary).post(leads, leadBody)).refusal).toBe('403 Forbidden');
  });
});

describe('one point of contact per donor (N-08)', () => {
  test('a stranger is refused (403) and reported, to the CRM manager too; once, however often he repeats it', async () => {
    const lead = await (await LeadInApi.open(api)).step(officer, 'follow', contact);
    const before = api.sent.length;
    for (let time = 0; time < 2; time += 1) {
      expect((await lead.attempt(colleague, 'log-contact', contact, 'stranger')).refusal).toBe('403 NotPointOfContact');
    }
    await eventually(
      () => typesOf(lead),
      (types) => types.includes('strangerReported'),
    );
    const told = () => api.sent.slice(before).filter(({ text }) => text.includes('نقطة الاتصال المعتمدة'));
    await eventually(told, (all) => all.some(({ to }) => to.startsWith(manager)));
    expect((await typesOf(lead)).filter((type) => type === 'strangerReported')).toHaveLength(1);
  });

  test('a stranger is reported as well if they would not wait for the outcome, also before the lead is followed', async () => {
    const headers = { prefer: 'respond-async' };
    const early = await LeadInApi.open(api);
    const followed = await (await LeadInApi.open(api)).step(officer, 'follow', contact);
    const log = (lead: LeadInApi) => api.as(colleague).post(`${lead.address}/log-contact`, contact, { headers });
    expect([(await log(early)).refusal, (await log(followed)).refusal]).toEqual([
      '409 NotAllowedNow',
      '403 NotPointOfContact',
    ]);
    for (const lead of [early, followed]) {
      await eventually(
        () => typesOf(lead),
        (types) => types.includes('strangerReported'),
      );
    }
  });

  test('N-08: a lead’s own officer is refused, and reported as no stranger while the donor has no point of contact', async () => {
    const fresh = 'NC-P-FRESH';
    await newDonors(api, fresh);
    const lead = await LeadInApi.open(api, { prospects: [fresh] });
    for (const who of [officer, colleague]) {
      const refused = await lead.attempt(who, 'follow', { ...contact, donor: fresh });
      expect(refused.refusal).toBe('403 NotPointOfContact');
    }
    const reported = async () =>
      (await api.timeline(lead.address, manager)).events.filter(({ type }) => type === 'strangerReported');
    const all = await eventually(reported, (events) => events.length > 0);
    expect(all.map(({ data }) => (data as { by?: string }).by)).toEqual([colleague]);
  });

  test('anyone who documents none at all, and anyone who comes before the lead is followed, is reported too', async () => {
    const lead = await LeadInApi.open(api);
    expect((await lead.attempt(secretary, 'log-contact', contact, 'once')).refusal).toBe('403 Forbidden');
    expect((await lead.attempt(secretary, 'log-contact', contact, 'once')).refusal).toBe('403 Forbidden');
    expect((await lead.attempt(secretary, 'follow', { donor: 'NC-P-NOBODY' })).refusal).toBe('403 Forbidden');
    expect((await lead.attempt(colleague, 'log-contact', contact)).refusal).toBe('409 NotAllowedNow');
    // The officer may contact donors whose point of contact they are: there is only nothing to document yet.
    expect((await lead.attempt(officer, 'log-contact', contact)).refusal).toBe('409 NotAllowedNow');
    await lead.step(manager, 'review', { outcome: 'unchanged', successRate: 40 });
    const reported = async () =>
      (await api.timeline(lead.address, manager)).events.filter(
        ({ type }) => type === 'strangerReported' || type === 'reviewed',
      );
    const all = await eventually(reported, (events) => events.some(({ type }) => type === 'reviewed'));
    expect(all.map(({ data }) => (data as { by?: string }).by)).toEqual([secretary, colleague, undefined]);
  });

  test('anyone who asks may contact once manager, resource development and secretary have approved', async () => {
    const lead = await (await LeadInApi.open(api)).step(officer, 'follow', contact);
    await lead.step(colleague, 'request-contact', { donors: [donor], text: 'زميل دراسة للمانح (مثال).' });
    expect((await lead.attempt(officer, 'approve-contact')).refusal).toBe('403 Forbidden');
    expect((await api.as(manager).post(`${lead.address}/approve-contact`)).refusal).toBe('428 IfMatchMissing');
    const waits = async () =>
      (await api.as(developer).get(`/v1/organisations/${organisation}/work`)).as<{ items: CaseView[] }>().items;
    await eventually(waits, (items) => items.some(({ number }) => number === lead.view.number));
    for (const who of [manager, developer, secretary]) await lead.step(who, 'approve-contact');
    await lead.step(colleague, 'log-contact', contact);
    expect(lead.view.detail.contacts).toMatchObject({ logged: 2, lastBy: colleague });
  });

  test('somebody takes over with the secretary’s approval, for all leads; who was it before may not contact any more', async () => {
    const prospects = ['NC-P-GIVEN', 'NC-P-PASSED'];
    await newDonors(api, ...prospects);
    await (await LeadInApi.open(api, { prospects })).appointed(officer);
    const lead = await (await LeadInApi.open(api, { prospects })).appointed(colleague);
    const given = { ...contact, donor: 'NC-P-GIVEN' };
    expect((await lead.attempt(officer, 'follow', given)).refusal).toBe('403 NotPointOfContact');
    await lead.step(colleague, 'follow', given);
    const contacts = (await api.as(manager).get(`${leads}/contacts`)).as<{ items: { donor: string }[] }>().items;
    for (const one of prospects) {
      expect(contacts).toContainEqual(expect.objectContaining({ donor: one, person: colleague, version: 2 }));
    }
  });

  test('an appointment made from what has changed since does not count for any of its donors, and says so', async () => {
    const [moved, kept] = ['NC-P-MOVED', 'NC-P-KEPT'];
    await newDonors(api, moved, kept);
    const open = () => LeadInApi.open(api, { prospects: [moved, kept] });
    await (await open()).appointed(officer);
    const [one, other] = [await open(), await open()];
    await one.step(manager, 'appoint-contact', { person: colleague, donors: [kept, moved] });
    await other.step(manager, 'appoint-contact', { person: colleague, donors: [moved] });
    await other.step(secretary, 'approve-contact');
    const isAppointed = ({ detail }: CaseView) => (detail.requests as { status: string }[])[0]?.status === 'appointed';
    await api.projected(other.address, manager, isAppointed);
    await one.step(secretary, 'approve-contact');
    const isSettled = ({ detail }: CaseView) => (detail.requests as { status: string }[])[0]?.status === 'stale';
    await api.projected(one.address, manager, isSettled);
    const [contacted] = (await api.as(manager).get(`${leads}/contacts?donor=${moved}`)).as<{
      items: { lead: string }[];
    }>().items;
    expect(contacted?.lead).toBe(other.view.number);
    const [second] = (await api.as(manager).get(`${leads}/contacts?donor=${kept}`)).as<{
      items: { person: string }[];
    }>().items;
    expect(second).toMatchObject({ person: officer });
  });
});

describe('the weekly review (N-06)', () => {
  test('settles many leads in one action, each in its own timeline, and says what happened to each', async () => {
    const [first, second, ended] = [await LeadInApi.open(api), await LeadInApi.open(api), await LeadInApi.open(api)];
    await ended.step(manager, 'cancel', { text: 'انتهت (مثال).' });
    const reviews = [
      { number: first.view.number, successRate: 50, outcome: 'progressing', text: 'يتقدّم (مثال).' },
      { number: second.view.number, successRate: 50, outcome: 'unchanged' },
      { number: ended.view.number, successRate: 50, outcome: 'unchanged' },
      { number: 'NC-L-00000-000000', successRate: 50, outcome: 'unchanged' },
    ];
    const send = () => api.as(manager).post(`${leads}/review`, { reviews }, { key: 'week-1' });
    const items = (await send()).as<{ items: { status: number }[] }>().items;
    expect(items.map(({ status }) => status)).toEqual([200, 200, 409, 404]);
    expect((await send()).as<{ items: unknown[] }>().items).toEqual(items);
    for (const lead of [first, second]) {
      const types = await eventually(
        () => typesOf(lead),
        (all) => all.includes('reviewed'),
      );
      expect(types.filter((type) => type === 'reviewed')).toHaveLength(1);
    }
    const headers = { prefer: 'respond-async' };
    const taken = await api.as(manager).post(`${leads}/review`, { reviews: reviews.slice(0, 1) }, { headers });
    expect(taken.as<{ items: object[] }>().items).toMatchObject([{ status: 202, revision: null, problem: null }]);
    expect((await api.as(officer).post(`${leads}/review`, { reviews })).refusal).toBe('403 Forbidden');
    const twice = [reviews[0], reviews[0]];
    expect((await api.as(manager).post(`${leads}/review`, { reviews: twice })).refusal).toBe('422 Invalid');
  });

  test('given while a contact is documented as a message loses neither (X-01)', async () => {
    const lead = await (await LeadInApi.open(api)).step(officer, 'follow', contact);
    const asMessage = { headers: { prefer: 'respond-async' } };
    for (let time = 0; time < 20; time += 1) {
      const [logged, reviewed] = await Promise.all([
        api.as(officer).post(`${lead.address}/log-contact`, contact, asMessage),
        lead.attempt(manager, 'review', { outcome: 'unchanged', successRate: 40 }),
      ]);
      expect([logged.status, reviewed.status]).toEqual([202, 200]);
    }
    const counted = ({ detail }: CaseView) => {
      const { contacts, reviews } = detail as { contacts: { logged: number }; reviews: { made: number } };
      return [contacts.logged, reviews.made];
    };
    const view = await api.projected(lead.address, manager, (one) => String(counted(one)) === '21,20');
    expect(view.detail.reviews).toMatchObject({ made: 20, missed: 0 });
  });

  test('given by a Signal is recorded just so (X-01)', async () => {
    const lead = await LeadInApi.open(api);
    const actor = { id: manager, roles: ['manager'], groups: [], departments: [] };
    await signalCase(
      api.temporal,
      { kind: 'lead', organisation, number: lead.view.number },
      {
        ...{ name: 'review', commandId: 'by-signal', at: new Date().toISOString(), actor },
        body: { outcome: 'unchanged', words: null, rate: 40 },
      },
    );
    const view = await api.projected(
      lead.address,
      manager,
      ({ detail }) => (detail.reviews as { made: number }).made === 1,
    );
    expect(view.clocks.filter(({ id }) => id.startsWith('week')).map(({ state }) => state)).toEqual(['met', 'running']);
  });
});
