/** `npm run keys:rotate`: wraps all data keys by the first of the master keys. Broken off, it goes on the next time. */
import { rewrapKeys } from '../db/privacy/rotation.ts';
import { demandSchema } from '../db/schema-number.ts';
import { onData } from './on-data.ts';

await onData(async (database) => {
  await demandSchema(database);
  const done = await rewrapKeys(database, (count) => console.log(`… ${count} keys`));
  console.log(`${done} keys are wrapped anew. All are wrapped by ${database.masterKeys.first}.`);
});
