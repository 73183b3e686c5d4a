import { describe, expect, test } from '@jest/globals';
import { belongsTo, cellIn } from '../../reports/cell.ts';
import { type ComplaintFacts, complaintFacts } from '../../reports/complaint-facts.ts';
import { careScreen } from '../../reports/definitions/care-screen.ts';
import { channelKpis } from '../../reports/definitions/channel-kpis.ts';
import { monthlyPerformance } from '../../reports/definitions/monthly-performance.ts';
import { repeatedComplaints } from '../../reports/definitions/repeated-complaints.ts';
import { serviceQuality } from '../../reports/definitions/service-quality.ts';
import { teamTargets } from '../../reports/definitions/team-targets.ts';
import { weeklyTickets } from '../../reports/definitions/weekly-tickets.ts';
import { reportDefinitions } from '../../reports/definitions.ts';
import { figures } from '../../reports/figures.ts';
import { ownAgainstTeam, ownWeek } from '../../reports/own-week.ts';
import { periodAround, periodBefore } from '../../reports/periods.ts';
import { againstTargets } from '../../reports/targets.ts';

describe.each(reportDefinitions.map((definition) => [definition.id, definition] as const))(
  'the report %s',
  (_, one) => {
    test('draws and asks only for what it counts', () => {
      const { measures, dimensions, charts, targets = [] } = one;
      for (const { measure, by } of [...charts, ...targets]) {
        expect(measures).toContain(measure);
        expect(dimensions).toContain(by);
      }
      expect(charts.length).toBeGreaterThan(0);
      expect(new Set(measures).size).toBe(measures.length);
    });

    test('has a name of its own, and a rule', () => {
      expect(reportDefinitions.filter(({ id }) => id === one.id)).toEqual([one]);
      expect(one.rule).toMatch(/^[FCNBG]-\d\d$/);
    });
  },
);

test('F-12: each channel is measured by response rate, response time, problems solved and satisfaction', () => {
  expect(channelKpis.measures).toEqual(
    expect.arrayContaining(['responseRate', 'responseMedian', 'solvedShare', 'satisfaction']),
  );
  expect(channelKpis.dimensions).toEqual(['channel']);
});

test('B-02: the quality of service is what was perceived of what was expected, of a quarter', () => {
  expect([serviceQuality.period, serviceQuality.measures[0]]).toEqual(['quarter', 'perceivedOfExpected']);
});

test('N-17: the monthly performance report is of a month and has the speed of closing by department', () => {
  expect(monthlyPerformance.period).toBe('month');
  expect(monthlyPerformance.measures).toEqual(
    expect.arrayContaining(['closingMedian', 'closingWorkingMedian', 'late']),
  );
  expect(monthlyPerformance.dimensions).toContain('department');
});

test('N-14: the report of repeated complaints is of a month and counts them by category and department', () => {
  expect([repeatedComplaints.period, repeatedComplaints.measures.includes('repeated')]).toEqual(['month', true]);
  expect(repeatedComplaints.dimensions).toEqual(expect.arrayContaining(['category', 'department']));
});

test('C-13: the screen that management reviews tells work by agent, contacts by channel and escalations by rung', () => {
  expect(careScreen.measures).toEqual(
    expect.arrayContaining(['openAtEnd', 'contacts', 'escalations', 'returns', 'reopened', 'firstContactShare']),
  );
  expect(careScreen.dimensions).toEqual(expect.arrayContaining(['agent', 'contact-channel', 'rung']));
});

test('C-11: the weekly ticket report is of a week, for quality and the manager', () => {
  expect([weeklyTickets.period, weeklyTickets.receivers]).toEqual(['week', ['manager', 'quality']]);
});

const facts = (number: string, inTime: number, late: number) => {
  const events = [
    { type: 'received', at: '2026-03-01T07:00:00Z', data: { category: 'complaint', channel: 'phone' } },
    ...Array.from({ length: inTime }, () => ({
      type: 'clockMet',
      at: '2026-03-02T07:00:00Z',
      data: { clock: 'answer' },
    })),
    ...Array.from({ length: late }, () => ({
      type: 'breached',
      at: '2026-03-02T07:00:00Z',
      data: { clock: 'answer' },
    })),
  ];
  const found = complaintFacts(
    number,
    events.map((event) => ({ ...event, at: Date.parse(event.at), by: 'a', standingInFor: null, policyVersion: 1 })),
  );
  if (!found) throw new Error('no complaint');
  return found;
};
const march = {
  from: Date.parse('2026-02-28T21:00:00Z'),
  before: Date.parse('2026-03-31T21:00:00Z'),
  openingTime: (from: number, to: number) => to - from,
};

test('G-12: a team that keeps fewer of the charter’s deadlines than its target has missed it', () => {
  const cases = [
    { ...facts('GS-C-1', 19, 1), group: 'care', department: 'care' },
    { ...facts('GS-C-2', 9, 1), group: 'e-mail', department: 'care' },
  ];
  const reached = againstTargets(teamTargets, figures(teamTargets, cases, march));
  const byGroup = reached.filter(({ measure, by }) => measure === 'inTimeShare' && by === 'group');
  expect(byGroup.map(({ key, value, isReached }) => [key, value, isReached])).toEqual([
    ['care', 95, true],
    ['e-mail', 90, false],
  ]);
});

test('a cell counts the cases that its figure counts', () => {
  const one = { ...facts('GS-C-1', 1, 1), group: 'care', department: 'care' };
  const isIn = (text: string) => {
    const cell = cellIn(teamTargets, text);
    return cell === null || cell === 'hidden' ? cell : belongsTo(one, cell, march);
  };
  expect(['received', 'inTimeShare/clock/answer', 'inTimeShare/group/care'].map(isIn)).toEqual([true, true, true]);
  expect(['inTimeShare/clock/other', 'solvedShare'].map(isIn)).toEqual([false, false]);
  expect(['satisfaction', 'helpedShare/group/care'].map(isIn)).toEqual(['hidden', 'hidden']);
  expect(['nothing', 'received/channel/phone', 'received/group'].map(isIn)).toEqual([null, null, null]);
});

test('periods are weeks from Sunday, months, quarters, half-years and years', () => {
  const around = (kind: Parameters<typeof periodAround>[0]) => Object.values(periodAround(kind, '2026-03-31'));
  expect(around('week')).toEqual(['2026-03-29', '2026-04-04']);
  expect(around('month')).toEqual(['2026-03-01', '2026-03-31']);
  expect(around('quarter')).toEqual(['2026-01-01', '2026-03-31']);
  expect(around('half-year')).toEqual(['2026-01-01', '2026-06-30']);
  expect(around('year')).toEqual(['2026-01-01', '2026-12-31']);
  expect(periodBefore('month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
});

test('C-13: a figure of one’s own stands beside the median of the team, and of fewer than four nothing is told', () => {
  const cases = ['a', 'a', 'a', 'b', 'b', 'c'].map((agent, at) => {
    const events = ['received', 'answered'].map((type, hour) => ({
      ...{ type, at: Date.parse(`2026-03-0${2 + hour}T07:00:00Z`), by: agent, standingInFor: null, policyVersion: 1 },
      data: { category: 'complaint', channel: 'phone' },
    }));
    return { ...(complaintFacts(`CR-C-${at}`, events) as ComplaintFacts), group: 'care', department: 'care' };
  });
  const counted = figures(ownWeek, cases, march);
  const answered = (reader: string, team: string[]) =>
    ownAgainstTeam(counted, reader, team).find(({ measure }) => measure === 'answered');
  expect(answered('a', ['a', 'b', 'c', 'd'])).toEqual({ measure: 'answered', own: { value: 3, n: 3 }, teamMedian: 1 });
  expect(answered('d', ['a', 'b', 'c', 'd'])?.own).toEqual({ value: 0, n: 0 });
  expect(answered('a', ['a', 'b', 'c'])?.teamMedian).toBeNull();
});
