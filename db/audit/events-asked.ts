/** Facts of all cases of an organisation, by their type. */
import type { CaseEventDocument } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { oldestFirst, type PartWanted, partFilter } from './in-order.ts';

export interface EventsWanted extends PartWanted {
  types: readonly string[];
  by?: string | undefined;
}

/** Facts of these types, oldest first. */
export async function eventsOfTypes(
  database: Database,
  organisation: string,
  { types, by, ...part }: EventsWanted,
): Promise<CaseEventDocument[]> {
  const filter = { organisation, type: { $in: types }, ...(by === undefined ? {} : { by }), ...partFilter(part) };
  return database.caseEvents.find(filter).sort(oldestFirst).limit(part.limit).lean<CaseEventDocument[]>();
}

/** A rung or a due instant that was reached: when it was due, and when it was written down. */
export interface Fired {
  number: string;
  dueAt: string;
  recordedAt: string;
}

/** What clocks have done by themselves in a period, as it is read. */
export async function* firedIn(
  database: Database,
  organisation: string,
  { from, before }: { from: string; before: string },
): AsyncGenerator<Fired> {
  const found = database.caseEvents
    .find(
      { organisation, type: { $in: ['breached', 'warned', 'escalated'] }, at: { $gte: from, $lt: before } },
      { _id: 0, number: 1, 'data.dueAt': 1, recordedAt: 1 },
    )
    .lean<{ number: string; data: { dueAt: string }; recordedAt: string }>()
    .cursor();
  for await (const { number, data, recordedAt } of found) yield { number, dueAt: data.dueAt, recordedAt };
}
