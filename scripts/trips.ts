/**
 * `npm run trips`: how many files of the product a request enters, from its arrival to the projection of what it did. Starts
 * servers and a worker of its own. What runs in the workflow sandbox is not counted. What only reads is counted once the
 * worker has ended, so that it is the API's own. `npm run trips -- --files` names the files.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from '../api/app.ts';
import { openingExamples } from '../api/complaints/opening-examples.ts';
import { issueToken } from '../application/sessions/sessions.ts';
import { findCase } from '../db/cases/cases.ts';
import { type EnteredFiles, FileCounter } from './measuring/entered-files.ts';
import { measuredAgent } from './measuring/measured-agent.ts';
import { productInProcess } from './measuring/product-in-process.ts';

const { dependencies, stopWorker, stop } = await productInProcess();
const { database, secret } = dependencies;
const { organisation } = measuredAgent;
const server = createApp(dependencies).listen(0, '127.0.0.1');
const counter = new FileCounter(process.cwd());
try {
  await new Promise((resolve) => server.once('listening', resolve));
  await database.staff.collection.insertOne(measuredAgent as never);
  const { token } = await issueToken({ secret }, measuredAgent._id);
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/organisations/${organisation}`;
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const response = await fetch(`${base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { number: string; revision: number };
  };
  // Waits by itself: what it would call of the product to wait would count as entered.
  const projected = async (number: string, revision: number) => {
    const until = Date.now() + 10_000;
    while (((await findCase(database, organisation, number))?.revision ?? 0) < revision) {
      if (Date.now() > until) throw new Error(`${number} is not projected at revision ${revision}`);
      await wait(25);
    }
  };
  const command = async (number: string, name: string, body: object) => {
    const { revision } = await ask('POST', `/complaints/${number}/${name}`, body);
    await projected(number, revision);
  };
  const said = { channel: 'phone', at: new Date().toISOString(), text: 'اتصل العميل وقال إن المشكلة حُلّت (مثال).' };
  let number = '';
  const steps: [what: string, act: () => Promise<unknown>][] = [
    [
      'open a complaint',
      async () => {
        const opened = await ask('POST', '/complaints', openingExamples[organisation]?.value);
        number = opened.number;
        await projected(number, opened.revision);
      },
    ],
    ['accept it', () => command(number, 'accept', {})],
    ['answer it', () => command(number, 'answer', { text: 'عولجت المشكلة (مثال).', solved: true })],
    ['confirm it', () => command(number, 'confirm', { helped: true, said })],
  ];
  const reads: typeof steps = [
    ['GET one complaint', () => ask('GET', `/complaints/${number}`)],
    ['GET work', () => ask('GET', '/work')],
  ];
  // The first time much is entered once only: schemas are built, caches filled.
  for (const [, act] of [...steps, ...reads]) await act();
  const life = new Map<string, number>();
  for (const [what, act] of steps) {
    const entered = await counter.during(act);
    console.log(line(what, entered));
    for (const [file, ran] of entered) life.set(file, ran);
  }
  console.log(line('open → accept → answer → confirm', life));
  if (process.argv.includes('--files')) console.log([...life.keys()].sort().join('\n'));
  await stopWorker();
  for (const [what, act] of reads) {
    const entered = await counter.during(act);
    console.log(line(what, entered));
    if (process.argv.includes('--files')) console.log([...entered.keys()].sort().join('\n'));
  }
} finally {
  counter.end();
  server.close();
  server.closeAllConnections();
  await stop();
}

/** `what: 94 files (api 12, domain 52 …)`. */
function line(what: string, entered: EnteredFiles): string {
  const rooms = new Map<string, number>();
  for (const file of entered.keys()) {
    const room = file.split('/')[0] ?? '';
    rooms.set(room, (rooms.get(room) ?? 0) + 1);
  }
  const parts = [...rooms].map(([room, files]) => `${room} ${files}`).sort();
  return `${what.padEnd(34)} ${String(entered.size).padStart(4)} files  (${parts.join(', ')})`;
}
