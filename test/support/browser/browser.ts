/** A real browser for the tests of console and portal. What goes wrong in it behind a page fails the test as well. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { builtConsole } from '../../../api/system/console.ts';
import { startBrowser } from '../../../scripts/console/browser.ts';
import { password, type RunningApi, startApi } from '../api/running-api.ts';

/** The API with its console and portal, and a browser, for the tests of one file. */
export interface BrowserLab {
  readonly api: RunningApi;
  openTab(options?: TabOptions): Promise<Tab>;
}

/** @param more what is done once the API is there, before the first test */
export function browserLab(
  organisation: string,
  more: (api: RunningApi) => Promise<unknown> = async () => {},
): BrowserLab {
  let api: RunningApi;
  let browser: Browser;
  beforeAll(async () => {
    const consoleFolder = builtConsole();
    if (!consoleFolder) throw new Error('The console is not built: `npm run console:build` builds it.');
    api = await startApi({ staffOf: [organisation], consoleFolder });
    browser = await startBrowser();
    await more(api);
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });
  return {
    get api() {
      return api;
    },
    openTab: (options) => openTab(browser, api.url, options),
  };
}

/** A tab of its own, with its own cookies; and what went wrong in it so far. */
export interface Tab {
  page: Page;
  faults: string[];
}

interface TabOptions extends BrowserContextOptions {
  /** Says of a failed answer that the test means it. */
  isExpected?: (status: number, path: string) => boolean;
}

async function openTab(browser: Browser, url: string, options: TabOptions = {}): Promise<Tab> {
  const { isExpected = () => false, ...context } = options;
  const page = await (await browser.newContext({ baseURL: url, locale: 'ar-SA', ...context })).newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (said) => {
    // The answer itself is looked at below.
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) faults.push(said.text());
  });
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (response.status() >= 400 && !isExpected(response.status(), path)) faults.push(`${response.status()} ${path}`);
  });
  return { page, faults };
}

/** Comes in by the sign-in page, as people do. */
export async function signIn({ page }: Tab, username: string): Promise<void> {
  await page.goto('/console/');
  await page.getByLabel('اسم المستخدم').fill(username);
  await page.getByLabel('كلمة المرور').fill(password);
  await page.getByRole('button', { name: 'تسجيل الدخول' }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'مهامي' }).waitFor();
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Nothing on the page keeps anybody out (WCAG 2.2 AA, as far as axe sees it). */
export async function expectAccessible({ page, faults }: Tab): Promise<void> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  expect(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
    [],
  );
  expect(faults).toEqual([]);
}
