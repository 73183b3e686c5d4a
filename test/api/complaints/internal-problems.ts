import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { caseSecret } from '../../../db/access/customer-keys.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, opened } from '../../support/api/complaints.ts';
import { donor, organisation, prepareLeads } from '../../support/api/leads.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const base = complaintsOf(organisation);
const ofGovernment = 'government-services';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, ofGovernment] });
  await prepareLeads(api);
  await api.hire(`${organisation}.centres-manager.1`);
});
afterAll(() => api.stop());

const as = (who: string) => api.as(`${organisation}.${who}`);
const problem = (change: object = {}) => ({
  ...{ category: 'relation-problem', channel: 'phone', language: 'ar', concerns: donor },
  ...{ fields: { details: 'تأخر التقرير الذي وُعد به المانح (مثال).' }, ...change },
});
const lettersOf = ({ number }: CaseView) => api.sent.filter(({ key }) => key.includes(`:${number}:`));

describe('N-25: an internal problem', () => {
  let view: CaseView;
  let address: string;
  beforeAll(async () => {
    ({ view } = await as('agent.1').post(base, problem()));
    address = `${base}/${view.number}`;
    await api.projected(address, `${organisation}.manager.1`, () => true);
  });

  test('is entered without a customer, names the donor by number, and the CRM manager hears of it at once', async () => {
    expect(view).toMatchObject({
      priority: 'urgent',
      detail: { internal: true, concerns: donor, customerClass: null },
    });
    // Those of its opening: its other tests go on with the same complaint.
    const letters = await eventually(
      () => lettersOf(view).filter(({ key }) => key.includes(`:${view.number}:1:`)),
      (all) => all.length >= 2,
    );
    expect([...new Set(letters.map(({ to }) => to))].sort()).toEqual([
      `${organisation}.manager.1@example.com`,
      `${organisation}.manager.2@example.com`,
    ]);
  });

  test('with a customer, or about a record that is not there, is a 422; so is a complaint without a customer', async () => {
    const { customer } = complaintBody(organisation) as { customer: object };
    const paths = async (body: object) =>
      (await as('agent.1').post(base, body)).problem.errors?.map(({ path }) => path);
    expect(await paths(problem({ customer }))).toEqual(['customer']);
    expect(await paths(problem({ concerns: 'NC-P-NOBODY' }))).toEqual(['concerns']);
    expect(await paths(complaintBody(organisation, { customer: undefined }))).toEqual(['customer']);
    expect(await paths(complaintBody(organisation, { concerns: donor }))).toEqual(['concerns']);
  });

  test('is there for the CRM manager and an auditor, and for nobody else of the staff', async () => {
    const readers = ['manager.1', 'auditor.1'];
    const others = ['agent.1', 'supervisor.1', 'quality.1', 'centres-manager.1', 'council-secretary.1'];
    for (const who of [...readers, ...others]) {
      const listed = (await as(who).get(`${base}?category=relation-problem`)).as<{ items: CaseView[] }>().items;
      const seen = [(await as(who).get(address)).status, listed.some(({ number }) => number === view.number)];
      expect([who, ...seen]).toEqual([who, ...(readers.includes(who) ? [200, true] : [404, false])]);
      const commanded = who.startsWith('manager') ? 404 : (await as(who).post(`${address}/accept`)).status;
      expect(commanded).toBe(who.startsWith('auditor') ? 403 : 404);
    }
    const { text } = await as('manager.1').get(`/v1/organisations/${organisation}/register`);
    expect(text).not.toContain(view.number);
  });

  test('whom the manager names sees it and answers it, until it is shared with them no longer', async () => {
    const [helper, named] = ['agent.2', `${organisation}.agent.2`];
    expect((await as('manager.1').post(`${address}/accept`)).status).toBe(200);
    expect((await as('manager.1').post(`${address}/share`, { with: named })).status).toBe(200);
    expect((await as(helper).get(address)).status).toBe(200);
    expect((await as(helper).get(`${address}/words`)).text).toContain('تأخر التقرير');
    // Who else sees it stays the manager's word.
    const further = await as(helper).post(`${address}/share`, { with: `${organisation}.agent.1` });
    expect(further.refusal).toMatch(/^403/);
    expect((await as('manager.1').post(`${address}/unshare`, { with: named })).status).toBe(200);
    expect((await as(helper).get(address)).status).toBe(404);
    const answered = await as('manager.1').post(`${address}/answer`, { text: 'أُرسل التقرير (مثال).', solved: true });
    expect(answered.status).toBe(200);
    await api.projected(address, `${organisation}.manager.1`, ({ status }) => status === 'answered');
    expect(lettersOf(view).filter(({ key }) => key.includes(':customer:'))).toEqual([]);
  });

  test('by the link that an earlier release sent a donor nothing is there, neither to read nor to withdraw', async () => {
    // As a case of the first version stands there: nothing in it says that it is internal.
    const { address: old, number } = await opened(api, organisation);
    await api.projected(old, `${organisation}.manager.1`, () => true);
    const first = { 'view.category': 'relation-problem', 'view.policyVersion': 1 };
    await api.database.cases.collection.updateOne({ number }, { $set: first });
    const own = caseSecret({ secret }, { organisation, number });
    const path = `/public/organisations/${organisation}/complaints/${number}`;
    const headers = { 'case-secret': own };
    const asked = [
      await api.anybody.get(path, { headers }),
      await api.anybody.get(`${path}/follow/${own}`),
      await api.anybody.post(`${path}/withdraw`, {}, { headers }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

test('G-05: a colleague with whom a thread is shared reads its words and answers it; another one does neither', async () => {
  const { address } = await opened(api, ofGovernment, { channel: 'email' });
  const [owner, sharer, other] = [1, 2, 3].map((n) => `${ofGovernment}.agent.${n}`) as [string, string, string];
  await api.hire(other);
  await api.as(owner).post(`${address}/accept`);
  expect((await api.as(sharer).post(`${address}/answer`, { text: 'تم' })).refusal).toBe('403 NotYourCase');
  const shared = await api.as(owner).post(`${address}/share`, { with: sharer });
  expect(shared.view.detail.sharers).toEqual([sharer]);
  expect((await api.as(sharer).get(`${address}/words`)).status).toBe(200);
  expect((await api.as(other).get(`${address}/words`)).refusal).toBe('403 Forbidden');
  expect((await api.as(owner).post(`${address}/share`, { with: owner })).refusal).toBe('409 Incomplete');
  expect((await api.as(owner).post(`${address}/share`, { with: 'nobody' })).refusal).toBe('422 Invalid');
  const answered = await api.as(sharer).post(`${address}/answer`, { text: 'تم حل المشكلة (مثال).', solved: true });
  expect(answered.view).toMatchObject({ status: 'answered', owner });
});
