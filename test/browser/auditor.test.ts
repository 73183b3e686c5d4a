import { expect, test } from '@jest/globals';
import { driven } from '../support/api/complaints.ts';
import { browserLab, expectAccessible, signIn } from '../support/browser/browser.ts';

const organisation = 'courier';

const lab = browserLab(organisation);

test('an auditor replays a case before their eyes, gives a reason to read its words, and may change nothing', async () => {
  const { number } = await driven(lab.api, organisation, [
    ['accept', {}],
    ['answer', { text: 'عولجت المشكلة كما طلبتم.', solved: true }],
  ]);
  const isExpected = (status: number, path: string) => status >= 400 && path.endsWith('/words');
  const tab = await lab.openTab({ isExpected });
  const { page } = tab;
  await signIn(tab, `${organisation}.auditor.1`);
  await page.goto(`/console/cases/${number}`);
  await page.getByText('لا خطوة متاحة لك الآن.').waitFor();
  await page.getByRole('button', { name: 'أعد تنفيذ الحالة وتحقق' }).click();
  await page.getByText('مطابقة', { exact: true }).waitFor();
  await page.getByText(/الأحداث: \d+، المهل المحسوبة من جديد: [1-9]/).waitFor();
  // Without a reason nothing is shown; the refusal says what is missing.
  await page.getByRole('button', { name: 'إظهار النصوص' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('سبب الاطلاع').fill('مراجعة دورية للشكاوى المغلقة');
  await page.getByRole('button', { name: 'إظهار النصوص' }).click();
  await page.getByText('عولجت المشكلة كما طلبتم.').waitFor();
  await expectAccessible(tab);
});

test('a case whose stored timeline somebody has changed is shown as broken', async () => {
  const { number } = await driven(lab.api, organisation, [['accept', {}]]);
  const tab = await lab.openTab();
  await signIn(tab, `${organisation}.auditor.1`);
  await tab.page.goto(`/console/cases/${number}`);
  await tab.page.getByText('السجل سليم').waitFor();
  const events = lab.api.database.caseEvents.collection;
  const { modifiedCount } = await events.updateOne(
    { type: 'accepted', _id: { $regex: number } as never },
    { $set: { by: 'somebody.else' } },
  );
  expect(modifiedCount).toBe(1);
  await tab.page.reload();
  await tab.page.getByText('السجل غير سليم').waitFor();
  await expectAccessible(tab);
});
