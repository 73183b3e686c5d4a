import { openingExamples } from '../../api/complaints/opening-examples.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Pack } from '../../packs/schema.ts';
import type { LocalApi } from '../api-client.ts';
import { saidOnThePhone } from './said-on-the-phone.ts';

/** Made-up people, each marked so: nobody takes them for customers. */
const customers = [
  { name: 'نورة العتيبي (مثال)', phone: '0500000101', says: 'تأخر الرد على طلبي أكثر من أسبوع.' },
  { name: 'خالد الشهري (مثال)', phone: '0500000102', says: 'تلقيت إجابتين مختلفتين من موظفين.' },
  { name: 'سارة القحطاني (مثال)', phone: '0500000103', says: 'لم يُحدَّث رقم جوالي رغم طلبي.' },
  { name: 'عبدالله الحربي (مثال)', phone: '0500000104', says: 'انقطع الاتصال قبل أن ينتهي طلبي.' },
  { name: 'ريم الدوسري (مثال)', phone: '0500000105', says: 'أرسلت المستندات ولم يصلني إشعار باستلامها.' },
  { name: 'فهد الغامدي (مثال)', phone: '0500000106', says: 'أُغلقت شكواي السابقة قبل أن تُحل.' },
];
type Customer = (typeof customers)[number];

/** How far each of the complaints comes. */
const lives: readonly (readonly [command: string, body: object | ((view: CaseView) => object)][])[] = [
  [],
  [['accept', {}]],
  [
    ['accept', {}],
    ['comment', { text: 'تواصلت مع العميل، وأنتظر نسخة من المستند (مثال).' }],
  ],
  [
    ['accept', {}],
    ['answer', { text: 'نعتذر عمّا حدث. عولج السبب، وتجدون التفاصيل في الرسالة (مثال).' }],
  ],
  [
    ['accept', {}],
    ['answer', { text: 'نعتذر عن التأخير، وقد أُنجز طلبكم اليوم (مثال).' }],
    ['confirm', ({ openedAt }) => ({ helped: true, said: saidOnThePhone(openedAt) })],
  ],
  [['return-for-completion', { missing: ['details'], text: 'نرجو إرفاق صورة من الطلب السابق (مثال).' }]],
];

/** What an organisation begins with: complaints in many states, some of them late already, and a form that waits for approval. */
export async function firstCases(api: LocalApi, pack: Pack, at: Date): Promise<void> {
  const { id } = pack;
  const base = `/v1/organisations/${id}`;
  const agents = [`${id}.agent.1`, `${id}.agent.2`];
  for (const [place, life] of lives.entries()) {
    const agent = agents[place % agents.length] ?? '';
    const customer = customers[place] as Customer;
    let view = (await api.must('POST', `${base}/complaints`, agent, bodyOf(pack, customer))) as unknown as CaseView;
    for (const [command, body] of life) {
      if (!view.allowed.includes(command)) break;
      const path = `${base}/complaints/${view.number}/${command}`;
      const given = typeof body === 'function' ? body(view) : body;
      view = (await api.must('POST', path, agent, given)) as unknown as CaseView;
    }
  }
  await lateOnes(api, pack, at);
  await formThatWaits(api, pack, agents[0] ?? '');
}

/** A made-up mobile number of the organisation's country: without that nobody is written to. */
function mobileOf({ country }: Pack, saudi: string): string {
  return country === 'BH' ? `+97336000${saudi.slice(-3)}` : saudi;
}

/** The organisation's own example, with another customer and other words. */
function bodyOf(pack: Pack, { name, phone, says }: Customer): object {
  const example = openingExamples[pack.id]?.value as { customer: object; fields: Record<string, string> };
  return {
    ...example,
    customer: { ...example.customer, name, phone: mobileOf(pack, phone), email: `customer-${phone}@example.com` },
    fields: { ...example.fields, details: `${says} (مثال)` },
  };
}

/** From the file of an old system: received days ago, so that their deadlines have passed or are near. */
async function lateOnes(api: LocalApi, pack: Pack, at: Date): Promise<void> {
  const { id } = pack;
  const example = openingExamples[id]?.value as { category: string; fields: Record<string, string> };
  const own = {
    category: example.category,
    channel: 'phone',
    name: 'عميل سابق (مثال)',
    phone: mobileOf(pack, '0500000001'),
  };
  const titles = {
    ...{ category: 'النوع', channel: 'القناة', name: 'اسم العميل', phone: 'الجوال' },
  };
  const rows = [20, 9, 2].map((days, place) => ({
    'المرجع القديم': `DEMO-${place + 1}`,
    الحالة: place === 2 ? 'جديد' : 'قيد المعالجة',
    'تاريخ الاستلام': new Date(at.getTime() - days * 86_400_000).toISOString().slice(0, 10),
    المسؤول: place === 2 ? '' : `${id}.agent.1`,
    ...Object.fromEntries(Object.entries(titles).map(([key, title]) => [title, own[key as keyof typeof own]])),
    ...example.fields,
  }));
  const line = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const file = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map(line).join('\n');
  const base = `/v1/organisations/${id}/moving-in`;
  const { moving } = await api.upload(`${base}?trial=false`, `${id}.manager.1`, file, 'text/csv');
  await api.must('POST', `${base}/${String(moving)}/approve`, `${id}.supervisor.1`, {});
}

/** A customer who is to be entered into the registry, once others have looked at the form; none if the policy has no such forms. */
async function formThatWaits(api: LocalApi, pack: Pack, agent: string): Promise<void> {
  if (!pack.kinds.recordChange) return;
  const [ownClass = ''] = Object.keys(pack.customerClasses);
  const record = {
    ...{ party: 'person', name: 'هند المطيري (مثال)', classes: [ownClass] },
    contacts: [{ kind: 'phone', value: mobileOf(pack, '0500000107') }],
  };
  await api.must('POST', `/v1/organisations/${pack.id}/record-changes`, agent, { action: 'new', record });
}

/** A lead of a donor who is known already, under way. */
export async function leadUnderWay(api: LocalApi, donor: string): Promise<void> {
  const base = '/v1/organisations/neighbourhood-centres';
  const officer = 'neighbourhood-centres.agent.1';
  const lead = await api.must('POST', `${base}/leads`, officer, {
    ...{ programme: 'neighbourhood-club', prospects: [donor], expectedAmount: '12000.00', successRate: 30 },
    ...{ factors: ['shared-interest'], text: 'مانح سابق (مثال) سأل عن برامج الصيف.' },
  });
  console.log(`  lead ${String(lead.number)} is under way`);
}
