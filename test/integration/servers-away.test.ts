import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { publishedOf, publishVersion } from '../../application/organisation/publish-version.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { proposedVersion } from '../../packs/proposals/proposed-version.ts';
import { askCase } from '../../temporal/cases.ts';
import { type Answer, type ApiClient, eventually } from '../support/api/api-client.ts';
import { complaintBody, complaintsOf } from '../support/api/complaints.ts';
import { type Part, RunningProduct } from '../support/servers/running-product.ts';

const complaints = complaintsOf('sandbox');
const body = complaintBody('sandbox');

let product: RunningProduct;
let agent: ApiClient;
beforeAll(async () => {
  product = await RunningProduct.start(['sandbox.agent.1', 'sandbox.supervisor.1', 'sandbox.manager.1']);
  agent = await product.as('sandbox.agent.1');
});
afterAll(() => product.stop());
afterEach(async () => {
  const dead = (['temporal', 'mongodb', 'worker', 'api'] as Part[]).filter((part) => !product.runs(part));
  if (dead.length > 0) await product.restart(...dead);
});

/** Sends it, and sees that the answer comes within ten seconds and says when to try again. */
async function unavailable(send: () => Promise<Answer>): Promise<string> {
  const began = performance.now();
  const answer = await send();
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  return answer.refusal;
}

/** Sends it again until it is answered with a success. */
const untilDone = (send: () => Promise<Answer>) => eventually(send, ({ status }) => status < 300);

async function typesOf(address: string): Promise<string[]> {
  const { events } = (await agent.get(`${address}/timeline`)).as<{ events: TimelineEvent[] }>();
  return events.map(({ type }) => type);
}

const open = async () => {
  const { view } = await agent.post(complaints, body);
  return { number: view.number, address: `${complaints}/${view.number}`, view };
};
/** Publishes a text as a case does that has approved it. */
async function publish(text: string): Promise<void> {
  const outcome = await product.withEngine((temporal) =>
    product.withDatabase(async (database) => {
      const proposed = proposedVersion(text, await publishedOf(database, 'sandbox'));
      if (proposed.what === 'unsound') throw new Error(JSON.stringify(proposed.problems));
      const { digest, base } = proposed;
      const publication = { organisation: 'sandbox', case: 'SB-P-AWAY', by: 'sandbox.manager.1', text, digest, base };
      return publishVersion({ database, temporal, logger: { warn() {} } }, publication, new Date());
    }),
  );
  expect(outcome).toHaveProperty('published');
}

const asked = (number: string) =>
  product.withEngine((client) => askCase(client, { kind: 'complaint', organisation: 'sandbox', number }));
// What the engine does every night has workflows of its own.
const workflows = () =>
  product.withEngine(async (client) => (await client.workflow.count("WorkflowType = 'complaint'")).count);
const caughtUp = (address: string, isThere: (view: CaseView) => boolean) =>
  eventually(
    () => agent.get(address),
    (answer) => answer.status === 200 && answer.view.projected && isThere(answer.view),
  );

describe('while no worker runs', () => {
  test('complaints are taken and can be read; commands get a 503 and, repeated, are applied once', async () => {
    const before = await open();
    await caughtUp(before.address, () => true);
    await product.kill('worker');

    const opening = await agent.post(complaints, body);
    expect([opening.status, opening.view.projected]).toEqual([201, false]);
    const address = `${complaints}/${opening.view.number}`;
    // The warnings of possible duplicates are the opening's own.
    const { warnings: _, ...view } = opening.json;
    expect((await agent.get(address)).view).toEqual(view);

    const key = randomUUID();
    const accept = () => agent.post(`${address}/accept`, {}, { key });
    expect(await unavailable(accept)).toBe('503 OutcomeUnknown');
    expect(await unavailable(() => agent.post(`${before.address}/accept`))).toBe('503 OutcomeUnknown');

    await product.restart('worker');
    expect((await untilDone(accept)).view).toMatchObject({ status: 'open', owner: 'sandbox.agent.1' });
    await caughtUp(address, ({ status }) => status === 'open');
    expect((await typesOf(address)).filter((type) => type === 'accepted')).toHaveLength(1);
  });
});

describe('while the Temporal server is away', () => {
  test('complaints can be read, and new ones get a 503 and, repeated, are opened once', async () => {
    const { address } = await open();
    await caughtUp(address, () => true);
    const before = await workflows();
    await product.kill('temporal');

    expect((await agent.get(address)).status).toBe(200);
    const key = randomUUID();
    const again = () => agent.post(complaints, body, { key });
    expect(await unavailable(again)).toBe('503 OutcomeUnknown');
    expect(await unavailable(() => agent.post(`${address}/accept`))).toBe('503 OutcomeUnknown');

    await product.restart('temporal');
    const { number } = (await untilDone(again)).view;
    expect((await agent.post(complaints, body, { key })).view.number).toBe(number);
    expect(await eventually(workflows, (count) => count > before)).toBe(before + 1);
  });
});

describe('while MongoDB is away', () => {
  test('a process goes on with the versions that it knows, and learns of a new one once it is back', async () => {
    const versions = () => product.withDatabase((database) => publishedOf(database, 'sandbox'));
    const inForce = async () => (await agent.get('/public/organisations/sandbox')).as<{ version: number }>().version;
    const newest = Math.max(...(await versions()).versions.map(({ pack }) => pack.version));
    expect(await inForce()).toBe(newest);
    await product.kill('mongodb');
    // Long enough for a look that fails: it is looked every two and a half seconds.
    await eventually(
      async () => product.log('api'),
      (lines) => lines.includes('new versions of policies could not be looked for'),
    );
    expect(product.runs('mongodb')).toBe(false);
    expect(await inForce()).toBe(newest);

    await product.restart('mongodb');
    await publish(`amends: ${newest}\nversion: ${newest + 1}\n`);
    expect(await eventually(inForce, (version) => version > newest)).toBe(newest + 1);
  });

  test('new requests get a 503 and reach no workflow, rungs fire in time, and what was accepted is projected after it', async () => {
    const left = await open();
    const worked = await open();
    await caughtUp(worked.address, () => true);
    const before = await workflows();
    // Answered just before the end: the projection of some of it will not have been written.
    const contact = { channel: 'phone', reached: true };
    await agent.post(`${worked.address}/accept`);
    const { revision } = (await agent.post(`${worked.address}/log-contact`, contact)).view;
    await product.kill('mongodb');

    const key = randomUUID();
    const opening = () => agent.post(complaints, body, { key });
    expect(await unavailable(opening)).toBe('503 Unavailable');
    expect(await unavailable(() => agent.post(`${worked.address}/answer`, { text: 'نعم' }))).toBe('503 Unavailable');
    expect(await unavailable(() => agent.get(worked.address))).toBe('503 Unavailable');
    expect(await workflows()).toBe(before);

    const due = left.view.clocks.find(({ id }) => id === 'triage')?.dueAt ?? '';
    await sleep(Math.max(0, Date.parse(due) - Date.now()));
    const breached = await eventually(
      () => asked(left.number),
      ({ clocks }) => clocks.some(({ id, state }) => id === 'triage' && state === 'breached'),
    );
    expect(product.runs('mongodb')).toBe(false);
    const triage = breached.clocks.find(({ id }) => id === 'triage');
    for (const { dueAt, firedAt } of triage?.rungs.slice(0, 2) ?? []) {
      expect(Date.parse(firedAt ?? '') - Date.parse(dueAt ?? '')).toBeLessThan(5000);
    }
    expect(await asked(worked.number)).toMatchObject({ revision, status: 'open' });

    await product.restart('mongodb');
    await caughtUp(left.address, ({ clocks }) => clocks.some(({ state }) => state === 'breached'));
    await caughtUp(worked.address, (view) => view.revision >= revision);
    expect((await typesOf(worked.address)).filter((type) => type === 'contactLogged')).toHaveLength(1);
    expect((await untilDone(opening)).status).toBe(201);
    expect(await eventually(workflows, (count) => count > before)).toBe(before + 1);
    // Staff who had to be told of the rungs are told once the directory can be read again.
    await caughtUp(left.address, ({ clocks }) =>
      clocks.every(({ rungs }) => rungs.every(({ firedAt, told }) => firedAt === null || told.length > 0)),
    );
  });
});
