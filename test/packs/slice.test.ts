import { expect, test } from '@jest/globals';
import { rulesFor } from '../../activities/cases/rules-for.ts';
import type { Database } from '../../db/database.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import type { CaseTraits } from '../../packs/kinds/pinned-policy.ts';
import { fiveOrganisations, ownPack } from '../support/samples/policies-on-disk.ts';

function slice(organisation: string, traits: Partial<CaseTraits> = {}) {
  return pinPolicy(ownPack(organisation), { category: 'complaint', channel: 'web', ...traits });
}

test('N-11: beneficiaries’ complaints go to centre affairs, donors’ to customer relations', () => {
  const groupOf = (customerClass?: string) => slice('neighbourhood-centres', { customerClass }).group;
  expect(groupOf('beneficiary')).toBe('centre-affairs');
  expect(groupOf('donor')).toBe('customer-relations');
  expect(groupOf(undefined)).toBe('centre-affairs');
  expect(slice('neighbourhood-centres', { customerClass: 'donor' }).department).toBe('customer-relations');
});

test('N-11: the manager of centre affairs hears of a missed complaint of a beneficiary, not of a donor’s', () => {
  const told = (customerClass: string) =>
    slice('neighbourhood-centres', { customerClass })
      .clocks.find(({ id }) => id === 'answer')
      ?.ladder.flatMap((step) => step.tell);
  expect(told('beneficiary')).toContain('role:centres-manager');
  expect(told('donor')).not.toContain('role:centres-manager');
});

test('C-02: every ticket of the courier is the customer-care group’s', () => {
  expect(slice('courier', { category: 'claim' }).group).toBe('customer-care');
});

test('F-09: the fund tells its customer of each step by SMS and e-mail', () => {
  const toCustomer = slice('development-fund').notices.filter((notice) => notice.to === 'customer');
  expect(toCustomer.map((notice) => notice.on)).toEqual([
    'received',
    'accepted',
    'returnedForCompletion',
    'completed',
    'declined',
    'interimAnswered',
    'answered',
    'roundOpened',
    'closed',
    'withdrawn',
    'withdrawalClaimed',
    'spokenFor',
    'categoryCorrected',
    'receivedCorrected',
    'contactCorrected',
    'claimApproved',
    'claimRejected',
    'goodwillGranted',
    'appointmentBooked',
    'appointmentCancelled',
    'merged',
    'representativeSet',
    'representativeEnded',
    'representativeActed',
    'mergeUndone',
  ]);
  for (const notice of toCustomer) expect(notice.channels).toEqual(['sms', 'email']);
});

test('N-12: the neighbourhood centres contact anyone who complained daily; nobody else and about nothing else does', () => {
  expect(slice('neighbourhood-centres').dailyContact).toEqual({
    whileOpen: true,
    untilClosed: true,
    channels: ['phone'],
  });
  const others = [...fiveOrganisations, 'sandbox']
    .filter((id) => id !== 'neighbourhood-centres')
    .map((id) => slice(id));
  for (const { dailyContact } of [...others, slice('neighbourhood-centres', { category: 'enquiry' })]) {
    expect(dailyContact).toMatchObject({ whileOpen: false, untilClosed: false });
  }
});

test('B-07: the society’s seven steps are those of a complaint and of a delay, not of an enquiry', () => {
  const steps = (category: string) => slice('beneficiary-society', { category }).checklist;
  expect(steps('complaint')).toHaveLength(7);
  expect(steps('service-delay')).toEqual(steps('complaint'));
  expect(steps('enquiry')).toEqual([]);
});

test('B-05: the projects supervisor is written to about every complaint and delay, by e-mail, at any hour', () => {
  for (const category of ['complaint', 'service-delay']) {
    expect(slice('beneficiary-society', { category }).notices).toContainEqual({
      rule: 'B-05',
      on: 'received',
      to: 'role:supervisor',
      channels: ['email'],
      template: 'new-complaint',
      urgent: true,
    });
  }
  const enquiry = slice('beneficiary-society', { category: 'enquiry' });
  expect(enquiry.notices.map((notice) => notice.template)).not.toContain('new-complaint');
});

test.each([...fiveOrganisations, 'sandbox'])(
  '%s: a slice is plain JSON, has no text of a message, and names its version',
  (organisation) => {
    const pack = ownPack(organisation);
    for (const category of Object.keys(pack.kinds.complaint.categories)) {
      const cut = slice(organisation, { category });
      expect(JSON.parse(JSON.stringify(cut))).toEqual(cut);
      expect(JSON.stringify(cut)).not.toMatch(/\p{Script=Arabic}/u);
      expect(cut).toMatchObject({ organisation, version: pack.version, hash: pack.hash });
      expect(Object.keys(cut.rights)).toEqual(Object.keys(pack.roles));
    }
  },
);

test('an unknown category is an error of the program', () => {
  expect(() => slice('courier', { category: 'remark' })).toThrow('no category remark');
});

test('a ticket to a department that the pinned version has not got is asked for once, not for ever (X-04)', async () => {
  const asked = { organisation: 'courier', policyVersion: 1, kind: 'departmentTicket', department: 'laboratory' };
  const rules = rulesFor({} as Database, ownPack('courier'), { ...asked, category: 'complaint' });
  await expect(rules).rejects.toMatchObject({ nonRetryable: true, message: expect.stringContaining('laboratory') });
});
