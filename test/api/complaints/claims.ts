import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import type { Claim } from '../../../domain/complaint/aspects/claims.ts';
import { type Answer, eventually } from '../../support/api/api-client.ts';
import { driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const work = '/v1/organisations/sandbox/work';
const owner = 'sandbox.agent.1';
const [first, second] = ['sandbox.manager.1', 'sandbox.manager.2'];
const always = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', enteredBy: 'sandbox.manager.1' };

let api: RunningApi;
let accepted: string;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox', 'government-services'] });
  await api.hire('sandbox.manager.3');
  accepted = (await driven(api, 'sandbox', [['accept', {}, owner]])).address;
});
afterAll(() => api.stop());

const claimIn = ({ detail }: CaseView): Claim => (detail.claims as Claim[]).at(-1) as Claim;

/** A claim of 250.00, which needs two approvals, prepared by an agent other than the owner. */
async function claimed(amount = '250') {
  const prepare: [string, object, string] = ['prepare-claim', { amount, text: 'فاتورة' }, 'sandbox.agent.2'];
  const { address, number, view } = await driven(api, 'sandbox', [['accept', {}, owner], prepare]);
  const { digest } = claimIn(view);
  const decide = (who: string, command = 'approve-claim', seen: string | null = `"${digest}"`): Promise<Answer> =>
    api.as(who).post(`${address}/${command}`, command === 'approve-claim' ? {} : { text: 'لا تثبت' }, {
      headers: { 'if-match': seen },
    });
  return { address, number, view, digest, decide };
}

describe('a claim above the limit (C-12, X-02)', () => {
  test('is approved by two managers, told to the customer, and only then is the complaint answered', async () => {
    const { address, view, decide } = await claimed();
    expect(claimIn(view)).toMatchObject({
      amount: '250.00',
      currency: 'SAR',
      needed: 2,
      status: 'waiting',
      decisions: [],
    });
    expect(view.clocks.find(({ id }) => id === 'claim')?.state).toBe('running');
    expect((await decide(first)).view.status).toBe('open');
    const early = await api.as(owner).post(`${address}/answer`, { text: 'تمت الموافقة' });
    expect([early.refusal, early.problem.detail]).toEqual([
      '409 NotAllowedNow',
      expect.stringContaining('it needs 1 more approval'),
    ]);
    const approved = (await decide(second)).view;
    expect(claimIn(approved)).toMatchObject({ status: 'approved', decisions: [{ by: first }, { by: second }] });
    await eventually(
      () => api.sent.filter(({ to, text }) => to === 'customer@example.com' && /250 ريال|SAR 250/.test(text)),
      (letters) => letters.length === 1,
    );
    expect((await api.as(owner).post(`${address}/answer`, { text: 'تمت الموافقة' })).view.status).toBe('answered');
  });

  test('is refused a second approval of the same person, and that of who prepared it or owns the complaint', async () => {
    const { address, decide } = await claimed();
    await decide(first);
    expect((await decide(first)).refusal).toBe('409 NotAllowedNow');
    await api.as('sandbox.supervisor.1').post(`${address}/assign`, { to: second });
    expect((await decide(second, 'approve-claim', null)).refusal).toBe('403 SamePerson');
    expect((await decide(second, 'reject-claim')).refusal).toBe('403 SamePerson');
    const own = await driven(api, 'sandbox', [
      ['accept', {}, owner],
      ['prepare-claim', { amount: '10', text: 'فاتورة' }, first],
    ]);
    const headers = { 'if-match': claimIn(own.view).digest };
    expect((await api.as(first).post(`${own.address}/approve-claim`, {}, { headers })).refusal).toBe('403 SamePerson');
    expect((await api.as(first).get(own.address)).view.allowed).not.toContain('approve-claim');
    expect((await api.as(second).post(`${own.address}/approve-claim`, {}, { headers })).status).toBe(200);
  });

  test('is not approved without saying what was seen, nor as it was before it was amended', async () => {
    const { address, decide } = await claimed();
    await decide(first);
    expect((await decide(second, 'approve-claim', null)).refusal).toBe('428 IfMatchMissing');
    expect((await decide('sandbox.agent.1', 'approve-claim', null)).refusal).toBe('403 Forbidden');
    const { view } = await api.as('sandbox.agent.2').post(`${address}/amend-claim`, { amount: '300' });
    expect(claimIn(view)).toMatchObject({ amount: '300.00', version: 2, decisions: [] });
    expect((await decide(second)).refusal).toBe('412 PreconditionFailed');
    expect((await decide(second, 'reject-claim')).refusal).toBe('412 PreconditionFailed');
    expect((await decide(second, 'reject-claim', null)).status).toBe(200);
    // A manager who has seen something else is told so before they are told that it is decided.
    expect((await decide(first)).refusal).toBe('412 PreconditionFailed');
    expect((await decide(first, 'approve-claim', claimIn(view).digest)).refusal).toBe('409 NotAllowedNow');
  });

  test('takes a decision that comes as a Signal in the same way', async () => {
    const { address, digest } = await claimed('20');
    const headers = { 'if-match': digest, prefer: 'respond-async' };
    expect((await api.as(first).post(`${address}/approve-claim`, {}, { headers })).status).toBe(202);
    const view = await api.projected(address, first, (seen) => claimIn(seen).status === 'approved');
    expect(claimIn(view).decisions).toMatchObject([{ by: first }]);
  });

  test('is the same decision when the request is repeated, and another one under the same key is refused', async () => {
    const { address, digest } = await claimed();
    const path = `${address}/approve-claim`;
    const twice = { key: `claim-${digest}`, headers: { 'if-match': digest } };
    const views = [await api.as(first).post(path, {}, twice), await api.as(first).post(path, {}, twice)];
    expect(views.map(({ view }) => claimIn(view).decisions.length)).toEqual([1, 1]);
    const other = await api.as(first).post(path, {}, { ...twice, headers: { 'if-match': 'x'.repeat(64) } });
    expect(other.refusal).toBe('422 KeyReused');
  });

  test('stands among the work of those who may still decide on it, and of nobody else', async () => {
    const { number, decide } = await claimed();
    await decide(first);
    const queueReason = async (who: string) => {
      const { items } = (await api.as(who).get(`${work}?limit=200`)).as<{ items: { number: string; why: string }[] }>();
      return items.find((item) => item.number === number)?.why;
    };
    const waits = async (who: string) =>
      eventually(
        () => queueReason(who),
        (why) => why === 'approval',
      );
    expect(await waits(second)).toBe('approval');
    await eventually(
      () => queueReason(first),
      (why) => why !== 'approval',
    );
    expect(await queueReason(owner)).toBe('yours');
    expect(await queueReason('sandbox.agent.2')).not.toBe('approval');
  });
});

describe('a stand-in', () => {
  test('approves in the place of a manager who is away, under both names; the manager then counts as done', async () => {
    await api.hire('sandbox.manager.9', { absences: [{ ...always, deputy: 'sandbox.quality.1' }] });
    const { address, decide } = await claimed();
    const { view } = await decide('sandbox.quality.1');
    expect(claimIn(view).decisions).toMatchObject([{ by: 'sandbox.quality.1', standingInFor: 'sandbox.manager.9' }]);
    expect((await decide('sandbox.manager.9')).refusal).toBe('409 NotAllowedNow');
    expect((await decide('sandbox.quality.1')).refusal).toBe('409 NotAllowedNow');
    const { events } = await api.timeline(address, first);
    expect(events.find(({ type }) => type === 'claimApprovalGiven')).toMatchObject({
      by: 'sandbox.quality.1',
      standingInFor: 'sandbox.manager.9',
      roles: ['manager'],
    });
  });

  test('of who prepared it or owns the complaint does not approve, though he is a manager himself', async () => {
    await api.hire('sandbox.agent.8', { absences: [{ ...always, deputy: 'sandbox.manager.3' }] });
    const { address, number } = await opened(api, 'sandbox');
    await api.as('sandbox.agent.8').post(`${address}/accept`);
    const body = { amount: '10', text: 'فاتورة' };
    const { view } = await api.as(owner).post(`${address}/prepare-claim`, body);
    const headers = { 'if-match': claimIn(view).digest };
    const asManager = api.as('sandbox.manager.3');
    expect((await asManager.post(`${address}/approve-claim`, {}, { headers })).refusal).toBe('403 SamePerson');
    // But they answer for the owner, whose case it is.
    expect((await asManager.get(`${address}/words`)).status).toBe(200);
    expect(number).toMatch(/^SB-C-/);
  });

  test('finds what waits for the person replaced in his list', async () => {
    await api.hire('sandbox.supervisor.7', {
      absences: [{ ...always, deputy: 'sandbox.helper.1' }],
    });
    const helper = await api.hire('sandbox.helper.1', { roles: [], groups: [], departments: [] });
    const { address } = await opened(api, 'sandbox');
    expect(
      (
        await eventually(
          () => helper.get(address),
          ({ status }) => status === 200,
        )
      ).view.allowed,
    ).toContain('decline');
    const { items } = (await helper.get('/v1/organisations/sandbox/complaints')).as<{ items: unknown[] }>();
    expect(items.length).toBeGreaterThan(0);
    const named = await opened(api, 'sandbox', { about: ['sandbox.supervisor.7'] });
    expect((await helper.get(named.address)).refusal).toBe('404 NotFound');
  });

  test('is refused where it would run in a circle', async () => {
    const staff = '/v1/organisations/sandbox/staff';
    const span = { from: '2090-01-01T00:00:00Z', to: '2090-02-01T00:00:00Z' };
    const manager = api.as(first);
    const enter = (who: string, deputy: string) => manager.post(`${staff}/${who}/absences`, { ...span, deputy });
    expect((await enter('sandbox.agent.1', 'sandbox.agent.2')).status).toBe(201);
    expect((await enter('sandbox.agent.2', 'sandbox.agent.1')).refusal).toBe('422 Invalid');
  });
});

test('a benefit above the limit is approved like a claim, an apology is only recorded (B-08)', async () => {
  const { address } = await driven(api, 'sandbox', [['accept', {}, owner]]);
  const record = (body: object) => api.as(owner).post(`${address}/record-goodwill`, { text: 'نعتذر', ...body });
  expect((await record({ apology: true })).view.detail).toMatchObject({ apologisedAt: expect.any(String), claims: [] });
  const { view } = await record({ apology: false, benefit: { kind: 'gift', amount: '80' } });
  const headers = { 'if-match': claimIn(view).digest };
  const approved = (await api.as(first).post(`${address}/approve-claim`, {}, { headers })).view;
  expect(claimIn(approved)).toMatchObject({ type: 'goodwill', benefit: 'gift', amount: '80.00', status: 'approved' });
});

test.each([
  ['prepare-claim', { amount: 12, text: 'x' }, 'amount'],
  ['prepare-claim', { amount: '1.001', text: 'x' }, 'amount'],
  ['prepare-claim', { amount: '0', text: 'x' }, 'amount'],
  ['prepare-claim', { amount: '5', currency: 'USD', text: 'x' }, 'currency'],
  ['prepare-claim', { amount: '5' }, 'text'],
  ['prepare-claim', { amount: '5', attachments: ['nothing'] }, 'attachments'],
  ['amend-claim', {}, 'amount'],
  ['record-goodwill', { apology: false, text: 'x' }, 'benefit'],
  ['record-goodwill', { apology: true, benefit: { kind: 'castle', amount: '5' }, text: 'x' }, 'benefit.kind'],
])('%s of %j is refused, naming %s', async (command, body, path) => {
  const answer = await api.as(owner).post(`${accepted}/${command}`, body);
  expect([answer.refusal, answer.problem.errors?.[0]?.path]).toEqual(['422 Invalid', path]);
});

test('money is counted in the currency of the organisation, whatever digits it is written in', async () => {
  const agent = 'government-services.agent.1';
  const prepare: [string, object, string] = ['prepare-claim', { amount: '١٢.١٢٥', text: 'فاتورة' }, agent];
  const { view } = await driven(api, 'government-services', [['accept', {}, agent], prepare]);
  expect(claimIn(view)).toMatchObject({ amount: '12.125', currency: 'BHD' });
});

test('S13c: an approval of another digest leaves its refusal on record, whether its outcome is waited for or not', async () => {
  const { address } = await claimed();
  const refused = async () => {
    const audit = await api.as('sandbox.auditor.1').get(`${address}/audit`);
    return audit.as<{ refusals: { command: string; by: string; refusal: string }[] }>().refusals;
  };
  const wrong = { 'if-match': `"${'0'.repeat(64)}"` };
  expect((await api.as(first).post(`${address}/approve-claim`, {}, { headers: wrong })).refusal).toBe(
    '412 PreconditionFailed',
  );
  const later = { ...wrong, prefer: 'respond-async' };
  expect((await api.as(second).post(`${address}/approve-claim`, {}, { headers: later })).status).toBe(202);
  const both = await eventually(refused, (all) => all.length >= 2);
  expect(both.map(({ command, by, refusal }) => [command, by, refusal]).sort()).toEqual(
    [first, second].map((by) => ['approve-claim', by, 'PreconditionFailed']),
  );
});
