import { type CustomerRecord, emptyRecord } from '../../../domain/customer/record.ts';

/** A made-up customer's record. */
export function sampleRecord(more: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    ...emptyRecord,
    name: 'عميل (مثال)',
    classes: ['donor'],
    contacts: [{ kind: 'mobile', value: '+966500000001', verified: false }],
    preferredChannel: 'sms',
    ...more,
  };
}
