/** What the register of complaints reads (N-13): the cases of a period in the order of receipt, and what was proposed. */
import type { CaseDocument, Database, VaultDocument } from './models.ts';

/** The parts of a case that stand in the register. */
export type RegisteredCase = Pick<
  CaseDocument,
  'organisation' | 'number' | 'about' | 'department' | 'words' | 'breached' | 'view'
>;

export interface RegisterPeriod {
  organisation: string;
  /** UTC instants: received at or after the one, and before the other. */
  from: string;
  before: string;
  /** Staff id of the reader: cases about him are not shown. */
  reader: string;
}

/**
 * The complaints of a period, in the order of receipt to the second and in batches: the database is asked once for their
 * keys, and for the cases themselves batch by batch, so that neither side ever holds all of them.
 */
export async function* registeredCases(database: Database, period: RegisterPeriod): AsyncGenerator<RegisteredCase[]> {
  const ids = await idsInOrder(database, period);
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = ids.slice(start, start + batchSize);
    const found = await database.cases.find({ _id: { $in: batch } }).lean<CaseDocument[]>();
    const byId = new Map(found.map((one) => [one._id, one]));
    yield batch.flatMap((id) => byId.get(id) ?? []);
  }
}

const batchSize = 250;

async function idsInOrder(database: Database, period: RegisterPeriod): Promise<string[]> {
  const { organisation, reader } = period;
  // Some instants have a fraction of a second and some have none: without the Z both sort behind the bound.
  const received = { $gte: withoutZone(period.from), $lt: withoutZone(period.before) };
  const keys = await database.cases
    .find(
      { organisation, 'view.kind': 'complaint', 'view.openedAt': received, about: { $ne: reader } },
      { 'view.openedAt': 1 },
    )
    .lean<{ _id: string; view: { openedAt: string } }[]>();
  const sortable = keys.map(({ _id, view }) => `${view.openedAt}|${_id}`).sort();
  return sortable.map((key) => key.slice(key.indexOf('|') + 1));
}

function withoutZone(instant: string): string {
  return instant.replace(/Z$/, '');
}

/** The answers and interim answers among vault entries, by id. */
export async function proposalsAmong(database: Database, ids: string[]): Promise<Map<string, VaultDocument>> {
  const found = await database.vault
    .find({ _id: { $in: ids }, 'content.command': { $in: ['answer', 'interim'] } })
    .lean<VaultDocument[]>();
  return new Map(found.map((entry) => [entry._id, entry]));
}
