/**
 * `npm run outbox:release`: looks again at the messages that wait since nobody has proven what they tell of. What the keys and
 * certificates of today prove goes out. The rest is listed, and stays. Ends with 1 if something stays.
 */
import { releaseHeld } from '../db/cases/held-notices.ts';
import { commandKeysOf } from '../db/command-signatures.ts';
import { demandSchema } from '../db/schema-number.ts';
import { onData } from './on-data.ts';

await onData(async (database, env) => {
  await demandSchema(database);
  const { released, held } = await releaseHeld({ database, ...commandKeysOf(env, 'api') });
  for (const key of released) console.log(`released: ${key}`);
  for (const { key, number, unproven } of held)
    console.log(`held: ${key}: ${unproven ? whyHeld(number, unproven) : `${number} is not written as far`}`);
  console.log(`${released.length} released, ${held.length} held.`);
  if (held.length > 0) process.exitCode = 1;
});

function whyHeld(number: string, unproven: number[]): string {
  return `events ${unproven.join(', ')} of ${number} do not prove who did them`;
}
