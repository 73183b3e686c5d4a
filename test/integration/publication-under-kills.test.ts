import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openingExamples } from '../../api/complaints/opening-examples.ts';
import { findCase } from '../../db/cases/cases.ts';
import { calendarsOf } from '../../db/organisation/calendars.ts';
import { allPolicies } from '../../db/organisation/policies.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { type ApiClient, eventually } from '../support/api/api-client.ts';
import { calendarText } from '../support/api/calendar-texts.ts';
import { nextVersion, organisation, people } from '../support/api/policy-changes.ts';
import { RunningProduct } from '../support/servers/running-product.ts';

const agent = `${organisation}.agent.1`;

let product: RunningProduct;
const clients: Record<string, ApiClient> = {};
beforeAll(async () => {
  product = await RunningProduct.start([...Object.values(people), agent]);
  for (const who of Object.values(people)) clients[who] = await product.as(who);
}, 120_000);
afterAll(() => product?.stop());

const as = (who: string): ApiClient => clients[who] as ApiClient;

/** A proposal is handed in and approved, and worker and API are killed as the last approver's answer is on its way. */
async function killedAtLastApproval(
  procedure: string,
  policy: string,
  earlier: string[],
  last: string,
): Promise<CaseView> {
  const base = `/v1/organisations/${organisation}/procedures`;
  const { view } = await as(people.supervisor).post(base, { procedure, text: 'تعديل (مثال)' });
  const address = `${base}/${view.number}`;
  const handedIn = await as(people.supervisor).post(`${address}/submit`, { text: 'إصدار (مثال)', policy });
  const open = detailOf(handedIn.view, 'procedure').steps.find(({ status }) => status === 'open');
  const headers = { 'if-match': `"${open?.approval?.digest}"` };
  for (const who of earlier) expect((await as(who).post(`${address}/approve`, {}, { headers })).status).toBe(200);
  const read = (isThere: (shown: CaseView | undefined) => boolean) =>
    product.withDatabase((database) =>
      eventually(async () => (await findCase(database, organisation, view.number))?.view, isThere, 120_000),
    );
  const brokenOff = as(last)
    .post(`${address}/approve`, {}, { headers })
    .catch(() => null);
  await read((shown) => shown !== undefined && detailOf(shown, 'procedure').steps[1]?.approval?.status === 'approved');
  await product.kill('worker', 'api');
  await brokenOff;
  await product.restart('worker').catch(() => undefined);
  const ended = await read((shown) => shown?.status === 'finished');
  await product.restart('api');
  if (!ended) throw new Error(`${view.number} has not ended`);
  return ended;
}

test('N-03: a version whose last approval was given is published once, though worker and API are killed just then', async () => {
  const policy = await product.withDatabase((database) => nextVersion(database, organisation));
  const ended = await killedAtLastApproval('policy-change', policy, [people.manager], people.quality);
  const versions = await product.withDatabase((database) => allPolicies(database, organisation));
  const own = versions.filter((one) => one.case === ended.number);
  expect(own.map(({ text, publishedBy }) => [text, publishedBy])).toEqual([[policy, people.quality]]);
  const { published } = detailOf(ended, 'procedure');
  expect(published).toMatchObject({ version: own[0]?.version, from: own[0]?.from });
}, 240_000);

test('the same of a calendar, of which the open cases are told once the worker is back', async () => {
  const before = await product.withDatabase((database) => calendarsOf(database, organisation));
  const { version = 0, calendar } = before.at(-1) ?? {};
  if (!calendar) throw new Error('no calendar has been published');
  const complaints = `/v1/organisations/${organisation}/complaints`;
  const asAgent = await product.as(agent);
  const { view: running } = await asAgent.post(complaints, openingExamples[organisation]?.value ?? {});
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const text = calendarText(version + 1, calendar, [day]);
  const ended = await killedAtLastApproval('calendar-change', text, [], people.manager);
  const after = await product.withDatabase((database) => calendarsOf(database, organisation));
  const more = after.slice(before.length);
  expect(more.map((one) => [one.version, one.case, one.publishedBy])).toEqual([
    [version + 1, ended.number, people.manager],
  ]);
  const { published } = detailOf(ended, 'procedure');
  expect(published).toMatchObject({ calendar: 'sandbox', version: version + 1, from: more[0]?.publishedAt });
  const read = () => product.withDatabase((database) => findCase(database, organisation, running.number));
  await eventually(read, (found) => found?.view.calendar.version === version + 1, 120_000);
}, 240_000);
