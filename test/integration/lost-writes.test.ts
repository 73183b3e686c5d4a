import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { refusalOf } from '../../application/refusal-of.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { upsertMerged } from '../../db/merged.ts';
import { masterKeys } from '../support/samples/master-keys.ts';

/** As much as MongoDB takes in one document, nearly: no buffer of the system holds all of it. */
const large = 15_000_000;

/** Stands between the product and MongoDB, and hangs up in the middle of a large command. */
async function wireTo(server: URL): Promise<{ port: number; hangUp(): void }> {
  const pairs: [near: Socket, far: Socket][] = [];
  const hangUp = () => {
    wire.close();
    for (const [near, far] of pairs) {
      far.destroy();
      // It says that nothing more will come, and only then reads the rest: the socket closes without an error.
      near.unpipe().end().resume();
    }
  };
  const wire = createServer((near) => {
    const far = dial(Number(server.port), server.hostname);
    pairs.push([near, far]);
    for (const one of [near, far]) one.on('error', () => undefined);
    near.pipe(far).pipe(near);
    near.on('data', () => {
      if (near.bytesRead > 100_000 && !near.writableEnded) hangUp();
    });
  });
  await new Promise<void>((resolve) => {
    wire.listen(0, '127.0.0.1', resolve);
  });
  return { port: (wire.address() as AddressInfo).port, hangUp };
}

let wire: Awaited<ReturnType<typeof wireTo>>;
let database: Database;
beforeAll(async () => {
  wire = await wireTo(new URL(process.env.MONGODB_URI ?? ''));
  database = databaseOn(await connectMongoDB(`mongodb://127.0.0.1:${wire.port}/lost-writes`), masterKeys);
});
afterAll(async () => {
  wire.hangUp();
  await database.connection.close(true);
});

test('a write whose server hangs up while a part of it is still to be sent fails, and is told as a database that is away', async () => {
  const written = (size: number) =>
    upsertMerged(database.outbox, { _id: 'one' }, { $set: { batch: 'x'.repeat(size) } }).then(
      () => 'written',
      (error: unknown) => refusalOf(error)?.reason ?? error,
    );
  expect(await written(10)).toBe('written');
  expect(await written(large)).toBe('Unavailable');
}, 30_000);
