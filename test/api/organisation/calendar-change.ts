/** A version of a calendar that two people put in force by a procedure (decision 47). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { publishCalendarByCase } from '../../../application/calendars/calendar-by-case.ts';
import { publishPolicies } from '../../../application/organisation/publish-policies.ts';
import { type CalendarDocument, calendarDocument } from '../../../db/organisation/calendars.ts';
import { detailOf } from '../../../domain/details.ts';
import type { Answer } from '../../support/api/api-client.ts';
import { eventually } from '../../support/api/api-client.ts';
import { calendarText } from '../../support/api/calendar-texts.ts';
import { numberIn, organisation, PolicyChanges, people } from '../../support/api/policy-changes.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { ownPolicies } from '../../support/samples/own-policies.ts';
import { traces } from '../../support/workflows/traces.ts';

let api: RunningApi;
let changes: PolicyChanges;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  changes = new PolicyChanges(api);
});
afterAll(() => api.stop());

const base = `/v1/organisations/${organisation}`;
const dateAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const begun = (by = people.supervisor) => changes.begun('calendar-change', by);

async function latest(): Promise<CalendarDocument> {
  const { items } = (await api.as(people.manager).get(`${base}/calendars`)).as<{ items: CalendarDocument[] }>();
  const last = items.at(-1);
  if (!last) throw new Error('no calendar has been published');
  return last;
}

/** The text of the next version, with these days closed besides those that are. */
async function nextText(...closed: string[]): Promise<string> {
  const { version, calendar } = await latest();
  return calendarText(version + 1, calendar, closed);
}

/** Handed in by one person, and approved by another. */
async function approved(address: string, text: string): Promise<Answer> {
  expect((await changes.handIn(address, text)).status).toBe(200);
  return changes.approve(address, people.manager, await changes.digestOf(address));
}

interface Shown {
  calendar: string | null;
  version: number;
  problems: { name: string }[];
  differences: unknown[];
  calendarDifferences: unknown[];
  publishedFrom: string | null;
}
const shownOf = async (address: string) =>
  (await api.as(people.manager).get(`${address}/proposed-version`)).as<Shown>();

describe('a version of a calendar that somebody else has approved', () => {
  test('is pinned by new cases, and moves those that run; the approver sees each day that differs before', async () => {
    const running = await changes.newComplaint();
    const address = await begun();
    const day = dateAfter(7);
    const text = await nextText(day);
    expect((await changes.handIn(address, text)).status).toBe(200);
    const { version } = await latest();
    const shown = await shownOf(address);
    expect(shown).toMatchObject({
      ...{ calendar: 'sandbox', version: version + 1, problems: [], differences: [], publishedFrom: null },
      calendarDifferences: [
        {
          ...{ what: 'holiday', kind: 'added', name: `Holiday of ${day}`, before: null, changesPassedDays: false },
          after: { from: day, to: day, hours: [] },
        },
      ],
    });
    const answer = await changes.approve(address, people.manager, await changes.digestOf(address));
    expect([answer.status, answer.view.status]).toEqual([200, 'finished']);
    const { published, steps } = detailOf(answer.view, 'procedure');
    expect(published).toMatchObject({ calendar: 'sandbox', version: shown.version, until: null });
    expect(await latest()).toMatchObject({
      ...{ version: shown.version, hash: published?.hash, publishedBy: people.manager, publishedAt: published?.from },
      ...{ case: numberIn(address), digest: steps[0]?.proposal?.digest },
    });
    expect((await shownOf(address)).calendarDifferences).toEqual(shown.calendarDifferences);
    const later = await eventually(
      () => changes.newComplaint(),
      ({ calendar }) => calendar.version === shown.version,
    );
    expect(later.calendar.name).toBe('sandbox');
    const told = `${base}/complaints/${running.number}`;
    await api.projected(told, people.manager, ({ calendar }) => calendar.version === shown.version);
    const { events, unproven } = await api.timeline(told, people.manager);
    const adopted = events.filter(({ type }) => type === 'calendarPublished');
    expect([adopted.map(({ signature }) => signature?.key), unproven]).toEqual([['root/worker'], []]);
    expect((await api.timeline(address, people.manager)).unproven).toEqual([]);
  });

  test('is published once, also if it is asked again after a later version', async () => {
    const address = await begun();
    const { view } = await approved(address, await nextText(dateAfter(8)));
    const { published } = detailOf(view, 'procedure');
    expect((await approved(await begun(), await nextText(dateAfter(9)))).status).toBe(200);
    const before = await traces(api);
    expect(await changes.publishedAgain(address)).toMatchObject({
      ...{ outcome: 'published', calendar: 'sandbox', version: published?.version, from: published?.from },
    });
    expect((await traces(api)).calendars).toBe(before.calendars);
  });

  test('goes back if another one has come since, and is published once it is built on that one', async () => {
    const [first, second] = [await begun(), await begun()];
    const other = await nextText(dateAfter(10));
    expect((await changes.handIn(second, other)).status).toBe(200);
    const digest = await changes.digestOf(second);
    expect((await approved(first, await nextText(dateAfter(11)))).status).toBe(200);
    expect((await shownOf(second)).problems.map(({ name }) => name)).toEqual(['CalendarStands']);
    const refused = await changes.approve(second, people.manager, digest);
    expect([refused.refusal, refused.text]).toEqual(['409 NotPublished', expect.stringContaining('CalendarStands')]);
    expect((await latest()).case).toBe(numberIn(first));
    expect((await approved(second, await nextText(dateAfter(10)))).status).toBe(200);
    expect((await latest()).case).toBe(numberIn(second));
  });

  test('is published by nobody if its day has passed before the last approval', async () => {
    const address = await begun();
    expect((await changes.handIn(address, await nextText(dateAfter(1)))).status).toBe(200);
    const { view } = await api.as(people.manager).get(address);
    const { proposal } = detailOf(view, 'procedure').steps[0] ?? {};
    if (!proposal) throw new Error('nothing was proposed');
    const { version, digest } = proposal;
    const publication = {
      ...{ organisation, case: view.number, by: people.manager, text: await nextText(dateAfter(1)), digest },
      ...{ calendar: 'sandbox', version },
    };
    const at = (days: number) => publishCalendarByCase(api, publication, new Date(Date.now() + days * 86_400_000));
    expect(await at(3)).toMatchObject({ outcome: 'refused', problem: 'DaysPassed' });
    expect(await calendarDocument(api.database, organisation, 'sandbox', version)).toBeNull();
    expect(await at(0)).toMatchObject({ outcome: 'published', version });
  });
});

describe('nothing is published', () => {
  test('by one person: not by who proposed it, and not by a manager without a procedure', async () => {
    const address = await begun(people.manager);
    expect((await changes.handIn(address, await nextText(dateAfter(20)), people.manager)).status).toBe(200);
    const digest = await changes.digestOf(address);
    expect((await changes.approve(address, people.manager, digest)).refusal).toBe('403 SamePerson');
    const { version, calendar } = await latest();
    const before = await traces(api);
    const alone = await api.as(people.manager).post(`${base}/calendars/sandbox`, { ...calendar, version: version + 1 });
    expect([alone.refusal, alone.text]).toEqual(['409 NotAllowedNow', expect.stringContaining('calendar-change')]);
    expect(await traces(api)).toEqual(before);
    expect((await changes.approve(address, people.otherManager, digest)).status).toBe(200);
  });

  test('by a release: a later file of a calendar publishes nothing', async () => {
    const { version } = await latest();
    const policies = ownPolicies();
    const own = policies.calendars.filter(({ name }) => name === 'sandbox');
    const calendars = own.map((file) => ({ ...file, version: version + 1 }));
    await publishPolicies(api.database, { ...policies, calendars });
    expect((await latest()).version).toBe(version);
  });

  test.each<[string, () => Promise<string>, RegExp]>([
    ['changes a day that has passed', () => nextText(dateAfter(-2)), /DaysPassed/],
    ['does not follow the latest one', () => nextBut(/version: \d+/, 'version: 99'), /CalendarStands/],
    ['reaches too far', () => nextBut(/knownUntil: .*/, 'knownUntil: "2099-12-31"'), /20 years/],
    ['is of no calendar of the organisation', () => nextBut('name: sandbox', 'name: moon'), /`moon`/],
    ['has hours that run backwards', () => nextBut('["00:00","24:00"]', '["22:00","04:00"]'), /run backwards/],
    ['is no YAML', async () => 'zone: [', /line 1/],
  ])('that %s: it is said why, and nothing is written', async (_, broken, says) => {
    const address = await begun();
    const before = await traces(api);
    const answer = await changes.handIn(address, await broken());
    expect(answer.refusal).toBe('422 Invalid');
    expect(answer.text).toMatch(says);
    expect((await traces(api)).calendars).toBe(before.calendars);
    expect(detailOf((await api.as(people.supervisor).get(address)).view, 'procedure').steps[0]?.status).toBe('open');
  });

  test('by a step that proposes the other sort', async () => {
    const calendar = await nextText(dateAfter(30));
    expect((await changes.handIn(await changes.begun(), calendar)).refusal).toBe('409 Incomplete');
    expect((await changes.handIn(await begun(), await changes.text())).refusal).toBe('409 Incomplete');
  });
});

/** The text of a next version with something else in place of what it would say. */
async function nextBut(said: string | RegExp, instead: string): Promise<string> {
  return (await nextText(dateAfter(30))).replace(said, instead);
}
