import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [] });
});
afterAll(() => api.stop());

interface Home {
  organisations: {
    id: string;
    name: { ar: string; en: string };
    complain: string;
    follow: string;
    knowledge: string;
  }[];
  documentation: string | null;
}

test('the first address shows each organisation with pages that are there, in either language', async () => {
  const { organisations, documentation } = (await api.anybody.get('/')).as<Home>();
  expect(organisations.map(({ id }) => id).sort()).toEqual([...new Set(api.packs.map(({ id }) => id))].sort());
  expect(documentation).toBe('/docs/');
  for (const language of ['ar', 'en'] as const) {
    const page = await api.anybody.get('/', { headers: { accept: 'text/html', 'accept-language': language } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    for (const { name, complain, follow, knowledge } of organisations) {
      expect(page.text).toContain(name[language]);
      for (const address of [complain, follow, knowledge]) expect(page.text).toContain(`href="${address}"`);
    }
  }
  const addresses = organisations.flatMap(({ complain, follow, knowledge }) => [complain, follow, knowledge]);
  for (const address of [...addresses, documentation ?? '']) {
    const page = await api.anybody.get(address, { headers: { accept: 'text/html' } });
    expect([address, page.status]).toEqual([address, 200]);
  }
});
