/**
 * Text that is made to be taken for something else, such as an operator of the database, a header, a formula or markup. Each
 * group says what it would look like if it worked.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type ApiClient, eventually } from '../../support/api/api-client.ts';
import { CustomerOnPage } from '../../support/api/customer-page.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import {
  breaks,
  claims,
  commandsAsText,
  filters,
  formulas,
  holders,
  markup,
  members,
  numerals,
  objects,
  operators,
  steps,
} from '../../support/samples/injected.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;

let api: RunningApi;
let agent: ApiClient;
/** Cases that a filter would show if it let everything through. */
let total: number;
let tried = 0;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  agent = api.as(`${organisation}.agent.1`);
  for (let place = 0; place < 2; place += 1) expect((await open({})).status).toBe(201);
  const listed = () => agent.get(`${base}/complaints`).then((answer) => answer.as<{ items: unknown[] }>().items.length);
  total = await eventually(listed, (count) => count === 2);
});
afterEach(() => {
  expect(api.logged.splice(0)).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
afterAll(async () => {
  await api.stop();
  process.stderr.write(`injections: ${tried} tries\n`);
  expect(tried).toBeGreaterThanOrEqual(300);
});

let people = 0;
const open = (customer: object, fields: object = {}, more: object = {}) => {
  people += 1;
  const phone = `05012${String(people).padStart(5, '0')}`;
  return agent.post(`${base}/complaints`, {
    ...{ category: 'complaint', channel: 'phone', customer: { name: 'عميل (مثال)', phone, ...customer } },
    ...{ fields: { details: 'تفاصيل (مثال)', ...fields } },
    ...more,
  });
};

/** Every pair, each of which counts as a try. */
function pairs<One, Other>(some: readonly One[], others: readonly Other[]): [One, Other][] {
  return some.flatMap((one) => others.map((other): [One, Other] => [one, other]));
}

describe('a filter that is an operator', () => {
  test.each(pairs(filters, operators))('%s%s is no filter: refused', async (filter, operator) => {
    tried += 1;
    const { status } = await agent.get(`${base}/complaints?${filter}${encodeURI(operator)}`);
    expect(status).toBe(400);
  });

  test.each(pairs(filters, objects))(
    '%s=%s is a text like any other: refused, or nothing is found',
    async (filter, text) => {
      tried += 1;
      const answer = await agent.get(`${base}/complaints?${filter}=${encodeURIComponent(text)}`);
      if (answer.status === 200) expect(answer.as<{ items: unknown[] }>().items).toEqual([]);
      else expect(answer.status).toBe(400);
      expect(total).toBe(2);
    },
  );
});

const places: [string, (value: unknown) => object][] = [
  ['category', (value) => ({ category: value })],
  ['channel', (value) => ({ channel: value })],
  ['name', (value) => ({ customer: { name: value, phone: '0500000001' } })],
  ['phone', (value) => ({ customer: { name: 'س (مثال)', phone: value } })],
  ['details', (value) => ({ fields: { details: value } })],
  ['priority', (value) => ({ priority: value })],
];

test.each(pairs(places, commandsAsText))('%j that is %j opens nothing', async ([, make], value) => {
  tried += 1;
  const before = await api.database.requests.countDocuments();
  expect((await open({}, {}, make(value))).status).toBe(422);
  expect(await api.database.requests.countDocuments()).toBe(before);
});

test.each(pairs(members, holders))('%s in %j is refused, and changes no object', async (member, [, body]) => {
  tried += 1;
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const { status } = await agent.send('POST', `${base}/complaints`, body(member), headers);
  expect([400, 422]).toContain(status);
});

const roads = [
  (step: string) => `${base}/complaints/${step}`,
  (step: string) => `${base}/complaints/${step}/words?reason=one%20two%20three`,
  (step: string) => `/v1/organisations/${step}/complaints`,
  (step: string) => `/public/organisations/${step}/complaints/SB-C-00000-000000`,
];

test.each(
  pairs(
    roads.map((_, place) => place),
    steps,
  ),
)('on road %i the step %s leads nowhere', async (road, step) => {
  tried += 1;
  const answer = await agent.get(roads[road]?.(step) ?? '');
  expect([400, 401, 404]).toContain(answer.status);
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test.each(claims)('the header %s: %s gives nobody anything', async (name, value) => {
  tried += 1;
  const { status: nobody } = await api.anybody.send('GET', `${base}/complaints`, undefined, { [name]: value });
  expect(nobody).toBe(401);
  // What only an auditor sees an agent does not see by saying so.
  const { status } = await agent.send('GET', `${base}/accesses`, undefined, { [name]: value });
  expect(status).toBe(403);
});

test.each(numerals)('a limit of “%s” is not taken for a number', async (text) => {
  tried += 1;
  expect((await agent.get(`${base}/complaints?limit=${encodeURIComponent(text)}`)).status).toBe(400);
});

test.each(formulas)('“%s” in a reason is text in the CSV of looks', async (formula) => {
  tried += 1;
  const reason = `${formula} first second third ${randomUUID()}`;
  const auditor = api.as(`${organisation}.auditor.1`);
  await auditor.get(`${base}/complaints/SB-C-00000-000000/words?reason=${encodeURIComponent(reason)}`);
  const { number } = (await open({})).view;
  expect((await auditor.get(`${base}/complaints/${number}/words?reason=${encodeURIComponent(reason)}`)).status).toBe(
    200,
  );
  const { text } = await auditor.get(`${base}/accesses?format=csv`);
  const cells = text.split(/\r?\n/).flatMap((line) => line.split(','));
  expect(cells.some((cell) => cell.includes('second third'))).toBe(true);
  expect(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell))).toEqual([]);
});

describe('a line break in what a letter quotes', () => {
  test.each(breaks)('%j in an address sends nothing to it', async (line) => {
    tried += 1;
    expect((await open({ email: `a@example.org${line}` })).status).toBe(422);
  });

  test.each(breaks)('%j in a name makes no header', async (line) => {
    tried += 1;
    const answer = await open({ name: `عميل${line}`, email: 'somebody@example.org' });
    if (answer.status === 422) return;
    const { number } = answer.view;
    const letter = () => api.sent.find(({ key, channel }) => channel === 'email' && key.includes(number));
    const sent = await eventually(
      async () => letter(),
      (found) => found !== undefined,
    );
    expect(
      JSON.stringify([sent?.to, 'subject' in (sent ?? {}) ? (sent as { subject: string }).subject : '']),
    ).not.toMatch(/\\r|\\n|Bcc/);
  });
});

test.each(markup)('“%s” in Arabic text stands on the customer’s page as text', async (piece) => {
  tried += 1;
  const opened = await open({ name: `عميل ${piece}` }, { details: `نصّ ${piece} نصّ` });
  if (opened.status === 422) return;
  const { number } = opened.view;
  await agent.post(`${base}/complaints/${number}/accept`);
  await agent.post(`${base}/complaints/${number}/answer`, { text: `جواب ${piece} جواب` });
  const customer = await CustomerOnPage.of(api, number);
  const page = await customer.pageWith('جواب');
  // What is no markup stands as it was written: nobody has worked it out.
  if (piece.includes('<')) expect(page).not.toContain(piece);
  else expect(page).toContain(piece);
});
