import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pinnedPacks } from '../../../activities/cases/pinned-packs.ts';
import { formsLeftAlone } from '../../../activities/cases/unattended-forms.ts';
import type { ArchivedForm } from '../../../application/registry/archived-form.ts';
import { versionChainHolds, versionsUpTo } from '../../../db/registry/customer-versions.ts';
import { findCustomer } from '../../../db/registry/customers.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { signalCase } from '../../../temporal/cases.ts';
import { eventually } from '../../support/api/api-client.ts';
import { digestsOfFormHold } from '../../support/api/form-proof.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const base = `/v1/organisations/${organisation}/record-changes`;
const officer = `${organisation}.agent.1`;
const [manager, otherManager] = [`${organisation}.manager.1`, `${organisation}.manager.2`];
const [steward, deputy] = [`${organisation}.data-steward.1`, `${organisation}.deputy-steward.1`];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
  for (const staffId of [steward, deputy, `${organisation}.centres-manager.1`]) await api.hire(staffId);
});
afterAll(() => api.stop());

let customers = 0;
const record = (changes: object = {}) => {
  customers += 1;
  return {
    party: 'person',
    name: `${'أبتثجحخدذرزسشصضطظعغفقكلمنهوي'[customers % 28]?.repeat(6)} ${'قمرشجرنهربحر'.slice(customers % 7, (customers % 7) + 5)} (مثال)`,
    classes: ['donor'],
    contacts: [{ kind: 'mobile', value: `05${String(10_000_000 + customers)}` }],
    ...changes,
  };
};

/** A form in the API, and the steps that people take on it. */
class Form {
  view: CaseView;
  constructor(view: CaseView) {
    this.view = view;
  }
  get address() {
    return `${base}/${this.view.number}`;
  }
  get digest(): string {
    return (this.view.detail.approval as { digest: string }).digest;
  }
  get customer(): string {
    return (this.view.detail.customers as string[])[0] ?? '';
  }
  attempt(who: string, command: string, body: object = {}, ifMatch: string | null = null) {
    const headers = { 'if-match': ifMatch === null ? null : `"${ifMatch}"` };
    return api.as(who).post(`${this.address}/${command}`, body, { headers });
  }
  async step(who: string, command: string, body: object = {}): Promise<this> {
    const answer = await this.attempt(who, command, body, command === 'approve' ? this.digest : null);
    if (answer.status !== 200) throw new Error(`${command}: ${answer.refusal} ${answer.problem.detail}`);
    this.view = answer.view;
    return this;
  }
}

async function prepared(body: object, who = officer): Promise<Form> {
  const answer = await api.as(who).post(base, body);
  if (answer.status !== 201) throw new Error(`${answer.refusal} ${JSON.stringify(answer.problem)}`);
  return new Form(answer.view);
}

async function approved(body: object, who = officer): Promise<Form> {
  const form = await prepared(body, who);
  await form.step(manager, 'review');
  return form.step(manager, 'approve');
}

async function entered(body: object): Promise<Form> {
  return (await approved(body)).step(steward, 'enter');
}

describe('a form (N-20)', () => {
  test('is prepared, looked at, approved by its digest, entered by the steward and archived', async () => {
    const form = await prepared({ action: 'new', record: record({ name: 'مانح تجريبي (مثال)' }) });
    expect(form.view).toMatchObject({ kind: 'recordChange', status: 'prepared', category: 'new', owner: officer });
    await eventually(
      async () =>
        (await api.as(manager).get(`/v1/organisations/${organisation}/work`)).as<{ items: CaseView[] }>().items,
      (items) => items.some(({ number }) => number === form.view.number),
    );
    const shown = await api.as(manager).get(`${form.address}/differences`);
    expect(shown.json).toMatchObject({
      digest: form.digest,
      entries: [
        {
          base: 0,
          digestHolds: true,
          differences: expect.arrayContaining([{ field: 'name', from: null, to: 'مانح تجريبي (مثال)' }]),
        },
      ],
    });
    await form.step(manager, 'review');
    await form.step(manager, 'approve');
    expect(form.view).toMatchObject({ status: 'approved', allowed: [] });
    await form.step(steward, 'enter');
    expect(form.view.status).toBe('entered');
    expect(form.view.detail.entered).toEqual([{ customer: form.customer, version: 1 }]);
    const customer = await findCustomer(api.database, organisation, form.customer);
    expect(customer).toMatchObject({ version: 1, status: 'active', classes: ['donor'], change: form.view.number });
    await form.step(officer, 'archive');
    expect(form.view).toMatchObject({ status: 'archived', allowed: [] });
  });

  test('is not approved without saying what was seen (428), nor as it was before (412), nor twice (409)', async () => {
    const form = await (await prepared({ action: 'new', record: record() })).step(manager, 'review');
    expect((await form.attempt(manager, 'approve')).refusal).toBe('428 IfMatchMissing');
    expect((await form.attempt(manager, 'approve', {}, 'f'.repeat(64))).refusal).toBe('412 PreconditionFailed');
    expect((await form.attempt(manager, 'approve', {}, form.digest)).status).toBe(200);
    expect((await form.attempt(otherManager, 'approve', {}, form.digest)).refusal).toBe('409 NotAllowedNow');
  });

  test('is neither reviewed nor approved by who prepared it (403 SamePerson), and he is not offered it', async () => {
    const form = await prepared({ action: 'new', record: record() }, manager);
    expect(form.view.allowed).toEqual(['withdraw']);
    expect((await form.attempt(manager, 'review')).refusal).toBe('403 SamePerson');
    await form.step(otherManager, 'review');
    expect((await form.attempt(manager, 'approve', {}, form.digest)).refusal).toBe('403 SamePerson');
    expect((await form.attempt(officer, 'approve', {}, form.digest)).refusal).toBe('403 Forbidden');
  });

  test('approved by a Signal is approved just so (X-01)', async () => {
    const form = await (await prepared({ action: 'new', record: record() })).step(manager, 'review');
    const { number } = form.view;
    const actor = { id: manager, roles: ['manager'], groups: [], departments: [] };
    const command = { name: 'approve', commandId: 'by-signal', at: new Date().toISOString(), actor };
    await signalCase(
      api.temporal,
      { kind: 'recordChange', organisation, number },
      {
        ...command,
        body: { digest: form.digest },
      },
    );
    const view = await api.projected(form.address, manager, ({ status }) => status === 'approved');
    expect(view.detail.approval).toMatchObject({ decisions: [{ by: manager, verdict: 'approved' }] });
  });

  test('is back with its reason, amended under a new digest, and must be approved anew', async () => {
    const form = await prepared({ action: 'new', record: record() });
    const { digest } = form;
    await form.step(manager, 'reject', { text: 'رقم الجوال ناقص' });
    expect(form.view).toMatchObject({ status: 'returned', detail: { back: { why: 'rejected' } } });
    await form.step(officer, 'amend', { action: 'new', record: record({ name: 'مانح بعد التصحيح (مثال)' }) });
    expect(form.view).toMatchObject({ status: 'prepared', round: 2, detail: { version: 2 } });
    expect(form.digest).not.toBe(digest);
    await form.step(manager, 'review');
    expect((await form.attempt(manager, 'approve', {}, digest)).refusal).toBe('412 PreconditionFailed');
    expect((await form.attempt(officer, 'amend', { action: 'fields', fields: [] })).refusal).toBe('422 Invalid');
    for (const name of ['constructor', 'toString', 'valueOf']) {
      // S11: it would stop every record, import and registration of the organisation.
      const fields = [{ name, title: { ar: 'حقل', en: 'Field' } }];
      expect((await form.attempt(officer, 'amend', { action: 'fields', fields })).refusal).toBe('422 Invalid');
    }
    // A form that the case does not take leaves nobody in the vault.
    const inVault = () =>
      api.database.vault.countDocuments({ _id: { $regex: `^${form.view.number}/amendment-` } } as never);
    const before = await inVault();
    expect(before).toBeGreaterThan(0);
    expect((await form.attempt(officer, 'amend', { action: 'new', record: record() })).refusal).toBe(
      '409 NotAllowedNow',
    );
    expect(await inVault()).toBe(before);
  });

  test('a refused amendment leaves nobody in the vault, even if its sender would not wait for it', async () => {
    const form = await prepared({ action: 'new', record: record() });
    const inVault = () =>
      api.database.vault.countDocuments({ _id: { $regex: `^${form.view.number}/amendment-` } } as never);
    const headers = { prefer: 'respond-async' };
    const amended = await api
      .as(officer)
      .post(`${form.address}/amend`, { action: 'new', record: record() }, { headers });
    expect([amended.refusal, amended.headers.get('preference-applied')]).toEqual(['409 NotAllowedNow', null]);
    expect(await inVault()).toBe(0);
  });

  test('is another organisation’s own', async () => {
    const form = await prepared({ action: 'new', record: record() });
    const elsewhere = form.address.replace(organisation, 'courier');
    expect((await api.as('courier.manager.1').get(elsewhere)).status).toBe(404);
    expect((await api.as('courier.manager.1').get(form.address)).status).toBe(404);
  });
});

describe('entering (N-19)', () => {
  test('is the steward’s, and the deputy’s only while the steward is away', async () => {
    const form = await approved({ action: 'new', record: record() });
    expect((await form.attempt(officer, 'enter')).refusal).toBe('403 Forbidden');
    expect((await form.attempt(deputy, 'enter')).refusal).toBe('404 NotFound');
    const away = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', deputy, enteredBy: manager };
    await api.hire(`${organisation}.data-steward.2`, { absences: [away] });
    await api.projected(form.address, officer, ({ status }) => status === 'approved');
    try {
      const waiting = (await api.as(deputy).get(`/v1/organisations/${organisation}/work`)).as<{ items: CaseView[] }>();
      expect(waiting.items.find(({ number }) => number === form.view.number)).toMatchObject({
        why: 'to-enter',
        standingInFor: `${organisation}.data-steward.2`,
      });
      await form.step(deputy, 'enter');
      expect(form.view.detail.entry).toMatchObject({ by: deputy, standingInFor: `${organisation}.data-steward.2` });
    } finally {
      await api.hire(`${organisation}.data-steward.2`, { absences: [] });
    }
  });

  test('is never handed to somebody other than a deputy steward, anyone who is entered as the deputy', async () => {
    const absences = `/v1/organisations/${organisation}/staff/${steward}/absences`;
    const away = { from: '2030-01-06T05:00:00Z', to: '2030-01-20T05:00:00Z' };
    const refused = await api.as(manager).post(absences, { ...away, deputy: officer });
    expect(refused.problem.errors).toEqual([
      { path: 'deputy', message: 'must be deputy-steward: nobody else acts meanwhile' },
    ]);
    expect((await api.as(manager).post(absences, { ...away, deputy })).status).toBe(201);
  });

  test('of a form whose record has moved since writes nothing: 409 StaleBase, and the form is back', async () => {
    const { customer } = await entered({ action: 'new', record: record() });
    const one = await approved({ action: 'change', customer, base: 1, record: { nameLatin: 'Demo One' } });
    const other = await approved({ action: 'change', customer, record: { nameLatin: 'Demo Two' } });
    await one.step(steward, 'enter');
    expect((await other.attempt(steward, 'enter')).refusal).toBe('409 StaleBase');
    const back = await api.projected(other.address, officer, ({ status }) => status === 'returned');
    expect(back.detail.back).toEqual({ why: 'stale', stale: [{ customer, base: 1, now: 2 }] });
    const stale = await api.as(officer).get(`${other.address}/differences?atLeast=${back.revision}`);
    const proposed = { field: 'nameLatin', from: null, to: 'Demo Two' };
    expect(stale.json.entries).toEqual([
      expect.objectContaining({
        base: 1,
        differences: [proposed],
        moved: {
          now: 2,
          since: [{ field: 'nameLatin', from: null, to: 'Demo One' }],
          differences: [{ field: 'nameLatin', from: 'Demo One', to: 'Demo Two' }],
        },
      }),
    ]);
    const versions = await versionsUpTo(api.database, { organisation, number: customer, version: 3 });
    expect([versions.length, versionChainHolds(versions)]).toEqual([2, true]);
    const body = { action: 'change', customer, record: { nameLatin: 'Demo Two' } };
    expect((await api.as(officer).post(base, { ...body, base: 1 })).refusal).toBe('409 StaleBase');
    await other.step(officer, 'amend', body);
    const shown = await api.as(manager).get(`${other.address}/differences?atLeast=${other.view.revision}`);
    expect(shown.json).toMatchObject({
      entries: [{ base: 2, differences: [{ field: 'nameLatin', from: 'Demo One', to: 'Demo Two' }], moved: null }],
    });
  });

  test('twice at once, by two stewards, writes once', async () => {
    const form = await approved({ action: 'new', record: record() });
    const second = `${organisation}.data-steward.2`;
    await api.hire(second);
    const answers = await Promise.all([form.attempt(steward, 'enter'), form.attempt(second, 'enter')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const customer = await findCustomer(api.database, organisation, form.customer);
    expect(customer?.version).toBe(1);
  });

  test('merging two records redirects the one for good, and a deactivated record stays readable', async () => {
    const { customer: goes } = await entered({ action: 'new', record: record() });
    const { customer: stays } = await entered({ action: 'new', record: record() });
    await entered({ action: 'merge', customer: goes, into: stays, record: { interests: ['التعليم'] } });
    expect(await findCustomer(api.database, organisation, goes)).toMatchObject({ status: 'merged', mergedInto: stays });
    expect(await findCustomer(api.database, organisation, stays)).toMatchObject({ version: 2, interested: true });
    const again = await api.as(officer).post(base, { action: 'change', customer: goes, record: { nameLatin: 'X' } });
    expect(again.refusal).toBe('422 Invalid');
    await entered({ action: 'deactivate', customer: stays, note: 'طلب العميل إيقاف سجله' });
    expect(await findCustomer(api.database, organisation, stays)).toMatchObject({ version: 3, status: 'inactive' });
    const change = { action: 'change', customer: stays };
    await entered({ ...change, record: { nameLatin: 'Demo' } });
    expect(await findCustomer(api.database, organisation, stays)).toMatchObject({ version: 4, status: 'inactive' });
    expect((await api.as(officer).post(base, { ...change, record: { nameLatin: 'Demo' } })).refusal).toBe(
      '422 Invalid',
    );
    expect((await api.as(officer).post(base, { ...change, action: 'deactivate', note: '-' })).refusal).toBe(
      '422 Invalid',
    );
    await entered({ ...change, reactivate: true });
    expect(await findCustomer(api.database, organisation, stays)).toMatchObject({ version: 5, status: 'active' });
    expect((await api.as(officer).post(base, { ...change, reactivate: true })).refusal).toBe('422 Invalid');
  });
});

test('a form that waits tells the one above at once when the last who could take its step goes away (N-20)', async () => {
  const form = await prepared({ action: 'new', record: record() });
  const absences = (who: string) => `/v1/organisations/${organisation}/staff/${who}/absences`;
  const from = new Date(Date.now() - 60_000).toISOString();
  const to = new Date(Date.now() + 3_600_000).toISOString();
  const nobody = async () => {
    const { events } = await api.timeline(form.address, manager);
    return events.filter(({ type }) => type === 'nobodyCanAct').length;
  };
  try {
    // The preparer stands in for each of them, and may not review it.
    for (const who of [manager, otherManager]) {
      const answer = await api.as(who).post(absences(who), { from, to, deputy: officer });
      expect(answer.status).toBe(201);
    }
    expect(await eventually(nobody, (count) => count > 0)).toBe(1);
    // Both looks find the form left alone, by the same people who are away: it hears of it once.
    const look = (staffId: string) =>
      formsLeftAlone({ database: api.database, secret }, pinnedPacks(api.database), { organisation, staffId, from });
    const [one, other] = [await look(manager), await look(otherManager)];
    const leftBy = ({ forms }: typeof one) => forms.map(({ number, step }) => ({ number, step }));
    expect(leftBy(one)).toContainEqual({ number: form.view.number, step: 'review' });
    expect([leftBy(other), other.cause]).toEqual([leftBy(one), one.cause]);
    expect(await nobody()).toBe(1);
  } finally {
    for (const who of [manager, otherManager]) await api.hire(who, { absences: [] });
  }
});

describe('a customer who may be there already', () => {
  test('is shown with a score, and the reviewer says why he is not the same', async () => {
    const twin = { name: 'مؤسسة الواحة الخضراء (مثال)', contacts: [{ kind: 'mobile', value: '0551112223' }] };
    const { customer } = await entered({ action: 'new', record: record(twin) });
    const form = await prepared({ action: 'new', record: record({ ...twin, name: 'مؤسسة الواحه الخضرا (مثال)' }) });
    const { alike } = (await api.as(manager).get(`${form.address}/differences`)).as<{
      alike: { customer: string; like: string; score: number }[];
    }>();
    expect(alike).toEqual([{ customer: form.customer, like: customer, score: expect.any(Number) }]);
    expect(alike[0]?.score).toBeGreaterThan(0.9);
    expect((await form.attempt(manager, 'review')).refusal).toBe('409 Incomplete');
    await form.step(manager, 'review', { text: 'فرع آخر برقم سجل مختلف' });
    expect(form.view.status).toBe('reviewed');
  });
});

describe('the archived form', () => {
  test('is a page to print in Arabic, and its digests can be worked out from its JSON alone', async () => {
    const form = await (await entered({ action: 'new', record: record() })).step(officer, 'archive');
    await api.projected(form.address, manager, ({ status }) => status === 'archived');
    const json = (await api.as(manager).get(`${form.address}/form`)).as<ArchivedForm>();
    expect(json.signatures.map(({ step, by }) => [step, by])).toEqual([
      ['prepared', officer],
      ['reviewed', manager],
      ['approved', manager],
      ['entered', steward],
      ['archived', officer],
    ]);
    expect(digestsOfFormHold(json)).toBe(true);
    expect(digestsOfFormHold({ ...json, version: 2 })).toBe(false);
    const [proof] = json.proofs.records;
    if (!proof) throw new Error('the form writes nothing');
    const forged = { ...proof, content: { ...(proof.content as object), name: 'اسم آخر' } };
    expect(digestsOfFormHold({ ...json, proofs: { ...json.proofs, records: [forged] } })).toBe(false);
    const page = await api.as(manager).get(`${form.address}/form?format=html`);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toContain('dir="rtl"');
    expect(page.text).toContain(json.digest);
  });
});

test('the archived form names anyone who prepared it, and in whose place (N-20)', async () => {
  const away = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', deputy, enteredBy: manager };
  await api.hire(`${organisation}.data-steward.3`, { absences: [away] });
  try {
    const form = await prepared({ action: 'new', record: record() }, deputy);
    const { signatures } = (await api.as(manager).get(`${form.address}/form`)).as<ArchivedForm>();
    expect(signatures[0]).toMatchObject({
      step: 'prepared',
      by: deputy,
      standingInFor: `${organisation}.data-steward.3`,
    });
  } finally {
    await api.hire(`${organisation}.data-steward.3`, { absences: [] });
  }
});

test('interests are in no form of anyone who may not read them (N-24)', async () => {
  const form = await prepared({ action: 'new', record: record({ interests: ['الأيتام'] }) });
  for (const path of ['form', 'form?format=html', 'differences']) {
    expect((await api.as(manager).get(`${form.address}/${path}`)).text).toContain('الأيتام');
    expect((await api.as(officer).get(`${form.address}/${path}`)).text).not.toContain('الأيتام');
  }
});

describe('what a form must be', () => {
  test('known codes, good numbers and known customers, each fault named', async () => {
    const body = {
      action: 'new',
      record: record({ classes: ['nobody'], contacts: [{ kind: 'mobile', value: '12' }] }),
    };
    const answer = await api.as(officer).post(base, body);
    expect([answer.refusal, answer.problem.errors?.map(({ path }) => path)]).toEqual([
      '422 Invalid',
      ['record.contacts[0].value', 'record.classes[0]'],
    ]);
    const nobody = { action: 'change', customer: 'NC-P-00000-000000', record: { nameLatin: 'X' } };
    expect((await api.as(officer).post(base, nobody)).refusal).toBe('422 Invalid');
  });

  test('which fields there are is changed by the same steps, approved by each department concerned (F-04)', async () => {
    const fields = [{ name: 'preferredCallTime', title: { ar: 'وقت الاتصال', en: 'Time to call' } }];
    const form = await (await prepared({ action: 'fields', fields })).step(manager, 'review');
    await form.step(manager, 'approve');
    expect(form.view.status).toBe('reviewed');
    await form.step(`${organisation}.centres-manager.1`, 'approve');
    await form.step(steward, 'enter');
    const withField = await entered({ action: 'new', record: record({ fields: { preferredCallTime: 'مساءً' } }) });
    expect(withField.view.status).toBe('entered');
    const unknown = { action: 'new', record: record({ fields: { shoeSize: '44' } }) };
    expect((await api.as(officer).post(base, unknown)).refusal).toBe('422 Invalid');
    // A field that is taken out again goes from each record with its next change, and stands in nobody's way.
    const none = await (await prepared({ action: 'fields', fields: [] })).step(manager, 'review');
    await none.step(manager, 'approve');
    await none.step(`${organisation}.centres-manager.1`, 'approve');
    await none.step(steward, 'enter');
    const change = { action: 'change', customer: withField.customer, record: { nameLatin: 'Demo' } };
    const { entries } = (await api.as(manager).get(`${(await prepared(change)).address}/differences`)).as<{
      entries: { differences: { field: string }[] }[];
    }>();
    expect(entries[0]?.differences.map(({ field }) => field)).toEqual(['nameLatin', 'fields']);
  });

  test('F-04: each department whose data it is agrees by somebody of its own', async () => {
    const field = { name: 'donationBand', title: { ar: 'شريحة التبرع', en: 'Donation band' } };
    const wrong = await api.as(officer).post(base, { action: 'fields', fields: [{ ...field, department: 'nowhere' }] });
    expect(wrong.problem.errors?.map(({ path }) => path)).toEqual(['fields.0.department']);
    const body = { action: 'fields', fields: [{ ...field, department: 'centre-affairs' }] };
    const form = await (await prepared(body)).step(manager, 'review');
    const here = { departments: ['customer-relations'] };
    await api.hire(`${organisation}.manager.8`, here);
    await api.hire(`${organisation}.centres-manager.8`, here);
    await api.hire(`${organisation}.manager.9`, { departments: ['centre-affairs'] });
    await form.step(`${organisation}.manager.8`, 'approve');
    await form.step(`${organisation}.centres-manager.8`, 'approve');
    expect(form.view.status).toBe('reviewed');
    await api.hire(`${organisation}.manager.7`, here);
    const another = await form.attempt(`${organisation}.manager.7`, 'approve', {}, form.digest);
    expect(another.refusal).toBe('409 NotAllowedNow');
    await form.step(`${organisation}.manager.9`, 'approve');
    expect(form.view.status).toBe('approved');
    await form.attempt(officer, 'withdraw');
  });

  test('influenced by other customers, whom the registry knows (N-18)', async () => {
    const { customer } = await entered({ action: 'new', record: record() });
    const by = (number: string) => ({ influencedBy: [{ customer: number, how: 'قريب' }] });
    const nobody = await api.as(officer).post(base, { action: 'new', record: record(by('NC-P-00000-000000')) });
    const himself = await api.as(officer).post(base, { action: 'change', customer, record: by(customer) });
    for (const { refusal, problem } of [nobody, himself]) {
      expect([refusal, problem.errors?.map(({ path }) => path)]).toEqual([
        '422 Invalid',
        ['record.influencedBy[0].customer'],
      ]);
    }
    expect((await api.as(officer).post(base, { action: 'new', record: record(by(customer)) })).status).toBe(201);
  });
});
