import { eventually } from '../api/api-client.ts';
import type { RunningApi } from '../api/running-api.ts';

/** How much there is of everything that a request leaves behind before it is answered. */
export async function traces({ database, temporal }: RunningApi): Promise<Record<string, number>> {
  const collections = ['vault', 'requests', 'refusals', 'calendars', 'accesses'] as const;
  const counts = await Promise.all(collections.map((name) => database[name].collection.countDocuments({})));
  // The engine counts what runs a moment late: at least every case whose opening was noted is to be there.
  const opened = await database.requests.collection.countDocuments({ _id: { $regex: '^open/' } as never });
  const count = await eventually(
    async () => (await temporal.workflow.count()).count,
    (started) => started >= opened,
  );
  return { ...Object.fromEntries(collections.map((name, index) => [name, counts[index] ?? 0])), workflows: count };
}
