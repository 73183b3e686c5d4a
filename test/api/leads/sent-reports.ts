import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pinnedPacks } from '../../../activities/cases/pinned-packs.ts';
import type { Identity } from '../../../activities/notices/identity.ts';
import { sendReports } from '../../../activities/notices/send-reports.ts';
import { dueWeeks } from '../../../reports/due-weeks.ts';
import { sundayOf } from '../../../reports/periods.ts';
import { opened } from '../../support/api/complaints.ts';
import { LeadInApi, manager, organisation, prepareLeads } from '../../support/api/leads.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { sentMessages } from '../../support/api/sent-messages.ts';

const day = 86_400_000;
describe('the reports of a week', () => {
  let { sent, outbox } = sentMessages();

  // What has been sent is sent no more, so that each test has an organisation to itself.
  let api: RunningApi;
  beforeEach(async () => {
    ({ sent, outbox } = sentMessages());
    api = await startApi({ staffOf: [organisation] });
    await prepareLeads(api);
    await api.hire(`${organisation}.centres-manager.1`);
    const lead = await LeadInApi.open(api, {});
    const about = await opened(api, organisation, { about: [`${organisation}.quality.1`] });
    const other = await opened(api, organisation);
    for (const one of [about, other]) await api.projected(one.address, manager, () => true);
    await api.projected(lead.address, manager, () => true);
  });
  afterEach(() => api.stop());

  /** The reports as they stand so many days from now. */
  const sendIn = (days: number, ports = outbox, identityOf = async (): Promise<Identity> => ({})) => {
    const links = { secret, publicUrl: api.url };
    const delivery = { database: api.database, ports, packOf: pinnedPacks(api.database), links, identityOf };
    return sendReports(delivery, new Date(Date.now() + days * day));
  };
  const told = (word: string) =>
    sent.filter(({ subject }) => subject?.includes(word)).map(({ to }) => to.split('@')[0]);

  test('N-06, N-13: the weekly report and the summary are sent to the roles of the pack, once, with counts alone', async () => {
    const away = { ...outbox, email: () => Promise.reject(new Error('the mail server is away')) };
    await expect(sendIn(7, away)).rejects.toThrow('have not gone yet');
    expect(await sendIn(7)).toBeGreaterThan(0);
    expect(await sendIn(7)).toBe(0);
    expect(await sendIn(7.1)).toBe(0);
    expect(told('الفرص').sort()).toContain(manager);
    expect(told('سجل الشكاوى')).toEqual(
      expect.arrayContaining([manager, `${organisation}.centres-manager.1`, `${organisation}.quality.1`]),
    );
    const textFor = (who: string, word: string) =>
      sent.find(({ to, subject }) => to.startsWith(`${who}@`) && subject?.includes(word))?.text ?? '';
    expect(textFor(manager, 'الفرص')).toMatch(/الفرص: 1\n.*\n?.*\/leads\/weekly-report\?week=/s);
    // Nobody learns of a case about themselves, also not by a number (F-10).
    expect(textFor(manager, 'سجل الشكاوى')).toContain('الواردة: 2');
    expect(textFor(`${organisation}.quality.1`, 'سجل الشكاوى')).toContain('الواردة: 1');
    for (const { text } of sent) expect(text).not.toMatch(/عميل|customer|\+9665/);
    // What was sent is kept with the week's report, and each reader sees what they themselves were sent (C-11, N-13).
    const kept = async (who: string) => {
      const { items } = (await api.as(who).get(`/v1/organisations/${organisation}/reports`)).as<{
        items: { report: string; from: string; kept: { report: string; digest: string }; figures: { total: number } }[];
      }>();
      return items.find(({ report }) => report === 'register');
    };
    const sentTo = await kept(manager);
    expect([sentTo?.figures.total, (await kept(`${organisation}.quality.1`))?.figures.total]).toEqual([2, 1]);
    expect((await kept(`${organisation}.auditor.1`))?.figures).toBeNull();
    const address = `/v1/organisations/${organisation}/reports/weekly-tickets/${sentTo?.from}`;
    const report = (await api.as(manager).get(address)).as<{ digest: string; cases: number }>();
    expect(report).toMatchObject({ digest: sentTo?.kept.digest, cases: 2 });
  });

  test('N-06, N-13: missed weeks are made up for once, and the messages say so', async () => {
    await sendIn(7);
    const before = sent.length;
    await sendIn(28);
    const made = sent
      .slice(before)
      .filter(({ to, subject }) => to.startsWith(`${manager}@`) && subject?.includes('الفرص'));
    expect(made.map(({ text }) => text.includes('فات موعد هذا التقرير'))).toEqual([true, true, false]);
    expect(await sendIn(28)).toBe(0);
    const address = `/v1/organisations/${organisation}/reports`;
    expect((await api.as(`${organisation}.agent.1`).get(address)).refusal).toBe('403 Forbidden');
    const { items } = (await api.as(manager).get(address)).as<{
      items: { report: string; late: boolean; sentAt: string }[];
    }>();
    const leads = items.filter(({ report }) => report === 'leads');
    expect(leads.map(({ late, sentAt }) => [late, sentAt !== null])).toEqual([
      [false, true],
      [true, true],
      [true, true],
      [false, true],
    ]);
  });

  test('a report goes out as the organisation, and its link leads to the organisation’s own address', async () => {
    const before = sent.length;
    await sendIn(35, outbox, async () => ({ mailFrom: 'care@club.example', publicUrl: 'https://care.club.example' }));
    const went = sent.slice(before);
    expect(went.length).toBeGreaterThan(0);
    for (const { as, text } of went) {
      expect([as, /https?:\/\/[^/]+/.exec(text)?.[0]]).toEqual(['care@club.example', 'https://care.club.example']);
    }
  });

  test('a report that cannot be made for one addressee keeps none of the others from theirs', async () => {
    const before = sent.length;
    let asked = 0;
    const failsOnce = async () => {
      asked += 1;
      if (asked === 1) throw new Error('the database is away');
      return {};
    };
    await expect(sendIn(42, outbox, failsOnce)).rejects.toThrow('1 messages with reports have not gone yet');
    expect(sent.length - before).toBe(asked - 1);
    expect(asked).toBeGreaterThan(1);
    expect(await sendIn(42)).toBe(1);
  });
});

test('a week is due once it is over, and those long ago are left', () => {
  expect(sundayOf('2026-03-31')).toBe('2026-03-29');
  expect(dueWeeks('2026-04-04', null)).toEqual([{ from: '2026-03-22', to: '2026-03-28', late: false }]);
  expect(dueWeeks('2026-04-04', '2026-03-22')).toEqual([]);
  expect(dueWeeks('2026-04-05', '2026-03-15')).toEqual([
    { from: '2026-03-22', to: '2026-03-28', late: true },
    { from: '2026-03-29', to: '2026-04-04', late: false },
  ]);
  expect(dueWeeks('2026-12-06', '2026-01-04')).toHaveLength(12);
});
