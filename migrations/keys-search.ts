/** `npm run keys:search`: makes the tokens of words and people anew by the first of SEARCH_KEYS, while no other process runs. */

import { renewTokens } from '../application/tokens/renew-tokens.ts';
import { demandSchema } from '../db/schema-number.ts';
import { onData } from './on-data.ts';

await onData(async (database, { INAYA_SECRET: secret, SEARCH_KEYS: searchKeys }) => {
  await demandSchema(database);
  const done = await renewTokens(database, { secret, searchKeys }, (count) => console.log(`… ${count} entries`));
  console.log(`The tokens of ${done} entries are made anew. Start the processes with these SEARCH_KEYS.`);
});
