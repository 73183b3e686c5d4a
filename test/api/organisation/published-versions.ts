import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { publishedOf, publishVersion, type VersionOutcome } from '../../../application/organisation/publish-version.ts';
import type { PolicyDocument } from '../../../db/organisation/policies.ts';
import { proposedVersion } from '../../../packs/proposals/proposed-version.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;
const agent = `${organisation}.agent.1`;
const manager = `${organisation}.manager.1`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

/** Publishes a text as a case does that has approved it. */
async function publish(text: string, number = 'SB-P-TEST', now = new Date()): Promise<VersionOutcome> {
  const { database, temporal } = api;
  const proposed = proposedVersion(text, await publishedOf(database, organisation));
  if (proposed.what === 'unsound') throw new Error(JSON.stringify(proposed.problems));
  const { digest, base: built } = proposed;
  const publication = { organisation, case: number, by: manager, text, digest, base: built };
  return publishVersion({ database, temporal, secret }, publication, now);
}

/** The number that comes next, and the newest version without an end. */
async function next(): Promise<{ version: number; amends: number }> {
  const { versions } = await publishedOf(api.database, organisation);
  const numbers = versions.map(({ pack }) => pack.version);
  const lasting = versions.filter(({ pack }) => pack.inForce?.until === undefined).map(({ pack }) => pack.version);
  return { version: Math.max(...numbers) + 1, amends: Math.max(...lasting) };
}

async function textOf(changes: string): Promise<string> {
  const { version, amends } = await next();
  return `amends: ${amends}\nversion: ${version}\n${changes}`;
}

const titled = (title: string) => `roles:\n  manager: { title: { en: "${title}" } }\n`;

async function inForce(): Promise<number> {
  return (await api.as(agent).get(`${base}/policy`)).as<{ version: number }>().version;
}

async function isInForce(version: number): Promise<void> {
  await eventually(inForce, (found) => found === version);
}

function documents(): Promise<PolicyDocument[]> {
  return api.database.policies
    .find({ organisation, case: { $exists: true } })
    .sort({ version: 1 })
    .lean<PolicyDocument[]>();
}

test('the same publication again is the same one, and another one on that base is stale', async () => {
  const text = await textOf(titled('First'));
  const { version, amends } = await next();
  const first = await publish(text, 'SB-P-ONE');
  expect(first).toMatchObject({ published: { what: 'policy', version, from: expect.any(String) } });
  const proposed = proposedVersion(text, {
    ...(await publishedOf(api.database, organisation)),
    versions: (await publishedOf(api.database, organisation)).versions.filter(({ pack }) => pack.version < version),
  });
  if (proposed.what !== 'policy') throw new Error('unsound');
  const { database, temporal } = api;
  const { digest, base: built } = proposed;
  const again = { organisation, case: 'SB-P-ONE', by: manager, text, digest, base: built };
  expect(await publishVersion({ database, temporal, secret }, again, new Date())).toEqual(first);
  expect((await documents()).filter((one) => one.version === version)).toHaveLength(1);
  const other = { ...again, case: 'SB-P-TWO' };
  expect(await publishVersion({ database, temporal, secret }, other, new Date())).toEqual({
    problem: 'StaleBase',
    detail: `This is built on version ${amends}, but version ${version} has come since: build on that one.`,
  });
  await isInForce(version);
});

test('what makes another version than the approved one is not published', async () => {
  const { database, temporal } = api;
  const text = await textOf(titled('Approved'));
  const proposed = proposedVersion(text, await publishedOf(database, organisation));
  if (proposed.what !== 'policy') throw new Error('unsound');
  const { digest, base: built } = proposed;
  const other = {
    organisation,
    case: 'SB-P-THREE',
    by: manager,
    text: text.replace('Approved', 'Other'),
    digest,
    base: built,
  };
  expect(await publishVersion({ database, temporal, secret }, other, new Date())).toMatchObject({
    problem: 'OtherContent',
  });
  const strange = { ...other, text: `${text}id: courier\n` };
  expect(await publishVersion({ database, temporal, secret }, strange, new Date())).toMatchObject({
    problem: 'OtherOrganisation',
  });
});

test('new cases come under a version once it is in force, and those that run keep theirs', async () => {
  const before = await inForce();
  const early = await api.as(agent).post(`${base}/complaints`, complaintBody(organisation));
  const { version } = await next();
  await publish(await textOf(titled('Second')));
  await isInForce(version);
  const late = await api.as(agent).post(`${base}/complaints`, complaintBody(organisation));
  expect([early.view.policyVersion, late.view.policyVersion]).toEqual([before, version]);
  expect((await api.as(agent).get(`${base}/complaints/${early.view.number}`)).view.policyVersion).toBe(before);
});

test('a memo lapses by itself: whoever came under it keeps it', async () => {
  const lasting = await inForce();
  const { version } = await next();
  const until = new Date(Date.now() + 9000).toISOString();
  await publish(await textOf(`inForce: { until: "${until}" }\n${titled('For now')}`));
  await isInForce(version);
  const under = await api.as(agent).post(`${base}/complaints`, complaintBody(organisation));
  await isInForce(lasting);
  const after = await api.as(agent).post(`${base}/complaints`, complaintBody(organisation));
  expect([under.view.policyVersion, after.view.policyVersion]).toEqual([version, lasting]);
  expect((await api.as(agent).get(`${base}/complaints/${under.view.number}`)).view.policyVersion).toBe(version);
});

test('a publication that was broken off before the memo was made again goes on', async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await publish(
    await textOf(`inForce: { until: "${until}" }\nroles:\n  agent: { title: { en: "Memo" } }\n`),
    'SB-P-MEMO',
  );
  const memo = (await documents()).at(-1)?.version;
  const text = await textOf(titled('Lasting'));
  const outcome = await publish(text, 'SB-P-LAST');
  const [lasting, again] = (await documents()).slice(-2);
  expect(again).toMatchObject({ until, replaces: memo, case: 'SB-P-LAST' });
  await api.database.policies.collection.deleteOne({ _id: again?._id as never });
  const { database, temporal } = api;
  const repeated = {
    organisation,
    case: 'SB-P-LAST',
    by: manager,
    text,
    digest: lasting?.digest ?? '',
    base: { version: 0, hash: '' },
  };
  expect(await publishVersion({ database, temporal, secret }, repeated, new Date())).toEqual(outcome);
  expect((await documents()).at(-1)).toMatchObject({ _id: again?._id, hash: again?.hash });
  // It ends by a memo that is over at once, so that the other tests find no memo.
  const end = new Date(Date.now() + 5500).toISOString();
  await publish(await textOf(`inForce: { until: "${end}", replaces: ${again?.version} }\n${titled('Over')}`));
  await isInForce(lasting?.version ?? 0);
});
