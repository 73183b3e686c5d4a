import { setTimeout as sleep } from 'node:timers/promises';

/**
 * With INAYA_SLOW=1 (`npm run test:slow`) six of ten activities begin up to 0.4 s late, and six of ten end so. This finds
 * code that takes for granted that a projection has come, or that a message has gone.
 */
export function perhapsSlow<Activities extends object>(activities: Activities): Activities {
  if (process.env.INAYA_SLOW !== '1') return activities;
  const slow = Object.entries(activities).map(([name, activity]) => [
    name,
    async (...given: unknown[]) => {
      await perhapsWait();
      const done = await (activity as (...given: unknown[]) => Promise<unknown>)(...given);
      await perhapsWait();
      return done;
    },
  ]);
  return Object.fromEntries(slow) as Activities;
}

async function perhapsWait(): Promise<void> {
  if (Math.random() < 0.6) await sleep(Math.random() * 400);
}
