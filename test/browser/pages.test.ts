import { expect, test } from '@jest/globals';
import { opened } from '../support/api/complaints.ts';
import { browserLab, expectAccessible, signIn, type Tab } from '../support/browser/browser.ts';

const organisation = 'development-fund';

let number: string;
const lab = browserLab(organisation, async (api) => {
  ({ number } = await opened(api, organisation));
});

/** Each page, with what is on it once it has come. */
const pages = (): [path: string, arabic: string, english: string][] => [
  ['/', 'مهامي', 'My work'],
  ['/cases', 'كل الحالات', 'Cases'],
  [`/cases/${number}`, 'شكوى', 'Complaint'],
  ['/new/complaint', 'حالة جديدة', 'New case'],
  ['/new/recordChange', 'حالة جديدة', 'New case'],
  ['/customers', 'العملاء', 'Customers'],
  ['/desk', 'مكتب المدير', 'Manager’s desk'],
  ['/reports', 'التقارير', 'Reports'],
  ['/people', 'الموظفون', 'People'],
  ['/account', 'حسابي', 'My account'],
];

const ownMenu = ({ page }: Tab) => page.getByRole('banner').getByRole('button').last();

test.each(['light', 'dark'] as const)(
  'every page opens by its address in both languages, %s, and axe finds no fault',
  async (colorScheme) => {
    const tab = await lab.openTab({ colorScheme });
    await signIn(tab, `${organisation}.manager.1`);
    for (const language of ['ar', 'en'] as const) {
      for (const [path, arabic, english] of pages()) {
        await tab.page.goto(`/console${path}`);
        const title = language === 'ar' ? arabic : english;
        await tab.page.getByRole('heading', { level: 1 }).filter({ hasText: title }).waitFor();
        expect(await tab.page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
        await expectAccessible(tab);
      }
      await tab.page
        .getByRole('button', { name: /مدير|manager/i })
        .first()
        .click();
      await tab.page.getByRole('menuitem', { name: language === 'ar' ? 'English' : 'العربية' }).click();
    }
  },
);

test('nobody who is not signed in sees a page; signing out ends the session for the API as well', async () => {
  const tab = await lab.openTab({
    isExpected: (status, path) => status === 401 && path === '/v1/session',
  });
  await tab.page.goto(`/console/cases/${number}`);
  await tab.page.getByLabel('اسم المستخدم').waitFor();
  await signIn(tab, `${organisation}.agent.1`);
  const cookies = await tab.page.context().cookies(`${lab.api.url}/v1/session`);
  expect(cookies).toMatchObject([{ name: 'inaya-session', httpOnly: true, sameSite: 'Strict', path: '/v1' }]);
  expect(
    await tab.page.evaluate('JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie'),
  ).not.toContain('eyJ');
  await ownMenu(tab).click();
  await tab.page.getByRole('menuitem', { name: 'تسجيل الخروج', exact: true }).click();
  await tab.page.getByLabel('اسم المستخدم').waitFor();
  const [cookie] = cookies;
  const answer = await lab.api.anybody.send('GET', '/v1/session', undefined, {
    cookie: `inaya-session=${cookie?.value}`,
  });
  expect(answer.status).toBe(401);
  expect(tab.faults).toEqual([]);
});
