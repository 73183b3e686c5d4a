/** The registry of personal fields holds: what people are called, and what they say, stands where it says and nowhere else. */
import { randomInt, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { openingExamples } from '../../../api/complaints/opening-examples.ts';
import { personalClass, unlogged } from '../../../db/personal-fields.ts';
import type { PersonalClass } from '../../../domain/personal-class.ts';
import { addSampleProgrammes } from '../../../local/sample-programmes.ts';
import { listedFields } from '../../../scripts/listed-fields.ts';
import { eventually } from '../../support/api/api-client.ts';
import { ExampleSender } from '../../support/api/example-sender.ts';
import { newest, operations, organisations, packs, storiesOf } from '../../support/api/example-stories.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { among, personalValues, publishedOrOfStaff, textsIn, valuesInFile } from '../../support/personal-values.ts';
import { textsOfHistories } from '../../support/workflows/texts-of-histories.ts';

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

/** What is known of staff at their work, and what was answered to those who look after it: in clear, and nothing else is. */
const ofStaff = ['requests.response', 'staff.email', 'staff.facts', 'staff.name', 'staff.phone'];

test('a telephone number or an e-mail address stands in clear only if it is one of the staff', () => {
  const reaches = (text: string) => /\+9665\d{7}/.test(text) || /[^\s@/]+@[^\s@/]+\.[a-z]{2}/.test(text);
  expect(found.filter(({ text }) => reaches(text)).length).toBeGreaterThan(20);
  // An organisation publishes where it is reached itself.
  expect(fieldsWith(reaches).filter((field) => !ofStaff.includes(field))).toEqual(['policies.pack', 'policies.text']);
});

test('words that somebody wrote in Arabic stand in clear only if an organisation wrote them of itself, or of its staff', () => {
  const isSaid = (text: string) => /[\u0600-\u06ff]{3}/.test(text);
  expect(
    fieldsWith(isSaid)
      .filter((field) => !ofStaff.includes(field))
      .sort(),
  ).toEqual([
    // What an organisation publishes of itself.
    ...['customerFieldVersions.fields', 'customerFields.fields', 'knowledge.earlier'],
    ...['policies.pack', 'policies.text'],
    ...['programmes.centre', 'programmes.name', 'questionnaires.content', 'savedStatistics.title'],
  ]);
});

test('no personal value that was written stands in clear in another document, in a history, or in a log', async () => {
  const values = await personalValues(api.database);
  expect(values.length).toBeGreaterThan(100);
  const others = found.filter(({ collection }) => !publishedOrOfStaff.includes(collection)).map(({ text }) => text);
  expect(among(values, others)).toEqual([]);
  expect(among(values, ['so a value that stands there is found: ', values[0] ?? ''])).toEqual([values[0]]);
  const histories = await textsOfHistories(api.temporal);
  expect(histories.length).toBeGreaterThan(100);
  // The search knows what stands in a payload: the digest of words, which a case knows.
  const [entry] = await api.database.vault.find({ _id: { $regex: '/opening$' } } as never).lean();
  expect(among([entry?.digest ?? ''], histories)).toEqual([entry?.digest]);
  expect(among(values, histories)).toEqual([]);
  expect(among(values, [...api.logged, JSON.stringify(api.security)])).toEqual([]);
});

test('what people write stands nowhere in the files of the database and of the engine', async () => {
  const folder = process.env.INAYA_TEST_FOLDER;
  if (!folder) return;
  const mark = randomUUID();
  const phone = `+96650${String(randomInt(10 ** 7)).padStart(7, '0')}`;
  const agent = api.as(`${organisation}.agent.1`);
  const base = `/v1/organisations/${organisation}`;
  const customer = { name: `name-${mark}`, phone, email: `mail-${mark}@example.com` };
  const opening = openingExamples[organisation]?.value as { fields: Record<string, string> };
  const fields = Object.fromEntries(
    Object.entries(opening.fields).map(([field, text]) => [
      field,
      /[\u0600-\u06ff] /.test(text) ? `${text} said ${mark}` : text,
    ]),
  );
  const opened = await agent.post(`${base}/complaints`, { ...opening, customer, fields });
  expect(opened.status).toBe(201);
  const complaint = `${base}/complaints/${opened.view.number}`;
  for (const [command, body] of [
    ['accept', {}],
    ['log-contact', { channel: 'phone', reached: true, text: `talked ${mark}` }],
    ['answer', { text: `answered ${mark}`, solved: true }],
  ] as const) {
    expect([command, (await agent.post(`${complaint}/${command}`, body)).status]).toEqual([command, 200]);
  }
  const asText = { 'content-type': 'text/plain', 'idempotency-key': randomUUID() };
  const attached = await agent.send('POST', `${complaint}/attach?name=file-${mark}.txt`, `text of ${mark}`, asText);
  expect(attached.status).toBe(200);
  const record = { action: 'new', record: { name: `record ${mark}`, contacts: [{ kind: 'mobile', value: phone }] } };
  await agent.post(`${base}/record-changes`, record);
  expect((await agent.get(`${complaint}/words`)).text).toContain(`said ${mark}`);

  const files = readdirSync(folder).filter((name) => /^(mongodb-stand-in|temporal\.db)/.test(name));
  const holds = (text: string) => files.filter((name) => valuesInFile(join(folder, name), [text]).length > 0);
  // The search is known to find what is written in clear.
  const planted = `planted ${randomUUID()}`;
  await api.database.connection.collection('planted').insertOne({ planted });
  const isThere = () => Promise.resolve(holds(planted));
  expect(await eventually(isThere, (where) => where.length > 0)).not.toEqual([]);
  expect(holds(opened.view.number).length).toBeGreaterThan(1);
  expect([holds(mark), holds(phone)]).toEqual([[], []]);
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
