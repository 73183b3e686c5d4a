/**
 * `npm run bench:search [customers]`: how long a search among so many made-up customers takes (100,000 unless told). It is
 * held against a look-up by `_id`, with the documents that the database looks at. On a real mongod it shows the query plan,
 * which must use the index of the tokens. It fails if the 95th percentile is above 50 ms. The development stand-in gives up
 * an index that is too large for its memory: then the figures are shown, and nothing is asserted.
 */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customerQuery } from '../application/registry/customer-tokens.ts';
import { documentsExamined } from '../bench/seeded-cases.ts';
import { connectMongoDB } from '../db/connect.ts';
import { createIndexes, type Database, databaseOn } from '../db/database.ts';
import { tokenKeyOf } from '../db/derivations.ts';
import { findCustomer, searchCustomers, searchFilter } from '../db/registry/customers.ts';
import { startServers } from '../local/servers.ts';
import { percentile } from './cost/lateness.ts';
import { masterKeys } from './measuring/product-in-process.ts';
import { demoCustomer, organisation, writeDemoCustomers } from './search/demo-customers.ts';

const secret = 'a secret of a measurement, and of no customer';
const key = tokenKeyOf({ secret });
const mostAllowedMs = 50;
const page = 51;
const statuses = ['active', 'inactive'] as const;

/** What people type, about the customer of a row. */
function spellings(row: number): string[] {
  const { record } = demoCustomer(secret, row);
  const [first = '', , , family = ''] = record.name.split(' ');
  const phone = record.contacts[0]?.value ?? '';
  const local = `0${phone.slice(4)}`;
  const arabic = local.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
  const email = record.contacts[1]?.value ?? '';
  return [`${first} ${family}`, family.slice(2), first.slice(0, 3), phone, local, arabic, local.slice(0, 8), email];
}

/** The plan's stages with the indexes that they read; null if the server cannot explain itself. */
async function planOf(database: Database, text: string): Promise<string[] | null> {
  const filter = searchFilter(organisation, { tokens: customerQuery(key, text, 'SA'), statuses: [...statuses] });
  try {
    const told = (await database.customers.collection
      .find(filter as never)
      .sort({ _id: 1 })
      .limit(page)
      .explain()) as {
      queryPlanner?: { winningPlan?: unknown };
    };
    const plan = told.queryPlanner?.winningPlan;
    return plan
      ? [...JSON.stringify(plan).matchAll(/"(?:stage|indexName)":"([^"]+)"/g)].map((match) => match[1] ?? '')
      : null;
  } catch {
    return null;
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

async function measure(database: Database, rows: number[]): Promise<{ searches: number[]; lookups: number[] }> {
  const searches: number[] = [];
  const lookups: number[] = [];
  for (const row of rows) {
    const { number } = demoCustomer(secret, row);
    for (const text of spellings(row)) {
      const search = { tokens: customerQuery(key, text, 'SA'), statuses: [...statuses], limit: page };
      searches.push(await timed(() => searchCustomers(database, organisation, search)));
      lookups.push(await timed(() => findCustomer(database, organisation, number)));
    }
  }
  const ascending = (a: number, b: number) => a - b;
  return { searches: searches.sort(ascending), lookups: lookups.sort(ascending) };
}

const count = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(count) || count < 1) throw new Error('say how many customers: a whole number above 0');
const dataDir = mkdtempSync(join(tmpdir(), 'inaya-search-'));
const servers = await startServers({ dataDir });
const connection = await connectMongoDB(servers.mongodbUri.replace(/\/[^/?]*(\?.*)?$/, `/search-${randomUUID()}$1`));
try {
  const database = databaseOn(connection, masterKeys);
  await createIndexes(database);
  const writing = await timed(() => writeDemoCustomers(database, secret, count));
  console.log(
    `${count} made-up customers written in bulk (${(writing / 1000).toFixed(0)} s), in the shape that entering gives`,
  );
  const plan = await planOf(database, spellings(count - 1)[0] ?? '');
  const before = await documentsExamined(database);
  const tried = await measure(database, [0]);
  const documents = ((await documentsExamined(database)) - before) / tried.searches.length;
  const usesIndex = plan?.some((part) => part.includes('tokens')) ?? documents < count / 100;
  const samples = usesIndex ? 40 : 2;
  const rows = Array.from({ length: samples }, (_, index) => Math.floor((index * count) / samples));
  const { searches, lookups } = await measure(database, rows);
  const [search, lookup, p95] = [percentile(searches, 0.5), percentile(lookups, 0.5), percentile(searches, 0.95)];
  console.log(
    `search   median ${search.toFixed(1)} ms, 95th percentile ${p95.toFixed(1)} ms (${searches.length} searches)`,
  );
  console.log(`         ${documents.toFixed(0)} documents looked at for each, look-up included`);
  console.log(`by _id   median ${lookup.toFixed(1)} ms`);
  console.log(`ratio    ${(search / lookup).toFixed(1)}`);
  console.log(`plan     ${plan?.join(' < ') ?? 'none: the development stand-in does not tell'}`);
  // The stand-in gives up an index that is too large for its memory, and reads everything.
  const isAsserted = plan !== null || usesIndex;
  const faults = [
    ...(usesIndex ? [] : ['the search does not use the index of the tokens']),
    ...(p95 <= mostAllowedMs ? [] : [`the 95th percentile is above ${mostAllowedMs} ms`]),
  ];
  if (isAsserted) for (const fault of faults) console.error(fault);
  process.exitCode = isAsserted && faults.length > 0 ? 1 : 0;
} finally {
  await connection.dropDatabase();
  await connection.close();
  await servers.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
