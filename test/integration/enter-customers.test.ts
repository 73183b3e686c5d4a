import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../db/database.ts';
import { enterOwnFields, ownFieldsOf } from '../../db/registry/custom-fields.ts';
import { MergedForGood, RecordBusy } from '../../db/registry/customer-entering.ts';
import { findCustomer, survivorOf } from '../../db/registry/customers.ts';
import { brokenOff } from '../support/api/broken-off.ts';
import {
  changesOf,
  enter,
  enterPatiently,
  organisation,
  prepared,
  registryDatabase,
  type Wish,
} from '../support/api/registry-lab.ts';

let database: Database;
beforeAll(async () => {
  database = await registryDatabase();
});
afterAll(() => database.connection.close());

let last = 0;
/** Numbers that no other test has. */
const names = (count: number) => {
  last += 1;
  return Array.from({ length: count }, (_, index) => `P-${last}-${index}`);
};
const changeOf = (customer: string, what: string) => `R-${customer}-${what}`;

/** Customers at version 1. */
async function entered(count: number): Promise<string[]> {
  const customers = names(count);
  const change = changeOf(customers[0] ?? '', 'new');
  const wishes = customers.map((customer) => ({ customer, base: 0 }));
  await enter(database, change, await prepared(database, change, wishes));
  return customers;
}

const changed = (customers: string[], base: number): Wish[] => customers.map((customer) => ({ customer, base }));

describe('a form', () => {
  test('makes the next version of each customer, and shows it', async () => {
    const [customer = ''] = await entered(1);
    const change = changeOf(customer, 'change');
    const wish = {
      customer,
      base: 1,
      record: { classes: ['other'], consents: { news: { given: true, on: '2026-03-01' } } },
    };
    const outcome = await enter(database, change, await prepared(database, change, [wish]));
    expect(outcome).toEqual({ entered: [{ customer, version: 2 }] });
    expect(await changesOf(database, customer)).toEqual([changeOf(customer, 'new'), change]);
    const now = await findCustomer(database, organisation, customer);
    expect(now).toMatchObject({ version: 2, classes: ['other'], consents: ['news'], change });
  });

  test('entered again, also after others, changes nothing and says the same', async () => {
    const [customer = ''] = await entered(1);
    const [first, second] = [changeOf(customer, 'first'), changeOf(customer, 'second')];
    const writes = await prepared(database, first, changed([customer], 1));
    const outcome = await enter(database, first, writes);
    await enter(database, second, await prepared(database, second, changed([customer], 2)));
    expect(await enter(database, first, writes)).toEqual(outcome);
    expect(await changesOf(database, customer)).toEqual([changeOf(customer, 'new'), first, second]);
  });

  test('made from a version that has moved on is stale, and writes nothing at all', async () => {
    const [moved = '', other = ''] = await entered(2);
    const first = changeOf(moved, 'first');
    await enter(database, first, await prepared(database, first, changed([moved], 1)));
    const late = changeOf(moved, 'late');
    const [fresh = ''] = names(1);
    const wishes = [...changed([moved, other], 1), { customer: fresh, base: 0 }];
    const outcome = await enter(database, late, await prepared(database, late, wishes));
    expect(outcome).toEqual({ stale: [{ customer: moved, base: 1, now: 2 }] });
    expect(await findCustomer(database, organisation, fresh)).toBeNull();
    const next = changeOf(moved, 'next');
    expect(await enter(database, next, await prepared(database, next, changed([other], 1)))).toHaveProperty('entered');
  });

  test('waits while another form holds one of its customers, and holds none meanwhile', async () => {
    const [held = '', other = ''] = await entered(2);
    const [holder, waiter] = [changeOf(held, 'holder'), changeOf(held, 'waiter')];
    const holding = await prepared(database, holder, changed([held], 1));
    await expect(enter(brokenOff(database, 4), holder, holding)).rejects.toThrow('killed at insertMany');
    const waiting = await prepared(database, waiter, changed([held, other], 1));
    await expect(enter(database, waiter, waiting)).rejects.toThrow(RecordBusy);
    const free = changeOf(held, 'free');
    expect(await enter(database, free, await prepared(database, free, changed([other], 1)))).toHaveProperty('entered');
    expect(await enter(database, holder, holding)).toHaveProperty('entered');
    expect(await enter(database, waiter, waiting)).toHaveProperty('stale');
  });

  test('of 500 new customers is entered by five writes, as one of a single customer is', async () => {
    const customers = names(500);
    const change = changeOf(customers[0] ?? '', 'import');
    const writes = await prepared(database, change, changed(customers, 0));
    expect(await enter(brokenOff(database, 6), change, writes)).toHaveProperty('entered');
    expect(await changesOf(database, customers[499] ?? '')).toEqual([change]);
  });
});

describe('a form that breaks off', () => {
  // What a form does to the database: begin twice, bring new numbers, claim, keep the versions, publish.
  test.each([1, 2, 3, 4, 5, 6])('at write %i is entered as a whole by its repetition, once', async (write) => {
    const old = await entered(3);
    const fresh = names(2);
    const change = changeOf(old[0] ?? '', 'change');
    const writes = await prepared(database, change, [...changed(old, 1), ...changed(fresh, 0)]);
    await expect(enter(brokenOff(database, write), change, writes)).rejects.toThrow('killed');
    const before = await Promise.all(fresh.map((customer) => findCustomer(database, organisation, customer)));
    expect(before.every((customer) => customer === null || customer.version === 1)).toBe(true);
    expect(await enterPatiently(database, change, writes)).toHaveProperty('entered');
    for (const customer of old) expect((await changesOf(database, customer)).slice(1)).toEqual([change]);
    for (const customer of fresh) expect(await changesOf(database, customer)).toEqual([change]);
  });

  test('at its seventh write has not broken off', async () => {
    const [old = ''] = await entered(1);
    const change = changeOf(old, 'change');
    const wishes = [...changed([old], 1), ...changed(names(1), 0)];
    const outcome = await enter(brokenOff(database, 7), change, await prepared(database, change, wishes));
    expect(outcome).toHaveProperty('entered');
  });
});

test('twenty-four forms at once on six customers, half of them killed midway: none is lost, none entered by halves', async () => {
  const customers = await entered(6);
  const forms = Array.from({ length: 24 }, (_, index) => ({
    change: changeOf(customers[0] ?? '', `f${index}`),
    on: customers.filter((_, place) => (index * 7 + place * 3) % 5 < 2),
    killedAt: index % 2 === 0 ? (index % 6) + 1 : null,
  })).filter(({ on }) => on.length > 0);
  const outcomes = await Promise.all(forms.map((form) => untilEntered(form)));
  const chains = new Map<string, string[]>();
  for (const customer of customers) chains.set(customer, (await changesOf(database, customer)).slice(1));
  for (const { change, on } of outcomes) {
    for (const customer of customers) {
      const times = chains.get(customer)?.filter((made) => made.startsWith(`${change}.`)).length;
      expect({ change, customer, times }).toEqual({ change, customer, times: on.includes(customer) ? 1 : 0 });
    }
  }
});

/** Enters a form. If it is stale it is made again, as another change, from the records as they stand. */
async function untilEntered(form: { change: string; on: string[]; killedAt: number | null }): Promise<typeof form> {
  for (let attempt = 0; ; attempt += 1) {
    const change = `${form.change}.${attempt}`;
    const now = await Promise.all(form.on.map((customer) => findCustomer(database, organisation, customer)));
    const wishes = form.on.map((customer, index) => ({ customer, base: now[index]?.version ?? 0 }));
    const writes = await prepared(database, change, wishes);
    if (form.killedAt) await enter(brokenOff(database, form.killedAt), change, writes).catch(() => null);
    if ('entered' in (await enterPatiently(database, change, writes))) return form;
  }
}

describe('two attempts of one form', () => {
  test('beside each other enter it once', async () => {
    const customers = await entered(4);
    const change = changeOf(customers[0] ?? '', 'twice');
    const writes = await prepared(database, change, changed(customers, 1));
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => enterPatiently(database, change, writes)));
    expect(outcomes.every((outcome) => 'entered' in outcome)).toBe(true);
    for (const customer of customers) expect((await changesOf(database, customer)).slice(1)).toEqual([change]);
  });
});

describe('a merged customer', () => {
  async function merge(from: string, into: string, bases: [number, number]) {
    const change = changeOf(from, `into-${into}`);
    const wishes: Wish[] = [
      { customer: from, base: bases[0], status: 'merged', mergedInto: into },
      { customer: into, base: bases[1] },
    ];
    return enter(database, change, await prepared(database, change, wishes));
  }

  test('leads to the one who goes on, through every further merge', async () => {
    const [first = '', second = '', third = ''] = await entered(3);
    await merge(first, second, [1, 1]);
    await merge(second, third, [2, 1]);
    expect(await survivorOf(database, organisation, first)).toMatchObject({ number: third });
    expect(await findCustomer(database, organisation, first)).toMatchObject({ status: 'merged', mergedInto: second });
  });

  test('is never written again', async () => {
    const [first = '', second = ''] = await entered(2);
    await merge(first, second, [1, 1]);
    const change = changeOf(first, 'again');
    const writes = await prepared(database, change, changed([first], 2));
    await expect(enter(database, change, writes)).rejects.toThrow(MergedForGood);
  });

  test('cannot at once be the one into whom the other is merged', async () => {
    const [one = '', two = ''] = await entered(2);
    const both = async ([from, into]: [string, string]) => {
      const change = changeOf(from, `into-${into}`);
      const writes = await prepared(database, change, [
        { customer: from, base: 1, status: 'merged', mergedInto: into },
        { customer: into, base: 1 },
      ]);
      return enterPatiently(database, change, writes);
    };
    const outcomes = await Promise.all([both([one, two]), both([two, one])]);
    expect(outcomes.filter((outcome) => 'entered' in outcome)).toHaveLength(1);
    expect((await survivorOf(database, organisation, one))?.number).toBe(
      (await survivorOf(database, organisation, two))?.number,
    );
  });
});

describe('the fields of an organisation', () => {
  const entryOf = (change: string, base: number) => ({
    organisation: 'sample',
    change,
    base,
    fields: [{ name: change, title: { ar: 'حقل', en: 'Field' }, required: false, choices: null }],
    by: 'steward',
    standingInFor: null,
    at: '2026-03-02T06:00:00Z',
  });

  test('are entered by one of two changes of the same version, whichever breaks off', async () => {
    expect(await enterOwnFields(database, entryOf('one', 0))).toEqual({ entered: 1 });
    await expect(enterOwnFields(brokenOff(database, 2), entryOf('two', 1))).rejects.toThrow('killed');
    await expect(enterOwnFields(database, entryOf('three', 1))).rejects.toThrow(RecordBusy);
    expect(await enterOwnFields(database, entryOf('two', 1))).toEqual({ entered: 2 });
    expect(await enterOwnFields(database, entryOf('three', 1))).toEqual({ stale: { base: 1, now: 2 } });
    expect(await enterOwnFields(database, entryOf('one', 0))).toEqual({ entered: 1 });
    expect(await ownFieldsOf(database, 'sample')).toMatchObject({ version: 2, fields: [{ name: 'two' }] });
  });
});
