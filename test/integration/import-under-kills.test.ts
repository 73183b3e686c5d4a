import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ImportDocument } from '../../db/registry/imports.ts';
import { readable } from '../../temporal/data-converter.ts';
import { type ApiClient, eventually } from '../support/api/api-client.ts';
import { RunningProduct } from '../support/servers/running-product.ts';

const organisation = 'neighbourhood-centres';
const imports = `/v1/organisations/${organisation}/record-changes/imports`;
const rows = 2001;

interface Import {
  import: string;
  status: string;
  rows: { created: number };
  batches: { change: string; status: string | null; records: number }[];
}

let product: RunningProduct;
let officer: ApiClient;
beforeAll(async () => {
  product = await RunningProduct.start([`${organisation}.agent.1`]);
  officer = await product.as(`${organisation}.agent.1`);
}, 120_000);
afterAll(() => product?.stop());

const file = [
  'اسم العميل;التصنيف;الجوال',
  ...Array.from({ length: rows }, (_, n) => `عميل تجريبي (مثال) ${n};مانح أو داعم;05${30_000_000 + n * 997}`),
].join('\n');

async function noted(isThere: (found: ImportDocument | null) => boolean): Promise<ImportDocument> {
  const found = await product.withDatabase(({ imports }) =>
    eventually(() => imports.findOne().lean<ImportDocument>(), isThere, 120_000),
  );
  if (!found) throw new Error('nothing was noted');
  return found;
}

const isMidway = ({ batches }: ImportDocument) =>
  batches.some(({ isDone }) => isDone) && batches.some(({ isDone }) => !isDone);

test('5.6: an import ends without a second upload though API and worker are killed midway, and nothing is done twice', async () => {
  const headers = { 'content-type': 'text/csv', 'idempotency-key': randomUUID() };
  const brokenOff = officer.send('POST', `${imports}?trial=false`, file, headers).catch(() => null);
  await noted((found) => found !== null && isMidway(found));
  await product.kill('worker', 'api');
  await brokenOff;
  const before = await noted((found) => found !== null);
  expect(isMidway(before)).toBe(true);

  await product.restart('worker').catch(() => undefined);
  const after = await noted((found) => found?.underWay === false);
  expect(after.batches.map(({ isDone }) => isDone)).toEqual(before.batches.map(() => true));
  expect(after.batches.map(({ change }) => change)).toEqual(before.batches.map(({ change }) => change));

  await product.restart('api');
  const shown = (await officer.get(`${imports}/${after.number}`)).as<Import>();
  expect(shown).toMatchObject({ status: 'prepared', rows: { created: rows } });
  expect(shown.batches.map(({ records }) => records)).toEqual([500, 500, 500, 500, 1]);
  const numbers = { number: { $in: after.batches.map(({ change }) => change) } };
  const [records, openings, waiting] = await product.withDatabase(({ vault, requests }) =>
    Promise.all([
      vault.find({ ...numbers, personId: { $ne: null } }, { personId: 1 }).lean(),
      requests.find(numbers).lean(),
      vault.find({ number: after.number }).lean(),
    ]),
  );
  expect([records.length, new Set(records.map(({ personId }) => personId)).size]).toEqual([rows, rows]);
  expect(openings).toHaveLength(5);
  expect(waiting).toEqual([]);
  // What the engine keeps of it for ever: ids, and no word of the file.
  const history = await product.withEngine((client) =>
    client.workflow.getHandle(`import:${organisation}:${after.number}`).fetchHistory(),
  );
  const payloads = JSON.stringify(readable(history), (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('utf8') : value,
  );
  expect(payloads).toContain(after.number);
  expect(payloads).not.toContain('تجريبي');
}, 300_000);
