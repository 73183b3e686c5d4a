import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from '@jest/globals';
import { designCalendar } from '../support/samples/working-weeks.ts';

const root = join(import.meta.dirname, '..', '..');
const policies = mkdtempSync(join(tmpdir(), 'inaya-policies-'));

afterAll(() => rmSync(policies, { recursive: true, force: true }));

function startCommand() {
  const { NODE_OPTIONS: _jestOnly, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/deadline.ts'], {
    cwd: root,
    env: { ...env, POLICIES_DIR: policies },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

const question = { start: '2026-03-11T07:00:00Z', due: { workingDays: 1 } };

test('the command answers each line before the next is written, in order, whatever the line holds', async () => {
  const { child, lines } = startCommand();
  const answerTo = async (line: string) => {
    child.stdin.write(`${line}\n`);
    return JSON.parse((await lines.next()).value ?? 'null');
  };
  const ownCalendar = await answerTo(JSON.stringify({ calendar: designCalendar, ...question }));
  expect(ownCalendar.dueAt).toBe('2026-03-12T13:00:00Z');
  expect(Object.keys(ownCalendar)).toEqual(['dueAt', 'dueLocal', 'rungs', 'working']);
  for (const line of ['{"calendar":', '', 'null', '[]', '{}', '\u0000', '['.repeat(100_000)]) {
    expect(await answerTo(line)).toEqual({ refusal: 'Malformed', detail: expect.any(String) });
  }
  const sandbox = await answerTo(
    JSON.stringify({ calendar: 'sandbox', start: question.start, due: { elapsed: 'PT20S' } }),
  );
  expect(sandbox.dueLocal).toBe('2026-03-11T10:00:20+03:00[Asia/Riyadh]');
  const unknown = await answerTo(JSON.stringify({ calendar: '../sandbox', ...question }));
  expect(unknown.detail).toMatch(/^There is no calendar "..\/sandbox"; there are: .*sandbox/);
  child.stdin.end();
  expect((await once(child, 'close'))[0]).toBe(0);
});

test('a name means the latest version of its file, in the added folder too', async () => {
  const folder = join(policies, 'calendars', 'port');
  mkdirSync(folder, { recursive: true });
  for (const [version, closes] of [
    [2, '12:00'],
    [10, '14:00'],
  ]) {
    const content = { ...designCalendar, name: 'port', version, week: { thu: [['08:00', closes]] }, overlays: [] };
    writeFileSync(join(folder, `v${version}.yaml`), JSON.stringify(content));
  }
  const { child, lines } = startCommand();
  child.stdin.end(JSON.stringify({ calendar: 'port', ...question }));
  expect(JSON.parse((await lines.next()).value ?? 'null').dueAt).toBe('2026-03-12T11:00:00Z');
  await once(child, 'close');
});
