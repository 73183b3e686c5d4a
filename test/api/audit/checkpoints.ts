import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeCheckpoint } from '../../../application/audit/checkpoints/make-checkpoint.ts';
import type { ShownCheckpoint, TimelineProof } from '../../../application/audit/checkpoints/read-checkpoints.ts';
import { type Consistency, goesOnFrom, includes, leafHash } from '../../../domain/audit/merkle.ts';
import { driven, type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const at = `/v1/organisations/${organisation}/audit/checkpoints`;
const [agent, auditor] = [`${organisation}.agent.1`, `${organisation}.auditor.1`];
const folder = mkdtempSync(join(tmpdir(), 'inaya-checkpoints-'));
const today = new Date();
const yesterday = new Date(today.getTime() - 86_400_000);
const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);

let api: RunningApi;
let complaint: Opened;
const make = (now: Date) =>
  makeCheckpoint({ database: api.database, keys: { secret, purpose: 'worker' }, folder }, now);
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  complaint = await driven(api, organisation, [['accept', {}]]);
  await api.projected(complaint.address, agent, ({ status }) => status === 'open');
  await make(yesterday);
  const { address } = await opened(api, organisation);
  await api.projected(address, agent, () => true);
  await make(today);
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

const read = async <Answer>(path: string) => (await api.as(auditor).get(`${at}/${path}`)).as<Answer>();

test('the last checkpoint is signed by a key of the product, and by no other', async () => {
  const checkpoint = await read<ShownCheckpoint>('latest');
  expect(checkpoint).toMatchObject({ day: dayOf(today), key: 'root/worker', signatureHolds: true });
  expect(await read<ShownCheckpoint>(dayOf(today))).toEqual(checkpoint);
  const own = generateKeyPairSync('ed25519');
  const { day, at: instant, size, root } = checkpoint;
  const text = JSON.stringify(['inaya-checkpoint', day, instant, size, root]);
  const forged = {
    publicKey: own.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
    signature: sign(null, Buffer.from(text), own.privateKey).toString('base64url'),
  };
  const all = api.database.checkpoints.collection;
  const before = await all.findOne({ day });
  await all.updateOne({ day }, { $set: forged });
  expect((await read<ShownCheckpoint>('latest')).signatureHolds).toBe(false);
  await all.replaceOne({ day }, before as never);
});

test('a timeline is proven by a checkpoint, by what anybody can work out', async () => {
  const proof = await read<TimelineProof>(`latest/inclusion?number=${complaint.number}`);
  expect(leafHash(proof.leafText)).toBe(proof.leaf);
  expect(includes(proof)).toBe(true);
  expect(proof.checkpoint.root).toBe(proof.root);
  const { events } = await api.timeline(complaint.address, auditor);
  expect([proof.events, proof.head, proof.stands]).toEqual([events.length, events.at(-1)?.digest, true]);
  const last = { number: complaint.number, sequence: events.length };
  await api.database.caseEvents.collection.updateOne(last, { $set: { digest: 'f'.repeat(64) } });
  expect((await read<TimelineProof>(`latest/inclusion?number=${complaint.number}`)).stands).toBe(false);
  await api.database.caseEvents.collection.updateOne(last, { $set: { digest: proof.head } });
});

test('the log of today only goes on from that of yesterday', async () => {
  const proof = await read<Consistency>(`latest/consistency?from=${dayOf(yesterday)}`);
  expect(proof.later.size).toBeGreaterThan(proof.earlier.size);
  expect(goesOnFrom(proof)).toBe(true);
  expect((await api.as(auditor).get(`${at}/${dayOf(yesterday)}/consistency?from=${dayOf(today)}`)).refusal).toBe(
    '404 NotFound',
  );
});

test('a checkpoint that broke off behind its leaves is finished with the same leaves; a second one changes nothing', async () => {
  const { size, root } = await read<ShownCheckpoint>('latest');
  await api.database.checkpoints.deleteOne({ day: dayOf(today) });
  rmSync(join(folder, `checkpoint-${dayOf(today)}.json`));
  expect(await make(today)).toBe(0);
  expect(await read<ShownCheckpoint>('latest')).toMatchObject({ size, root });
  expect(await make(new Date())).toBe(0);
});

test('nobody else reads them, and no case is proven to a person who may not know of it', async () => {
  for (const path of ['latest', `latest/inclusion?number=${complaint.number}`, `latest/consistency?from=2026-01-01`]) {
    expect([path, (await api.as(agent).get(`${at}/${path}`)).refusal]).toEqual([path, '403 Forbidden']);
  }
  const about = await opened(api, organisation, { about: [auditor] });
  await api.projected(about.address, `${organisation}.manager.1`, () => true);
  expect((await api.as(auditor).get(`${at}/latest/inclusion?number=${about.number}`)).refusal).toBe('404 NotFound');
  expect((await api.as(auditor).get(`${at}/2020-01-01`)).refusal).toBe('404 NotFound');
});
