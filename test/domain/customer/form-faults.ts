import { expect, test } from '@jest/globals';
import { formFaults } from '../../../domain/customer/form-faults.ts';
import type { RegistryForm, RegistryWrite } from '../../../domain/customer/record.ts';

const write = (customer: string, more: Partial<RegistryWrite> = {}): RegistryWrite => ({
  customer,
  base: 1,
  status: 'active',
  mergedInto: null,
  record: { id: `R/${customer}`, digest: '' },
  ...more,
});
const form = (writes: RegistryWrite[], more: Partial<RegistryForm> = {}): RegistryForm => ({
  action: 'change',
  writes,
  fields: null,
  alike: [],
  ...more,
});
const merged = (customer: string, mergedInto: string | null) => write(customer, { status: 'merged', mergedInto });

test.each([
  ['nothing at all', form([]), 'writes nothing'],
  ['a customer twice', form([write('P'), write('P')]), 'writes a customer twice'],
  ['too many customers', form(Array.from({ length: 501 }, (_, n) => write(`P${n}`))), 'more than 500'],
  [
    'a redirection of somebody who is not merged',
    form([write('P', { mergedInto: 'Q' }), write('Q')]),
    'leads elsewhere',
  ],
  ['a merge without the survivor', form([merged('P', 'Q')]), 'merged into nobody'],
  ['a merge into himself', form([merged('P', 'P')]), 'merged into nobody'],
  ['two merged into each other', form([merged('P', 'Q'), merged('Q', 'P')]), 'merged into nobody'],
  ['a new customer who is merged', form([{ ...merged('P', 'Q'), base: 0 }, write('Q')]), 'cannot be merged'],
  ['fields beside customers', form([write('P')], { fields: { base: 0, fields: [] } }), 'only a change of fields'],
  ['a change of fields without them', form([], { action: 'fields' }), 'which fields'],
  [
    'customers in a change of fields',
    form([write('P')], { action: 'fields', fields: { base: 0, fields: [] } }),
    'no customer',
  ],
])('a form with %s is not entered', (_, bad, fault) => {
  expect(formFaults(bad).join()).toContain(fault);
});

test('a form that merges two and writes who goes on has no fault, nor has one of fields', () => {
  expect(formFaults(form([merged('P', 'Q'), write('Q')]))).toEqual([]);
  expect(formFaults(form([], { action: 'fields', fields: { base: 0, fields: [] } }))).toEqual([]);
});
