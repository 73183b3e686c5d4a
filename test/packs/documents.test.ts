import { expect, test } from '@jest/globals';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import { ticketSliceFor } from '../../packs/kinds/department-ticket/pinned-policy.ts';
import { fiveOrganisations, ownPack } from '../support/samples/policies-on-disk.ts';

test('B-09: the society’s policy bears its date of approval and replaces all earlier ones', () => {
  expect(ownPack('beneficiary-society').document).toMatchObject({
    rule: 'B-09',
    approvedOn: '2021-04-20',
    replaces: 'all-earlier',
  });
});

test('a document that states no date of approval has none made up', () => {
  const others = fiveOrganisations.filter((id) => id !== 'beneficiary-society').map((id) => ownPack(id).document);
  expect(others.map(({ approvedOn, replaces }) => [approvedOn, replaces])).toEqual(
    others.map(() => ['not-stated', 'not-stated']),
  );
});

test.each(fiveOrganisations)('%s: each clause is quoted in the document’s Arabic', (organisation) => {
  const clauses = Object.values(ownPack(organisation).clauses);
  expect(clauses.length).toBeGreaterThan(5);
  for (const { clause, says } of clauses) {
    expect(clause).not.toBe('');
    expect(says).toMatch(/\p{Script=Arabic}/u);
  }
});

test('B-07: the seven steps are a checklist', () => {
  const { steps } = ownPack('beneficiary-society').kinds.complaint.checklists;
  expect(steps).toMatchObject({ rule: 'B-07', categories: ['complaint', 'service-delay'] });
  expect(Object.keys(steps?.steps ?? {})).toHaveLength(7);
});

test('C-15: the courier’s roles bear the document’s titles', () => {
  const { roles } = ownPack('courier');
  expect(roles.manager?.title.ar).toBe('مدير إدارة خدمة العملاء');
  expect(roles['customer-experience-manager']?.title.ar).toBe('مدير تجارب العملاء');
  expect(roles.quality?.title.ar).toBe('اختصاصي ضمان الجودة');
});

test('C-02: the customer-care group has every complaint, and so every major one; and whatever else is assigned to it', () => {
  const { routes, categories } = ownPack('courier').kinds.complaint;
  expect(routes).toEqual([expect.objectContaining({ rule: 'C-02', group: 'customer-care' })]);
  for (const category of Object.keys(categories)) {
    expect(pinPolicy(ownPack('courier'), { category, channel: 'phone' }).group).toBe('customer-care');
  }
});

test('C-11, C-15: each week quality and both managers are sent what became of tickets', () => {
  const { register } = ownPack('courier').kinds.complaint;
  expect(register?.summary).toMatchObject({
    rule: 'C-11',
    to: ['quality', 'manager', 'customer-experience-manager'],
  });
  expect(register?.summary?.to.filter((role) => !register.readers.includes(role))).toEqual([]);
});

test('N-11: the centre responsible is a department that an officer asks by a ticket, with a time of its own', () => {
  const pack = ownPack('neighbourhood-centres');
  expect(pack.departments.centres).toMatchObject({ rule: 'N-11' });
  expect(pack.kinds.complaint.categories.complaint?.fields.centre?.title.ar).toContain('مركز الحي المسؤول');
  const { department, clocks } = ticketSliceFor(pack, 'centres', 'complaint');
  expect([department, clocks.length > 0]).toEqual(['centres', true]);
});

test('N-19: the data steward’s deputy acts while the steward is absent, both appointed by customer relations', () => {
  const { roles } = ownPack('neighbourhood-centres');
  expect(roles['data-steward']?.held).toEqual({ appointedBy: 'manager' });
  expect([roles['data-steward']?.holders, roles['deputy-steward']?.holders]).toEqual([1, 1]);
  expect(roles['deputy-steward']?.held).toEqual({ appointedBy: 'manager', actsWhileAbsent: 'data-steward' });
});
