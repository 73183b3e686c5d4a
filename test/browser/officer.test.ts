import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { builtConsole } from '../../api/system/console.ts';
import { opened } from '../support/api/complaints.ts';
import { type RunningApi, startApi } from '../support/api/running-api.ts';
import { expectAccessible, openTab, signIn, startBrowser } from '../support/browser/browser.ts';

const organisation = 'development-fund';

let api: RunningApi;
let browser: Browser;
beforeAll(async () => {
  const consoleFolder = builtConsole();
  if (!consoleFolder) throw new Error('The console is not built: `npm run console:build` builds it.');
  api = await startApi({ staffOf: [organisation], consoleFolder });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await api?.stop();
});

test('an officer takes a complaint from the list and answers it; a supervisor who looks at the case sees it by itself', async () => {
  const { number } = await opened(api, organisation);
  const officer = await openTab(browser, api.url);
  const supervisor = await openTab(browser, api.url);
  await signIn(supervisor, `${organisation}.supervisor.1`);
  await supervisor.page.getByRole('link', { name: number }).click();
  await supervisor.page.getByText('واردة').waitFor();

  await signIn(officer, `${organisation}.agent.1`);
  await expectAccessible(officer);
  await officer.page.getByRole('link', { name: number }).click();
  await officer.page.getByRole('button', { name: 'قبول', exact: true }).click();
  await officer.page.getByRole('dialog').getByRole('button', { name: 'قبول' }).click();
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
