import type { Example } from '../http/route.ts';

/** Forms that work as they stand. Those about a customer who is there already need that customer's number. */
export const formExamples: Record<string, Example> = {
  person: {
    summary: 'A new customer, a person',
    value: {
      action: 'new',
      record: {
        party: 'person',
        name: 'عميل تجريبي (مثال)',
        classes: ['other'],
        contacts: [
          { kind: 'mobile', value: '+966500000001' },
          { kind: 'email', value: 'customer@example.com' },
        ],
      },
      note: 'سجّل بناءً على طلبه.',
    },
  },
  fields: {
    summary: 'A field that the organisation adds to its records (F-04)',
    value: {
      action: 'fields',
      fields: [{ name: 'preferredCallTime', title: { ar: 'الوقت المناسب للاتصال', en: 'Preferred time to call' } }],
    },
  },
};
