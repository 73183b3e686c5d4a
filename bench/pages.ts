/**
 * `npm run bench:pages [cases]`: what a page of a list costs among 1,000 cases and among so many (100,000 unless told). It
 * shows the documents that the database looks at, and the time through the API. It fails if a page looks at more documents
 * among many than among few.
 */
import type { AddressInfo } from 'node:net';
import { createApp } from '../api/app.ts';
import { openingExamples } from '../api/complaints/opening-examples.ts';
import { issueToken } from '../application/sessions/sessions.ts';
import type { CaseDocument } from '../db/cases/cases.ts';
import { createIndexes } from '../db/database.ts';
import { pollUntil } from '../db/poll-until.ts';
import { percentile } from '../scripts/cost/lateness.ts';
import { measuredAgent } from '../scripts/measuring/measured-agent.ts';
import { productInProcess } from '../scripts/measuring/product-in-process.ts';
import { documentsExamined, pages, seedCases } from './seeded-cases.ts';

const few = 1000;
const many = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(many) || many <= few) throw new Error(`say how many cases: a whole number above ${few}`);
/** How often each page is read. */
const times = 20;

const { dependencies, stop } = await productInProcess();
const { database, secret } = dependencies;
const { _id: agent, organisation } = measuredAgent;
const server = createApp(dependencies).listen(0, '127.0.0.1');
try {
  await createIndexes(database);
  await database.staff.collection.insertOne(measuredAgent as never);
  const { token } = await issueToken({ secret }, agent);
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/organisations/${organisation}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'a' };
  const body = JSON.stringify(openingExamples[organisation]?.value);
  const opened = await fetch(`${base}/complaints`, { method: 'POST', headers, body });
  const { number } = (await opened.json()) as { number: string };
  const template = await pollUntil<CaseDocument | null>(
    null,
    (found) => found !== null,
    () => database.cases.findOne({ number }).lean<CaseDocument>(),
    10_000,
  );
  if (!template) throw new Error('the case that the others are made after was not projected');

  /** The documents examined for a page, and how long it took, in milliseconds, of all times. */
  const read = async (path: string) => {
    const [before, took] = [await documentsExamined(database), [] as number[]];
    for (let time = 0; time < times; time += 1) {
      const began = performance.now();
      const answer = await fetch(`${base}${path}`, { headers });
      const { items = [] } = (await answer.json()) as { items?: unknown[] };
      took.push(performance.now() - began);
      if (items.length === 0) throw new Error(`${path} was answered by ${answer.status} and showed nothing`);
    }
    const documents = ((await documentsExamined(database)) - before) / times;
    return { documents, took: took.sort((one, other) => one - other) };
  };
  const owners: [string, string] = [agent, 'somebody.else'];
  const measured = new Map<string, { documents: number; took: number[] }[]>(pages.map(([what]) => [what, []]));
  for (const [from, to] of [
    [0, few],
    [few, many],
  ] as const) {
    await seedCases(database, template, { from, to, owners });
    for (const [what, path] of pages) measured.get(what)?.push(await read(path));
  }
  for (const [what, all] of measured) {
    const shown = all.map(({ documents, took }) => {
      const [middle, slow] = [percentile(took, 0.5), percentile(took, 0.99)].map((ms) => ms.toFixed(1));
      return `${documents.toFixed(0)} documents, median ${middle} ms, 99th percentile ${slow} ms`;
    });
    console.log(`${what}: among ${few} cases ${shown[0]}; among ${many} ${shown[1]}`);
    const [small = 0, large = 0] = all.map(({ documents }) => documents);
    if (large > 1.1 * small) {
      console.error(`${what}: ${large} documents among ${many} cases, ${small} among ${few}`);
      process.exitCode = 1;
    }
  }
} finally {
  server.close();
  server.closeAllConnections();
  await stop();
}
