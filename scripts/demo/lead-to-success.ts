import type { CaseView } from '../../domain/case/view.ts';
import type { LocalApi } from '../api-client.ts';

const base = '/v1/organisations/neighbourhood-centres';
const of = (role: string, n = 1) => `neighbourhood-centres.${role}.${n}`;
const [officer, colleague, manager] = [of('agent'), of('agent', 2), of('manager')];
const [developer, secretary, steward] = [of('resource-development'), of('council-secretary'), of('data-steward')];

/**
 * A made-up donor enters the registry, is won for a made-up programme, pledges in writing and pays. Returns the donor's number.
 * @param at the instant of the run: names are made of it, and the day of the payment
 */
export async function leadToSuccess(api: LocalApi, at: Date): Promise<string> {
  const mark = at.getTime().toString(36);
  const donor = await madeUpDonor(api, mark);
  const programme = `club-${mark}`;
  await api.must('POST', `${base}/programmes`, manager, {
    code: programme,
    name: { ar: 'نادي الحي التجريبي (مثال)', en: 'Made-up neighbourhood club (example)' },
    ...{ centre: 'مركز مثال', startsOn: '2026-01-01', endsOn: null, fundingNeeded: '25000.00' },
  });
  let view = (await api.must('POST', `${base}/leads`, officer, {
    ...{ programme, prospects: [donor], expectedAmount: '25000.00', successRate: 40, factors: ['shared-interest'] },
    text: 'مانح تجريبي (مثال) يهتم ببرامج الأطفال.',
  })) as unknown as CaseView;
  const address = `${base}/leads/${view.number}`;
  console.log(`\nneighbourhood-centres: lead ${view.number} for ${programme}, 40 % of 25000.00 (made up)`);
  const give = async (command: string, as: string, body: object = {}, headers: Record<string, string> = {}) => {
    view = (await api.must('POST', `${address}/${command}`, as, body, headers)) as unknown as CaseView;
  };
  const contact = { donor, channel: 'phone', text: 'عُرض عليه البرنامج (مثال).' };

  await give('appoint-contact', manager, { person: officer });
  await give('approve-contact', secretary, {}, { 'if-match': `"${waitingDigest(view)}"` });
  console.log(`  ${officer} becomes the donor’s point of contact, approved by ${secretary}`);
  await until(api, address, ({ detail }) => requestsOf(detail)[0]?.status === 'appointed');
  await give('follow', officer, contact);
  const refused = await api.call('POST', `${address}/log-contact`, colleague, contact);
  console.log(
    `  ${colleague} would contact him too: ${refused.status} ${String(refused.body.title)}, and it is reported`,
  );
  await give('request-contact', colleague, { text: 'معرفة سابقة (مثال).' });
  for (const who of [manager, developer, secretary]) {
    await give('approve-contact', who, {}, { 'if-match': `"${waitingDigest(view)}"` });
  }
  await give('log-contact', colleague, { ...contact, text: 'زيارة بموافقة الجميع (مثال).' });
  console.log('  with the consent of manager, resource development and secretary he may');
  await api.must('POST', `${base}/leads/review`, manager, {
    reviews: [{ number: view.number, outcome: 'progressing', successRate: 60, text: 'المراجعة الأسبوعية (مثال).' }],
  });
  await give('rate', manager, { successRate: 90, factors: ['known-donor'], text: 'وعد شفهيًا (مثال).' });
  console.log('  reviewed for this week, and rated anew: 90 %');
  await give('close', manager, {
    ...{ donor, amount: '25000.00', payments: [{ dueOn: '2099-01-31', amount: '25000.00' }] },
    pledge: await pledgeIn(api, address),
  });
  for (const [part, amount] of [
    ['1', '10000.00'],
    ['2', '15000.00'],
  ] as const) {
    const paidOn = at.toISOString().slice(0, 10);
    const contribution = { reference: `DEMO-${mark}-${part}`, programme, customer: donor, amount, paidOn };
    await api.must('POST', `${base}/contributions`, manager, contribution);
    if (part === '1') {
      const early = await api.call('POST', `${address}/succeed`, manager, {});
      console.log(`  a part has come: ${String(early.body.detail)}`);
    }
  }
  await give('succeed', manager);
  console.log(`  the rest has come too: ${view.number} is ${view.status}`);
  return donor;
}

/** A customer of the registry, by form: prepared, reviewed, approved, entered by the steward. */
async function madeUpDonor(api: LocalApi, mark: string): Promise<string> {
  const changes = `${base}/record-changes`;
  const record = {
    ...{ party: 'person', name: 'مانح تجريبي (مثال)', classes: ['donor'], interests: ['برامج الأطفال (مثال)'] },
    contacts: [{ kind: 'email', value: `donor-${mark}@example.com` }],
  };
  let form = (await api.must('POST', changes, officer, { action: 'new', record })) as unknown as CaseView;
  const digest = (form.detail.approval as { digest: string }).digest;
  const headers = { 'if-match': `"${digest}"` };
  const alike = { text: 'مانح تجريبي آخر بالاسم نفسه (مثال).' };
  await api.must('POST', `${changes}/${form.number}/review`, manager, alike);
  await api.must('POST', `${changes}/${form.number}/approve`, manager, {}, headers);
  form = (await api.must('POST', `${changes}/${form.number}/enter`, steward, {})) as unknown as CaseView;
  return String((form.detail.customers as string[])[0]);
}

const requestsOf = (detail: CaseView['detail']) =>
  detail.requests as { status: string; approval: { digest: string } }[];

function waitingDigest({ detail }: CaseView): string {
  return requestsOf(detail).find(({ status }) => status === 'waiting')?.approval.digest ?? '';
}

async function until(api: LocalApi, address: string, isSo: (view: CaseView) => boolean): Promise<void> {
  for (;;) {
    const view = (await api.must('GET', address, manager)) as unknown as CaseView;
    if (isSo(view)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The written pledge attached, and how it is named from then on. */
async function pledgeIn(api: LocalApi, address: string): Promise<{ attachment: string; sha256: string }> {
  const view = await api.upload(`${address}/attach?name=pledge.txt`, officer, 'تعهد خطي تجريبي (مثال).');
  const { attachments } = (view as unknown as CaseView).detail as {
    attachments: { attachment: string; sha256: string }[];
  };
  const [{ attachment, sha256 } = { attachment: '', sha256: '' }] = attachments;
  return { attachment, sha256 };
}
