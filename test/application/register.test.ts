import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { registerAsCsv } from '../../api/register/csv.ts';
import { registerAsExcel } from '../../api/register/excel.ts';
import { registerAsJson } from '../../api/register/json.ts';
import { withoutFormula } from '../../application/export/csv.ts';
import { complaintCommands } from '../../domain/complaint/commands.ts';
import { dayStart } from '../../domain/deadline/days/day-start.ts';
import { openCalendar } from '../../domain/deadline/deadline.ts';
import type { RegisterEntry } from '../../reports/register/entry.ts';
import { RegisterSummaryInMaking } from '../../reports/register/summary.ts';
import { RegisterTable } from '../../reports/register/table.ts';
import { eventually } from '../support/api/api-client.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { riyadh } from '../support/samples/sample-calendar.ts';

const entry: RegisterEntry = {
  number: 'NC-C-00000-000000',
  category: 'complaint',
  customerClass: 'donor',
  channel: 'phone',
  receivedAt: '2026-03-11T10:00:00+03:00[Asia/Riyadh]',
  proposedSolution: 'حل تجريبي (مثال)',
  customerToldAt: null,
  status: 'open',
  round: 1,
  breached: false,
  answer: 'awaited',
  owner: null,
  department: 'customer-relations',
};

const table = new RegisterTable(ownPack('neighbourhood-centres'), 'ar', new Map());

describe('a cell of a spreadsheet', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =HYPERLINK("http://example.com")', '＝1+1'])(
    'that begins like %j is text',
    (cell) => {
      expect(withoutFormula(cell)).toBe(`'${cell}`);
    },
  );

  test.each(['حل', 'a=1', '1 - 2', '', 'نعم - لا'])('that is %j stays as it is', (cell) => {
    expect(withoutFormula(cell)).toBe(cell);
  });
});

test.each(Object.keys(complaintCommands))('the status %s is written in words, in both languages', (status) => {
  for (const language of ['ar', 'en'] as const) {
    const written = new RegisterTable(ownPack('neighbourhood-centres'), language, new Map());
    const cell = written.cells({ ...entry, status })[written.titles.indexOf({ ar: 'الحالة', en: 'Status' }[language])];
    expect(cell).toMatch(language === 'ar' ? /^[\u0600-\u06ff ]+$/u : /^[A-Z][a-z ]+$/);
  }
});

describe('the summary', () => {
  const told = (hours: number) =>
    new Date(Date.parse('2026-03-11T10:00:00Z') + hours * 3_600_000)
      .toISOString()
      .replace('.000Z', '+03:00[Asia/Riyadh]');
  const summaryOf = (entries: Partial<RegisterEntry>[]) => {
    const summary = new RegisterSummaryInMaking();
    for (const change of entries) summary.add({ ...entry, ...change });
    return summary.done();
  };

  test.each([
    [[], null],
    [[5], 5],
    [[1, 100, 3], 3],
    [[4, 1, 2, 90], 3],
  ])('of answers after %j hours gives the median %p', (hours, median) => {
    const entries = hours.map((each) => ({ customerToldAt: told(each), answer: 'in-time' as const }));
    expect(summaryOf([...entries, {}]).medianHoursToAnswer).toBe(median);
  });

  test('counts by category, status and punctuality', () => {
    const entries: Partial<RegisterEntry>[] = [
      {},
      { status: 'closed', answer: 'late', breached: true },
      { category: 'enquiry' },
    ];
    expect(summaryOf(entries)).toMatchObject({
      total: 3,
      byCategory: { complaint: 2, enquiry: 1 },
      byStatus: { open: 2, closed: 1 },
      byAnswer: { late: 1, awaited: 2, 'in-time': 0 },
      breached: 1,
    });
  });
});

test('a local day begins at midnight of its zone', () => {
  const calendar = openCalendar(riyadh.calendar);
  expect(dayStart(calendar, '2026-03-11')).toBe('2026-03-10T21:00:00Z');
  expect(dayStart(calendar, '2026-12-31', 1)).toBe('2026-12-31T21:00:00Z');
});

describe('a register without end', () => {
  let taken: number;
  async function* endless(): AsyncGenerator<RegisterEntry> {
    for (taken = 0; ; taken += 1) {
      if (taken % 100 === 0) await wait(0);
      yield { ...entry, proposedSolution: randomBytes(600).toString('base64') };
    }
  }

  test.each([
    ['JSON', () => registerAsJson(endless(), {})],
    ['CSV', () => registerAsCsv(endless(), table)],
    ['Excel', () => registerAsExcel(endless(), table)],
  ])('is written as %s only as fast as it is read', async (_form, open) => {
    const stream = open();
    await new Promise((resolve) => stream.once('readable', resolve));
    const stands = async () => {
      const before = taken;
      await wait(100);
      return taken === before;
    };
    await eventually(stands, (still) => still);
    expect(taken).toBeLessThan(2000);
    stream.destroy();
  });
});
