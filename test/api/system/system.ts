import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { Context } from '../../../api/http/route.ts';
import { healthRoutes } from '../../../api/system/health-routes.ts';
import { caseNumber } from '../../../application/cases/case-number.ts';
import type { Dependencies } from '../../../application/dependencies.ts';
import { nobodysHash } from '../../../application/sessions/nobodys-hash.ts';
import { storeText } from '../../../db/cases/vault.ts';
import { rootToPin } from '../../../db/command-signatures.ts';
import type { StaffDocument } from '../../../db/organisation/staff.ts';
import { openingCommand } from '../../../domain/case/case.ts';
import { cacheFolder } from '../../../local/folders.ts';
import { sampleAgent, sampleCase } from '../../../scripts/cost/standard-complaint.ts';
import { untilTaken } from '../../../scripts/until-taken.ts';
import { commandCase, startCase } from '../../../temporal/cases.ts';
import { isDecided } from '../../../temporal/run-histories.ts';
import { ApiClient, eventually, served } from '../../support/api/api-client.ts';
import { complaintsOf, opened, signed } from '../../support/api/complaints.ts';
import { password, type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { replayCommand } from '../../support/workflows/replay-command.ts';

let api: RunningApi;
let withoutWorker: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox'] });
  withoutWorker = await startApi({ staffOf: [], worker: false, trustProxy: 1 });
});
afterAll(() => Promise.all([api.stop(), withoutWorker.stop()]));

describe('health', () => {
  test('a process that runs is live', async () => {
    expect((await withoutWorker.anybody.get('/health/live')).as()).toEqual({ live: true });
  });

  test('with engine, database and worker it is ready', async () => {
    const ready = await eventually(
      () => api.anybody.get('/health/ready'),
      ({ status }) => status === 200,
    );
    expect(ready.json).toEqual({ engine: true, database: true, worker: true });
  });

  test('without a worker it is not ready, and says what is missing', async () => {
    const answer = await withoutWorker.anybody.get('/health/ready');
    expect([answer.status, answer.json]).toEqual([503, { engine: true, database: true, worker: false }]);
    expect(answer.headers.get('retry-after')).toBe('2');
  });
});

test('S13m: engine and database are asked once a second at most, however often anybody asks', async () => {
  let questions = 0;
  const command = () => {
    questions += 1;
    return Promise.resolve({ ok: 1 });
  };
  const dependencies = { database: { connection: { db: { command } } }, temporal: {} };
  const answers = await Promise.all(Array.from({ length: 50 }, () => asked('getReadiness', { dependencies })));
  answers.push(await asked('getReadiness', { dependencies }));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect(questions).toBe(1);
});

/** A worker that shows this, until it falls silent. */
async function metricsOfWorker(text: string) {
  const server = createServer((_request, response) => response.end(text)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fallSilent = () => {
    server.closeAllConnections();
    server.close();
  };
  const workerMetricsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { workerMetricsUrl, fallSilent };
}

/** What a route of the system answers by itself. */
async function asked(operationId: string, context: object): Promise<{ status: number; body?: unknown }> {
  const found = healthRoutes.find((one) => one.operationId === operationId);
  if (!found) throw new Error(`there is no ${operationId}`);
  return found.handle(context as Context<Record<string, unknown>>);
}

test('a worker that has been killed is not taken for one that polls, though the engine still believes so', async () => {
  await eventually(
    () => api.anybody.get('/health/ready'),
    ({ status }) => status === 200,
  );
  const { database, temporal } = api;
  for (const [shown, status] of [
    ['temporal_num_pollers{poller_type="workflow_task"} 5\n', 200],
    ['temporal_num_pollers{poller_type="workflow_task"} 0\n', 503],
    [null, 503],
  ] as const) {
    const { workerMetricsUrl, fallSilent } = await metricsOfWorker(shown ?? '');
    if (shown === null) fallSilent();
    const ready = await asked('getReadiness', { dependencies: { database, temporal, workerMetricsUrl } });
    fallSilent();
    expect([ready.status, ready.body]).toEqual([status, { engine: true, database: true, worker: status === 200 }]);
  }
});

describe('metrics', () => {
  test('count requests by operation and status, and refusals by their name', async () => {
    const { address } = await opened(api, 'sandbox');
    await api.as('sandbox.supervisor.1').post(`${address}/answer`, { text: 'نعم' });
    const { headers, text } = await api.anybody.get('/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(/inaya_http_request_duration_seconds_count\{operation="openComplaint",status="201"\} \d/);
    expect(text).toMatch(/inaya_http_request_duration_seconds_count\{operation="answerComplaint",status="409"\} \d/);
    expect(text).toMatch(/inaya_refusals_total\{refusal="NotAllowedNow"\} \d/);
  });

  test.each(['10.0.0.7', '::ffff:192.168.1.9', undefined])('are not shown to %s', async (ip) => {
    await expect(asked('getMetrics', { request: { ip, headers: {} } })).rejects.toMatchObject({ reason: 'NotFound' });
  });

  test.each([
    ['x-forwarded-for', '203.0.113.9'],
    ['forwarded', 'for=203.0.113.9'],
  ])('are not shown through a proxy that says %s, whether it is trusted or not', async (name, value) => {
    for (const { anybody } of [api, withoutWorker]) {
      expect((await anybody.get('/metrics', { headers: { [name]: value } })).refusal).toBe('404 NotFound');
    }
  });

  test('are the worker’s as well; where it is silent they say so and are there all the same', async () => {
    const { workerMetricsUrl, fallSilent } = await metricsOfWorker('temporal_worker_start 1\n');
    const request = { ip: '127.0.0.1', headers: {} };
    const shown = async () =>
      (await asked('getMetrics', { request, dependencies: { database: api.database, secret, workerMetricsUrl } })).body;
    const before = await shown();
    fallSilent();
    expect(before).toMatch(/^temporal_worker_start 1$[\s\S]*^inaya_worker_metrics_up 1$/m);
    expect(await shown()).toMatch(/^inaya_http_request_duration_seconds[\s\S]*^inaya_worker_metrics_up 0$/m);
  });
});

test('the documentation page and the document are for everybody', async () => {
  expect((await api.anybody.get('/docs/')).status).toBe(200);
  expect((await api.anybody.get('/openapi.json')).as<{ openapi: string }>().openapi).toBe('3.1.0');
});

test('S13m: where the documentation is switched off, neither the page nor the document is there', async () => {
  const silent = await startApi({ staffOf: [], worker: false, docs: false });
  for (const path of ['/docs/', '/docs/swagger-initializer.js', '/openapi.json']) {
    expect((await silent.anybody.get(path)).refusal).toBe('404 NotFound');
  }
  await silent.stop();
});

test('answers with cases are kept by nobody on the way, and say nothing of what serves them', async () => {
  const { headers } = await api.as('sandbox.agent.1').get(complaintsOf('sandbox'));
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

describe('signing in', () => {
  test('with name and password gives a token for twelve hours, which opens one’s own organisation', async () => {
    const answer = await api.anybody.post('/v1/session', { username: 'sandbox.agent.1', password });
    const { token, expiresAt } = answer.as<{ token: string; expiresAt: string }>();
    expect(answer.status).toBe(201);
    const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
    expect((await new ApiClient(api.url, token).get(complaintsOf('sandbox'))).status).toBe(200);
  });

  test('a wrong password and an unknown name get the same answer', async () => {
    const wrong = await api.anybody.post('/v1/session', { username: 'sandbox.agent.1', password: 'guess' });
    const unknown = await api.anybody.post('/v1/session', { username: 'nobody', password: 'guess' });
    expect([wrong.refusal, wrong.json]).toEqual(['401 WrongCredentials', unknown.json]);
  });

  test('S13b: a name that nobody has costs as much work as one that somebody has', async () => {
    const { database } = api;
    const people = (await database.staff.find().lean<StaffDocument[]>()).map(({ passwordHash }) => passwordHash);
    const costOf = (hashed: string) => /m=\d+,t=\d+,p=\d+/.exec(hashed)?.[0];
    const dependencies = { database, secret } as Dependencies;
    const nobodys = await Promise.all(['nobody', 'nemo', 'x'].map((name) => nobodysHash(dependencies, name)));
    expect(new Set(nobodys.map(costOf))).toEqual(new Set(people.map(costOf)));

    // If accounts differ, a name meets one of their costs, and always the same one.
    await api.hire('sandbox.agent.long-here', { passwordHash: await hash('x', { memoryCost: 2048, timeCost: 2 }) });
    const later = { database, secret } as Dependencies;
    const names = Array.from({ length: 200 }, (_, n) => `name ${n}`);
    const costs = async () => (await Promise.all(names.map((name) => nobodysHash(later, name)))).map(costOf);
    expect(new Set(await costs())).toEqual(new Set([...people.map(costOf), 'm=2048,t=2,p=1']));
    expect(await costs()).toEqual(await costs());
  });

  test('somebody who has left does not get in', async () => {
    await api.hire('sandbox.agent.left', { active: false });
    const answer = await api.anybody.post('/v1/session', { username: 'sandbox.agent.left', password });
    expect(answer.refusal).toBe('401 WrongCredentials');
  });

  test.each([
    [{ username: { $ne: null }, password: { $ne: null } }],
    [{ username: 'sandbox.agent.1' }],
    [{ username: 'sandbox.agent.1', password: '' }],
    [{ username: 'sandbox.agent.1', password, role: 'manager' }],
    [{ username: 'sandbox.agent.1', password: 'x'.repeat(201) }],
  ])('%j is refused', async (credentials) => {
    expect((await api.anybody.post('/v1/session', credentials)).refusal).toBe('422 Invalid');
  });

  test('as many at once as have accounts all get in, and requests that were no tries at all shut nobody out', async () => {
    const nonsense = Array.from({ length: 30 }, () => api.anybody.post('/v1/session', { username: 'sandbox.agent.1' }));
    expect(new Set((await Promise.all(nonsense)).map(({ status }) => status))).toEqual(new Set([422]));
    const names = ['agent.1', 'agent.2', 'manager.1', 'auditor.1'].map((name) => `sandbox.${name}`);
    const all = Array.from({ length: 94 }, (_, n) => names[n % names.length] ?? '');
    const getsIn = (username: string) => served(() => api.anybody.post('/v1/session', { username, password }));
    const answers = await Promise.all(all.map(getsIn));
    expect(answers.map((answer) => (answer.status === 201 ? '201' : answer.refusal))).toEqual(all.map(() => '201'));
  });

  test('after twenty wrong tries a name has to wait at that address, with the right password too; others do not', async () => {
    await Promise.all(['sandbox.agent.1', 'sandbox.agent.2'].map((staffId) => withoutWorker.hire(staffId)));
    const signIn = (username: string, given: string) =>
      withoutWorker.anybody.post('/v1/session', { username, password: given });
    const tries: string[] = [];
    for (let n = 0; n < 21; n += 1) tries.push((await signIn('sandbox.agent.1', String(n))).refusal);
    expect(tries).toEqual([...Array.from({ length: 20 }, () => '401 WrongCredentials'), '429 TooManyRequests']);
    const right = await signIn('sandbox.agent.1', password);
    expect(right.refusal).toBe('429 TooManyRequests');
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn('sandbox.agent.2', password)).status).toBe(201);
    // Behind a proxy that is trusted an address is the caller's own.
    const headers = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
    const elsewhere = { username: 'sandbox.agent.1', password };
    expect((await withoutWorker.anybody.post('/v1/session', elsewhere, { headers })).status).toBe(201);
    // A caller who tries one password on every name has to wait as well.
    const sprayed = await Promise.all(
      Array.from({ length: 80 }, (_, n) => served(() => signIn(`nobody.${n}`, 'guess'))),
    );
    expect(new Set(sprayed.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await signIn('sandbox.agent.2', password)).refusal).toBe('429 TooManyRequests');
  });
});

test('`atLeast` waits for the projection of what one has just done', async () => {
  const { address } = await opened(api, 'sandbox');
  const { revision } = (await api.as('sandbox.agent.1').post(`${address}/accept`)).view;
  expect((await api.as('sandbox.manager.1').get(`${address}?atLeast=${revision}`)).view.status).toBe('open');
});

test('`atLeast` of what will never come is answered by what there is, where the engine no longer has the case', async () => {
  const { number, address } = await opened(api, 'sandbox');
  await api.projected(address, 'sandbox.manager.1', () => true);
  const document = await api.database.cases.findById(`sandbox/${number}`).lean();
  if (!document) throw new Error('the case has just been projected');
  const gone = caseNumber(secret, number.slice(0, 2), 'C', [randomUUID()]);
  const view = { ...document.view, number: gone };
  await api.database.cases.collection.insertOne({ ...document, _id: `sandbox/${gone}`, number: gone, view } as never);
  const read = await api.as('sandbox.manager.1').get(`${complaintsOf('sandbox')}/${gone}?atLeast=99`);
  expect([read.status, read.view.number]).toEqual([200, gone]);
});

describe('the replay command', () => {
  let number: string;
  beforeAll(async () => {
    const { temporal } = api;
    number = caseNumber(secret, 'SB', 'C', [randomUUID()]);
    const vault = { _id: `${number}/words`, organisation: 'sandbox', number, personId: null, tokens: [] };
    const kept = await storeText(api.database, { ...vault, content: { text: 'نص (مثال)' }, createdAt: '2026-01-01' });
    const sample = sampleCase('sandbox', number);
    const rootKey = rootToPin({ secret });
    const open = { ...sample.open, rootKey, details: { ...sample.open.details, words: kept } };
    const { signature } = signed({ organisation: 'sandbox', number }, openingCommand(open));
    const input = { ...sample, open: { ...open, ...(signature ? { signature } : {}) }, continueAfter: 5 };
    await startCase(temporal, 'complaint', input, { bodyDigest: '', at: input.open.at });
    const { runId: first } = await temporal.workflow.getHandle(`complaint:sandbox:${number}`).describe();
    const address = { kind: 'complaint' as const, organisation: 'sandbox', number };
    const body = { channel: 'phone', reached: true, words: kept };
    for (const commandId of ['one', 'two']) {
      const at = new Date().toISOString();
      await untilTaken(() =>
        commandCase(
          temporal,
          address,
          signed(address, { name: 'log-contact', commandId, at, actor: sampleAgent, body }),
        ),
      );
    }
    const present = temporal.workflow.getHandle(`complaint:sandbox:${number}`);
    await eventually(
      () => present.describe(),
      ({ runId }) => runId !== first,
    );
    await eventually(() => present.fetchHistory(), isDecided);
    await api.projected(`${complaintsOf('sandbox')}/${number}`, 'sandbox.manager.1', ({ revision }) => revision >= 3);
  });

  test('matches every run of a case and prints who did what, when, under which versions (X-03)', async () => {
    const { lines, code } = await replayCommand(api, number);
    expect(lines.filter((line) => line.startsWith(`match: complaint:sandbox:${number}, `)).length).toBeGreaterThan(1);
    expect(lines.join('\n')).toMatch(
      / 1 {2}\S+Z.* {2}received {2}by sample.agent.1 \[agent\] {2}policy v3, calendar v1/,
    );
    expect(lines.filter((line) => line.includes('contactLogged'))).toHaveLength(2);
    expect(lines.slice(-12).join('\n')).toContain('Stored timeline and clocks: match');
    expect(code).toBe(0);
  });

  test('has nothing to hold the code against in a run that no worker has taken up yet', async () => {
    await withoutWorker.hire('sandbox.agent.1');
    const { view } = await opened(withoutWorker, 'sandbox');
    const { lines, code } = await replayCommand(withoutWorker, view.number);
    expect([lines[0], code]).toEqual([expect.stringMatching(/^match: .*nothing has been decided yet$/), 0]);
  });

  test('says where other workflow code differs, tells the timeline all the same, and ends with 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'inaya-other-code-'));
    try {
      const bundles = join(folder, 'bundles');
      cpSync(join(cacheFolder('test'), 'bundles'), bundles, { recursive: true });
      const workflowsPath = fileURLToPath(new URL('../../support/workflows/other-code.ts', import.meta.url));
      const other = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
      for (const file of readdirSync(bundles)) writeFileSync(join(bundles, file), other.code);
      const { lines, code } = await replayCommand(api, number, { dataFolder: folder });
      const differing = lines.filter((line) => line.startsWith(`DIFFERS: complaint:sandbox:${number}, `));
      expect(differing.length).toBeGreaterThan(1);
      expect(differing[0]).toContain('Nondeterminism');
      expect(lines.filter((line) => line.includes('contactLogged'))).toHaveLength(2);
      expect(lines).toContain('Chain of digests: holds');
      expect(code).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('a complaint is opened and can be read while no worker runs', async () => {
  await withoutWorker.hire('sandbox.agent.1');
  const { address, view } = await opened(withoutWorker, 'sandbox');
  expect(view).toMatchObject({ projected: false, status: 'received', revision: 1 });
  expect((await withoutWorker.as('sandbox.agent.1').get(address)).view).toEqual(view);
});
