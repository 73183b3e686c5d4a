import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { archiveHistories } from '../../activities/upkeep/archive-histories.ts';
import { archivedHistory } from '../../db/cases/archived-histories.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { masterKeysOf } from '../../db/privacy/master-keys.ts';
import { localMasterKeys } from '../../local/secrets.ts';
import { type StartedProduct, startedProduct } from '../../scripts/measuring/started-product.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { eventually } from '../support/api/api-client.ts';
import { among, personalValues, publishedOrOfStaff, textsIn, valuesInFile } from '../support/personal-values.ts';
import { textOf, textsOfHistories } from '../support/workflows/texts-of-histories.ts';

let product: StartedProduct;
let folder: string;
let database: Database;
let temporal: Client;
/** What the demo wrote of people, but for what an organisation publishes itself. */
let values: string[];
/** Every text of the documents that are no organisation's own. */
const texts: string[] = [];

beforeAll(async () => {
  product = await startedProduct('in-clear');
  folder = dirname(product.logs);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, INAYA_DATA_DIR: folder };
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/demo.ts'], { env });
  const { mongodb, temporal: engine } = product.servers;
  database = databaseOn(await connectMongoDB(mongodb?.address ?? ''), masterKeysOf(localMasterKeys(folder)));
  temporal = await connectTemporal(engine?.address ?? '', 'default');
  const published: string[] = [];
  const { db } = database.connection;
  for (const { name } of (await db?.listCollections().toArray()) ?? [])
    for await (const document of db?.collection(name).find() ?? [])
      (publishedOrOfStaff.includes(name) && name !== 'requests' ? published : texts).push(...textsIn(document));
  values = (await personalValues(database)).filter((value) => among([value], published).length === 0);
}, 300_000);
afterAll(async () => {
  await temporal?.connection.close();
  await database?.connection.close();
  await product?.stop();
});

/** Every file of the data folder but the keys, the local outbox, and the passwords of the local accounts. */
function filesBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (['outbox', 'accounts.json', 'secrets.json', 'master-keys.json'].includes(entry.name)) return [];
    const below = join(path, entry.name);
    return entry.isDirectory() ? filesBelow(below) : entry.isFile() ? [below] : [];
  });
}

test('nothing that the demo wrote of people stands in clear in a document, an answer that is kept, or a history', async () => {
  expect(values.length).toBeGreaterThan(40);
  expect(among(values, texts)).toEqual([]);
  const histories = await textsOfHistories(temporal);
  expect(histories.length).toBeGreaterThan(20);
  expect(among(values, histories)).toEqual([]);
});

test('nor in the archive of histories', async () => {
  const soon = new Date(Date.now() + 3_600_000);
  expect(await archiveHistories(database, temporal, soon)).toBeGreaterThan(3);
  const kept = await database.archivedHistories.find({}, { workflowId: 1, runId: 1 }).lean();
  const archived = await Promise.all(
    kept.map(async ({ workflowId, runId }) => {
      const { json = '{}' } = (await archivedHistory(database, workflowId, runId)) ?? {};
      return textOf(historyFromJSON(JSON.parse(json)));
    }),
  );
  // What stands in a payload is read: the digest of words, which a case knows.
  const [entry] = await database.vault.find({ number: kept[0]?.workflowId.split(':')[2] } as never).lean();
  expect(among([entry?.digest ?? ''], archived)).toEqual([entry?.digest]);
  expect(among(values, archived)).toEqual([]);
});

test('nor in a file of the database, of the engine, or of a log', async () => {
  const planted = `planted ${randomUUID()}`;
  await database.connection.collection('planted').insertOne({ planted });
  const holding = () => Promise.resolve(filesBelow(folder).filter((path) => valuesInFile(path, [planted]).length > 0));
  expect(await eventually(holding, (paths) => paths.length > 0)).not.toEqual([]);
  const files = filesBelow(folder);
  const names = files.map((path) => path.slice(folder.length + 1));
  expect(names).toEqual(
    expect.arrayContaining([expect.stringMatching(/^temporal\.db/), expect.stringMatching(/^logs\/api/)]),
  );
  expect(files.flatMap((path) => valuesInFile(path, values).map((value) => `${path}: ${value}`))).toEqual([]);
});
