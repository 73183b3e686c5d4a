/** A newcomer's first start: every list has something. A folder in which somebody has worked gets nothing of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { planDemoCases } from '../../local/demo-cases.ts';
import { freePort } from '../../local/processes/free-port.ts';
import { LocalApi } from '../../scripts/api-client.ts';
import { eventually } from '../support/api/api-client.ts';
import { npmStart, type Start } from '../support/servers/npm-start.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'inaya-demo-'));
const five = ['development-fund', 'courier', 'neighbourhood-centres', 'beneficiary-society', 'government-services'];
const starts: Start[] = [];
afterAll(async () => {
  for (const { process, ended } of starts) {
    process.kill('SIGINT');
    await ended;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<Start> {
  const begun = npmStart({ INAYA_DATA_DIR: dataDir, PORT: String(await freePort()), INAYA_DEMO: 'on' });
  starts.push(begun);
  await begun.says('Ctrl-C stops');
  return begun;
}

interface Listed {
  items: { number: string; kind: string; status: string; clocks: { breachedAt: string | null }[] }[];
}

async function casesOf(organisation: string): Promise<Listed['items']> {
  const path = `/v1/organisations/${organisation}/cases?limit=200`;
  return ((await new LocalApi(dataDir).must('GET', path, `${organisation}.manager.1`)) as unknown as Listed).items;
}

test('a new folder is filled in the background, also if that is broken off, and nothing is opened twice', async () => {
  const first = await start();
  await eventually(
    () => casesOf('development-fund'),
    (cases) => cases.length > 3,
  );
  first.process.kill('SIGINT');
  expect(await first.ended).toBe(0);
  const second = await start();
  await second.says('Made-up cases are there');
  for (const organisation of five) {
    const complaints = (await casesOf(organisation)).filter(({ kind }) => kind === 'complaint');
    expect({ organisation, complaints: complaints.length }).toEqual({ organisation, complaints: 9 });
    const statuses = new Set(complaints.map(({ status }) => status));
    expect([...statuses].sort()).toEqual(['answered', 'closed', 'open', 'received', 'returned']);
    expect(complaints.some(({ clocks }) => clocks.some(({ breachedAt }) => breachedAt !== null))).toBe(true);
  }
  const everything = (await Promise.all([...five, 'sandbox'].map(casesOf))).flat();
  const kinds = ['complaint', 'departmentTicket', 'followedItem', 'lead', 'procedure', 'recordChange', 'surveyCycle'];
  expect([...new Set(everything.map(({ kind }) => kind))].sort()).toEqual(kinds);
  expect(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))).toMatchObject({ isFilled: true });
}, 300_000);

test('a folder in which somebody has worked gets none', () => {
  const used = mkdtempSync(join(tmpdir(), 'inaya-demo-used-'));
  writeFileSync(join(used, 'accounts.json'), '[]');
  planDemoCases(used);
  expect(existsSync(join(used, 'demo.json'))).toBe(false);
  rmSync(used, { recursive: true });
});
