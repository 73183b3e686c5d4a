import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { freePort } from '../../local/processes/free-port.ts';
import { isAlive, spawnServer, stopProcess } from '../../local/processes/server-process.ts';
import { readServersFile } from '../../local/servers-file.ts';
import { temporalBinary } from '../../local/temporal/temporal-binary.ts';
import { temporalAnswers } from '../../local/temporal/temporal-server.ts';
import { ApiClient, eventually } from '../support/api/api-client.ts';
import { complaintBody, complaintsOf } from '../support/api/complaints.ts';
import { npmStart, type Start } from '../support/servers/npm-start.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'inaya-start-'));
// As earlier releases have left it.
chmodSync(dataDir, 0o755);
const starts: Start[] = [];

afterAll(async () => {
  for (const { process, ended } of starts) {
    process.kill('SIGINT');
    await ended;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

function start(settings: Record<string, string>): Start {
  const begun = npmStart({ INAYA_DATA_DIR: dataDir, ...settings });
  starts.push(begun);
  return begun;
}

function serversAlive(): boolean[] {
  const { temporal, mongodb } = readServersFile(dataDir);
  return [temporal, mongodb].map((server) => server !== undefined && isAlive(server.process));
}

async function thingsIn(uri: string | undefined) {
  const connection = await mongoose.createConnection(uri ?? '').asPromise();
  return { things: connection.collection<{ _id: string }>('startTest'), close: () => connection.close() };
}

test('npm start is ready, Ctrl-C ends all that it started, and the next start finds the data again', async () => {
  const port = await freePort();
  const first = start({ PORT: String(port) });
  await first.says('Ctrl-C stops');
  expect(first.printed()).toContain(`http://127.0.0.1:${port}/docs`);
  // S13l: the page of the engine has no sign-in.
  expect(first.printed()).toContain('Temporal UI  off');
  expect(readServersFile(dataDir).temporal?.uiAddress).toBeUndefined();
  expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  expect(serversAlive()).toEqual([true, true]);
  for (const file of ['secrets.json', 'accounts.json']) expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
  const before = await thingsIn(readServersFile(dataDir).mongodb?.address);
  await before.things.insertOne({ _id: 'kept' });
  await before.close();

  first.process.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect(serversAlive()).toEqual([false, false]);
  await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();

  const second = start({ PORT: String(port) });
  await second.says('Ctrl-C stops');
  const after = await thingsIn(readServersFile(dataDir).mongodb?.address);
  expect(await after.things.findOne({ _id: 'kept' })).toEqual({ _id: 'kept' });
  await after.close();
});

test('S13a: what npm start keeps can be read by nobody but the user, also in a folder that was open', async () => {
  const running = starts.at(-1);
  const open = (path: string) => (statSync(path).mode & 0o077) !== 0;
  const entries = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
  expect(entries.length).toBeGreaterThan(5);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(entries.filter((entry) => open(join(dataDir, entry)))).toEqual([]);
  expect(running?.process.exitCode).toBeNull();
});

test('S1: the API and the worker are started again when they end, and npm start says so', async () => {
  const running = starts.at(-1);
  const { api } = readServersFile(dataDir);
  const ready = () =>
    fetch(`${api}/health/ready`).then(
      ({ status }) => status,
      () => 0,
    );
  for (const [part, script] of [
    ['api', 'api/server.ts'],
    ['worker', 'worker/main.ts'],
  ] as const) {
    process.kill(childOf(running?.process.pid, script), 'SIGKILL');
    await running?.says(new RegExp(`The ${part} has ended \\(SIGKILL\\)[\\s\\S]*It is started again in 1 s`));
    await running?.says(`The ${part} has been started again`);
    await eventually(ready, (status) => status === 200);
  }
});

/** The number of the child process that runs a script. */
function childOf(parent: number | undefined, script: string): number {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' });
  return Number.parseInt(listed.split('\n').find((line) => line.includes(script)) ?? '', 10);
}

test('servers of a start that was killed are used again by the next one, which ends them', async () => {
  const killed = starts.at(-1);
  const addresses = Object.values(readServersFile(dataDir)).map((server) => server?.address);
  killed?.process.kill('SIGKILL');
  await killed?.ended;
  expect(serversAlive()).toEqual([true, true]);

  const next = start({ PORT: String(await freePort()) });
  await next.says('Ctrl-C stops');
  expect(next.printed()).toMatch(/Temporal is still running/);
  expect(Object.values(readServersFile(dataDir)).map((server) => server?.address)).toEqual(addresses);
});

test('a second start beside it fails on a port in use, names the setting and leaves the first alone', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const refused = start({ PORT: String(port) });
  expect(await refused.ended).toBe(1);
  expect(refused.printed()).toContain(`Port ${port} is in use by another program: set PORT to a free port.`);
  expect(serversAlive()).toEqual([true, true]);
  taken.close();
});

test('a server that dies is named with its signal and the command that brings it back; the rest keeps running', async () => {
  const running = starts.at(-2);
  const { temporal, api } = readServersFile(dataDir);
  if (!running || !temporal) throw new Error('the tests before this one leave a start running');
  process.kill(temporal.process.pid, 'SIGKILL');
  await running.says(/The Temporal server has ended \(.+\)/);
  await running.says('npm run servers');
  expect((await fetch(`${api}/health/live`)).status).toBe(200);

  running.process.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  expect(serversAlive()).toEqual([false, false]);
});

test('with TEMPORAL_ADDRESS and MONGODB_URI set no server is started, none is stopped, and a bare one takes complaints', async () => {
  const { MONGODB_URI = '' } = process.env;
  const other = join(dataDir, 'other');
  const database = MONGODB_URI.replace(/\/inaya$/, '/start-test');
  // As anybody else starts one: it knows nothing of what our cases are found by.
  const bare = await bareTemporal(join(dataDir, 'bare.log'));
  try {
    const port = await freePort();
    const settings = { INAYA_DATA_DIR: other, TEMPORAL_ADDRESS: bare.address, MONGODB_URI: database };
    const begun = start({ ...settings, PORT: String(port) });
    await begun.says('Ctrl-C stops');
    expect(readServersFile(other).temporal).toBeUndefined();
    expect(existsSync(join(other, 'temporal.db'))).toBe(false);
    const api = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${api}/metrics`)).text()).toMatch(/^temporal_num_pollers\{.*\} [1-9]/m);
    const agent = new ApiClient(api, await tokenOf(api, other, 'sandbox.agent.1'));
    expect((await agent.post(complaintsOf('sandbox'), complaintBody('sandbox'))).status).toBe(201);
    begun.process.kill('SIGINT');
    expect(await begun.ended).toBe(0);
    expect(isAlive(bare.process)).toBe(true);
  } finally {
    await stopProcess(bare.process);
  }
  const { close } = await thingsIn(MONGODB_URI);
  await close();
  expect(readFileSync(join(other, 'logs', 'api.log'), 'utf8')).toContain('listening');
});

/** A development server without any arguments of ours. */
async function bareTemporal(log: string) {
  const port = await freePort();
  const { path } = await temporalBinary();
  const where = ['--ip', '127.0.0.1', '--port', String(port), '--headless', '--log-level', 'error'];
  const address = `127.0.0.1:${port}`;
  const record = spawnServer(path, ['server', 'start-dev', ...where], log);
  await eventually(() => temporalAnswers(address), Boolean);
  return { address, process: record };
}

async function tokenOf(api: string, folder: string, username: string): Promise<string> {
  const accounts = JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8')) as Record<string, string>[];
  const password = accounts.find((account) => account.username === username)?.password;
  const session = await new ApiClient(api).post('/v1/session', { username, password });
  return session.as<{ token: string }>().token;
}
