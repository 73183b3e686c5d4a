import { describe, expect, test } from '@jest/globals';
import type { CustomerRecord, OwnField } from '../../domain/customer/record.ts';
import { keptRecord, recordFaults, withoutRemovedFields } from '../../packs/validate-record.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { sampleRecord } from '../support/samples/sample-record.ts';

const pack = ownPack('neighbourhood-centres');
const tribe: OwnField = { name: 'tribe', title: { ar: 'القبيلة', en: 'Tribe' }, required: true, choices: null };
const size: OwnField = {
  name: 'size',
  title: { ar: 'الحجم', en: 'Size' },
  required: false,
  choices: [{ code: 'small', title: { ar: 'صغير', en: 'Small' } }],
};
const contact = (kind: CustomerRecord['contacts'][number]['kind'], value: string) => ({ kind, value, verified: false });

describe('a record', () => {
  test('that has what the form asks is taken', () => {
    expect(recordFaults(pack, [], sampleRecord())).toEqual([]);
    expect(recordFaults(pack, [tribe], sampleRecord({ fields: { tribe: 'مثال' } }))).toEqual([]);
  });

  test.each<[string, Partial<CustomerRecord>, string]>([
    ['no class', { classes: [] }, 'classes'],
    ['a class of another organisation', { classes: ['shipper'] }, 'classes[0]'],
    ['an unknown ground', { priorityGround: 'friend' }, 'priorityGround'],
    ['an unknown channel', { preferredChannel: 'pigeon' }, 'preferredChannel'],
    ['a consent to nothing known', { consents: { spam: { given: true, on: '2026-01-01' } } }, 'consents.spam'],
    ['interests of somebody who is no donor', { classes: ['other'], interests: ['youth'] }, 'interests'],
    ['no way to reach him', { contacts: [contact('address', 'جدة')] }, 'contacts'],
    ['a telephone number that is none', { contacts: [contact('mobile', '12')] }, 'contacts[0].value'],
    ['an e-mail address that is none', { contacts: [contact('email', 'me')] }, 'contacts[0].value'],
    ['S13j: an e-mail address that is two', { contacts: [contact('email', 'a;b@c.de')] }, 'contacts[0].value'],
    ['S13j: an e-mail address with a bracket', { contacts: [contact('email', 'a@b.co>')] }, 'contacts[0].value'],
    ['a field that nobody has added', { fields: { shoe: '43' } }, 'fields.shoe'],
    ['a choice that is not offered', { fields: { size: 'huge' } }, 'fields.size'],
  ])('with %s is refused there', (_, more, path) => {
    expect(recordFaults(pack, [size], sampleRecord(more)).map((fault) => fault.path)).toEqual([path]);
  });

  test('S11: with an own field named as what every object has is judged like any other', () => {
    const named = ['constructor', 'toString', 'valueOf'].map((name) => ({ ...tribe, name }));
    const missing = named.map(({ name }) => ({ path: `fields.${name}`, message: 'is required' }));
    expect(recordFaults(pack, named, sampleRecord())).toEqual(missing);
    const fields = Object.fromEntries(named.map(({ name }) => [name, 'مثال']));
    expect(recordFaults(pack, named, sampleRecord({ fields }))).toEqual([]);
  });

  test('without a field that the organisation requires is refused (F-04)', () => {
    expect(recordFaults(pack, [tribe], sampleRecord())).toEqual([{ path: 'fields.tribe', message: 'is required' }]);
  });

  test('is not judged again where it stays as it stood, whatever has been taken out of a list since then (F-04)', () => {
    const stood = sampleRecord({ fields: { shoe: '43', size: 'huge' }, classes: ['former'], priorityGround: 'former' });
    const faultsOf = (change: Partial<CustomerRecord>) =>
      recordFaults(pack, [size], { ...withoutRemovedFields([size], stood), ...change }, stood).map(({ path }) => path);
    expect(faultsOf({ name: 'اسم آخر' })).toEqual([]);
    expect(faultsOf({ fields: { size: 'vast' } })).toEqual(['fields.size']);
    expect(faultsOf({ classes: ['former', 'other'] })).toEqual(['classes[0]']);
    expect(recordFaults(pack, [tribe], stood, stood).map(({ path }) => path)).toEqual(['fields.tribe']);
  });

  test('with a contact that the organisation does not offer is refused', () => {
    const record = sampleRecord({ contacts: [contact('mobile', '+966500000001'), contact('social-media', '@me')] });
    const faults = recordFaults(ownPack('courier'), [], { ...record, classes: ['shipper'] });
    expect(faults.map(({ path }) => path)).toEqual(['contacts[1].kind']);
  });

  test('is kept with telephone numbers in one form and ASCII digits', () => {
    const kept = keptRecord(
      pack,
      sampleRecord({ name: ' سارة ', nationalNumber: '١٠١٢', contacts: [contact('phone', '٠٥٠ ١٢٣ ٤٥٦٧')] }),
    );
    expect(kept).toMatchObject({ name: 'سارة', nationalNumber: '1012', contacts: [{ value: '+966501234567' }] });
  });
});

test('N-18 and B-01: the classes of the documents are there, and N-24: donors’ interests have their readers', () => {
  const classes = (organisation: string) => Object.keys(ownPack(organisation).customerClasses);
  expect(classes('neighbourhood-centres')).toEqual(
    expect.arrayContaining(['donor', 'government-body', 'district-council-member', 'other']),
  );
  expect(classes('beneficiary-society')).toEqual(
    expect.arrayContaining(['volunteer', 'beneficiary', 'service-provider', 'supporter', 'staff']),
  );
  expect(classes('courier')).toEqual(expect.arrayContaining(['shipper', 'consignee']));
  expect(pack.registry.interests?.readers).toContain('resource-development');
});
