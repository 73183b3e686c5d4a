/** Two processes of the API and two workers, as behind a load balancer that takes turns. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chainHolds } from '../../domain/case/event.ts';
import { type ApiClient, eventually } from '../support/api/api-client.ts';
import { commandsIn, evidenceOf } from '../support/api/case-evidence.ts';
import { CaseLoad } from '../support/load/case-load.ts';
import { RunningProduct } from '../support/servers/running-product.ts';

const agent = 'sandbox.agent.1';
const cases = 40;
const atATime = 10;

let product: RunningProduct;
let balanced: Pick<ApiClient, 'post'>;
beforeAll(async () => {
  product = await RunningProduct.start([agent, 'sandbox.supervisor.1']);
  await product.restart('second api', 'second worker');
  const clients = [await product.as(agent), await product.as(agent, product.secondUrl)];
  let turn = 0;
  balanced = { post: (...given) => (clients[turn++ % clients.length] as ApiClient).post(...given) };
});
afterAll(() => product.stop());

test('what one process has answered the other goes on from, and a worker that is ended hands over unnoticed', async () => {
  const load = new CaseLoad(balanced);
  const done = load.run(cases, atATime);
  done.catch(() => undefined);
  for (const [after, worker] of [
    [cases, 'worker'],
    [2 * cases, 'second worker'],
  ] as const) {
    await load.reaches(after);
    await product.end(worker);
    await product.restart(worker);
  }
  await done;
  expect(load.repeated).toEqual([]);
  expect(load.cases).toHaveLength(cases);
  await product.withEngine((client) =>
    product.withDatabase(async (database) => {
      for (const { number, answered } of load.cases) {
        const { events, view, carriedOut } = await eventually(
          () => evidenceOf(client, database, number),
          (seen) => seen.found?.revision === seen.view.revision,
        );
        expect({ number, commands: commandsIn(events) }).toEqual({ number, commands: carriedOut });
        expect(carriedOut.size).toBe(answered.length);
        expect(chainHolds(events)).toBe(true);
        expect(view.status).toBe(answered.length === 1 ? 'received' : 'closed');
      }
    }),
  );
});
