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

/** The complaints of a period, in the order of receipt to the second and in batches, as they come from the database: never all of them at once. */
export async function* registeredCases(database: Database, period: RegisterPeriod): AsyncGenerator<RegisteredCase[]> {
  const { organisation, reader } = period;
  const cursor = database.cases
    .find(
      {
        organisation,
        'view.kind': 'complaint',
        // Some instants have a fraction of a second and some have none: without the Z both sort behind the bound.
        'view.openedAt': { $gte: withoutZone(period.from), $lt: withoutZone(period.before) },
        about: { $ne: reader },
      },
      { organisation: 1, number: 1, about: 1, department: 1, words: 1, breached: 1, view: 1 },
    )
    .sort({ 'view.openedAt': 1, _id: 1 })
    .lean<RegisteredCase[]>()
    .cursor({ batchSize });
  let batch: RegisteredCase[] = [];
  for await (const found of cursor) {
    batch.push(found as RegisteredCase);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const batchSize = 250;

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
