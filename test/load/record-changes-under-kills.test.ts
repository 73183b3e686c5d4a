import { afterAll, beforeAll, test } from '@jest/globals';
import { changeRecordsUnderKills, handsOnRecords } from '../support/load/record-changes-under-kills.ts';
import { RunningProduct } from '../support/servers/running-product.ts';

let product: RunningProduct;
beforeAll(async () => {
  product = await RunningProduct.start(handsOnRecords);
}, 120_000);
afterAll(() => product.stop(), 60_000);

test('200 record changes on 20 customers, the worker killed five times: no version missing, nothing lost, no number twice', async () => {
  await changeRecordsUnderKills(product, { customers: 20, changes: 200, kills: 5, atOnce: 12 });
}, 900_000);
