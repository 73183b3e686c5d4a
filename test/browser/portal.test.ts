import { expect, test } from '@jest/globals';
import { browserLab, expectAccessible } from '../support/browser/browser.ts';

const organisation = 'development-fund';
const portal = `/public/organisations/${organisation}`;
const agent = `${organisation}.agent.1`;
const telephone = { viewport: { width: 390, height: 844 } };

const lab = browserLab(organisation);

test('F-07, F-08: a customer complains on a telephone without JavaScript, follows it by number and secret, and reads the answer', async () => {
  const { page, faults } = await lab.openTab({ ...telephone, javaScriptEnabled: false });
  await page.goto('/');
  const own = page.getByRole('region', { name: 'صندوق التنمية' });
  await own.getByRole('link', { name: /تقديم شكوى/ }).click();
  expect(new URL(page.url()).pathname).toBe(`${portal}/complain`);
  await page.getByRole('link', { name: 'شكوى' }).first().click();
  await page.getByLabel(/الاسم/).fill('سارة نهر (مثال)');
  await page.getByLabel(/رقم الجوال/).fill('0510000077');
  await page.getByLabel(/موضوع الشكوى/).selectOption({ index: 1 });
  await page.getByLabel(/تفاصيل الشكوى/).fill('رُفض طلبي ولم يُذكر السبب.');
  await page.getByLabel(/أوافق على استخدام بياناتي/).check();
  await page.getByRole('button', { name: 'إرسال' }).click();
  await page.getByRole('status').waitFor();
  const number = await page.locator('strong bdi').innerText();
  const secret = await page.locator('main p > bdi').last().innerText();

  const address = `/v1/organisations/${organisation}/complaints/${number}`;
  await lab.api.as(agent).post(`${address}/accept`, {});
  await lab.api.as(agent).post(`${address}/answer`, { text: 'راجعنا الطلب، والقرار قائم.', solved: true });
  await page.goto(`${portal}/follow`);
  await page.getByLabel(/رقم الطلب/).fill(number.toLowerCase());
  await page.getByLabel(/الرمز السري/).fill(secret);
  await page.getByRole('button', { name: 'متابعة' }).click();
  await page.getByText('راجعنا الطلب، والقرار قائم.').waitFor();
  expect(faults).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'axe finds no fault on the pages for customers, %s, in both languages; they load nothing from elsewhere',
  async (colorScheme) => {
    const tab = await lab.openTab({ ...telephone, colorScheme });
    const loaded: { url: string; type: string; bytes: number }[] = [];
    tab.page.on('response', async (response) => {
      const bytes = (await response.body().catch(() => Buffer.alloc(0))).length;
      loaded.push({ url: response.url(), type: response.request().resourceType(), bytes });
    });
    for (const language of ['ar', 'en']) {
      for (const path of [
        '/',
        `${portal}/complain`,
        `${portal}/complain?category=complaint`,
        `${portal}/follow`,
        `${portal}/knowledge`,
      ]) {
        loaded.length = 0;
        await tab.page.goto(`${path}${path.includes('?') ? '&' : '?'}language=${language}`, {
          waitUntil: 'networkidle',
        });
        await expectAccessible(tab);
        expect(await tab.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        expect(loaded.filter(({ url }) => !url.startsWith(lab.api.url) && !url.startsWith('data:'))).toEqual([]);
        const withoutFonts = loaded.filter(({ type }) => type !== 'font').reduce((sum, { bytes }) => sum + bytes, 0);
        expect(withoutFonts).toBeLessThan(60_000);
        expect(withoutFonts).toBeGreaterThan(1000);
      }
    }
    const answer = await lab.api.anybody.send('GET', `${portal}/complain`, undefined, { accept: 'text/html' });
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(answer.text).not.toMatch(/<style|style=|<script/);
  },
);
