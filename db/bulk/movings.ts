/** Movings-in of complaints from an old system: who asked, who decided, and how far each has come; by numbers and codes alone. */
import type { Actor } from '../../domain/case/command.ts';
import type { RowFault } from '../../domain/customer/import-row.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import type { BroughtBatch, BroughtFile } from './brought-file.ts';

/** What is wrong with a row: as of a customer's, and more. */
export type MovingFault = Omit<RowFault, 'fault'> & { fault: string };

/** A row whose complaint is there. */
export interface MovedRow {
  row: number;
  number: string;
  /** Staff id. */
  owner: string | null;
  /** Another moving-in has brought it before: it was left as it is. */
  wasThere?: true;
  isLate?: true;
  /** Whom its ladder tells of what was late already: `owner`, `role:supervisor`. */
  tells?: string[];
}

/** Some rows of a file, and what became of them. */
export interface MovingBatch extends BroughtBatch<MovingFault> {
  moved: MovedRow[];
}

export interface MovingDocument extends BroughtFile<MovingFault> {
  tellsCustomers: boolean;
  /** Row and number of complaints that were there before; they are in no batch. */
  before: MovedRow[];
  /** Local dates of the first and the last receipt. */
  received: { from: string; to: string } | null;
  batches: MovingBatch[];
  /** The version of the policy by which its rows were judged and are opened. */
  policyVersion: number;
  /** When all its rows were kept to be opened, UTC. Absent until then. */
  rowsKeptAt?: string;
  /** Who let it go on or not. Absent until then. */
  decision?: { approved: boolean; by: Actor; at: string };
  /** When nothing more was to be done for it, UTC. Absent until then. */
  endedAt?: string;
}

export function movingId(organisation: string, number: string): string {
  return `${organisation}/${number}`;
}

/** Notes a moving-in before anything is done for it; returns what stands under its number: this note or an earlier one. */
export async function noteMoving(database: Database, document: MovingDocument): Promise<MovingDocument> {
  if (await insertedOnce(() => database.movings.collection.insertOne(document as never))) return document;
  return (await findMoving(database, document.organisation, document.number)) ?? document;
}

export async function findMoving(
  database: Database,
  organisation: string,
  number: string,
): Promise<MovingDocument | null> {
  return database.movings.findById(movingId(organisation, number)).lean<MovingDocument>();
}

type CountedRow = Pick<MovedRow, 'wasThere' | 'isLate'>;

/** What a list shows of a moving-in, and counts: of its rows nothing but that. */
export interface ListedMoving
  extends Pick<MovingDocument, 'number' | 'trial' | 'by' | 'startedAt' | 'tellsCustomers' | 'rows' | 'ignoredColumns'>,
    Pick<MovingDocument, 'received' | 'decision' | 'endedAt'> {
  faults: Pick<MovingFault, 'row'>[];
  before: CountedRow[];
  batches: (Pick<MovingBatch, 'rows' | 'isDone'> & {
    moved: CountedRow[];
    faults: Pick<MovingFault, 'row'>[];
  })[];
}

const listed = {
  ...{ number: 1, trial: 1, by: 1, startedAt: 1, tellsCustomers: 1, rows: 1, ignoredColumns: 1, received: 1 },
  ...{ decision: 1, endedAt: 1, 'faults.row': 1, 'before.wasThere': 1, 'before.isLate': 1 },
  ...{ 'batches.rows': 1, 'batches.isDone': 1 },
  ...{ 'batches.moved.wasThere': 1, 'batches.moved.isLate': 1, 'batches.faults.row': 1 },
} as const;

/** Those of an organisation, the latest first; at most a hundred, without trials. */
export async function movingsOf(database: Database, organisation: string): Promise<ListedMoving[]> {
  return database.movings
    .find({ organisation, trial: false }, listed)
    .sort({ startedAt: -1 })
    .limit(100)
    .lean<ListedMoving[]>();
}

/** Notes that all its rows are kept. Safe to repeat. */
export async function noteRowsKept(
  database: Database,
  { _id }: Pick<MovingDocument, '_id'>,
  rowsKeptAt: string,
): Promise<void> {
  await database.movings.collection.updateOne({ _id: _id as never }, { $set: { rowsKeptAt } });
}

/**
 * Decides on a moving-in whose rows are kept, unless somebody has decided before: that stands.
 * @returns it as it stands then
 */
export async function decideMoving(
  database: Database,
  { _id, organisation, number }: MovingDocument,
  decision: NonNullable<MovingDocument['decision']>,
): Promise<MovingDocument> {
  const undecided = {
    ...{ _id: _id as never, rowsKeptAt: { $exists: true } },
    ...{ decision: { $exists: false }, endedAt: { $exists: false } },
  };
  await database.movings.collection.updateOne(undecided, { $set: { decision } });
  const found = await findMoving(database, organisation, number);
  if (!found) throw new Error(`moving-in ${number} is gone`);
  return found;
}

/** Keeps what became of a batch. */
export async function keepMovingBatch(
  database: Database,
  { _id }: Pick<MovingDocument, '_id'>,
  index: number,
  batch: MovingBatch,
): Promise<void> {
  await database.movings.collection.updateOne({ _id: _id as never }, { $set: { [`batches.${index}`]: batch } });
}

/** Notes that nobody goes on with a moving-in. Safe to repeat. */
export async function endMoving(database: Database, { _id }: Pick<MovingDocument, '_id'>, at: string): Promise<void> {
  await database.movings.collection.updateOne(
    { _id: _id as never, endedAt: { $exists: false } },
    { $set: { endedAt: at } },
  );
}

/** Movings-in that began before that instant and have not ended; at most a thousand. */
export async function movingsUnderWay(database: Database, before: string): Promise<MovingDocument[]> {
  return database.movings
    .find({ startedAt: { $lt: before }, trial: false, endedAt: { $exists: false } })
    .limit(1000)
    .lean<MovingDocument[]>();
}
