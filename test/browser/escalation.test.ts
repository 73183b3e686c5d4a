import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { opened } from '../support/api/complaints.ts';
import { password } from '../support/api/running-api.ts';
import { browserLab, expectAccessible, signIn } from '../support/browser/browser.ts';

const organisation = 'sandbox';

const lab = browserLab(organisation);

test('X-03: an officer forgets a case, and it appears as an escalation in the open page of a supervisor whom nobody told', async () => {
  const supervisor = await lab.openTab();
  await signIn(supervisor, `${organisation}.supervisor.1`);
  const { number, address } = await opened(lab.api, organisation);
  await lab.api.as(`${organisation}.agent.1`).post(`${address}/accept`, {});
  // The answer is due after twenty seconds. Nobody touches anything.
  const row = supervisor.page.getByRole('row').filter({ hasText: number });
  await row.getByText('متأخرة', { exact: true }).waitFor({ timeout: 60_000 });
  await row.getByText('تصعيد').waitFor({ timeout: 60_000 });
  await row.getByRole('link').click();
  await supervisor.page.getByText('تجاوز المهلة').waitFor();
  await supervisor.page.getByText('متجاوَزة').waitFor();
  await expectAccessible(supervisor);
});

/** Goes on by the tabulator key until this is in focus. @throws Error if it never is */
async function reach(page: Page, role: string, name: string): Promise<void> {
  const said = `(() => {
    const at = document.activeElement;
    return [at?.getAttribute('role') ?? at?.tagName.toLowerCase(), at?.getAttribute('aria-label') || at?.labels?.[0]?.innerText || at?.innerText || ''].join(' ');
  })()`;
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(said);
    if (focused.startsWith(role) && focused.includes(name)) return;
  }
  throw new Error(`nobody gets to ${role} ${name} by the keyboard`);
}

test('an officer comes in, takes a case and answers it without a mouse', async () => {
  const { number } = await opened(lab.api, organisation);
  const tab = await lab.openTab();
  const { page } = tab;
  await page.goto('/console/');
  await page.getByLabel('اسم المستخدم').waitFor();
  await reach(page, 'input', 'اسم المستخدم');
  await page.keyboard.type(`${organisation}.agent.1`);
  await reach(page, 'input', 'كلمة المرور');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: number }).waitFor();
  await reach(page, 'a', number);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'قبول', exact: true }).waitFor();
  for (const [command, text] of [
    ['قبول', ''],
    ['الرد', 'عولج الأمر كما طلبتم.'],
  ] as const) {
    await page.getByRole('button', { name: command, exact: true }).waitFor();
    await reach(page, 'button', command);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    if (text) {
      await reach(page, 'textarea', 'النص');
      await page.keyboard.type(text);
    }
    await reach(page, 'button', command);
    await page.keyboard.press('Enter');
    await page.getByText(`تم: ${command}`).waitFor();
  }
  await page.getByText('رُدّ عليها').waitFor();
  expect(tab.faults).toEqual([]);
});
