import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { opened } from '../support/api/complaints.ts';
import { browserLab, expectAccessible, signIn } from '../support/browser/browser.ts';

const organisation = 'development-fund';

const lab = browserLab(organisation);

test('an officer takes a complaint from the list, adds a file and answers it; a supervisor who looks at the case sees it by itself', async () => {
  const { number } = await opened(lab.api, organisation);
  const officer = await lab.openTab();
  const supervisor = await lab.openTab();
  await signIn(supervisor, `${organisation}.supervisor.1`);
  await supervisor.page.getByRole('link', { name: number }).click();
  await supervisor.page.getByText('واردة').waitFor();

  await signIn(officer, `${organisation}.agent.1`);
  await expectAccessible(officer);
  // Working time as people say it.
  expect(await officer.page.getByRole('row').filter({ hasText: number }).innerText()).toMatch(
    /(يوم|يومان|أيام|ساعة|ساعات) .*عمل$/m,
  );
  await officer.page.getByRole('link', { name: number }).click();
  await officer.page.getByRole('button', { name: 'قبول', exact: true }).click();
  await officer.page.getByRole('dialog').getByRole('button', { name: 'قبول' }).click();
  const file = { name: 'إيصال.txt', mimeType: 'text/plain', buffer: Buffer.from('إيصال (مثال)') };
  await officer.page.locator('input[type=file]').setInputFiles(file);
  const [download] = await Promise.all([
    officer.page.waitForEvent('download'),
    officer.page.getByRole('link', { name: file.name }).click(),
  ]);
  expect(await text(await download.createReadStream())).toBe('إيصال (مثال)');
  await officer.page.getByRole('button', { name: 'الرد', exact: true }).click();
  await expectAccessible(officer);
  await officer.page.getByLabel('النص').fill('عولجت المشكلة، ونعتذر عن التأخير.');
  // What was typed survives a reload.
  await officer.page.reload();
  await officer.page.getByRole('button', { name: 'الرد', exact: true }).click();
  expect(await officer.page.getByLabel('النص').inputValue()).toContain('عولجت المشكلة');
  await officer.page.getByRole('dialog').getByRole('button', { name: 'الرد' }).click();
  await officer.page.getByText('تم: الرد').waitFor();

  // Nobody has touched the other browser.
  await supervisor.page.getByText('رُدّ عليها').waitFor();
  await supervisor.page.getByRole('button', { name: 'كيف حُسبت؟' }).last().click();
  await supervisor.page.getByText('يوم الاستحقاق').waitFor();
  await supervisor.page.getByRole('button', { name: 'إظهار النصوص' }).click();
  await supervisor.page.getByText('ونعتذر عن التأخير').waitFor();
  await expectAccessible(supervisor);
});
