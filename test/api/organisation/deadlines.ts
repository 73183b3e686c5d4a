import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { driven, type Opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const preview = `/v1/organisations/${organisation}/deadlines/preview`;

let api: RunningApi;
let accepted: Opened;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'sandbox'] });
  accepted = await driven(api, organisation, [['accept', {}]]);
  await api.projected(accepted.address, `${organisation}.manager.1`, ({ status }) => status === 'open');
});
afterAll(() => api.stop());

interface Proof {
  question: Record<string, unknown>;
  answer: Record<string, unknown>;
}

/** What `npm run --silent deadline` answers to each question. */
async function asked(questions: unknown[]): Promise<unknown[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/deadline.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

const eleven = { start: '2026-03-11T07:00:00Z', due: { workingDays: 11 } };
const previews: Record<string, unknown>[] = [
  { ...eleven, rungs: [{ before: { workingDays: 1 } }, 'at', { after: { workingDays: 1 } }] },
  { ...eleven, calendar: 'saudi-arabia' },
  { ...eleven, pauses: [{ from: '2026-03-12T06:00:00Z', to: '2026-03-16T06:00:00Z' }] },
  { ...eleven, pauses: [{ from: '2026-03-12T06:00:00Z' }] },
  { start: '2026-03-12T12:00:00Z', due: { workingHours: 4 } },
  { start: '2026-03-12T12:00:00Z', due: { elapsed: 'PT24H' } },
  { start: '2026-03-12T12:00:00Z', due: { workingDays: 100_000 } },
  { start: '2026-03-12T12:00:00Z', due: { workingDays: 1_000_000_000 } },
  { start: '2026-03-12T12:00:00Z', due: { workingDays: -1 } },
  { start: 'tomorrow', due: { workingDays: 1 } },
  { ...eleven, calendar: { zone: 'Mars/Olympus', week: {}, overlays: [], knownUntil: '2027-12-31' } },
];

test('a preview gives the very answer of the deadline command, refusals too, and at once', async () => {
  const proofs: Proof[] = [];
  for (const question of previews) {
    const began = performance.now();
    proofs.push((await api.as(`${organisation}.agent.1`).post(preview, question)).as<Proof>());
    expect(performance.now() - began).toBeLessThan(2000);
  }
  expect(proofs.map(({ answer }) => answer)).toEqual(await asked(proofs.map(({ question }) => question)));
  expect(proofs[0]?.answer).toHaveProperty('dueAt');
  expect(proofs.slice(6).map(({ answer }) => answer.refusal)).toEqual([
    'CalendarExhausted',
    'CalendarExhausted',
    'Malformed',
    'Malformed',
    'Malformed',
  ]);
});

const everySunday = { zone: 'UTC', week: { sun: [['08:00', '16:00']] }, overlays: [], knownUntil: '9999-12-31' };

test.each([
  ['over ten thousand years of days', { calendar: everySunday, start: '0001-01-01T00:00:00Z' }],
  ['from long before its calendar ends', { start: '1999-12-31T23:59:59Z' }],
  ['with more rungs than any ladder has', { rungs: Array.from({ length: 21 }, () => 'at') }],
  ['with more pauses than any case has', { pauses: Array.from({ length: 201 }, () => ({ from: eleven.start })) }],
])('a preview %s is refused at once: it would hold up everybody else', async (_what, change) => {
  const began = performance.now();
  const question = { ...eleven, due: { calendarDays: 3_600_000 }, ...change };
  expect((await api.as(`${organisation}.agent.1`).post(preview, question)).refusal).toBe('422 Invalid');
  expect(performance.now() - began).toBeLessThan(2000);
});

test('a preview needs no Idempotency-Key', async () => {
  const headers = { 'idempotency-key': null };
  expect((await api.as(`${organisation}.agent.1`).post(preview, eleven, { headers })).status).toBe(200);
});

test.each([
  ['another organisation’s calendar', { ...eleven, calendar: 'sandbox' }],
  ['no start', { due: { workingDays: 1 } }],
  ['an unknown field', { ...eleven, colour: 'green' }],
  ['a number for a calendar', { ...eleven, calendar: 7 }],
])('a preview with %s is refused', async (_what, question) => {
  expect((await api.as(`${organisation}.agent.1`).post(preview, question)).refusal).toBe('422 Invalid');
});

describe('the proof of a clock', () => {
  test.each(['triage', 'answer'])('of %s leads to its due instant by the deadline command as well', async (id) => {
    const proof = (await api.as(`${organisation}.auditor.1`).get(`${accepted.address}/clocks/${id}/proof`)).as<Proof>();
    expect([proof.answer]).toEqual(await asked([proof.question]));
    const { view } = await api.as(`${organisation}.auditor.1`).get(accepted.address);
    const clock = view.clocks.find((one) => one.id === id);
    expect(proof.answer.dueAt).toBe(clock?.dueAt);
    expect(proof.answer.dueLocal).toBe(clock?.dueLocal);
    expect(proof.answer.rungs).toEqual(clock?.rungs.map(({ dueAt }) => dueAt));
    expect(proof.question.start).toBe(clock?.startedAt);
  });

  test('that was paused counts its pauses', async () => {
    const { address } = await driven(api, 'sandbox', [
      ['accept', {}],
      ['pause', { reasonCode: 'waiting-for-customer' }],
      ['resume', {}],
    ]);
    const { clocks } = await api.projected(address, 'sandbox.manager.1', ({ revision }) => revision >= 4);
    const answer = clocks.find(({ id }) => id === 'answer');
    const proof = (await api.as('sandbox.manager.1').get(`${address}/clocks/answer/proof`)).as<Proof>();
    expect(proof.question.pauses).toEqual(answer?.pauses);
    expect(answer?.pauses).toHaveLength(1);
    expect(proof.answer.dueAt).toBe(answer?.dueAt);
    expect([proof.answer]).toEqual(await asked([proof.question]));
  });

  test('that has not started is not found, nor is one that there is not', async () => {
    const { address } = await driven(api, organisation, []);
    await api.projected(address, `${organisation}.manager.1`, () => true);
    for (const id of ['answer', 'lunch', 'constructor']) {
      expect((await api.as(`${organisation}.manager.1`).get(`${address}/clocks/${id}/proof`)).refusal).toBe(
        '404 NotFound',
      );
    }
  });
});
