import { condition, continueAsNew, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import { lookForProceduresSignal, type ProcedureLook, type UpkeepActivities } from '../messages/upkeep.ts';
import { patiently } from '../retries.ts';

const upkeep = proxyActivities<Pick<UpkeepActivities, 'startProcedures'>>({
  startToCloseTimeout: '5m',
  retry: patiently,
});

/** Looks in one run: some days' worth of history. */
const looksOfRun = 50;

/**
 * Starts what falls due of an organisation's procedures, for ever. It knows up to which instant it has looked. So nothing is
 * left out, however long nothing ran. It is woken if a process starts, which may bring a new policy.
 */
export async function startProcedures({ organisation, after }: ProcedureLook): Promise<void> {
  let isWoken = false;
  setHandler(defineSignal(lookForProceduresSignal), () => {
    isWoken = true;
  });
  let lookedUpTo = after;
  for (let look = 0; look < looksOfRun; look += 1) {
    const { upTo, waitMs } = await upkeep.startProcedures({ organisation, after: lookedUpTo });
    lookedUpTo = upTo;
    await condition(() => isWoken, waitMs);
    isWoken = false;
  }
  await continueAsNew<typeof startProcedures>({ organisation, after: lookedUpTo });
}
