import type { RunningApi } from './running-api.ts';

/** How much there is of everything that a request leaves behind before it is answered. */
export async function traces({ database, temporal }: RunningApi): Promise<Record<string, number>> {
  const collections = ['vault', 'requests', 'refusals', 'calendars', 'accesses'] as const;
  const counts = await Promise.all(collections.map((name) => database[name].collection.countDocuments({})));
  const { count } = await temporal.workflow.count();
  return { ...Object.fromEntries(collections.map((name, index) => [name, counts[index] ?? 0])), workflows: count };
}
