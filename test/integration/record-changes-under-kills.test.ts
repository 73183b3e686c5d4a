import { afterAll, beforeAll, test } from '@jest/globals';
import { changeRecordsUnderKills, handsOnRecords } from '../support/record-changes-under-kills.ts';
import { RunningProduct } from '../support/running-product.ts';

let product: RunningProduct;
beforeAll(async () => {
  product = await RunningProduct.start(handsOnRecords);
}, 120_000);
afterAll(() => product.stop(), 60_000);

// The whole of it, 200 changes and five kills, is in `npm run test:load`.
test('40 record changes on 6 customers, the worker killed twice: no version missing, nothing lost, no number twice', async () => {
  await changeRecordsUnderKills(product, { customers: 6, changes: 40, kills: 2, atOnce: 8 });
}, 300_000);
