import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findCase } from '../../db/cases/cases.ts';
import { allPolicies } from '../../db/organisation/policies.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { type ApiClient, eventually } from '../support/api/api-client.ts';
import { nextVersion, organisation, people } from '../support/api/policy-changes.ts';
import { RunningProduct } from '../support/servers/running-product.ts';

let product: RunningProduct;
const clients: Record<string, ApiClient> = {};
beforeAll(async () => {
  product = await RunningProduct.start(Object.values(people));
  for (const who of Object.values(people)) clients[who] = await product.as(who);
}, 120_000);
afterAll(() => product?.stop());

const as = (who: string): ApiClient => clients[who] as ApiClient;

test('N-03: a version whose last approval was given is published once, though worker and API are killed just then', async () => {
  const base = `/v1/organisations/${organisation}/procedures`;
  const { view } = await as(people.supervisor).post(base, { procedure: 'policy-change', text: 'تعديل (مثال)' });
  const address = `${base}/${view.number}`;
  const policy = await product.withDatabase((database) => nextVersion(database, organisation));
  const handedIn = await as(people.supervisor).post(`${address}/submit`, { text: 'إصدار (مثال)', policy });
  const open = detailOf(handedIn.view, 'procedure').steps.find(({ status }) => status === 'open');
  const headers = { 'if-match': `"${open?.approval?.digest}"` };
  expect((await as(people.manager).post(`${address}/approve`, {}, { headers })).status).toBe(200);

  const read = (isThere: (shown: CaseView | undefined) => boolean) =>
    product.withDatabase((database) =>
      eventually(async () => (await findCase(database, organisation, view.number))?.view, isThere, 120_000),
    );
  const brokenOff = as(people.quality)
    .post(`${address}/approve`, {}, { headers })
    .catch(() => null);
  await read((shown) => shown !== undefined && detailOf(shown, 'procedure').steps[1]?.approval?.status === 'approved');
  await product.kill('worker', 'api');
  await brokenOff;
  await product.restart('worker').catch(() => undefined);
  const ended = await read((shown) => shown?.status === 'finished');
  await product.restart('api');
  const versions = await product.withDatabase((database) => allPolicies(database, organisation));
  const own = versions.filter((one) => one.case === view.number);
  expect(own.map(({ text, publishedBy }) => [text, publishedBy])).toEqual([[policy, people.quality]]);
  expect(ended && detailOf(ended, 'procedure').published).toMatchObject({
    version: own[0]?.version,
    from: own[0]?.from,
  });
}, 240_000);
