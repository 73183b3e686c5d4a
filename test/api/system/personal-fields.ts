/** The registry of personal fields holds: what people are called, and what they say, stands where it says and nowhere else. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { type PersonalClass, personalClass, unlogged } from '../../../db/personal-fields.ts';
import { addSampleProgrammes } from '../../../local/sample-programmes.ts';
import { listedFields } from '../../../scripts/listed-fields.ts';
import { ExampleSender } from '../../support/api/example-sender.ts';
import { newest, operations, organisations, packs, storiesOf } from '../../support/api/example-stories.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

/** A field of a document that was written, with a text somewhere in it. */
interface Found {
  collection: string;
  field: string;
  text: string;
}

let api: RunningApi;
let organisation: string;
const found: Found[] = [];

beforeAll(async () => {
  api = await startApi({ staffOf: organisations });
  await addSampleProgrammes(api.database, packs);
  // The organisation that has the most operations.
  const [pack] = newest.toSorted((one, other) => storiesOf(other).length - storiesOf(one).length);
  if (!pack) throw new Error('there is no organisation');
  organisation = pack.id;
  for (const story of storiesOf(pack)) await story.tell(new ExampleSender(api, operations, pack, organisations));
  const { db } = api.database.connection;
  for (const { name } of (await db?.listCollections().toArray()) ?? []) {
    for await (const document of db?.collection(name).find() ?? []) {
      for (const [field, value] of Object.entries(document)) {
        for (const text of textsIn(value)) found.push({ collection: name, field, text });
      }
    }
  }
}, 300_000);
afterAll(() => api.stop());

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(textsIn);
}

const fieldsWith = (isSuch: (text: string) => boolean, ...classes: PersonalClass[]): string[] => {
  const wrong = found.filter(({ collection, field, text }) => {
    const its = personalClass(collection, field);
    return its !== undefined && !classes.includes(its) && isSuch(text);
  });
  return [...new Set(wrong.map(({ collection, field }) => `${collection}.${field}`))];
};

test('every field that was written is in the registry', () => {
  expect(found.length).toBeGreaterThan(10_000);
  const unknown = found.filter(({ collection, field }) => personalClass(collection, field) === undefined);
  expect([...new Set(unknown.map(({ collection, field }) => `${collection}.${field}`))]).toEqual([]);
});

test('a telephone number or an e-mail address of a person stands only in fields that may name people', () => {
  const reaches = (text: string) => /\+9665\d{7}/.test(text) || /[^\s@/]+@[^\s@/]+\.[a-z]{2}/.test(text);
  expect(found.filter(({ text }) => reaches(text)).length).toBeGreaterThan(20);
  // An organisation publishes where it is reached itself.
  expect(fieldsWith(reaches)).toEqual(['policies.pack']);
});

test('words that somebody wrote in Arabic stand only where words may', () => {
  const isSaid = (text: string) => /[\u0600-\u06ff]{3}/.test(text);
  expect(fieldsWith(isSaid).sort()).toEqual([
    // What an organisation publishes of itself.
    ...['customerFieldVersions.fields', 'customerFields.fields', 'policies.pack'],
    ...['programmes.centre', 'programmes.name', 'questionnaires.content'],
  ]);
});

test('what a list tells of people stands in the fields that its type says', async () => {
  const base = `/v1/organisations/${organisation}`;
  const lists = {
    ...{ exportRegister: 'register', leadPipeline: 'leads/pipeline', leadWeeklyReport: 'leads/weekly-report' },
    ...{ searchCustomers: 'customers', listStaff: 'staff' },
    // Each list before it is a look.
    auditAccesses: 'accesses',
  };
  const staff = (await api.database.staff.find().lean<{ _id: string }[]>()).map(({ _id }) => _id);
  const wrong: string[] = [];
  const told = new Set<string>();
  for (const [operation, path] of Object.entries(lists)) {
    const who = operation === 'auditAccesses' ? 'auditor.1' : 'manager.1';
    const answer = await api.as(`${organisation}.${who}`).get(`${base}/${path}`);
    const { items, ...rest } = answer.as<{ items: object[] } & Record<string, unknown>>();
    expect([operation, items.length > 0]).toEqual([operation, true]);
    for (const [field, value] of [...items.flatMap((line) => Object.entries(line)), ...Object.entries(rest)]) {
      const its = listedFields[operation]?.[field];
      for (const text of textsIn(value)) {
        const tells = staff.includes(text) ? 'staff' : /[\u0600-\u06ff]{3}/.test(text) ? 'words' : null;
        if (tells === null) continue;
        told.add(`${operation}.${field}`);
        const isRight = tells === 'staff' ? its === 'staff' : its === 'says' || its === 'names';
        if (!isRight) wrong.push(`${operation}.${field}`);
      }
    }
  }
  expect([...new Set(wrong)]).toEqual([]);
  expect([...told]).toEqual(
    expect.arrayContaining(['exportRegister.owner', 'leadPipeline.owner', 'searchCustomers.name', 'listStaff.name']),
  );
});

test('a log line leaves out what names a person, and what proves who they are', () => {
  const lines: string[] = [];
  const logger = pino({ name: 'api', redact: unlogged }, { write: (line: string) => lines.push(line) });
  logger.warn({ err: Object.assign(new Error('twice'), { keyValue: { email: 'a@example.org' } }) }, 'one');
  logger.warn({ person: { email: 'a@example.org', phone: '+966500000001' }, staff: { passwordHash: 'hash' } }, 'two');
  expect(lines.join('')).not.toMatch(/example\.org|\+9665|"hash"/);
  expect(lines.map((line) => (JSON.parse(line) as { name: string; msg: string }).name)).toEqual(['api', 'api']);
});
