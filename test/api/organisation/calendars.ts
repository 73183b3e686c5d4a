import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { caseNumber } from '../../../application/cases/case-number.ts';
import type { CalendarDocument } from '../../../db/organisation/calendars.ts';
import { calendarId, publishCalendarVersion } from '../../../db/organisation/calendars.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { digest } from '../../../domain/digest.ts';
import { sampleCase } from '../../../scripts/cost/standard-complaint.ts';
import { startCase } from '../../../temporal/cases.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintsOf, driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { traces } from '../../support/workflows/traces.ts';

const organisation = 'development-fund';
const calendarsOf = (of: string) => `/v1/organisations/${of}/calendars`;
const calendars = calendarsOf(organisation);
const address = `${calendars}/saudi-arabia`;
/** Where one test alone opens cases and publishes a calendar. */
const quiet = 'beneficiary-society';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, quiet, 'courier'] });
});
afterAll(() => api.stop());

const manager = (of = organisation) => api.as(`${of}.manager.1`);

async function latest(of = organisation): Promise<Pick<CalendarDocument, 'version' | 'hash' | 'calendar'>> {
  const { items } = (await manager(of).get(calendarsOf(of))).as<{ items: CalendarDocument[] }>();
  const last = items.at(-1);
  if (!last) throw new Error('no calendar has been published');
  return last;
}

const lateHoliday = 'عطلة طارئة';

/** The body of the next version, with these days closed late, and none that an earlier version closed so. */
async function nextVersion(closed: { from: string; to: string }[] = [], of = organisation) {
  const { version, calendar } = await latest(of);
  const overlays = calendar.overlays.filter(({ name }) => name !== lateHoliday);
  const holidays = closed.map(({ from, to }) => ({ from, to, hours: [], name: lateHoliday }));
  return { ...calendar, overlays: [...overlays, ...holidays], version: version + 1 };
}

/** Publishes the next version, and says which it is and how many cases were told. */
async function publish(closed: { from: string; to: string }[] = [], of = organisation) {
  const answer = await manager(of).post(`${calendarsOf(of)}/saudi-arabia`, await nextVersion(closed, of));
  expect(answer.status).toBe(201);
  return answer.as<{ version: number; casesTold: number }>();
}

const dateAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const clockOf = (view: CaseView, id: string) => view.clocks.find((clock) => clock.id === id);

describe('a late holiday', () => {
  const nextDays = () => [{ from: dateAfter(1), to: dateAfter(9) }];

  /** An open case, its view from then on, and the version that has moved it since. */
  async function overtaken() {
    await publish();
    const { address: open, view: before } = await driven(api, organisation, [['accept', {}]]);
    const { version } = await publish(nextDays());
    const view = await api.projected(open, `${organisation}.manager.1`, (now) => now.calendar.version === version);
    return { open, before, view, version };
  }

  test('moves the deadlines of an open case, and the earlier due instant stays visible', async () => {
    const { open, version, view, ...earlier } = await overtaken();
    const [before, after] = [clockOf(earlier.before, 'answer'), clockOf(view, 'answer')];
    expect(Date.parse(after?.dueAt ?? '')).toBeGreaterThan(Date.parse(before?.dueAt ?? ''));
    expect(after?.moves).toMatchObject([{ from: before?.dueAt, to: after?.dueAt, calendarVersion: version }]);
    expect(after?.rungs.map(({ dueAt }) => dueAt)).not.toEqual(before?.rungs.map(({ dueAt }) => dueAt));
    const proof = (await manager().get(`${open}/clocks/answer/proof`)).as<{ answer: { dueAt: string } }>();
    expect(proof.answer.dueAt).toBe(after?.dueAt);
    const { events, unproven } = await api.timeline(open, `${organisation}.manager.1`);
    const told = events.filter(({ type }) => type === 'calendarPublished');
    expect([told.map(({ signature }) => signature?.key), unproven]).toEqual([['root'], []]);
  });

  test('leaves the proof of a clock that had stopped before it as it was', async () => {
    const { open, view } = await overtaken();
    const triage = clockOf(view, 'triage');
    expect(triage?.state).toBe('met');
    const { answer } = (await manager().get(`${open}/clocks/triage/proof`)).as<{ answer: object }>();
    expect(answer).toMatchObject({ dueAt: triage?.dueAt, rungs: triage?.rungs.map(({ dueAt }) => dueAt) });
  });

  test('is told to the open cases of the organisation alone', async () => {
    await driven(api, quiet, [['accept', {}]]);
    const over = await driven(api, quiet, [['withdraw', {}]]);
    const elsewhere = await opened(api, 'courier');
    await api.temporal.workflow.getHandle(`complaint:${quiet}:${over.number}`).result();
    expect((await publish(nextDays(), quiet)).casesTold).toBe(1);
    expect((await api.as('courier.manager.1').get(elsewhere.address)).view.calendar.version).toBe(1);
    expect((await manager(quiet).get(over.address)).view.calendar.version).toBe(1);
  });

  test('reaches a case that was started while it was published', async () => {
    const { version } = await publish(nextDays());
    const number = caseNumber(secret, 'DF', 'C', [randomUUID()]);
    // The input was made by the first version, and nobody told the case of a later one.
    const input = sampleCase(organisation, number);
    expect(input.open.calendar.version).toBe(1);
    await startCase(api.temporal, 'complaint', input, { bodyDigest: '', at: input.open.at });
    const started = `${complaintsOf(organisation)}/${number}`;
    const answer = await eventually(
      () => manager().get(started),
      ({ status, json }) => status === 200 && (json as unknown as CaseView).calendar.version === version,
    );
    expect(answer.view.revision).toBe(2);
  });

  test('that nobody was told of reaches a case with its next step', async () => {
    const { address: late } = await opened(api, organisation);
    const { version, ...calendar } = await nextVersion([{ from: dateAfter(20), to: dateAfter(20) }]);
    await publishCalendarVersion(api.database, {
      _id: calendarId(organisation, 'saudi-arabia', version),
      organisation,
      name: 'saudi-arabia',
      version,
      hash: digest(calendar),
      calendar,
      publishedBy: 'system',
      publishedAt: new Date().toISOString(),
    });
    await api.as(`${organisation}.agent.1`).post(`${late}/accept`);
    await api.projected(late, `${organisation}.manager.1`, (view) => view.calendar.version === version);
  });

  test('that was published by mistake is taken back by the next version: the deadline moves back', async () => {
    await publish(nextDays());
    const { address: moved, view } = await driven(api, organisation, [['accept', {}]]);
    const { version } = await publish();
    const now = await api.projected(moved, `${organisation}.manager.1`, (later) => later.calendar.version === version);
    const [before, after] = [view, now].map((each) => clockOf(each, 'answer')?.dueAt ?? '');
    expect(Date.parse(after ?? '')).toBeLessThan(Date.parse(before ?? ''));
  });
});

test('the same version with the same content again changes nothing', async () => {
  await publish();
  const { version, calendar } = await latest();
  const { address: open } = await opened(api, organisation);
  const { revision } = await api.projected(open, `${organisation}.manager.1`, () => true);
  const before = (await traces(api)).calendars;
  const again = await manager().post(address, { ...calendar, version });
  expect([again.status, again.json.version]).toEqual([201, version]);
  expect((await traces(api)).calendars).toBe(before);
  expect((await manager().get(`${open}?atLeast=${revision}`)).view.revision).toBe(revision);
});

test('two versions that are published at once become one, and the other is told which stands', async () => {
  const [one, two] = [await nextVersion([{ from: dateAfter(40), to: dateAfter(40) }]), await nextVersion()];
  const answers = await Promise.all([manager().post(address, one), manager().post(address, two)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)?.refusal).toBe('409 CalendarStands');
});

test.each([-1, 1])('a version that does not follow the latest (%i beside the next) is refused', async (off) => {
  const next = await nextVersion();
  const before = await traces(api);
  const answer = await manager().post(address, { ...next, version: next.version + off, knownUntil: '2029-12-31' });
  expect(answer.refusal).toBe('409 CalendarStands');
  expect(await traces(api)).toEqual(before);
});

test.each(['agent', 'supervisor', 'quality', 'auditor'])('no %s publishes a calendar', async (role) => {
  const before = await traces(api);
  const answer = await api.as(`${organisation}.${role}.1`).post(address, await nextVersion());
  expect(answer.refusal).toBe('403 Forbidden');
  expect(await traces(api)).toEqual(before);
});

test.each([
  ['an unknown zone', { zone: 'Mars/Olympus' }],
  [
    'hours that overlap',
    {
      week: {
        sun: [
          ['08:00', '12:00'],
          ['11:00', '16:00'],
        ],
      },
    },
  ],
  ['hours over midnight', { week: { sun: [['22:00', '04:00']] } }],
  ['a day that there is not', { week: { someday: [['08:00', '16:00']] } }],
  [
    'an overlay that ends before it begins',
    { overlays: [{ from: '2027-02-02', to: '2027-02-01', hours: [], name: 'x' }] },
  ],
  ['a date that there is not', { knownUntil: '2027-02-30' }],
  ['a last day that nobody can know yet', { knownUntil: dateAfter(21 * 365.25) }],
  [
    'more overlays than years have',
    { overlays: Array.from({ length: 501 }, () => ({ from: '2027-02-01', to: '2027-02-01', hours: [], name: 'x' })) },
  ],
  ['an unknown field', { colour: 'green' }],
  ['a version that is no number', { version: 'next' }],
])('a calendar with %s is refused and leaves nothing', async (_what, change) => {
  const before = await traces(api);
  expect((await manager().post(address, { ...(await nextVersion()), ...change })).refusal).toBe('422 Invalid');
  expect(await traces(api)).toEqual(before);
});

test('a calendar that the organisation has not is not found', async () => {
  for (const name of ['bahrain', 'constructor', '%00', '..%2Fsaudi-arabia']) {
    expect((await manager().post(`${calendars}/${name}`, await nextVersion())).refusal).toBe('404 NotFound');
  }
});
