import { describe, expect, test } from '@jest/globals';
import { openingTimeOf } from '../../domain/deadline/days/opening-time.ts';
import { type ComplaintFacts, type CountedEvent, complaintFacts } from '../../reports/complaint-facts.ts';
import { type Figures, figures } from '../../reports/figures.ts';
import { type MeasureName, measures } from '../../reports/measures.ts';
import { riyadhOpened } from '../support/samples/sample-calendar.ts';

/** March 2026 in Riyadh. */
const march = {
  from: Date.parse('2026-02-28T21:00:00Z'),
  before: Date.parse('2026-03-31T21:00:00Z'),
  openingTime: openingTimeOf(riyadhOpened),
};

type Said = [type: string, at: string, data?: object, by?: string];

let count = 0;
/** A complaint of these events, of which those before the end of March have happened. */
function complaint(opening: object, ...events: Said[]): ComplaintFacts {
  const all = events.map(
    ([type, at, data = {}, by = 'sample.agent.1'], index): CountedEvent => ({
      ...{ type, at: Date.parse(at), by, standingInFor: null, policyVersion: 1 },
      data: index === 0 ? { category: 'complaint', channel: 'phone', customerClass: null, ...opening } : data,
    }),
  );
  count += 1;
  const happened = all.filter(({ at }) => at < march.before);
  const facts = complaintFacts(`SB-C-${String(count).padStart(4, '0')}`, happened);
  if (!facts) throw new Error('no complaint of a customer');
  return { ...facts, group: 'care', department: 'customer-care' };
}

/** One measure of some cases. */
function counted(measure: MeasureName, ...cases: ComplaintFacts[]): Figures['measures'][number] {
  const { measures: found } = figures(
    { measures: [measure], dimensions: ['channel', 'clock', 'rung', 'agent'] },
    cases,
    march,
  );
  return found[0] as Figures['measures'][number];
}
const worth = (measure: MeasureName, ...cases: ComplaintFacts[]) => counted(measure, ...cases).total.value;

/** Sunday 1 March, 10:00 in Riyadh. */
const sunday = '2026-03-01T07:00:00Z';

test('C-13: contacts are counted by their channel, and so is how many of them reached the customer', () => {
  const one = complaint(
    { channel: 'email' },
    ['received', sunday],
    ['contactLogged', '2026-03-02T07:00:00Z', { channel: 'phone', reached: true }],
    ['contactAttempted', '2026-03-03T07:00:00Z', { channel: 'phone', reached: false }],
    ['contactAttempted', '2026-03-04T07:00:00Z', { channel: 'sms', reached: false }],
    ['contactLogged', '2026-04-01T07:00:00Z', { channel: 'phone', reached: true }],
  );
  const of = { measures: ['contacts', 'reachedShare'] as const, dimensions: ['channel', 'contact-channel'] as const };
  const [contacts, reached] = figures(of, [one], march).measures;
  expect(contacts).toMatchObject({ total: { value: 3 }, by: { channel: [{ key: 'email', value: 3 }] } });
  expect(contacts?.by['contact-channel']).toEqual([
    { key: 'phone', value: 2, n: 2 },
    { key: 'sms', value: 1, n: 1 },
  ]);
  // One of three, and of two by telephone.
  expect(reached).toMatchObject({ total: { value: 33.3 }, by: { 'contact-channel': [{ value: 50 }, { value: 0 }] } });
});

test('C-13: what resembles an earlier one is counted when it came, and what went into another one when it did', () => {
  const alike = { ...complaint({}, ['received', sunday]), resembles: 'SB-C-0' };
  const before = { ...complaint({}, ['received', '2026-02-01T07:00:00Z']), resembles: 'SB-C-0' };
  const merged = complaint({}, ['received', sunday], ['merged', '2026-03-02T07:00:00Z', { into: 'SB-C-0' }]);
  expect(worth('resembling', alike, before, merged)).toBe(1);
  expect(worth('merged', alike, before, merged)).toBe(1);
});

test('the order in which cases are read changes no figure, nor what is hidden', () => {
  const verdict = (channel: string, customerClass: string) =>
    complaint(
      { channel, customerClass },
      ['received', sunday],
      ['rated', '2026-03-03T07:00:00Z', { helped: true, expected: 3, perceived: 4 }, 'customer'],
    );
  const some = (many: number, channel: string, customerClass: string) =>
    Array.from({ length: many }, () => verdict(channel, customerClass));
  // Channels of one size beside a small one: of those the first that came is hidden with it.
  const cases = [
    ...some(1, 'web', 'donor'),
    ...some(6, 'phone', 'donor'),
    ...some(2, 'email', 'donor'),
    ...some(6, 'visit', 'donor'),
    ...some(5, 'web', 'donor'),
  ];
  const of = { measures: ['satisfaction', 'received'] as const, dimensions: ['channel', 'customer-class'] as const };
  const inOrder = figures(of, cases, march);
  expect(inOrder.measures[0]?.by.channel?.filter(({ hidden }) => hidden).map(({ key }) => key)).toEqual([
    'email',
    'web',
  ]);
  for (const other of [cases.toReversed(), [...cases.slice(7), ...cases.slice(0, 7)]]) {
    expect(figures(of, other, march)).toEqual(inOrder);
  }
});

describe('what came and what went', () => {
  const answered: Said[] = [
    ['received', sunday],
    ['accepted', '2026-03-01T08:00:00Z', { owner: 'sample.agent.1' }],
    ['answered', '2026-03-02T07:00:00Z'],
    ['solved', '2026-03-02T07:00:00Z'],
  ];
  const closed: Said[] = [...answered, ['closed', '2026-03-05T07:00:00Z', { outcome: 'silence' }, 'system']];

  test('a complaint is received when it was registered, and what lasts is counted from when it came', () => {
    const letter = complaint({ receivedAt: '2026-02-20T07:00:00Z' }, ...answered);
    expect(worth('received', letter)).toBe(1);
    expect(worth('responseMedian', letter)).toBe(10 * 24 * 60);
  });

  test('one that is open at the end of the period is told as such, whenever it came and whatever becomes of it later', () => {
    const old = complaint(
      {},
      ['received', '2026-01-01T07:00:00Z'],
      ['breached', '2026-02-01T07:00:00Z', { clock: 'answer' }],
    );
    const later = complaint(
      {},
      ['received', sunday],
      ['answered', '2026-04-02T07:00:00Z'],
      ['closed', '2026-04-03T07:00:00Z'],
    );
    expect(worth('openAtEnd', old, later, complaint({}, ...closed))).toBe(2);
    expect(worth('openAndLate', old, later)).toBe(1);
    expect([worth('answered', later), worth('closed', later)]).toEqual([0, 0]);
  });

  test('what was withdrawn or merged was not closed, and what a later round reopened is open', () => {
    const withdrawn = complaint({}, ['received', sunday], ['withdrawn', '2026-03-02T07:00:00Z', {}, 'customer']);
    const again = complaint({}, ...closed, ['roundOpened', '2026-03-06T07:00:00Z', { round: 2, reopened: true }]);
    expect([worth('closed', withdrawn), worth('openAtEnd', withdrawn)]).toEqual([0, 0]);
    expect([worth('closed', again), worth('openAtEnd', again), worth('reopened', again)]).toEqual([1, 1, 1]);
  });

  test('an answer is counted with who gave it, or for whom they stood in, and an open one with who owns it', () => {
    const own = complaint({}, ...closed);
    const open = complaint({}, ['received', sunday], ['assigned', sunday, { to: 'sample.agent.2', from: null }]);
    expect(counted('answered', own).by.agent).toEqual([{ key: 'sample.agent.1', value: 1, n: 1 }]);
    expect(counted('openAtEnd', own, open).by.agent).toEqual([{ key: 'sample.agent.2', value: 1, n: 1 }]);
  });

  test('N-14: what comes again about one place is counted there, when it was registered, whoever sent it', () => {
    const about = (place: string, at: string, repeatsAtPlace: string | null) => ({
      ...complaint({}, ['received', at]),
      ...{ place, repeatsAtPlace },
    });
    const cases = [
      ...[about('north', sunday, 'SB-C-0'), about('north', sunday, null), about('south', sunday, 'SB-C-0')],
      about('south', '2026-02-01T07:00:00Z', 'SB-C-0'),
    ];
    const of = { measures: ['repeatedAtPlace'] as const, dimensions: ['place'] as const };
    const [found] = figures(of, cases, march).measures;
    expect([found?.total.value, found?.by.place?.map(({ key, value }) => [key, value])]).toEqual([
      2,
      [
        ['north', 1],
        ['south', 1],
      ],
    ]);
  });

  test('a complaint that repeats one before it is counted when it was registered', () => {
    const again = { ...complaint({}, ['received', sunday]), repeats: 'SB-C-0' };
    const before = { ...complaint({}, ['received', '2026-02-01T07:00:00Z']), repeats: 'SB-C-0' };
    expect(worth('repeated', again, before, complaint({}, ['received', sunday]))).toBe(1);
  });
});

describe('deadlines', () => {
  const late: Said[] = [
    ['received', '2026-02-10T07:00:00Z'],
    ['breached', '2026-02-26T13:00:00Z', { clock: 'answer' }],
    ['escalated', '2026-03-03T13:00:00Z', { clock: 'answer', rung: 1 }],
    ['answered', '2026-03-04T07:00:00Z'],
    ['clockStoppedLate', '2026-03-04T07:00:00Z', { clock: 'answer' }],
  ];

  test('a breach belongs to the period in which it happened, and to no later one', () => {
    expect(worth('late', complaint({}, ...late))).toBe(0);
    const inMarch = complaint({}, ['received', sunday], ['breached', '2026-03-10T07:00:00Z', { clock: 'answer' }]);
    expect(counted('late', inMarch, complaint({}, ...late)).by.clock).toEqual([{ key: 'answer', value: 1, n: 1 }]);
  });

  test('a late answer does not take a breach away, and the clock of a later round is counted with its rule', () => {
    const both = complaint(
      {},
      ['received', sunday],
      ['breached', '2026-03-10T07:00:00Z', { clock: 'answer' }],
      ['answered', '2026-03-11T07:00:00Z'],
      ['clockMet', '2026-03-20T07:00:00Z', { clock: 'answer-2' }],
    );
    expect(counted('inTimeShare', both)).toMatchObject({
      total: { value: 50, n: 2 },
      by: { clock: [{ key: 'answer', value: 50, n: 2 }] },
    });
    expect([worth('inTime', both), worth('late', both)]).toEqual([1, 1]);
  });

  test('a clock that had been kept by telling the customer is not, if the message came back', () => {
    const cameBack = complaint(
      {},
      ['received', sunday],
      ['answered', '2026-03-02T07:00:00Z'],
      ['clockMet', '2026-03-02T07:00:00Z', { clock: 'answer' }],
      ['clockMet', '2026-03-02T07:00:05Z', { clock: 'told' }],
      ['answerCameBack', '2026-03-02T09:00:00Z'],
    );
    expect(counted('inTime', cameBack).by.clock).toEqual([{ key: 'answer', value: 1, n: 1 }]);
  });

  test('escalations are counted by their rung', () => {
    expect(counted('escalations', complaint({}, ...late)).by.rung).toEqual([{ key: 'answer 2', value: 1, n: 1 }]);
  });
});

describe('how long it took', () => {
  const replied = (at: string, type = 'answered') => complaint({}, ['received', sunday], [type, at]);

  test('half, and nine in ten, took no longer: in elapsed time and in opening hours', () => {
    const cases = Array.from({ length: 10 }, (_, hour) =>
      replied(new Date(Date.parse(sunday) + hour * 3_600_000).toISOString()),
    );
    expect(worth('responseMedian', ...cases)).toBe(240);
    expect(worth('responseNinetieth', ...cases)).toBe(480);
    // Open until 16:00: from 10:00 there are six hours.
    expect(worth('responseWorkingNinetieth', ...cases)).toBe(360);
    expect(worth('responseWorkingMedian', ...cases)).toBe(240);
  });

  test('a reply in a later period counts there, and the complaint has none at the end of this one', () => {
    const later = replied('2026-04-01T07:00:00Z');
    expect([worth('responseMedian', later), worth('responseRate', later)]).toEqual([null, 0]);
    expect(worth('responseRate', later, replied('2026-03-02T07:00:00Z', 'interimAnswered'))).toBe(50);
  });

  test('what the system declines because nobody completed it is no reply', () => {
    const lapsed = complaint(
      {},
      ['received', sunday],
      ['returnedForCompletion', sunday],
      ['declined', '2026-03-09T07:00:00Z', {}, 'system'],
    );
    expect([worth('responseRate', lapsed), worth('returns', lapsed), worth('closed', lapsed)]).toEqual([0, 1, 1]);
  });

  test('closing time runs from receipt to the closing, in opening hours without the weekend', () => {
    // From Sunday 10:00 to the Sunday after at 10:00: five working days of eight hours.
    const closed = complaint({}, ['received', sunday], ['solved', sunday], ['closed', '2026-03-08T07:00:00Z']);
    expect(worth('closingMedian', closed)).toBe(7 * 24 * 60);
    expect(worth('closingWorkingMedian', closed)).toBe(5 * 8 * 60);
    expect([worth('closingNinetieth', closed), worth('closingWorkingNinetieth', closed)]).toEqual([10_080, 2400]);
    expect(worth('solvedShare', closed, complaint({}, ['received', sunday], ['closed', '2026-03-08T07:00:00Z']))).toBe(
      50,
    );
  });

  test('it was solved at first contact if the first reply solved it, and nothing went back', () => {
    const solved: Said[] = [
      ['answered', '2026-03-02T07:00:00Z'],
      ['solved', '2026-03-02T07:00:00Z'],
    ];
    const atOnce = complaint({}, ['received', sunday], ...solved);
    const interim = complaint({}, ['received', sunday], ['interimAnswered', '2026-03-01T08:00:00Z'], ...solved);
    const returned = complaint({}, ['received', sunday], ['returnedForCompletion', '2026-03-01T08:00:00Z'], ...solved);
    const again = complaint(
      {},
      ['received', sunday],
      ...solved,
      ['roundOpened', '2026-03-03T07:00:00Z', { round: 2 }],
      ...solved,
    );
    expect(worth('firstContactShare', atOnce)).toBe(100);
    for (const other of [interim, returned, again]) expect(worth('firstContactShare', atOnce, other)).toBe(50);
  });
});

describe('what customers judged', () => {
  const judging = (channel: string, perceived: number, expected: number | null = null, by = 'customer') =>
    complaint(
      { channel },
      ['received', sunday],
      ['answered', sunday],
      ['confirmed', '2026-03-03T07:00:00Z', { helped: true, perceived, expected }, by],
    );
  const many = (channel: string, size: number, perceived = 4) =>
    Array.from({ length: size }, () => judging(channel, perceived));

  test('the satisfaction of fewer than five is shown nowhere, and what would give it away is not either', () => {
    const { total, by } = counted('satisfaction', ...many('phone', 6), ...many('email', 7, 2), ...many('web', 2, 1));
    expect(total).toEqual({ value: 2.67, n: 15 });
    const hidden = by.channel?.map(({ key, value, hidden: is = false }) => [key, value, is]);
    // Two on the web: with them the next smallest group is hidden, or the total less the others would say it.
    expect(hidden).toEqual([
      ['email', 2, false],
      ['phone', null, true],
      ['web', null, true],
    ]);
    expect(counted('helpedShare', ...many('phone', 4)).total).toEqual({ value: null, n: null, hidden: true });
  });

  test('what staff recorded in a customer’s name is not counted with what customers say', () => {
    expect(counted('satisfaction', judging('phone', 1, null, 'sample.agent.1'), ...many('phone', 5)).total).toEqual({
      value: 4,
      n: 5,
    });
  });

  test('a round is judged once: scores that come later are added to what was said first', () => {
    const twice = () =>
      complaint(
        {},
        ['received', sunday],
        ['confirmed', '2026-03-03T07:00:00Z', { helped: true }, 'customer'],
        ['rated', '2026-03-04T07:00:00Z', { helped: false, perceived: 5, expected: 3 }, 'customer'],
      );
    const cases = Array.from({ length: 5 }, twice);
    expect([worth('helpedShare', ...cases), worth('againstExpected', ...cases)]).toEqual([100, 2]);
  });

  test('no measure of what customers judged is left without its mark', () => {
    const judged = Object.entries(measures).filter(([, { isJudgement }]) => isJudgement);
    expect(judged.map(([name]) => name)).toEqual([
      ...['helpedShare', 'satisfaction', 'againstExpected'],
      'perceivedOfExpected',
    ]);
  });

  test('B-02: what was perceived is summed up against what was expected; a verdict without both does not count', () => {
    const cases = [
      judging('phone', 5, 1),
      ...Array.from({ length: 4 }, () => judging('phone', 2, 4)),
      judging('phone', 5),
    ];
    // 13 of 17; the average of each one’s quotient would be 140, since one person expected little.
    expect(counted('perceivedOfExpected', ...cases).total).toEqual({ value: 76.5, n: 5 });
    expect(counted('perceivedOfExpected', ...cases.slice(0, 4)).total).toMatchObject({ value: null, hidden: true });
  });
});

test('the organisation’s own problems are counted in no report', () => {
  const facts = complaintFacts('SB-C-0', [
    {
      ...{ type: 'received', at: Date.parse(sunday), by: 'a', standingInFor: null, policyVersion: 1 },
      data: { internal: true, category: 'x', channel: 'y' },
    },
  ]);
  expect(facts).toBeNull();
});

test('the kind of a complaint and who owns it are as they were at the end of the period', () => {
  const corrected = complaint(
    {},
    ['received', sunday],
    ['assigned', sunday, { to: 'sample.agent.1', from: null }],
    ['categoryCorrected', '2026-03-02T07:00:00Z', { from: 'complaint', to: 'claim' }],
    ['objected', '2026-03-03T07:00:00Z', { to: 'answer', barred: ['sample.agent.1'] }],
    ['categoryCorrected', '2026-04-02T07:00:00Z', { from: 'claim', to: 'enquiry' }],
    ['receivedCorrected', '2026-03-05T07:00:00Z', { from: sunday, to: '2026-02-27T07:00:00Z' }],
  );
  const receivedAt = Date.parse('2026-02-27T07:00:00Z');
  expect(corrected).toMatchObject({ category: 'claim', owner: null, receivedAt });
});
