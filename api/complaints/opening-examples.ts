import type { Example } from '../http/route.ts';

/** Made-up customers, marked as such: every example can be sent as it stands. */
const customer = { name: 'عميل تجريبي (مثال)', phone: '+966500000001', email: 'customer@example.com' };

const shipment = {
  shipperName: 'مُرسِل تجريبي (مثال)',
  shipperContact: '+966500000002',
  consigneeName: 'مُرسَل إليه تجريبي (مثال)',
  consigneeContact: '+966500000003',
  trackingNumber: 'EXAMPLE-290001',
};

function example(summary: string, value: object): Example {
  return { summary, value: { language: 'ar', customer, ...value } };
}

/** One body per organisation, by its id; the courier's other kinds have their own fields. */
export const openingExamples: Record<string, Example> = {
  'development-fund': example('A complaint about a decision of the fund (F-07)', {
    category: 'complaint',
    channel: 'phone',
    fields: { concerns: 'decision', details: 'رُفض طلبي دون بيان السبب، وأطلب مراجعة القرار.' },
  }),
  courier: example('A service failure: the shipment is late (C-04, C-05)', {
    category: 'service-failure',
    channel: 'phone',
    fields: { ...shipment, details: 'لم تصل الشحنة في موعدها.', failure: 'delay' },
  }),
  'courier-address-change': example('The courier: a change of address (C-05)', {
    category: 'address-change',
    channel: 'web',
    fields: { ...shipment, details: 'انتقل المرسل إليه.', newAddress: 'حي المثال، شارع المثال، جدة' },
  }),
  'courier-claim': example('The courier: a claim (C-05)', {
    category: 'claim',
    channel: 'email',
    fields: { ...shipment, details: 'وصلت الشحنة تالفة.', claimedAmount: '350.00' },
  }),
  'courier-pre-alert-request': example('The courier: another pre-alert request (C-05)', {
    category: 'pre-alert-request',
    channel: 'email',
    fields: { ...shipment, details: 'نرجو الاتصال قبل التسليم.' },
  }),
  'neighbourhood-centres': example('A beneficiary complains about a centre (N-11)', {
    category: 'complaint',
    channel: 'visit',
    customer: { ...customer, class: 'beneficiary' },
    fields: { details: 'تأخر بدء البرنامج عن موعده المعلن.', centre: 'مركز الحي التجريبي (مثال)' },
  }),
  'neighbourhood-centres-donor': example('A donor complains (N-11)', {
    category: 'complaint',
    channel: 'phone',
    customer: { ...customer, class: 'donor' },
    fields: { details: 'لم يصلني تقرير البرنامج الذي دعمته.' },
  }),
  'beneficiary-society': example('A beneficiary complains: solved and answered within three working days (B-08)', {
    category: 'complaint',
    channel: 'phone',
    fields: { details: 'لم أتلق ردًا على طلب الالتحاق بالمبادرة.' },
  }),
  'government-services': example('A complaint of an older person, who goes first (G-01)', {
    category: 'complaint',
    channel: 'visit',
    // Until somebody has identified the customer, SMS go only to mobiles of the organisation's own country.
    customer: { ...customer, phone: '+97336000001' },
    priorityGrounds: ['older-person'],
    fields: { details: 'طال الانتظار في المركز.' },
  }),
  sandbox: example('Deadlines of seconds, for demonstrations', {
    category: 'complaint',
    channel: 'web',
    fields: { details: 'شكوى تجريبية لا يرد عليها أحد.' },
  }),
};
