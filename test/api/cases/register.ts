import { read as readWorkbook, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueToken } from '../../../application/sessions/sessions.ts';
import type { AccessDocument } from '../../../db/cases/accesses.ts';
import type { CaseDocument } from '../../../db/cases/cases.ts';
import type { RegisterEntry } from '../../../reports/register/entry.ts';
import type { RegisterSummary } from '../../../reports/register/summary.ts';
import { eventually } from '../../support/api/api-client.ts';
import { driven, type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { riyadhToday } from '../../support/samples/sample-calendar.ts';

const organisation = 'neighbourhood-centres';
const manager = `${organisation}.manager.1`;
const register = `/v1/organisations/${organisation}/register`;
const hostile = '=HYPERLINK("http://example.com","حل")';

interface Register {
  items: RegisterEntry[];
  summary: RegisterSummary;
}

const promise = { steps: ['مراجعة الشكوى'], expectedBy: 'PT1H' };

let api: RunningApi;
let answered: Opened;
let explained: Opened;
let untouched: Opened;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  answered = await driven(api, organisation, [
    ['accept', {}],
    ['interim', { ...promise, text: 'ندرس الشكوى' }],
    ['answer', { text: hostile }],
  ]);
  explained = await driven(api, organisation, [
    ['accept', {}],
    ['interim', { ...promise, text: 'نراجع مع المركز' }],
  ]);
  untouched = await opened(api, organisation, { about: [`${organisation}.manager.2`] });
  await api.projected(answered.address, manager, ({ status }) => status === 'answered');
  // Told is told: the register waits for the message, not for the answer that was typed.
  await eventually(
    () => api.sent.filter(({ key }) => key.includes(`:${answered.number}:`) && key.includes(':customer:')).length,
    (letters) => letters >= 4,
  );
  await api.projected(explained.address, manager, ({ revision }) => revision === explained.view.revision);
  await api.projected(untouched.address, manager, () => true);
});
afterAll(() => api.stop());

async function read(query = '', by = manager): Promise<Register> {
  return (await api.as(by).get(`${register}${query}`)).as<Register>();
}

describe('the register', () => {
  test('has when a complaint came, the proposed solution, and when the customer was told it (N-13)', async () => {
    const { items } = await read();
    const byNumber = Object.fromEntries(items.map((item) => [item.number, item]));
    const today = riyadhToday();
    expect(byNumber[answered.number]).toMatchObject({
      category: 'complaint',
      channel: 'visit',
      customerClass: 'beneficiary',
      receivedAt: expect.stringMatching(new RegExp(`^${today}T.*\\+03:00\\[Asia/Riyadh\\]$`)),
      proposedSolution: hostile,
      customerToldAt: expect.stringMatching(new RegExp(`^${today}T.*\\[Asia/Riyadh\\]$`)),
      status: 'answered',
      round: 1,
      breached: false,
      answer: 'in-time',
      owner: `${organisation}.agent.1`,
      department: 'centre-affairs',
    });
    expect(byNumber[explained.number]).toMatchObject({ proposedSolution: 'نراجع مع المركز', customerToldAt: null });
    expect(byNumber[untouched.number]).toMatchObject({ proposedSolution: null, status: 'received', answer: 'awaited' });
    expect(items.map(({ receivedAt }) => receivedAt)).toEqual(items.map(({ receivedAt }) => receivedAt).sort());
  });

  test('comes with a summary for the managers', async () => {
    expect((await read()).summary).toMatchObject({
      total: 3,
      byCategory: { complaint: 3 },
      byStatus: { answered: 1, open: 1, received: 1 },
      byAnswer: { 'in-time': 1, late: 0, awaited: 2, 'no-deadline': 0 },
      medianHoursToAnswer: 0,
    });
  });

  test('is by local date of receipt, its last day included', async () => {
    const { cases } = api.database;
    const known = await cases.findOne({ number: untouched.number }).lean<CaseDocument>();
    const at = {
      'DAY-BEFORE': '2026-03-10T20:59:59.999Z',
      FIRST: '2026-03-10T21:00:00Z',
      'FIRST-LATER': '2026-03-10T21:00:00.001Z',
      LAST: '2026-03-12T20:59:59.999Z',
      'DAY-AFTER': '2026-03-12T21:00:00Z',
    };
    for (const [number, openedAt] of Object.entries(at)) {
      const copy = { ...known, _id: `${organisation}/${number}`, number, view: { ...known?.view, number, openedAt } };
      await cases.collection.insertOne(copy as never);
    }
    const { items } = await read('?from=2026-03-11&to=2026-03-12');
    expect(items.map(({ number }) => number).sort()).toEqual(['FIRST', 'FIRST-LATER', 'LAST']);
    expect(items.at(-1)?.number).toBe('LAST');
    expect((await read('?to=2026-03-10')).items.map(({ number }) => number)).toEqual(['DAY-BEFORE']);
    await cases.collection.deleteMany({ number: { $in: Object.keys(at) } });
  });

  test('of a period without complaints is empty, and its summary says so', async () => {
    expect(await read('?from=2020-01-01&to=2020-01-31')).toMatchObject({
      items: [],
      summary: { total: 0, medianHoursToAnswer: null },
    });
  });

  test('N-13: is for those who keep it, both managers, quality and the secretary; each export is a look on record', async () => {
    for (const role of ['council-secretary', 'centres-manager']) await api.hire(`${organisation}.${role}.1`);
    for (const role of ['agent', 'supervisor', 'manager', 'centres-manager', 'council-secretary']) {
      expect([role, (await api.as(`${organisation}.${role}.1`).get(register)).status]).toEqual([role, 200]);
    }
    expect((await api.as(`${organisation}.auditor.1`).get(register)).refusal).toBe('403 Forbidden');
    await read('?from=2026-01-01&format=json', `${organisation}.quality.1`);
    const looks = await api.database.accesses.find({ by: `${organisation}.quality.1` }).lean<AccessDocument[]>();
    expect(looks.map(({ what, number }) => [what, number])).toEqual([['register 2026-01-01.. json', '']]);
  });

  test('does not show a manager the complaint about him (F-10)', async () => {
    const { items } = await read('', `${organisation}.manager.2`);
    expect(items.map(({ number }) => number).sort()).toEqual([answered.number, explained.number].sort());
  });

  test.each(['?from=2026-02-30', '?from=2026-03-02&to=2026-03-01', '?format=pdf', '?form=csv'])(
    'is refused for the query %s',
    async (query) => {
      expect((await api.as(manager).get(`${register}${query}`)).refusal).toBe('400 InvalidQuery');
    },
  );
});

describe('as CSV', () => {
  const csv = async (language: string) => {
    const response = await api.as(manager).get(`${register}?format=csv&language=${language}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="register-.*\.csv"$/);
    return response.text;
  };

  test('it has Arabic titles and words, and nothing in it is a formula', async () => {
    const text = await csv('ar');
    const [titles = '', ...lines] = text.split('\r\n');
    expect(titles).toContain('الرقم,النوع,فئة العميل,قناة الاستلام,تاريخ الاستلام,الحل المقترح,تاريخ إبلاغ العميل');
    const line = lines.find((one) => one.startsWith(answered.number));
    expect(line).toContain(`"'=HYPERLINK(""http://example.com"",""حل"")"`);
    expect(line).toContain('شكوى');
    expect(lines.filter((one) => one !== '')).toHaveLength(3);
  });

  test('it has English titles where they are asked for', async () => {
    expect(await csv('en')).toContain('Number,Category,Customer class,Channel,Date received,Proposed solution');
  });

  test('it begins with the mark of UTF-8, so that a spreadsheet shows Arabic', async () => {
    const response = await fetch(`${api.url}${register}?format=csv`, { headers: await signedIn() });
    expect([...new Uint8Array(await response.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe('as an Excel workbook', () => {
  const workbook = async (language: string) => {
    const response = await fetch(`${api.url}${register}?format=xlsx&language=${language}`, {
      headers: await signedIn(),
    });
    return readWorkbook(await response.arrayBuffer(), { cellDates: true, bookFiles: true });
  };
  /** A part of the workbook as it stands in the file. */
  const partOf = (book: object, place: string): string =>
    Buffer.from((book as { files: Record<string, { content: Uint8Array }> }).files[place]?.content ?? []).toString();

  test('it is read from the right, has real dates, and holds hostile words as text', async () => {
    const book = await workbook('ar');
    const [first = '', second = ''] = book.SheetNames;
    expect(partOf(book, 'xl/worksheets/sheet1.xml')).toContain('rightToLeft="1"');
    const lines = utils.sheet_to_json<unknown[]>(book.Sheets[first] ?? {}, { header: 1 });
    expect(lines[0]?.[5]).toBe('الحل المقترح');
    const row = lines.find(([number]) => number === answered.number);
    expect(row?.[4]).toBeInstanceOf(Date);
    const place = utils.encode_cell({ r: lines.indexOf(row ?? []), c: 5 });
    const cell = book.Sheets[first]?.[place] as object;
    expect(cell).toMatchObject({ t: 's', v: hostile });
    expect(cell).not.toHaveProperty('f');
    expect(second).toBe('الملخص');
    expect(utils.sheet_to_json<unknown[]>(book.Sheets[second] ?? {}, { header: 1 })[0]).toEqual(['العدد', 3]);
  });

  test('it is read from the left in English', async () => {
    const book = await workbook('en');
    expect(partOf(book, 'xl/worksheets/sheet1.xml')).not.toContain('rightToLeft');
    expect((book.Sheets[book.SheetNames[0] ?? '']?.A1 as object | undefined) ?? {}).toMatchObject({ v: 'Number' });
  });
});

async function signedIn(): Promise<Record<string, string>> {
  return { authorization: `Bearer ${(await issueToken({ secret }, manager)).token}` };
}
