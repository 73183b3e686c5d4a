/** Arabic or English by a switch that stays: the browser has said nothing of it, or the other thing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { driven } from '../../support/api/complaints.ts';
import { CustomerOnPage } from '../../support/api/customer-page.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const base = `/public/organisations/${organisation}`;
const arabic = { accept: 'text/html', 'accept-language': 'ar' };

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

const languageOf = (html: string) => /<html lang="(ar|en)" dir="(?:rtl|ltr)">/.exec(html)?.[1];
const switchOn = (html: string) => /<nav><a href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null;

test('a reader switches on any page, and every later page keeps to it', async () => {
  const first = await api.anybody.get(`${base}/complain?category=service-complaint`, { headers: arabic });
  expect([languageOf(first.text), first.headers.get('set-cookie')]).toEqual(['ar', null]);
  expect(switchOn(first.text)).toBe('?category=service-complaint&language=en');
  const switched = await api.anybody.get(`${base}/complain${switchOn(first.text)}`, { headers: arabic });
  const cookie = switched.headers.get('set-cookie') ?? '';
  expect([languageOf(switched.text), cookie]).toEqual([
    'en',
    expect.stringMatching(/^language=en; Path=\/; .*HttpOnly/),
  ]);
  const headers = { ...arabic, cookie: cookie.split(';')[0] ?? '' };
  for (const path of ['/', `${base}/complain`, `${base}/follow`, `${base}/knowledge`, `${base}/registration`]) {
    const page = await api.anybody.get(path, { headers });
    expect([path, languageOf(page.text), switchOn(page.text)]).toEqual([path, 'en', '?language=ar']);
  }
  const gone = await api.anybody.get('/public/organisations/nobody/complain', { headers });
  expect([gone.status, languageOf(gone.text)]).toEqual([404, 'en']);
});

test('the page of a complaint is in the language of its customer, until the reader switches', async () => {
  const own = { customer: { name: 'عميل (مثال)', phone: '0501500001' } };
  const { number } = await driven(api, organisation, [], own);
  const { link: address } = await CustomerOnPage.of(api, number);
  const english = { accept: 'text/html', 'accept-language': 'en' };
  const page = await api.anybody.get(address, { headers: english });
  expect([languageOf(page.text), switchOn(page.text)]).toEqual(['ar', '?language=en']);
  const switched = await api.anybody.get(`${address}?language=en`, { headers: arabic });
  expect([languageOf(switched.text), switched.text.includes('Your request')]).toEqual(['en', true]);
});

test('a page after a form has no switch, since it cannot be asked for again, and keeps to the language', async () => {
  const form = 'number=SB-C-00000-000000&secret=wrong';
  const headers = { ...arabic, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await api.anybody.send('POST', `${base}/follow?language=en`, form, headers);
  expect([answer.status, languageOf(answer.text), switchOn(answer.text)]).toEqual([404, 'en', null]);
});

test('another language than these two is refused', async () => {
  expect((await api.anybody.get(`${base}/follow?language=fr`)).refusal).toBe('400 InvalidQuery');
});
