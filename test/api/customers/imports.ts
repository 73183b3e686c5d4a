import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sweepImports } from '../../../activities/upkeep/sweep-imports.ts';
import { sweepOrphans } from '../../../activities/upkeep/sweep-orphans.ts';
import { keepRows, keptRows } from '../../../application/registry/imports/kept-rows.ts';
import { takePlace } from '../../../application/registry/imports/places.ts';
import { keepWaitingRows } from '../../../application/registry/imports/waiting-rows.ts';
import { noteRequest, openingId } from '../../../db/cases/requests.ts';
import { findCustomer } from '../../../db/registry/customers.ts';
import { beginPreparing, type ImportDocument, importId, noteImport } from '../../../db/registry/imports.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { startImporting } from '../../../temporal/imports.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const changes = `/v1/organisations/${organisation}/record-changes`;
const imports = `${changes}/imports`;
const officer = `${organisation}.agent.1`;
const manager = `${organisation}.manager.1`;
const steward = `${organisation}.data-steward.1`;

interface Import {
  import: string;
  status: string;
  rows: Record<string, number>;
  bad: { row: number; column: string | null; fault: string; reason: string }[];
  duplicates: { row: number; likeRow: number | null; likeCustomer: string | null }[];
  batches: { change: string | null; records: number; status: string | null; stale: object[] }[];
}
interface Differences {
  digest: string;
  records: number;
  alike: object[];
  entries: { customer: string; differences: { field: string; to: unknown }[] }[];
}

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
  await api.hire(steward);
});
afterAll(() => api.stop());

let names = 0;
const [givenNames, families] = ['سعاد,فهد,نورة,بدر,ريم,ماجد', 'الحربي,القحطاني,الدوسري,العتيبي'].map((all) =>
  all.split(','),
);
/** A name unlike those before it. */
const newName = () => {
  names += 1;
  return `${givenNames?.[names % 6]} ${families?.[names % 4]} ${'بجدزكلمنسف'.charAt(names % 10).repeat(2)}${names}`;
};
const title = 'رقم العميل,اسم العميل,التصنيف,الجوال,ملاحظات';
const row = (mobile: string, name = newName()) => `,${name},مانح أو داعم,${mobile},`;
const fileOf = (...rows: string[]) => [title, ...rows].join('\n');

function upload(file: string, { trial = true, key = randomUUID() as string, who = officer, query = '' } = {}) {
  const headers = { 'content-type': 'text/csv', 'idempotency-key': key };
  return api.as(who).send('POST', `${imports}?trial=${trial}${query}`, file, headers);
}

/** The import once it has been prepared: at once, or, if the machine is slow, when it has gone on. */
async function imported(file: string, key: string = randomUUID()): Promise<Import> {
  const answer = await upload(file, { trial: false, key });
  const address = `${imports}/${answer.as<Import>().import}`;
  const now = async () => (await api.as(officer).get(address)).as<Import>();
  return answer.status === 201 ? answer.as<Import>() : eventually(now, ({ status }) => status === 'prepared');
}

const changeOf = ({ batches }: Import, batch = 0) => `${changes}/${batches[batch]?.change}`;

async function differencesOf(change: string, atLeast = 1): Promise<Differences> {
  return (await api.as(manager).get(`${change}/differences?limit=100&atLeast=${atLeast}`)).as<Differences>();
}

async function step(change: string, who: string, command: string, body: object = {}): Promise<CaseView> {
  const headers: Record<string, string> =
    command === 'approve' ? { 'if-match': `"${(await differencesOf(change)).digest}"` } : {};
  return (await api.as(who).post(`${change}/${command}`, body, { headers })).view;
}

async function entered(change: string): Promise<CaseView> {
  await step(change, manager, 'review', { text: 'روجعت الأسماء المتشابهة' });
  await step(change, manager, 'approve');
  const view = await step(change, steward, 'enter');
  return view.status === 'entered' ? view : api.projected(change, manager, ({ status }) => status === 'entered');
}

const count = (collection: 'vault' | 'cases' | 'requests' | 'customers' | 'imports') =>
  api.database[collection].collection.countDocuments();

describe('a trial', () => {
  test('says of each row whether it is good, keeps nothing else, and is what happens unless it is asked otherwise', async () => {
    const before = [await count('vault'), await count('cases'), await count('customers')];
    const twin = newName();
    const file = fileOf(row('0501000001', twin), row('12'), row('0501000003'), row('0501000001', twin));
    const headers = { 'content-type': 'text/csv', 'idempotency-key': randomUUID() };
    const answer = await api.as(officer).send('POST', imports, file, headers);
    expect(answer.status).toBe(201);
    expect(answer.as<Import>()).toMatchObject({
      status: 'tried',
      rows: { read: 4, judged: 4, good: 3, created: 3, changed: 0, bad: 1, duplicates: 1 },
      bad: [{ row: 3, column: 'mobile', fault: 'not-valid', reason: 'قيمة «الجوال» غير صحيحة.' }],
      duplicates: [{ row: 5, likeRow: 2, likeCustomer: null, score: 1 }],
      batches: [{ change: null, records: 3 }],
    });
    expect([await count('vault'), await count('cases'), await count('customers')]).toEqual(before);
    const kept = await api.database.imports.findById(`${organisation}/${answer.as<Import>().import}`).lean();
    expect(JSON.stringify(kept)).not.toContain(twin);
    const english = await upload(fileOf(row('12')), { query: '&language=en' });
    expect(english.as<Import>().bad[0]?.reason).toBe('The value of Mobile is not valid.');
  });

  test('takes the file of a form as browsers send it, whatever they declare it to be', async () => {
    const head = 'Content-Disposition: form-data; name="file"; filename="customers.csv"';
    const lines = [
      '--edge',
      head,
      'Content-Type: application/vnd.ms-excel',
      '',
      fileOf(row('0501000005')),
      '--edge--',
      '',
    ];
    const headers = { 'content-type': 'multipart/form-data; boundary=edge', 'idempotency-key': randomUUID() };
    const answer = await api.as(officer).send('POST', imports, lines.join('\r\n'), headers);
    expect(answer.as<Import>().rows).toMatchObject({ read: 1, good: 1 });
  });

  test('R15: of a file in no encoding that is read, the reason is told in the language asked for', async () => {
    const file = Buffer.from('Name;Phone\nSchäfer;0500000001\n', 'latin1') as never;
    const [arabic, english] = await Promise.all([upload(file), upload(file, { query: '&language=en' })]);
    expect(arabic.problem.errors?.[0]?.message).toContain('احفظه بترميز UTF-8');
    expect(english.problem.errors?.[0]?.message).toContain('save it as UTF-8');
  });

  test('matches titles as the person says, and takes a class for those who have none', async () => {
    const file = 'سجل (مثال)\n\nالعضو;جوال\nعضو تجريبي (مثال);0501000009\n';
    const matched = encodeURIComponent(JSON.stringify({ العضو: 'name' }));
    const answer = await upload(file, { query: `&columns=${matched}&defaultClass=beneficiary` });
    expect(answer.as<Import>().rows).toMatchObject({ read: 1, good: 1 });
    expect((await upload(file)).refusal).toBe('422 Invalid');
    expect((await upload(file, { query: '&defaultClass=friend' })).refusal).toBe('400 InvalidQuery');
    const nothing = encodeURIComponent(JSON.stringify({ العضو: 'constructor' }));
    expect((await upload(file, { query: `&columns=${nothing}` })).refusal).toBe('400 InvalidQuery');
  });

  test('is for anyone who may prepare a form; what is no such file is refused and leaves nothing', async () => {
    const before = await count('imports');
    expect((await upload(fileOf(row('0501000001')), { who: `${organisation}.auditor.1` })).refusal).toBe(
      '403 Forbidden',
    );
    expect((await upload('0501000001,فلان')).refusal).toBe('422 Invalid');
    expect((await upload(fileOf(`${row('0501000001')}\u0007`))).refusal).toBe('422 Invalid');
    expect((await upload(`${title}\n${'x'.repeat(21 * 1024 * 1024)}`)).refusal).toBe('413 TooLarge');
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    expect((await api.as(officer).send('POST', imports, '{}', headers)).refusal).toBe('422 Invalid');
    expect(await count('imports')).toBe(before);
  });
});

describe('an import', () => {
  test('becomes one form, which is approved with its whole diff and entered all or nothing', async () => {
    const first = await imported(fileOf(row('0502000001')));
    await entered(changeOf(first));
    const [known] = (await differencesOf(changeOf(first))).entries;
    if (!known) throw new Error('nobody was entered');

    const file = fileOf(
      row('0502000002'),
      `${known.customer},,,,عميل مهم`,
      'NC-P-00000-000000,,,,',
      row('0502000001', 'اسم آخر تمامًا'),
      `${known.customer},,,0502000009,`,
      row('0502000002', 'غير ذلك كله'),
    );
    const key = randomUUID();
    const second = await imported(file, key);
    expect(second).toMatchObject({
      status: 'prepared',
      rows: { read: 6, good: 4, created: 3, changed: 1, bad: 2 },
      bad: [
        { row: 4, fault: 'unknown-customer' },
        { row: 6, fault: 'same-customer', reason: 'العميل نفسه مذكور في الصف 3.' },
      ],
      batches: [{ records: 4, prepared: true, status: 'prepared', stale: [] }],
    });
    const change = changeOf(second);
    const shown = await differencesOf(change);
    expect(shown.records).toBe(4);
    expect(shown.entries[1]).toMatchObject({
      customer: known.customer,
      base: 1,
      differences: [{ field: 'remarks', from: null, to: 'عميل مهم' }],
    });
    const paged = await api.as(manager).get(`${change}/differences?from=1&limit=1`);
    expect(paged.as<Differences>().entries.map(({ customer }) => customer)).toEqual([known.customer]);

    await entered(change);
    const customers = shown.entries.map(({ customer }) => findCustomer(api.database, organisation, customer));
    expect((await Promise.all(customers)).map((one) => one?.version)).toEqual([1, 2, 1, 1]);

    const again = await upload(file, { trial: false, key });
    expect(again.as<Import>().batches.map((batch) => batch.change)).toEqual([second.batches[0]?.change]);
    expect(again.as<Import>().batches[0]?.status).toBe('entered');
    expect((await findCustomer(api.database, organisation, known.customer))?.version).toBe(2);
    expect((await upload(fileOf(row('0502000004')), { trial: false, key })).refusal).toBe('422 KeyReused');
    expect((await upload(file, { trial: true, key })).refusal).toBe('422 KeyReused');
  });

  test('that broke off goes on where it was, with the same numbers', async () => {
    const file = fileOf(...Array.from({ length: 501 }, (_, index) => row(`05${30_000_000 + index}`)));
    const key = randomUUID();
    const whole = await imported(file, key);
    expect(whole.batches.map(({ records }) => records)).toEqual([500, 1]);
    const before = [await count('vault'), await count('requests')];
    // As if the process had ended before it noted what it had done with the second batch.
    const _id = `${organisation}/${whole.import}` as never;
    await api.database.imports.collection.updateOne({ _id }, { $set: { 'batches.1.isDone': false } });
    expect((await api.as(officer).get(`${imports}/${whole.import}`)).as<Import>().status).toBe('preparing');
    const again = await imported(file, key);
    const numbers = ({ batches }: Import) => batches.map(({ change }) => change);
    expect([again.status, numbers(again)]).toEqual(['prepared', numbers(whole)]);
    expect([await count('vault'), await count('requests')]).toEqual(before);
  });

  test('whose record has moved comes back, names the row, and is made anew without another upload', async () => {
    const first = await imported(fileOf(row('0504000001')));
    await entered(changeOf(first));
    const [known] = (await differencesOf(changeOf(first))).entries;
    const late = await imported(fileOf(`${known?.customer},,,0504000002,`, row('0504000003')));
    const change = changeOf(late);
    await step(change, manager, 'review', { text: 'روجع' });
    await step(change, manager, 'approve');
    await entered(changeOf(await imported(fileOf(`${known?.customer},,,,ملاحظة`))));
    expect((await api.as(steward).post(`${change}/enter`)).refusal).toBe('409 StaleBase');
    const back = await eventually(
      async () => (await api.as(officer).get(`${imports}/${late.import}`)).as<Import>().batches[0],
      (batch) => batch?.status === 'returned',
    );
    expect(back?.stale).toEqual([{ row: 2, customer: known?.customer, base: 1, now: 2 }]);
    const { revision } = await step(change, officer, 'amend', { action: 'import', without: [3] });
    expect((await differencesOf(change, revision)).entries).toMatchObject([
      { customer: known?.customer, base: 2, differences: [{ field: 'contacts' }] },
    ]);
    await entered(change);
    expect((await findCustomer(api.database, organisation, known?.customer ?? ''))?.version).toBe(3);
  });

  test('that broke off before its form was opened, and was never repeated, leaves nobody in the vault', async () => {
    const change = 'NC-R-00000-000000';
    const place = { organisation, change, at: '2026-01-01T00:00:00.000Z' };
    await keepRows(api.database, place, { rows: [], alike: [] });
    await noteRequest(api.database, {
      ...{ _id: openingId(organisation, change), organisation, number: change, bodyDigest: '' },
      ...{ receivedAt: place.at, response: null },
    });
    expect(await sweepOrphans(api.database, api.temporal, new Date('2026-01-03T00:00:00Z'))).toBe(1);
    expect(await keptRows(api.database, change)).toBeNull();
  });

  test('5.5: anyone who keeps a copy of the customers gets those that were entered since then, in the order of their entering', async () => {
    const customers = `/v1/organisations/${organisation}/customers`;
    const list = async (query: string) =>
      (await api.as(manager).get(`${customers}?${query}`)).as<{
        items: { number: string; version: number }[];
        nextCursor: string | null;
        changedUntil: string | null;
      }>();
    const since = new Date().toISOString();
    const change = changeOf(await imported(fileOf(row('0506000001'), row('0506000002'), row('0506000003'))));
    const before = await list('limit=1');
    expect((await list(`changedSince=${since}`)).items).toEqual([]);
    await entered(change);
    const [one] = (await differencesOf(change)).entries;
    const all = (await list(`changedSince=${since}`)).items;
    expect(all.map(({ version }) => version)).toEqual([1, 1, 1]);
    const first = await list(`changedSince=${since}&limit=2`);
    const second = await list(`changedSince=${since}&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(all);
    expect([second.nextCursor, second.changedUntil]).toEqual([null, null]);

    await entered(changeOf(await imported(fileOf(`${one?.customer},,,,ملاحظة`))));
    const again = (await list(`changedSince=${since}`)).items;
    expect(again.map(({ number, version }) => [number, version]).at(-1)).toEqual([one?.customer, 2]);
    expect(again).toHaveLength(3);
    // What the copy before was told to ask for reaches back beyond it.
    const next = (await list(`changedSince=${before.changedUntil}&limit=200`)).items;
    expect(next.map(({ number }) => number)).toEqual(expect.arrayContaining(all.map(({ number }) => number)));
    expect((await api.as(manager).get(`${customers}?changedSince=${since}&cursor=NC-P-1`)).refusal).toBe(
      '400 InvalidQuery',
    );
  });

  describe('that nobody goes on with', () => {
    /** An import whose policy nobody has published, so that its batch fails again and again. */
    async function stuck(startedAt = '2026-01-01T00:00:00.000Z'): Promise<ImportDocument> {
      const number = `NC-I-${randomInt(10_000, 99_999)}-000000`;
      const batch = { change: 'NC-R-00000-000001', from: 2, to: 2, rows: 1, isDone: false };
      const nothing = { created: 0, changed: 0, unchanged: 0, faults: [], alike: [] };
      const document: ImportDocument = {
        ...{ _id: importId(organisation, number), organisation, number, trial: true, by: officer, startedAt },
        ...{ fileDigest: '', rows: 1, ignoredColumns: [], faults: [], batches: [{ ...batch, ...nothing }] },
      };
      await noteImport(api.database, document);
      await keepWaitingRows(api.database, document, [
        { row: 2, customer: null, changes: { name: newName() }, alike: [] },
      ]);
      const actor = { id: officer, roles: ['agent'], groups: [], departments: [] };
      await beginPreparing(api.database, document, { actor, policyVersion: 999 });
      return document;
    }
    const waiting = ({ number }: ImportDocument) => api.database.vault.collection.countDocuments({ number });
    const statusOf = async ({ number }: ImportDocument) =>
      (await api.as(officer).get(`${imports}/${number}`)).as<Import>().status;

    test('5.6: an import that is cancelled says so, and leaves no rows in the vault', async () => {
      const document = await stuck();
      await startImporting(api.temporal, { organisation, number: document.number, batches: 1 });
      expect([await statusOf(document), await waiting(document)]).toEqual(['preparing', 1]);
      await api.temporal.workflow.getHandle(`import:${organisation}:${document.number}`).cancel();
      await eventually(
        () => statusOf(document),
        (status) => status === 'broken-off',
      );
      expect(await waiting(document)).toBe(0);
    });

    test('5.6: an import of which the engine knows nothing a day later leaves no rows in the vault', async () => {
      const [old, young] = [await stuck(), await stuck('2026-01-02T12:00:00.000Z')];
      expect(await sweepImports(api.database, api.temporal, new Date('2026-01-03T00:00:00Z'))).toBe(1);
      expect([await statusOf(old), await waiting(old)]).toEqual(['broken-off', 0]);
      expect([await statusOf(young), await waiting(young)]).toEqual(['preparing', 1]);
      await sweepImports(api.database, api.temporal, new Date('2026-01-04T00:00:00Z'));
    });

    test('S12: one person has two places at a time and an organisation six, in all processes, and a dead one’s ends', async () => {
      const [at, later] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:11:00.000Z'];
      const place = (person: number, when = at, of = 'places-of-imports') =>
        takePlace(api, { organisation: of, holder: randomUUID() }, `person-${person}`, when).then(
          () => 'taken',
          (error: Error) => error.message.slice(0, 29),
        );
      const full = 'Other imports are under way. ';
      expect((await Promise.all([1, 1, 1].map((person) => place(person)))).sort()).toEqual([full, 'taken', 'taken']);
      expect((await Promise.all([2, 2, 3, 3, 4].map((person) => place(person)))).sort()).toEqual([
        full,
        ...['taken', 'taken', 'taken', 'taken'],
      ]);
      expect([await place(5), await place(5, at, 'places-of-others')]).toEqual([full, 'taken']);
      expect(await place(5, later)).toBe('taken');
    });
  });

  test('is another organisation’s own', async () => {
    const { import: number } = await imported(fileOf(row('0505000001')));
    expect((await api.as('courier.manager.1').get(`${imports}/${number}`)).status).toBe(404);
    expect(
      (await api.as('courier.manager.1').get(`${imports.replace(organisation, 'courier')}/${number}`)).status,
    ).toBe(404);
  });
});
