import { expect, test } from '@jest/globals';
import type { CaseView } from '../../domain/case/view.ts';
import { browserLab, expectAccessible, signIn } from '../support/browser/browser.ts';

const organisation = 'neighbourhood-centres';
const forms = `/v1/organisations/${organisation}/record-changes`;
const [officer, manager] = [`${organisation}.agent.1`, `${organisation}.manager.1`];
const steward = `${organisation}.data-steward.1`;
const telephone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const lab = browserLab(organisation, (api) => api.hire(steward));

const record = (mobile: string) => ({
  ...{ party: 'person', name: 'نورة قمر (مثال)', classes: ['donor'] },
  contacts: [{ kind: 'mobile', value: mobile }],
});
const prepared = async (body: object): Promise<CaseView> => (await lab.api.as(officer).post(forms, body)).view;

/** Takes a form on through the API, by those whose turn it is. */
async function step(form: CaseView, who: string, command: string): Promise<CaseView> {
  const { digest } = form.detail.approval as { digest: string };
  const headers = { 'if-match': command === 'approve' ? `"${digest}"` : null };
  return (await lab.api.as(who).post(`${forms}/${form.number}/${command}`, {}, { headers })).view;
}
const approved = async (body: object) => step(await step(await prepared(body), manager, 'review'), manager, 'approve');

test('N-19: a manager sees on a telephone what a form changes, passes it on and approves just that', async () => {
  const { number } = await prepared({ action: 'new', record: record('0510000001') });
  const tab = await lab.openTab(telephone);
  await signIn(tab, manager);
  await tab.page.getByRole('link', { name: number }).tap();
  await tab.page.getByRole('button', { name: 'الفروق' }).tap();
  await tab.page.getByText('نورة قمر (مثال)').waitFor();
  expect(await tab.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await expectAccessible(tab);
  for (const command of ['مراجعة', 'اعتماد']) {
    await tab.page.getByRole('button', { name: command, exact: true }).tap();
    await tab.page.getByRole('dialog').getByRole('button', { name: command }).tap();
    await tab.page.getByText(`تم: ${command}`).waitFor();
  }
  await tab.page.getByText('معتمدة').waitFor();
  const timeline = await lab.api.timeline(`${forms}/${number}`, manager);
  expect(timeline.events.map(({ type, by }) => `${type} ${by}`)).toContain(`approved ${manager}`);
  await expectAccessible(tab);
});

test('N-20: a form whose record has moved since is told so, and the page shows by itself that it is back', async () => {
  const first = await step(await approved({ action: 'new', record: record('0510000002') }), steward, 'enter');
  const [customer = ''] = first.detail.customers as string[];
  const one = await approved({ action: 'change', customer, base: 1, record: { nameLatin: 'Demo One' } });
  const other = await approved({ action: 'change', customer, base: 1, record: { nameLatin: 'Demo Two' } });
  const isExpected = (status: number, path: string) => status === 409 && path.endsWith('/enter');
  const tab = await lab.openTab({ isExpected });
  await signIn(tab, steward);
  await tab.page.goto(`/console/cases/${other.number}`);
  await tab.page.getByRole('button', { name: 'إدخال في السجل', exact: true }).click();
  // Meanwhile, somewhere else.
  await step(one, steward, 'enter');
  await tab.page.getByRole('dialog').getByRole('button', { name: 'إدخال في السجل' }).click();
  await tab.page.getByRole('alert').getByText('تغيّرت الحالة في هذه الأثناء').waitFor();
  await tab.page.getByRole('button', { name: 'تراجع' }).click();
  await tab.page.getByText('معادة').waitFor();
  await expectAccessible(tab);
});
