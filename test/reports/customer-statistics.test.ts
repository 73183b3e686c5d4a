import { describe, expect, test } from '@jest/globals';
import { countableFields } from '../../application/reports/customers/customer-fields.ts';
import {
  type CountedCustomer,
  type StatisticsAsked,
  StatisticsInMaking,
  TooManyGroups,
} from '../../reports/customer-statistics.ts';

const customer = (fields: Record<string, string[]>, more: Partial<CountedCustomer> = {}): CountedCustomer => ({
  ...{ fields, contributions: 0n, complaints: 0, scores: [] },
  ...more,
});
const many = (size: number, fields: Record<string, string[]>, more: Partial<CountedCustomer> = {}) =>
  Array.from({ length: size }, () => customer(fields, more));

function counted(customers: CountedCustomer[], asked: Partial<StatisticsAsked> = {}) {
  const making = new StatisticsInMaking({ measure: 'count', by: ['class'], where: {}, ...asked });
  for (const one of customers) making.add(one);
  return making.done();
}
const shown = (customers: CountedCustomer[], asked?: Partial<StatisticsAsked>) =>
  counted(customers, asked).rows.map(({ keys, value, hidden }) => [keys.join('/'), hidden ? 'hidden' : value]);

describe('N-23: statistics over customers', () => {
  test('a measure is told of each pair of groups, of those whom the filter leaves', () => {
    const customers = [
      ...many(6, { class: ['donor'], party: ['person'], status: ['active'] }, { contributions: 1050n }),
      ...many(5, { class: ['donor'], party: ['body'], status: ['active'] }, { contributions: 2000n }),
      ...many(7, { class: ['volunteer'], party: ['person'], status: ['active'] }),
      ...many(8, { class: ['donor'], party: ['person'], status: ['inactive'] }, { contributions: 1n }),
    ];
    const asked = { measure: 'contributions' as const, by: ['class', 'party'], where: { status: ['active'] } };
    expect(shown(customers, asked)).toEqual([
      ['donor/body', '10000'],
      ['donor/person', '6300'],
      ['volunteer/person', '0'],
    ]);
    expect(counted(customers, asked).total).toEqual({ keys: [], customers: 18, value: '16300' });
  });

  test('complaints are added up, and satisfaction is of those who said something', () => {
    const customers = [
      ...many(6, { class: ['donor'] }, { complaints: 2, scores: [4, 5] }),
      ...many(9, { class: ['donor'] }),
    ];
    expect(shown(customers, { measure: 'complaints' })).toEqual([['donor', 12]]);
    expect(counted(customers, { measure: 'satisfaction' }).total).toEqual({ keys: [], customers: 6, value: 4.5 });
  });

  test('a group under five is hidden, and with it the one that would give it away', () => {
    const parts = [...many(3, { class: ['donor'] }), ...many(6, { class: ['volunteer'] }), ...many(9, { class: [] })];
    expect(shown(parts)).toEqual([
      ['-', 9],
      ['donor', 'hidden'],
      ['volunteer', 'hidden'],
    ]);
    expect(counted(parts).total.customers).toBe(18);
  });

  test('of fewer than five not even the total is told, nor if the filter leaves fewer than five out', () => {
    expect(counted(many(4, { class: ['donor'] })).total).toEqual({
      keys: [],
      customers: null,
      value: null,
      hidden: true,
    });
    const nearlyAll = [
      ...many(20, { class: ['donor'], party: ['person'] }),
      ...many(2, { class: ['donor'], party: ['body'] }),
    ];
    expect(counted(nearlyAll, { where: { party: ['person'] } }).total.hidden).toBe(true);
    expect(counted(nearlyAll, { where: { party: ['person', 'body'] } }).total.customers).toBe(22);
  });

  test('of groups that overlap, one whose rest is small is hidden too', () => {
    const customers = [
      ...many(6, { class: ['donor', 'volunteer'] }),
      ...many(12, { class: ['donor'] }),
      ...many(2, { class: ['volunteer'] }),
    ];
    // All but two are donors: the number of donors would tell of the two.
    expect(shown(customers)).toEqual([
      ['donor', 'hidden'],
      ['volunteer', 8],
    ]);
  });

  test('groups that overlap are refused if there are too many to be checked', () => {
    const customers = Array.from({ length: 40 }, (_, at) => many(6, { class: [`c-${at}`, `c-${at + 1}`] })).flat();
    expect(() => counted(customers)).toThrow(TooManyGroups);
  });
});

test('N-23: customers are counted by fields that are marked as coded alone, and by own fields that have codes', () => {
  const title = { ar: 'حقل (مثال)', en: 'Field (example)' };
  const own = [
    { name: 'city', title, required: false, choices: [{ code: 'jeddah', title }] },
    { name: 'nickname', title, required: false, choices: null },
  ];
  const names = countableFields(own).map(({ name }) => name);
  expect(names).toEqual([
    'status',
    'party',
    'class',
    'language',
    'consent',
    'entered-year',
    'contact-channel',
    'own.city',
  ]);
});
