/** How often a process of the product has ended by an error that nobody expected: its own counters end with it. */
import { countOf, countUp } from './counters.ts';
import type { Database } from './database.ts';

export const countedProcesses = ['api', 'worker'] as const;
export type CountedProcess = (typeof countedProcesses)[number];

const counterOf = (name: CountedProcess) => `unexpected-end/${name}`;

export function noteUnexpectedEnd(database: Database, name: CountedProcess): Promise<number> {
  return countUp(database, { _id: counterOf(name), until: '9999-12-31T00:00:00.000Z' });
}

export async function unexpectedEnds(database: Database): Promise<Record<CountedProcess, number>> {
  const [api, worker] = await Promise.all(countedProcesses.map((name) => countOf(database, counterOf(name))));
  return { api: api ?? 0, worker: worker ?? 0 };
}
