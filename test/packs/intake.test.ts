import { expect, test } from '@jest/globals';
import { checkFields, placeIn, priorityOf, titleOfPlace } from '../../packs/intake.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';

const courier = ownPack('courier');
const ticket = {
  shipperName: 'متجر النخيل',
  shipperContact: '+966 50 000 0000',
  consigneeName: 'سارة',
  consigneeContact: 'sara@example.org',
  trackingNumber: '290012345678',
  details: 'لم تصل الشحنة',
};
const sound = { missing: [], unknown: [], malformed: [] };

test('C-04: a ticket needs shipper, consignee, tracking number and details', () => {
  expect(checkFields(courier, 'complaint', {}).missing).toEqual(Object.keys(ticket));
  expect(checkFields(courier, 'complaint', ticket)).toEqual(sound);
});

test.each([
  ['service-failure', 'failure', 'delay'],
  ['address-change', 'newAddress', 'حي النسيم، جدة'],
  ['claim', 'claimedAmount', '1250.50'],
])('C-05: a %s also needs %s', (category, field, value) => {
  expect(checkFields(courier, category, ticket).missing).toEqual([field]);
  expect(checkFields(courier, category, { ...ticket, [field]: value })).toEqual(sound);
});

test('C-05: a pre-alert request may name the day of arrival', () => {
  const asked = (expectedOn: string) => checkFields(courier, 'pre-alert-request', { ...ticket, expectedOn });
  expect(asked('2026-12-01')).toEqual(sound);
  expect(asked('tomorrow').malformed).toHaveLength(1);
});

test('N-11: a beneficiary says which centre is responsible, and nobody else need', () => {
  const fields = { details: 'تأخر بدء البرنامج' };
  const missing = (customerClass: string | null, given: object = fields) =>
    checkFields(ownPack('neighbourhood-centres'), 'complaint', { ...given }, customerClass).missing;
  expect(missing('beneficiary')).toEqual(['centre']);
  expect(missing('beneficiary', { ...fields, centre: ' ' })).toEqual(['centre']);
  expect(missing('beneficiary', { ...fields, centre: 'مركز الحي (مثال)' })).toEqual([]);
  expect([missing('donor'), missing('other'), missing(null)]).toEqual([[], [], []]);
});

test('an organisation lists its own places, and no other is taken', () => {
  const faults = (branch: string) => checkFields(ownPack('sandbox'), 'complaint', { details: 'شكوى', branch }, 'other');
  expect(faults('north')).toEqual(sound);
  expect(faults('')).toEqual({ ...sound, missing: ['branch'] });
  expect(faults('west').malformed).toEqual([{ field: 'branch', why: 'must be one of north, south' }]);
});

test('a blank field is a missing one', () => {
  expect(checkFields(courier, 'complaint', { ...ticket, details: '  ' }).missing).toEqual(['details']);
});

test('a tracking number typed with Arabic digits is the same number', () => {
  expect(checkFields(courier, 'complaint', { ...ticket, trackingNumber: '٢٩٠٠١٢٣٤٥٦٧٨' })).toEqual(sound);
});

test('unknown and malformed fields are told apart', () => {
  const faults = checkFields(courier, 'service-failure', {
    ...ticket,
    failure: 'late',
    trackingNumber: '##',
    details: 7,
    colour: 'red',
  });
  expect(faults.unknown).toEqual(['colour']);
  expect(faults.missing).toEqual([]);
  expect(faults.malformed.map(({ field }) => field).sort()).toEqual(['details', 'failure', 'trackingNumber']);
});

test('names that every object has are no fields', () => {
  expect(checkFields(courier, 'complaint', { ...ticket, constructor: 'x', toString: 'y' }).unknown).toEqual([
    'constructor',
    'toString',
  ]);
});

test('F-07: a complaint to the fund says what it is about', () => {
  const fund = ownPack('development-fund');
  expect(checkFields(fund, 'complaint', { details: 'تأخر الصرف' }).missing).toEqual(['concerns']);
  expect(checkFields(fund, 'complaint', { details: 'تأخر الصرف', concerns: 'decision' })).toEqual(sound);
});

test('G-01: older people and people with disabilities go first', () => {
  const government = ownPack('government-services');
  expect(priorityOf(government, 'enquiry', ['older-person'])).toBe('high');
  expect(priorityOf(government, 'enquiry', ['disability'])).toBe('high');
  expect(priorityOf(government, 'enquiry', [])).toBe('normal');
  expect(priorityOf(government, 'enquiry', ['friend-of-the-manager'])).toBe('normal');
  expect(government.priorityGrounds['older-person']?.rule).toBe('G-01');
});

test('N-14: a place is one of the choices of the field that is marked so, and else none', () => {
  const sandbox = ownPack('sandbox');
  expect(placeIn(sandbox, 'complaint', { branch: 'north' })).toBe('north');
  for (const branch of ['west', 'constructor', '']) expect(placeIn(sandbox, 'complaint', { branch })).toBeNull();
  expect(placeIn(sandbox, 'complaint', {})).toBeNull();
  // Until the organisation lists its centres, what is written there is words.
  expect(placeIn(ownPack('neighbourhood-centres'), 'complaint', { centre: 'مركز النور (مثال)' })).toBeNull();
  expect([titleOfPlace(sandbox, 'north', 'en'), titleOfPlace(sandbox, 'west', 'en')]).toEqual([
    'Northern branch (example)',
    undefined,
  ]);
});
