/** The same idempotency key twice at once, at two processes of the API that have nothing in common but the database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Call } from '../../application/call.ts';
import { type KeptAnswer, once, onceUnkept } from '../../application/cases/idempotency.ts';
import type { Refused } from '../../application/refused.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { eventually } from '../support/api/api-client.ts';

const databases: Database[] = [];
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/]*$/, `/in-flight-${randomUUID()}`);
  for (let process = 0; process < 2; process += 1) databases.push(databaseOn(await connectMongoDB(uri)));
});
afterAll(async () => {
  await databases[0]?.connection.dropDatabase();
  for (const { connection } of databases) await connection.close();
});

/** What one of the processes has received. */
const received = (process: 0 | 1, key: string, body: object): Call =>
  ({
    dependencies: { database: databases[process], secret: 'of the tests', logger: { warn: () => undefined } },
    ...{
      pack: { id: 'sandbox' },
      principal: { actor: { id: 'sandbox.manager.1' } },
      receivedAt: new Date().toISOString(),
    },
    ...{ path: '/v1/organisations/sandbox/programmes', key, body },
  }) as unknown as Call;

/** An act that goes on until it is let go, and that counts how often it was begun. */
function held() {
  let letGo: (answer: KeptAnswer | Error) => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const act = counted(async () => {
    begin();
    const answer = await new Promise<KeptAnswer | Error>((resolve) => {
      letGo = resolve;
    });
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return { ...act, begun, letGo: (answer: KeptAnswer | Error) => letGo(answer) };
}

function counted(run: () => Promise<KeptAnswer>) {
  const seen = { times: 0 };
  const act = () => {
    seen.times += 1;
    return run();
  };
  return { act, seen };
}

const answer = { status: 201, body: { code: 'one' } };
const never = () => Promise.reject(new Error('it must not be carried out'));
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    ({ reason, extras }: Refused) => [reason, extras?.retryAfter],
  );

describe.each([
  ['whose answer is kept', once],
  ['whose answer has a secret', onceUnkept as typeof once],
])('a request %s', (_, carryOut) => {
  test('is carried out once: its repetition meanwhile is told to come again, and another body is refused', async () => {
    const key = randomUUID();
    const first = held();
    const answered = carryOut(received(0, key, { code: 'one' }), first.act);
    await first.begun;
    expect(await reasonOf(carryOut(received(1, key, { code: 'one' }), never))).toEqual(['InFlight', 1]);
    expect(await reasonOf(carryOut(received(1, key, { code: 'two' }), never))).toEqual(['KeyReused', undefined]);
    first.letGo(answer);
    expect(await answered).toEqual(answer);
    const repeated = counted(async () => answer);
    expect(await carryOut(received(1, key, { code: 'one' }), repeated.act)).toEqual(answer);
    expect(repeated.seen.times).toBe(carryOut === once ? 0 : 1);
    expect(await reasonOf(carryOut(received(1, key, { code: 'two' }), never))).toEqual(['KeyReused', undefined]);
  });

  test('of twenty at once begins one, at whichever process', async () => {
    const key = randomUUID();
    const first = held();
    const all = Array.from({ length: 20 }, (__, index) =>
      reasonOf(carryOut(received(index % 2 === 0 ? 0 : 1, key, {}), first.act)),
    );
    const others = Promise.all(all);
    await first.begun;
    const told: unknown[] = [];
    for (const one of all) void one.then((outcome) => told.push(outcome));
    await eventually(
      async () => told.length,
      (count) => count >= 19,
    );
    first.letGo(answer);
    expect((await others).filter((outcome) => outcome === 'answered')).toHaveLength(1);
    expect(first.seen.times).toBe(1);
  });

  test('that is refused leaves nothing: the same, or another one, may come under its key', async () => {
    const key = randomUUID();
    const first = held();
    const refused = reasonOf(carryOut(received(0, key, { code: 'one' }), first.act));
    await first.begun;
    first.letGo(Object.assign(new Error('no'), { reason: 'Invalid', extras: {} }));
    expect(await refused).toEqual(['Invalid', undefined]);
    expect(await carryOut(received(1, key, { code: 'two' }), async () => answer)).toEqual(answer);
  });

  test('whose process died is carried out again, by one, once its time is over', async () => {
    const key = randomUUID();
    void carryOut(received(0, key, {}), () => new Promise(() => undefined));
    const { requests } = databases[0] as Database;
    const found = await eventually(
      () => requests.findOne({ response: null, inFlight: { $exists: true } }).lean(),
      (one) => one !== null,
    );
    expect(await reasonOf(carryOut(received(1, key, {}), never))).toEqual(['InFlight', 1]);
    const over = { $set: { 'inFlight.until': new Date(Date.now() - 1).toISOString() } };
    await requests.collection.updateOne({ _id: found?._id as never }, over);
    const again = held();
    const [one, other] = [0, 1].map((process) => reasonOf(carryOut(received(process as 0 | 1, key, {}), again.act)));
    await again.begun;
    const refused = await Promise.race([one, other]);
    expect(refused).toEqual(['InFlight', 1]);
    again.letGo(answer);
    expect([await one, await other].filter((outcome) => outcome === 'answered')).toHaveLength(1);
    expect(again.seen.times).toBe(1);
  });
});
