/** `npm run migrate`: brings the data of an earlier release to the schema of this one. `npm start` does so by itself. */
import { currentSchema } from '../db/schema-number.ts';
import { migrate } from './migrate.ts';
import { onData } from './on-data.ts';

await onData(async (database, { INAYA_MODE, INAYA_DATA_DIR, INAYA_SECRET: secret }) => {
  const dataDir = INAYA_MODE === 'local' ? INAYA_DATA_DIR : undefined;
  const say = (does: string, to: number) => console.log(`… to schema ${to}: ${does}`);
  const from = await migrate({ database, secret, dataDir }, { say });
  console.log(from === currentSchema ? `The data is of schema ${from} already.` : `${from} → ${currentSchema}: done.`);
});
