import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { builtConsole } from '../../api/system/console.ts';
import { type RunningApi, startApi } from '../support/api/running-api.ts';
import { expectAccessible, openTab, startBrowser } from '../support/browser/browser.ts';

const organisation = 'development-fund';
const portal = `/public/organisations/${organisation}`;
const agent = `${organisation}.agent.1`;
const telephone = { viewport: { width: 390, height: 844 } };

let api: RunningApi;
let browser: Browser;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation], consoleFolder: builtConsole() });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await api?.stop();
});

test('F-07, F-08: a customer complains on a telephone without JavaScript, follows it by number and secret, and reads the answer', async () => {
  const { page, faults } = await openTab(browser, api.url, { ...telephone, javaScriptEnabled: false });
  await page.goto('/');
  await page
    .getByRole('link', { name: /تقديم شكوى/ })
    .first()
    .click();
  await page.goto(`${portal}/complain`);
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
  await api.as(agent).post(`${address}/accept`, {});
  await api.as(agent).post(`${address}/answer`, { text: 'راجعنا الطلب، والقرار قائم.', solved: true });
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
    const tab = await openTab(browser, api.url, { ...telephone, colorScheme });
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
        expect(loaded.filter(({ url }) => !url.startsWith(api.url) && !url.startsWith('data:'))).toEqual([]);
        const withoutFonts = loaded.filter(({ type }) => type !== 'font').reduce((sum, { bytes }) => sum + bytes, 0);
        expect(withoutFonts).toBeLessThan(60_000);
        expect(withoutFonts).toBeGreaterThan(1000);
      }
    }
    const answer = await api.anybody.send('GET', `${portal}/complain`, undefined, { accept: 'text/html' });
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(answer.text).not.toMatch(/<style|style=|<script/);
  },
);
