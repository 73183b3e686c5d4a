import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { VersionListed, VersionRead } from '../../../application/organisation/policy-versions.ts';
import { publishPolicies } from '../../../application/organisation/publish-policies.ts';
import { publishedOf, publishVersion, type VersionOutcome } from '../../../application/organisation/publish-version.ts';
import { publishedPacksOf } from '../../../application/policies/published-packs.ts';
import type { PolicyDocument } from '../../../db/organisation/policies.ts';
import { loadPacks } from '../../../packs/load/load.ts';
import { asFile } from '../../../packs/proposals/as-file.ts';
import { proposedVersion } from '../../../packs/proposals/proposed-version.ts';
import type { Pack } from '../../../packs/schema.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { ownPolicies } from '../../support/samples/own-policies.ts';
import { folderWith, policies } from '../../support/samples/policies-on-disk.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;
const agent = `${organisation}.agent.1`;
const manager = `${organisation}.manager.1`;

/** What an operator is told. */
const warned: unknown[] = [];
const logger = { warn: (what: unknown) => void warned.push(what) };

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
});
afterAll(() => api.stop());

/** Publishes a text as a case does that has approved it. */
async function publish(text: string, number = 'SB-P-TEST', now = new Date()): Promise<VersionOutcome> {
  const { database, temporal } = api;
  const proposed = proposedVersion(text, await publishedOf(database, organisation));
  if (proposed.what === 'unsound') throw new Error(JSON.stringify(proposed.problems));
  const { digest, base: built } = proposed;
  const publication = { organisation, case: number, by: manager, text, digest, base: built };
  return publishVersion({ database, temporal, logger }, publication, now);
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
  expect(first).toMatchObject({ published: { version, from: expect.any(String) } });
  const proposed = proposedVersion(text, {
    ...(await publishedOf(api.database, organisation)),
    versions: (await publishedOf(api.database, organisation)).versions.filter(({ pack }) => pack.version < version),
  });
  if (proposed.what !== 'policy') throw new Error('unsound');
  const { database, temporal } = api;
  const { digest, base: built } = proposed;
  const again = { organisation, case: 'SB-P-ONE', by: manager, text, digest, base: built };
  expect(await publishVersion({ database, temporal, logger }, again, new Date())).toEqual(first);
  expect((await documents()).filter((one) => one.version === version)).toHaveLength(1);
  const other = { ...again, case: 'SB-P-TWO' };
  expect(await publishVersion({ database, temporal, logger }, other, new Date())).toEqual({
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
  expect(await publishVersion({ database, temporal, logger }, other, new Date())).toMatchObject({
    problem: 'OtherContent',
  });
  const strange = { ...other, text: `${text}id: courier\n` };
  expect(await publishVersion({ database, temporal, logger }, strange, new Date())).toMatchObject({
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
  const until = new Date(Date.now() + 14_000).toISOString();
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
  expect(await publishVersion({ database, temporal, logger }, repeated, new Date())).toEqual(outcome);
  expect((await documents()).at(-1)).toMatchObject({ _id: again?._id, hash: again?.hash });
  // It ends by a memo that is over at once, so that the other tests find no memo.
  const end = new Date(Date.now() + 5500).toISOString();
  await publish(await textOf(`inForce: { until: "${end}", replaces: ${again?.version} }\n${titled('Over')}`));
  await isInForce(lasting?.version ?? 0);
});

test('every process learns of a version within five seconds of its publication, and all go over at one instant', async () => {
  const { database } = api;
  const otherProcess = { ...database };
  const published = publishedPacksOf(otherProcess);
  await published.look();
  const end = published.follow({ warn() {} });
  const { version } = await next();
  const outcome = await publish(await textOf(titled('Known')));
  if ('problem' in outcome) throw new Error(outcome.detail);
  await eventually(
    async () => published.packs.some((pack) => pack.id === organisation && pack.version === version),
    (isKnown) => isKnown || Date.now() > Date.parse(outcome.published.from),
  );
  end();
  const known = published.packs.find((pack) => pack.id === organisation && pack.version === version);
  expect(known).toMatchObject({ hash: outcome.published.hash, inForce: { from: outcome.published.from } });
  expect(Date.now()).toBeLessThanOrEqual(Date.parse(outcome.published.from));
  await isInForce(version);
});

test('a role stays as long as the ladder of a running case turns to it', async () => {
  const role =
    'roles:\n  helper: { source: ours, title: { ar: "مساعد", en: "Helper" }, held: organisation, as: agent }\n';
  const told = 'ladders:\n  helpers:\n    - { source: ours, rung: at, tell: [role:helper] }\n';
  const { version } = await next();
  await publish(await textOf(`${role}${told}`));
  await isInForce(version);
  const { view } = await api.as(agent).post(`${base}/complaints`, complaintBody(organisation));
  expect(view.policyVersion).toBe(version);
  await api.projected(`${base}/complaints/${view.number}`, agent, ({ policyVersion }) => policyVersion === version);
  const gone = 'roles:\n  helper: null\nladders:\n  helpers: null\n';
  expect(await publish(await textOf(gone))).toEqual({
    problem: 'RoleTakenAway',
    detail: `Cases run under version ${version}, whose ladders tell the role \`helper\`: it must stay until they have ended.`,
  });
  const quiet = await next();
  expect(await publish(await textOf('ladders:\n  helpers: null\n'))).toMatchObject({
    published: { version: quiet.version },
  });
});

test('a role stays as long as a step of it is to be done, or the memo that has it is replaced by one without it', async () => {
  const role = '{ source: ours, title: { ar: "مساعد", en: "Helper" }, held: organisation, as: agent }';
  const { version } = await next();
  await publish(await textOf(`roles:\n  keeper: ${role}\n`));
  await isInForce(version);
  const step = { id: 'keep', do: 'prepare', roles: ['keeper'], status: 'waiting' };
  const view = { kind: 'procedure', policyVersion: 1, closedAt: null, detail: { steps: [step] } };
  const stored = { _id: `${organisation}/SB-T-KEEP`, organisation, number: 'SB-T-KEEP', view };
  await api.database.cases.collection.insertOne(stored as never);
  const gone = await textOf('roles:\n  keeper: null\n');
  expect(await publish(gone)).toEqual({
    problem: 'RoleTakenAway',
    detail: 'A procedure runs with a step of the role `keeper`: it must stay until that step is done.',
  });
  await api.database.cases.collection.updateOne(
    { _id: stored._id as never },
    { $set: { 'view.detail.steps.0.status': 'done' } },
  );
  expect(await publish(gone)).toMatchObject({ published: { version: version + 1 } });
  await api.database.cases.collection.deleteOne({ _id: stored._id as never });

  const until = new Date(Date.now() + 14_000).toISOString();
  const told = 'ladders:\n  helpers:\n    - { source: ours, rung: at, tell: [role:ofmemo] }\n';
  await publish(await textOf(`inForce: { until: "${until}" }\nroles:\n  ofmemo: ${role}\n${told}`));
  await isInForce(version + 2);
  const opened = await api.as(agent).post(`${base}/complaints`, complaintBody(organisation));
  expect(opened.view.policyVersion).toBe(version + 2);
  const address = `${base}/complaints/${opened.view.number}`;
  await api.projected(address, agent, ({ policyVersion }) => policyVersion === version + 2);
  const other = `inForce: { until: "${until}", replaces: ${version + 2} }\n${titled('Other memo')}`;
  expect(await publish(await textOf(other))).toMatchObject({ problem: 'RoleTakenAway' });
  await isInForce(version + 1);
});

test('managers and auditors read the versions, with what each says otherwise; agents do not', async () => {
  expect((await api.as(agent).get(`${base}/policy-versions`)).refusal).toBe('403 Forbidden');
  await publish(await textOf(titled('Read')), 'SB-P-READ');
  const { items } = (await api.as(manager).get(`${base}/policy-versions`)).as<{ items: VersionListed[] }>();
  const [newest] = items;
  expect(newest).toMatchObject({ state: 'coming', case: 'SB-P-READ', publishedBy: manager, until: null });
  expect(items.at(-1)).toMatchObject({ version: 1, state: 'ended', case: null, publishedBy: 'release', from: null });
  expect(items.filter(({ state }) => state === 'inForce')).toHaveLength(1);
  const read = await api.as(`${organisation}.auditor.1`).get(`${base}/policy-versions/${newest?.version}`);
  expect(read.as<VersionRead>()).toMatchObject({
    ...newest,
    text: expect.stringContaining('Read'),
    before: expect.any(Number),
    differences: [{ rule: null, changes: [{ path: 'roles.manager.title.en', kind: 'changed', after: 'Read' }] }],
  });
  for (const version of ['99', '0', 'x', '1e0']) {
    expect((await api.as(manager).get(`${base}/policy-versions/${version}`)).refusal).toBe('404 NotFound');
  }
});

test('once a case has published, the files of a release publish nothing, and are listed as its proposals', async () => {
  const { database } = api;
  await publish(await textOf(titled('By a case')));
  const { packs, calendars, texts } = ownPolicies();
  const newest = packs
    .filter(({ id }) => id === organisation || id === 'courier')
    .filter(({ version }) => version === 3);
  const shipped = newest.map((pack) => ({ ...pack, version: 40, hash: `${pack.id} 40` }));
  const shippedTexts = Object.fromEntries(shipped.map(({ id }) => [`${id}/40`, `amends: 3\nversion: 40\n`]));
  await publishPolicies(database, { packs: [...packs, ...shipped], calendars, texts: { ...texts, ...shippedTexts } });
  const stored = await database.policies.find({ version: 40 }).lean<PolicyDocument[]>();
  // The courier has published nothing by a case: its file is its next version.
  expect(stored).toMatchObject([{ organisation: 'courier', publishedBy: 'release', from: expect.any(String) }]);
  const { items } = (await api.as(manager).get(`${base}/policy-versions`)).as<{ items: VersionListed[] }>();
  expect(items[0]).toMatchObject({ version: 40, state: 'proposedByRelease', publishedAt: null });
  // Operators read of it, and health says nothing of it to everybody.
  const { text: measured } = await api.anybody.get('/metrics');
  const waiting = measured.split('\n').filter((line) => line.startsWith('inaya_release_proposals'));
  expect(waiting).toEqual(['inaya_release_proposals{organisation="sandbox",version="40"} 1']);
  expect(Object.keys((await api.anybody.get('/health/ready')).json)).toEqual(['engine', 'database', 'worker']);
  const address = `${base}/policy-versions/40`;
  expect((await api.as(manager).get(address)).refusal).toBe('404 NotFound');
  const read = (await api.as(manager).get(`${address}?release=true`)).as<VersionRead>();
  expect([read.state, read.text, read.before]).toEqual(['proposedByRelease', 'amends: 3\nversion: 40\n', 3]);
});

test('what is published goes back into files, and a new installation from them has the same versions', async () => {
  const until = new Date(Date.now() + 6000).toISOString();
  await publish(await textOf(`inForce: { until: "${until}" }\n${titled('Until then')}`));
  const { versions } = await publishedOf(api.database, organisation);
  const files = Object.fromEntries(versions.map((one) => [`${organisation}/v${one.pack.version}.yaml`, asFile(one)]));
  const calendar = readFileSync(join(policies, 'calendars', 'sandbox', 'v1.yaml'), 'utf8');
  const { packs, problems } = loadPacks([folderWith({ ...files, 'calendars/sandbox/v1.yaml': calendar })]);
  expect(problems.filter(({ severity }) => severity === 'refusal')).toEqual([]);
  const shown = ({ version, hash, inForce }: Pack) => ({ version, hash, inForce });
  expect(packs.map(shown).sort((one, other) => one.version - other.version)).toEqual(
    versions.map(({ pack }) => shown(pack)),
  );
});

test('a version of the files that would end the running memo of a file is refused, unless the memo is made again on it', async () => {
  const { database } = api;
  const { packs, calendars, texts } = ownPolicies();
  const courier = packs.find(({ id, version }) => id === 'courier' && version === 3) as Pack;
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const filed = (version: number, inForce?: Pack['inForce']) => ({
    ...{ ...courier, version, hash: `courier ${version}` },
    ...(inForce ? { inForce } : {}),
  });
  const release = (...added: Pack[]) => publishPolicies(database, { packs: [...packs, ...added], calendars, texts });
  const stored = async () =>
    (await database.policies.find({ organisation: 'courier', version: { $gt: 40 } }).sort({ version: 1 })).map(
      ({ version }) => version,
    );
  await expect(release(filed(41, { until }), filed(42))).rejects.toThrow(
    `would end the memo of version 41, which is in force until ${until}`,
  );
  expect(await stored()).toEqual([]);
  await release(filed(41, { until }), filed(42), filed(43, { until, replaces: 41 }));
  expect(await stored()).toEqual([41, 42, 43]);
});

test('a version has the number under which it is stored, so a publication over it comes to an end', async () => {
  const { database, temporal } = api;
  const until = new Date(Date.now() + 12_000).toISOString();
  await publish(await textOf(`inForce: { until: "${until}" }\n${titled('Memo')}`));
  const text = await textOf(titled('Counted'));
  const outcome = await publish(text, 'SB-P-COUNTED');
  const [lasting, again] = (await documents()).slice(-2);
  if (!lasting || !again) throw new Error('nothing was published');
  // In the place of the memo made again stands what an earlier release has stored, and it calls itself 3.
  const { languages: _, ...stored } = lasting.pack as Pack;
  const miscounted = {
    ...{ ...lasting, _id: again._id, version: again.version, case: 'SB-P-MISCOUNTED' },
    ...{ pack: { ...stored, version: 3 }, text: `amends: ${lasting.version}\nversion: ${again.version}\n` },
  };
  await database.policies.collection.replaceOne({ _id: again._id as never }, miscounted as never);
  const { digest = '' } = lasting;
  const repeated = { organisation, case: 'SB-P-COUNTED', by: manager, text, digest, base: { version: 0, hash: '' } };
  expect(await publishVersion({ database, temporal, logger }, repeated, new Date())).toEqual(outcome);
  expect((await documents()).slice(-3)).toMatchObject([
    { case: 'SB-P-MISCOUNTED', version: again.version },
    { case: 'SB-P-COUNTED', version: again.version + 1, until },
    { case: 'SB-P-COUNTED', version: again.version + 2, until, replaces: again.version + 1 },
  ]);
  const { versions } = await publishedOf(database, organisation);
  expect(versions.at(-3)?.pack).toMatchObject({ version: again.version, languages: ['ar', 'en'] });
  // The API has learned of the memo before: what is published never changes.
  await isInForce(lasting.version);
});

test('if somebody else publishes meanwhile, the memo is made again under the next number', async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await publish(await textOf(`inForce: { until: "${until}" }\n${titled('Memo')}`), 'SB-P-RACED');
  const memo = (await documents()).at(-1)?.version;
  const text = await textOf(titled('Lasting'));
  await publish(text, 'SB-P-RACE');
  const [lasting, again] = (await documents()).slice(-2);
  if (!lasting || !again) throw new Error('nothing was published');
  await api.database.policies.collection.deleteOne({ _id: again._id as never });
  const { collection } = api.database.policies;
  const { version } = again;
  const other = {
    ...{ ...lasting, _id: again._id, version, from: '2090-01-01T00:00:00.000Z', case: 'SB-P-OTHER' },
    ...{ pack: { ...(lasting.pack as Pack), version }, text: `amends: ${lasting.version}\nversion: ${version}\n` },
  };
  let isFirst = true;
  const insertOne = async (document: never) => {
    if (isFirst) await collection.insertOne(other as never);
    isFirst = false;
    return collection.insertOne(document);
  };
  const policies = new Proxy(api.database.policies, {
    get: (model, name) => {
      if (name === 'collection') return { insertOne };
      const found = Reflect.get(model, name) as unknown;
      return typeof found === 'function' ? found.bind(model) : found;
    },
  });
  const { digest = '' } = lasting;
  const repeated = { organisation, case: 'SB-P-RACE', by: manager, text, digest, base: { version: 0, hash: '' } };
  const dependencies = { database: { ...api.database, policies }, temporal: api.temporal, logger };
  expect(await publishVersion(dependencies, repeated, new Date())).toMatchObject({
    published: { version: lasting.version },
  });
  expect((await documents()).slice(-2)).toMatchObject([
    { case: 'SB-P-OTHER', version },
    { case: 'SB-P-RACE', version: version + 1, replaces: memo, until },
  ]);
});

test('a memo that does not fit on what is published already leaves it published, and an operator is told', async () => {
  const { database, temporal } = api;
  const text = await textOf(titled('Stands'));
  const outcome = await publish(text, 'SB-P-STANDS');
  const lasting = (await documents()).findLast((one) => one.case === 'SB-P-STANDS');
  const { version } = await next();
  const misfit = `amends: 3\nversion: ${version}\nsecondFactor: { source: ours, roles: [nobody] }\n`;
  await database.policies.collection.insertOne({
    ...{ ...lasting, _id: `${organisation}/${version}`, version, text: misfit, case: 'SB-P-MISFIT' },
    pack: { ...(lasting?.pack as Pack), version },
    ...{ from: '2091-01-01T00:00:00.000Z', until: '2091-02-01T00:00:00.000Z' },
  } as never);
  const { digest = '' } = lasting ?? {};
  const repeated = { organisation, case: 'SB-P-STANDS', by: manager, text, digest, base: { version: 0, hash: '' } };
  expect(await publishVersion({ database, temporal, logger }, repeated, new Date())).toEqual(outcome);
  expect(warned).toMatchObject([
    { detail: expect.stringContaining(`The memo of version ${version} is in force until`) },
  ]);
});
