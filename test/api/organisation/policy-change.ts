/** N-01, N-02, N-03: the last approval of a procedure puts a version of the policy in force. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allPolicies } from '../../../db/organisation/policies.ts';
import { findAccount } from '../../../db/organisation/staff.ts';
import { detailOf } from '../../../domain/details.ts';
import { commandCase } from '../../../temporal/cases.ts';
import { eventually } from '../../support/api/api-client.ts';
import { numberIn, organisation, PolicyChanges, people } from '../../support/api/policy-changes.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

let api: RunningApi;
let changes: PolicyChanges;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
  changes = new PolicyChanges(api);
});
afterAll(() => api.stop());

const base = `/v1/organisations/${organisation}`;

describe('a version that two people have approved', () => {
  test('is in force for new cases, and not for those that run; the proposer learns of each difference before', async () => {
    const earlier = await changes.newComplaint();
    const address = await changes.begun();
    const text = await changes.text('en: "Selection of suppliers"');
    await changes.handIn(address, text);
    const shown = (await api.as(people.manager).get(`${address}/proposed-version`)).as<{
      version: number;
      ifMatch: string;
      problems: unknown[];
      differences: { changes: { path: string; kind: string }[] }[];
    }>();
    expect(shown.problems).toEqual([]);
    expect(shown.differences.flatMap((one) => one.changes)).toMatchObject([
      { path: 'kinds.procedure.supplier-selection.title.en', kind: 'changed', after: 'Selection of suppliers' },
    ]);
    expect(shown.ifMatch).toBe(await changes.digestOf(address));
    expect((await changes.approve(address, people.manager, shown.ifMatch)).status).toBe(200);
    expect(await changes.publishedByCases()).toEqual([]);
    const answer = await changes.approve(address, people.quality, shown.ifMatch);
    expect([answer.status, answer.view.status]).toEqual([200, 'finished']);
    const { published } = detailOf(answer.view, 'procedure');
    expect(published?.version).toBe(shown.version);
    expect(await changes.publishedByCases()).toMatchObject([
      { version: shown.version, case: numberIn(address), publishedBy: people.quality, text },
    ]);
    const { changes: log } = (await api.as(people.manager).get(`${base}/policy-changes`)).as<{ changes: unknown[] }>();
    expect(log).toEqual([
      {
        ...{ serial: shown.version, approvedAt: expect.any(String), approvedBy: people.quality },
        ...{ case: numberIn(address), from: published?.from, until: null, replaces: earlier.policyVersion },
        places: [{ rule: null, clause: null, paths: ['kinds.procedure.supplier-selection.title.en'] }],
        summary: { ar: 'تعديل: اختيار مورد', en: 'changed: Selection of suppliers' },
      },
    ]);
    const later = await eventually(
      () => changes.newComplaint(),
      ({ policyVersion }) => policyVersion === shown.version,
    );
    expect(Date.parse(later.openedAt)).toBeGreaterThanOrEqual(Date.parse(published?.from ?? ''));
    const policy = (await api.as(people.manager).get(`${base}/policy`)).as<Record<string, unknown>>();
    expect(policy).toMatchObject({
      ...{ version: shown.version, inForce: { from: published?.from }, replaces: earlier.policyVersion },
    });
    const running = await api.as(people.manager).get(`${base}/complaints/${earlier.number}`);
    expect(running.view.policyVersion).toBe(earlier.policyVersion);
    expect(earlier.policyVersion).toBeLessThan(shown.version);
  });

  test('of two that are built on one version the second is published by nobody, and goes back', async () => {
    const [first, second] = [await changes.begun(), await changes.begun()];
    const text = await changes.text('en: "The first of two"');
    const other = await changes.text('en: "The second of two"');
    expect((await changes.handIn(second, other)).status).toBe(200);
    expect((await changes.approved(first, text)).status).toBe(200);
    const digest = await changes.digestOf(second);
    const { problems } = (await api.as(people.manager).get(`${second}/proposed-version`)).as<{
      problems: { name: string }[];
    }>();
    expect(problems).toMatchObject([{ name: 'StaleBase' }]);
    await changes.approve(second, people.manager, digest);
    expect((await changes.approve(second, people.quality, digest)).refusal).toBe('409 NotPublished');
    const { view } = await api.as(people.supervisor).get(second);
    expect(detailOf(view, 'procedure').steps.map(({ id, status }) => [id, status])).toEqual([
      ['draft', 'open'],
      ['approval', 'waiting'],
    ]);
    expect((await changes.publishedByCases()).map((one) => one.case)).not.toContain(numberIn(second));
    // Built on what is in force now it is published.
    expect((await changes.approved(second, await changes.text('en: "The second of two"'))).status).toBe(200);
    expect((await changes.publishedByCases()).map((one) => one.case)).toContain(numberIn(second));
  });

  test('is published once, however often that is asked', async () => {
    const address = await changes.begun();
    const { view } = await changes.approved(address, await changes.text('en: "Once"'));
    const { published } = detailOf(view, 'procedure');
    const before = await changes.publishedByCases();
    expect(await changes.publishedAgain(address)).toMatchObject({
      outcome: 'published',
      version: published?.version,
      from: published?.from,
    });
    expect(await changes.publishedByCases()).toEqual(before);
  });
});

describe('nothing is published', () => {
  test('by who proposed it, and by nobody who has not seen what stands there', async () => {
    const address = await changes.begun('policy-change', people.manager);
    await changes.handIn(address, await changes.text('en: "By one person"'), people.manager);
    const digest = await changes.digestOf(address);
    expect((await changes.approve(address, people.manager, digest)).refusal).toBe('403 SamePerson');
    expect((await changes.approve(address, people.otherManager, 'd'.repeat(64))).refusal).toBe(
      '412 PreconditionFailed',
    );
    expect((await changes.approve(address, people.otherManager, digest)).status).toBe(200);
    expect((await changes.approve(address, people.otherManager, digest)).refusal).toBe('409 NotAllowedNow');
  });

  test('by an approval that the API has not signed: it goes back, and who looks sees why (S10)', async () => {
    const address = await changes.begun();
    await changes.handIn(address, await changes.text('en: "Forged"'));
    const digest = await changes.digestOf(address);
    await changes.approve(address, people.manager, digest);
    const { roles = [], groups = [], departments = [] } = (await findAccount(api.database, people.quality)) ?? {};
    const number = numberIn(address);
    await commandCase(
      api.temporal,
      { kind: 'procedure', organisation, number },
      {
        ...{ name: 'approve', commandId: randomUUID(), at: new Date().toISOString() },
        ...{ actor: { id: people.quality, roles, groups, departments }, body: { step: null, digest, words: null } },
      },
    );
    const refused = async () =>
      (await api.timeline(address, people.manager)).events.filter(({ type }) => type === 'publicationRefused');
    const [back] = await eventually(refused, ({ length }) => length > 0);
    expect(String((back?.data as { detail?: string } | undefined)?.detail)).toContain('do not prove who did them');
    expect((await changes.publishedByCases()).map((one) => one.case)).not.toContain(number);
  });

  test.each([
    [
      'says what no version may',
      (text: string) =>
        text.replace('supplier-selection:', 'supplier-selection:\n      withdraw: { source: ours, roles: [nobody] }'),
      'There is no role',
    ],
    ['is built on no version', (text: string) => text.replace(/amends: \d+/, 'amends: 99'), 'amend'],
    ['is no YAML', () => 'kinds: [', 'line 1'],
  ])('that %s: each problem is told with its line, and nothing is written', async (_, broken, says) => {
    const address = await changes.begun();
    const answer = await changes.handIn(address, broken(await changes.text('en: "Broken"')));
    expect(answer.refusal).toBe('422 Invalid');
    const { errors } = JSON.parse(answer.text) as { errors: { path: string; message: string }[] };
    expect(errors.map(({ path }) => path)).toContain('policy');
    expect(errors.map(({ message }) => message).join('\n')).toContain(says);
    expect(errors.every(({ message }) => /^line \d+: /.test(message))).toBe(true);
    const { view } = await api.as(people.supervisor).get(address);
    expect(detailOf(view, 'procedure').steps[0]?.status).toBe('open');
    expect((await api.as(people.manager).get(`${address}/proposed-version`)).status).toBe(404);
  });

  test('that has no version in it, or in a step that proposes none', async () => {
    const address = await changes.begun();
    const without = await api.as(people.supervisor).post(`${address}/submit`, { text: 'بلا إصدار' });
    expect(without.refusal).toBe('409 Incomplete');
  });
});

describe('N-02: a memo', () => {
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const memoUntil = async (until: string, more = '') =>
    changes.text('en: "For some days"', { more: `inForce: { until: "${until}"${more} }` });

  test('is in force until its end; another one replaces it, and ends its procedure; a longer one than the policy allows is refused', async () => {
    // A memo lies over what is in force as it begins: what the tests before have published must be.
    const notYet = async () =>
      (await allPolicies(api.database, organisation)).filter(({ from = '' }) => from > new Date().toISOString());
    await eventually(notYet, ({ length }) => length === 0);
    const address = await changes.begun('policy-memo');
    const tooLong = await changes.handIn(address, await memoUntil(hours(31 * 24)));
    expect(tooLong.refusal).toBe('409 Incomplete');
    const until = hours(3 * 24);
    expect((await changes.handIn(address, await memoUntil(until))).status).toBe(200);
    const issued = await changes.approve(address, people.manager, await changes.digestOf(address));
    expect([issued.status, issued.view.status]).toEqual([200, 'open']);
    const { published } = detailOf(issued.view, 'procedure');
    expect(published).toMatchObject({ until: new Date(until).toISOString(), endedAt: null });
    const second = await changes.begun('policy-memo');
    const extended = await memoUntil(hours(5 * 24), `, replaces: ${published?.version}`);
    expect((await changes.handIn(second, await memoUntil(hours(5 * 24)))).refusal).toBe('422 Invalid');
    expect((await changes.handIn(second, extended)).status).toBe(200);
    await changes.approve(second, people.manager, await changes.digestOf(second));
    const ended = await api.projected(address, people.manager, ({ status }) => status === 'finished');
    expect(detailOf(ended, 'procedure').published?.endedAt).not.toBeNull();
    const { events, unproven } = await api.timeline(address, people.manager);
    expect(events.map(({ type }) => type)).toContain('memoReplaced');
    expect(unproven).toEqual([]);
  });
});
