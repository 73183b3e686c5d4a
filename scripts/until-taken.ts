import { setTimeout as wait } from 'node:timers/promises';
import { CaseEnded, CaseRefused } from '../temporal/cases.ts';

/**
 * A ticket is opened by its complaint beside everything else: until then there is nobody to take a command. And the
 * complaint takes no answer until its tickets have told it of their end.
 */
export async function untilTaken<Outcome>(give: () => Promise<Outcome>): Promise<Outcome> {
  const until = Date.now() + 10_000;
  for (;;) {
    try {
      return await give();
    } catch (error) {
      const isEarly = error instanceof CaseEnded || error instanceof CaseRefused;
      if (!isEarly || Date.now() > until) throw error;
      await wait(100);
    }
  }
}
