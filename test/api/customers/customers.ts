import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customerNumber } from '../../../application/cases/case-number.ts';
import { customerIdentities, customerSearchTokens } from '../../../application/registry/customer-tokens.ts';
import { alikeCustomers } from '../../../application/registry/duplicate-customers.ts';
import { accessesOf } from '../../../db/cases/accesses.ts';
import { keepManyWords, readTexts } from '../../../db/cases/vault.ts';
import { tokenKeyOf } from '../../../db/derivations.ts';
import { enterOwnFields } from '../../../db/registry/custom-fields.ts';
import { enterForm } from '../../../db/registry/customer-entering.ts';
import type { CustomerRecord, RegistryWrite } from '../../../domain/customer/record.ts';
import { latest } from '../../../packs/load/load.ts';
import { complaintBody } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { changeWords } from '../../support/samples/changed-words.ts';
import { sampleRecord } from '../../support/samples/sample-record.ts';

const organisation = 'neighbourhood-centres';
const customers = `/v1/organisations/${organisation}/customers`;
const at = '2026-03-02T06:00:00Z';
const mobile = (value: string) => [{ kind: 'mobile' as const, value, verified: true }];

const people: Record<string, Partial<CustomerRecord>> = {
  sara: { name: 'سارة الخالدي (مثال)', contacts: mobile('+966501112223'), interests: ['youth'] },
  twin: { name: 'ساره خالدي (مثال)', contacts: [...mobile('+966501112223'), ...mobile('+966501112224')] },
  khalid: { name: 'خالد عمر الزهراني (مثال)', contacts: mobile('+966504445556'), classes: ['other'] },
  // Entered twice, and merged since.
  nura: { name: 'نورة العتيبي (مثال)', contacts: mobile('+966501112225') },
  nuraTwice: { name: 'نوره عتيبي (مثال)', contacts: [...mobile('+966501112225'), ...mobile('+966501112226')] },
  body: { party: 'body', name: 'بلدية مثال', contacts: mobile('+966507778889'), classes: ['government-body'] },
};
const names = Object.keys(people);
const numberOf = (name: string) =>
  customerNumber(secret, 'NC', { organisation, change: 'NC-R-TEST', row: names.indexOf(name) });

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation], worker: false });
  await api.hire(`${organisation}.resource-development.1`);
  await write('NC-R-TEST', Object.fromEntries(names.map((name) => [name, { base: 0 }])));
  await write('NC-R-MERGE', { nuraTwice: { status: 'merged', mergedInto: numberOf('nura') }, nura: {} });
});
afterAll(() => api.stop());

/** Enters records as an approved form does. */
async function write(change: string, wishes: Record<string, Partial<RegistryWrite>>): Promise<void> {
  const entries = Object.keys(wishes).map((name) => {
    const customer = numberOf(name);
    const record = sampleRecord(people[name]);
    return {
      _id: `${change}/${customer}`,
      organisation,
      number: change,
      personId: customer,
      content: record as unknown as Record<string, unknown>,
      tokens: customerSearchTokens(tokenKeyOf({ secret }), customer, record, 'SA'),
      identities: customerIdentities(tokenKeyOf({ secret }), record),
      createdAt: at,
    };
  });
  const references = await keepManyWords(api.database, entries);
  const writes = Object.entries(wishes).map(([name, wish], index): RegistryWrite => {
    const record = references[index] ?? { id: '', digest: '' };
    return { customer: numberOf(name), base: 1, status: 'active', mergedInto: null, record, ...wish };
  });
  const records = await readTexts(
    api.database,
    references.map(({ id }) => id),
  );
  await enterForm(api.database, { organisation, change, writes, records, by: 'steward', standingInFor: null, at });
}

const as = (who: string) => api.as(`${organisation}.${who}`);

/** Names under which the found customers were entered. */
async function found(query: string, who = 'agent.1'): Promise<string[]> {
  const { items } = (await as(who).get(`${customers}?${query}`)).as<{ items: { number: string }[] }>();
  return names.filter((name) => items.some(({ number }) => number === numberOf(name)));
}

describe('customers are found', () => {
  test.each([
    ['by a name', `text=${encodeURIComponent('الخالدي')}`, ['sara', 'twin']],
    ['by the telephone number in Arabic-Indic digits', `text=${encodeURIComponent('٠٥٠٤٤٤٥٥٥٦')}`, ['khalid']],
    ['by class', 'class=government-body,other', ['khalid', 'body']],
  ])('%s', async (_, query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  test('by their number', async () => {
    expect(await found(`text=${numberOf('body').toLowerCase()}`)).toEqual(['body']);
  });

  test('page by page, each once', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const answer = await as('agent.1').get(`${customers}?limit=3${cursor}`);
      const { items, nextCursor } = answer.as<{ items: { number: string }[]; nextCursor: string | null }>();
      seen.push(...items.map(({ number }) => number));
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    const going = names.filter((name) => name !== 'nuraTwice');
    expect(seen).toEqual(going.map(numberOf).sort());
  });

  test('and a list shows no more of them than the name', async () => {
    const answer = await as('agent.1').get(`${customers}?class=other`);
    expect(answer.as<{ items: unknown[] }>().items).toEqual([
      {
        number: numberOf('khalid'),
        name: people.khalid?.name,
        party: 'person',
        classes: ['other'],
        status: 'active',
        mergedInto: null,
        version: 1,
      },
    ]);
  });
});

describe('a record', () => {
  const read = (name: string, who: string, more = '') => as(who).get(`${customers}/${numberOf(name)}${more}`);

  test('is read by its readers, and each look is written down', async () => {
    const looksAt = () => accessesOf(api.database, organisation, numberOf('khalid'));
    const before = (await looksAt()).length;
    const answer = await read('khalid', 'agent.1');
    expect(answer.as()).toMatchObject({
      number: numberOf('khalid'),
      version: 1,
      mergedFrom: null,
      record: people.khalid,
    });
    const looks = (await looksAt()).slice(before);
    expect(looks).toMatchObject([{ by: `${organisation}.agent.1`, what: 'the record of the customer' }]);
  });

  test('is read by an auditor for a reason only', async () => {
    expect((await read('khalid', 'auditor.1')).refusal).toBe('403 Forbidden');
    expect((await read('khalid', 'auditor.1', '?reason=yearly%20audit%20visit')).status).toBe(200);
  });

  test('shows a donor’s interests to those who offer programmes alone (N-24)', async () => {
    const interests = async (who: string) =>
      (await read('sara', who)).as<{ record: CustomerRecord }>().record.interests;
    expect(await interests('agent.1')).toEqual([]);
    expect(await interests('resource-development.1')).toEqual(['youth']);
  });

  test('that is not there is not found', async () => {
    expect((await as('agent.1').get(`${customers}/NC-P-00000-000000`)).refusal).toBe('404 NotFound');
  });

  test('of a merged customer is that of the one who goes on, and its versions stay', async () => {
    const survivor = { number: numberOf('nura'), mergedFrom: numberOf('nuraTwice'), version: 2 };
    expect((await read('nuraTwice', 'agent.1')).as()).toMatchObject(survivor);
    const versions = (await read('nuraTwice', 'agent.1', '/versions')).as<{ items: unknown[]; chainHolds: boolean }>();
    expect(versions).toMatchObject({
      chainHolds: true,
      items: [
        { version: 1, change: 'NC-R-TEST', by: 'steward' },
        { version: 2, change: 'NC-R-MERGE', status: 'merged', mergedInto: numberOf('nura') },
      ],
    });
    expect(await found('status=merged')).toEqual(['nuraTwice']);
    expect(await found(`text=${encodeURIComponent('العتيبي')}`)).toEqual(['nura']);
  });

  test('lists complaints that name a number of a record that has been merged into it', async () => {
    const customer = { name: 'نورة (مثال)', phone: '0501112226' };
    const complaints = `/v1/organisations/${organisation}/complaints`;
    const opening = await as('agent.1').post(complaints, complaintBody(organisation, { customer }));
    expect(opening.status).toBe(201);
    for (const name of ['nura', 'nuraTwice']) {
      const { items } = (await read(name, 'agent.1', '/complaints')).as<{ items: { number: string }[] }>();
      expect(items.map(({ number }) => number)).toEqual([opening.view.number]);
    }
  });

  test('that was changed behind the registry’s back no longer proves itself', async () => {
    await changeWords(api.database, `NC-R-TEST/${numberOf('body')}`, (record) => ({ ...record, name: 'غيرها' }));
    expect((await read('body', 'agent.1', '/versions')).as()).toMatchObject({ chainHolds: false });
  });

  test('lists the complaints that name the same telephone number', async () => {
    const customer = { name: 'خالد (مثال)', phone: '0504445556' };
    const opening = await as('agent.1').post(
      `/v1/organisations/${organisation}/complaints`,
      complaintBody(organisation, { customer }),
    );
    expect(opening.status).toBe(201);
    const { items } = (await read('khalid', 'agent.1', '/complaints')).as<{ items: { number: string }[] }>();
    expect(items.map(({ number }) => number)).toEqual([opening.view.number]);
  });
});

describe('a record that is prepared', () => {
  const pack = () => {
    const own = latest(api.packs, organisation);
    if (!own) throw new Error('the pack is gone');
    return own;
  };
  const alike = (records: Record<string, Partial<CustomerRecord>>) =>
    alikeCustomers(
      { database: api.database, secret },
      pack(),
      Object.entries(records).map(([customer, record]) => ({ customer, record: sampleRecord(record) })),
    );

  test('shows who may be the same, with how alike they are, and strangers to nobody', async () => {
    const shown = await alike({
      same: { name: 'خالد عمر الزهراني (مثال)', contacts: mobile('0504445556') },
      near: { name: 'خالد عمرو الزهراني (مثال)', contacts: mobile('0509990001') },
      family: { name: 'منى سعيد', contacts: mobile('0504445556') },
      stranger: { name: 'منى سعيد', contacts: mobile('0509990002') },
    });
    const khalid = numberOf('khalid');
    expect(shown.filter(({ like }) => like === khalid)).toEqual([
      { customer: 'same', like: khalid, score: 1 },
      { customer: 'near', like: khalid, score: expect.closeTo(0.77, 1) },
    ]);
    expect(shown.filter(({ customer }) => customer === 'near').map(({ like }) => like)).toContain('same');
    expect(shown.some(({ customer, like }) => [customer, like].includes('stranger') && like === khalid)).toBe(false);
  });

  test('is like the customer who goes on where it is like a merged one, once, and nobody is like himself', async () => {
    const nura = numberOf('nura');
    // Recognised by a telephone number that only the merged record had.
    const again = { name: 'نوره العتيب', contacts: mobile('0501112226') };
    expect((await alike({ again })).map(({ customer, like }) => [customer, like])).toEqual([['again', nura]]);
    expect(await alike({ [nura]: again })).toEqual([]);
  });

  test('is compared with the registry in one pass where there are many', async () => {
    const strangers = Array.from({ length: 60 }, (_, index) => [
      `stranger-${index}`,
      { name: `اسم${index} لقب${index} نسب${index}`, contacts: mobile(`+9665600000${index + 10}`) },
    ]);
    const again = { name: 'خالد عمر الزهراني (مثال)', contacts: mobile('0504445556') };
    const shown = await alike({ ...Object.fromEntries(strangers), again });
    expect(shown).toContainEqual({ customer: 'again', like: numberOf('khalid'), score: 1 });
  });

  test('with the national number of somebody else is shown whatever the name', async () => {
    const shown = await alike({
      one: { name: 'منى سعيد', nationalNumber: '1000000001', contacts: [] },
      other: { name: 'عبير ناصر', nationalNumber: '١٠٠٠٠٠٠٠٠١', contacts: [] },
    });
    expect(shown).toContainEqual({ customer: 'one', like: 'other', score: 0.95 });
  });
});

test('the fields that the organisation has added are read with their version (F-04)', async () => {
  const fields = [{ name: 'tribe', title: { ar: 'القبيلة', en: 'Tribe' }, required: true, choices: null }];
  await enterOwnFields(api.database, {
    organisation,
    change: 'NC-R-FIELDS',
    base: 0,
    fields,
    by: 'steward',
    standingInFor: null,
    at,
  });
  const answer = await as('agent.1').get(`/v1/organisations/${organisation}/customer-fields`);
  expect(answer.as()).toEqual({ version: 1, fields });
});
