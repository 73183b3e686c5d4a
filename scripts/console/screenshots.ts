/**
 * `npm run screenshots`, against a running `npm start` with its made-up cases: ten screens of console and portal, as pictures in
 * `docs/screenshots/`. All persons in them are made up.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { LocalApi } from '../api-client.ts';
import { startBrowser } from './browser.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
const api = new LocalApi(process.env.INAYA_DATA_DIR || '.inaya');
const fund = '/v1/organisations/development-fund';
const desk = { width: 1280, height: 800 };
const telephone = { width: 390, height: 844 };

interface Screen {
  name: string;
  /** The made account that looks; left out: a customer. */
  as?: string;
  path: string;
  /** What must be there before the picture is taken. */
  shows: string;
  language?: 'ar' | 'en';
  isDark?: boolean;
  size?: typeof desk;
  before?: (page: Page) => Promise<unknown>;
}

type Listed = { items: { number: string; clocks: { breachedAt: string | null }[] }[] };
const { items } = (await api.must('GET', `${fund}/cases?limit=100`, 'development-fund.manager.1')) as unknown as Listed;
const late = items.find(({ clocks }) => clocks.some(({ breachedAt }) => breachedAt))?.number;
const forms = (await api.must('GET', `${fund}/record-changes`, 'development-fund.manager.1')) as unknown as Listed;
const form = forms.items[0]?.number;

const screens: Screen[] = [
  { name: '01-sign-in', path: '/console/sign-in', shows: 'حسابات تجريبية على هذا الجهاز' },
  { name: '02-my-work', as: 'development-fund.agent.1', path: '/console/', shows: 'مهامي' },
  { name: '03-a-case', as: 'development-fund.supervisor.1', path: `/console/cases/${late}`, shows: 'المهل' },
  {
    ...{ name: '04-a-deadline-worked-out', as: 'development-fund.supervisor.1', path: `/console/cases/${late}` },
    shows: 'المهل',
    before: (page) => page.getByRole('button', { name: 'كيف حُسبت؟' }).last().click(),
  },
  { name: '05-all-cases', as: 'development-fund.manager.1', path: '/console/cases', shows: 'كل الحالات' },
  { name: '06-a-new-complaint', as: 'courier.agent.1', path: '/console/new/complaint', shows: 'التصنيف' },
  {
    ...{ name: '07-an-approval-on-a-telephone', as: 'development-fund.manager.1', path: `/console/cases/${form}` },
    ...{ shows: 'الخطوات المتاحة', size: telephone },
  },
  {
    name: '08-managers-desk-in-the-dark',
    as: 'development-fund.manager.1',
    path: '/console/desk',
    shows: 'مكتب المدير',
    isDark: true,
  },
  {
    name: '09-my-work-in-english',
    as: 'neighbourhood-centres.agent.1',
    path: '/console/',
    shows: 'My work',
    language: 'en',
  },
  {
    name: '10-a-customer-complains',
    path: '/public/organisations/development-fund/complain',
    shows: 'شكوى',
    size: telephone,
  },
];

async function take(browser: Browser, screen: Screen): Promise<void> {
  const { name, as, path, shows, language = 'ar', isDark = false, size = desk, before } = screen;
  const context = await browser.newContext({
    ...{ baseURL: api.base, viewport: size, colorScheme: isDark ? 'dark' : 'light' },
    locale: language === 'ar' ? 'ar-SA' : 'en-GB',
  });
  // As a click on the made account does it.
  if (as) await context.request.post('/v1/session/local', { data: { username: as }, headers: { origin: api.base } });
  const page = await context.newPage();
  const marks = `localStorage.setItem('inaya-language', '${language}'); ${as ? "localStorage.setItem('inaya-signed-in', 'yes')" : ''}`;
  await page.addInitScript(marks);
  await page.goto(path);
  await page.getByText(shows).first().waitFor();
  await before?.(page);
  await page.waitForLoadState('networkidle', { timeout: 1500 }).catch(() => undefined);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
  console.log(name);
}

const browser = await startBrowser();
for (const screen of screens) await take(browser, screen);
await browser.close();
