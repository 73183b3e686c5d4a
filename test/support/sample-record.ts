import type { CustomerRecord } from '../../domain/customer/record.ts';

/** A made-up customer's record. */
export function sampleRecord(more: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    party: 'person',
    name: 'عميل (مثال)',
    nameLatin: null,
    classes: ['donor'],
    language: 'ar',
    nationalNumber: null,
    contacts: [{ kind: 'mobile', value: '+966500000001', verified: false }],
    preferredChannel: 'sms',
    priorityGround: null,
    consents: {},
    influencedBy: [],
    interests: [],
    remarks: null,
    fields: {},
    ...more,
  };
}
