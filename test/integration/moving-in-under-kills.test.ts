import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BulkRunView } from '../../application/complaints/many/bulk-run.ts';
import type { MovingView } from '../../application/moving-in/moving-view.ts';
import type { BulkRunDocument } from '../../db/bulk/bulk-runs.ts';
import type { MovingDocument } from '../../db/bulk/movings.ts';
import { readable } from '../../temporal/data-converter.ts';
import { type ApiClient, eventually } from '../support/api/api-client.ts';
import { RunningProduct } from '../support/servers/running-product.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}/moving-in`;
const rows = 160;

let product: RunningProduct;
let [manager, supervisor]: ApiClient[] = [];
beforeAll(async () => {
  const people = ['manager.1', 'supervisor.1', 'agent.1'].map((who) => `${organisation}.${who}`);
  product = await RunningProduct.start(people);
  [manager, supervisor] = await Promise.all(people.map((who) => product.as(who)));
}, 120_000);
afterAll(() => product?.stop());

const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const file = [
  'المرجع القديم;تاريخ الاستلام;النوع;القناة;اسم العميل;الجوال;details',
  ...Array.from(
    { length: rows },
    (_, n) => `OLD-${1000 + n};${day};complaint;web;عميل تجريبي (مثال) ${n};05${30_000_000 + n * 997};تأخر الرد (مثال)`,
  ),
].join('\n');

async function noted(isThere: (found: MovingDocument | null) => boolean): Promise<MovingDocument> {
  const found = await product.withDatabase(({ movings }) =>
    eventually(() => movings.findOne().lean<MovingDocument>(), isThere, 120_000),
  );
  if (!found) throw new Error('nothing was noted');
  return found;
}

const ofComplaints = { number: { $regex: '-C-' } };

test('issue 20: a moving-in ends though API and worker are killed midway, and opens nothing twice', async () => {
  const headers = { 'content-type': 'text/csv', 'idempotency-key': randomUUID() };
  const { moving } = (await manager?.send('POST', `${base}?trial=false`, file, headers))?.as<MovingView>() ?? {};
  const approval = supervisor?.post(`${base}/${moving}/approve`, {}).catch(() => null);
  const opened = () => product.withDatabase(({ requests }) => requests.countDocuments(ofComplaints));
  // In the middle of a batch: what it has opened is found again, and not opened again.
  await eventually(opened, (many) => many > 60 && many % 50 > 10, 120_000);
  await product.kill('worker', 'api');
  await approval;
  const before = await opened();
  expect([before < rows, before % 50 > 0]).toEqual([true, true]);

  await product.restart('worker').catch(() => undefined);
  await noted((found) => found?.endedAt !== undefined);
  await product.restart('api');
  const shown = (await supervisor?.get(`${base}/${moving}`))?.as<MovingView>();
  expect(shown).toMatchObject({ status: 'done', rows: { good: rows, opened: rows, there: 0, bad: 0 } });
  const [cases, openings, words, waiting] = await product.withDatabase(({ cases, requests, vault }) =>
    Promise.all([
      eventually(
        () => cases.countDocuments(ofComplaints),
        (many) => many >= rows,
        60_000,
      ),
      requests.countDocuments(ofComplaints),
      vault.countDocuments(ofComplaints),
      vault.countDocuments({ number: moving }),
    ]),
  );
  expect([cases, openings, words, waiting]).toEqual([rows, rows, rows, 0]);
  // What the engine keeps of it for ever: ids, and no word of the file.
  const history = await product.withEngine((client) =>
    client.workflow.getHandle(`moving-in:${organisation}:${moving}`).fetchHistory(),
  );
  const payloads = JSON.stringify(readable(history), (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('utf8') : value,
  );
  expect(payloads).toContain(moving);
  expect(payloads).not.toMatch(/OLD-|تجريبي/);
}, 300_000);

test('a command for many complaints reaches each of them once though API and worker are killed midway', async () => {
  const many = 60;
  const numbers = await product.withDatabase(async ({ cases }) =>
    (await cases.find(ofComplaints, { number: 1 }).limit(many).lean()).map(({ number }) => number),
  );
  const to = `${organisation}.agent.1`;
  const assigning = supervisor
    ?.post(`/v1/organisations/${organisation}/complaints/assign-many`, { numbers, to })
    .catch(() => null);
  const run = () => product.withDatabase(({ bulkRuns }) => bulkRuns.findOne().lean<BulkRunDocument>());
  const waiting = (found: BulkRunDocument | null) =>
    found?.items.filter(({ state }) => state === 'waiting').length ?? 0;
  // In the middle of an attempt: some have it, and are not given it again.
  await eventually(run, (found) => found !== null && waiting(found) < many - 5, 120_000);
  await product.kill('worker', 'api');
  await assigning;
  expect(waiting(await run())).toBeGreaterThan(0);

  await product.restart('worker').catch(() => undefined);
  const ended = await eventually(run, (found) => waiting(found) === 0, 120_000);
  await product.restart('api');
  const path = `/v1/organisations/${organisation}/bulk-runs/${ended?.number}`;
  const shown = (await supervisor?.get(path))?.as<BulkRunView>();
  expect(shown).toMatchObject({ status: 'done', done: many, refused: 0, waiting: 0 });
  const assigned = () =>
    product.withDatabase(({ caseEvents }) => caseEvents.find({ type: 'assigned', ...ofComplaints }).lean());
  const events = await eventually(assigned, (found) => found.length >= many, 60_000);
  expect(events.map(({ number }) => number).sort()).toEqual([...numbers].sort());
}, 300_000);
