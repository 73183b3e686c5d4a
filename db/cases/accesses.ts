import type { QueryFilter } from 'mongoose';
import { oldestFirst, type PartWanted, partFilter } from '../audit/in-order.ts';
import { ProcessChain } from '../audit/process-chain.ts';
import type { Database } from '../database.ts';

/** A look at words or proofs; each entry carries the digest of the one before it by the same process. */
export interface AccessDocument {
  _id: string;
  organisation: string;
  number: string;
  by: string;
  /** The absent person in whose right it was looked at. */
  standingInFor?: string;
  what: string;
  reason: string | null;
  at: string;
  process: string;
  previous: string;
  digest: string;
}

/** Who looked at what, and why; the chain is the writing process's own. */
export type Access = Pick<
  AccessDocument,
  'organisation' | 'number' | 'by' | 'standingInFor' | 'what' | 'reason' | 'at'
>;

/** The chain of looks that one process writes. */
export class AccessLog {
  private readonly chain: ProcessChain<Access>;

  constructor(database: Database) {
    this.chain = new ProcessChain((entry) => database.accesses.collection.insertOne(entry as never));
  }

  /** Writes a look down before it is granted; rejects if it cannot be written. */
  async record(access: Access): Promise<void> {
    await this.chain.append(access);
  }
}

/** The looks at one case, oldest first. */
export async function accessesOf(database: Database, organisation: string, number: string): Promise<AccessDocument[]> {
  return database.accesses.find({ organisation, number }).sort({ at: 1 }).lean<AccessDocument[]>();
}

/** Which looks are wanted: by person, by object, from one instant to before another. */
export interface AccessesWanted extends PartWanted {
  by?: string | undefined;
  number?: string | undefined;
}

/** Looks of an organisation, oldest first. */
export async function accessesIn(
  database: Database,
  organisation: string,
  { by, number, ...part }: AccessesWanted,
): Promise<AccessDocument[]> {
  const filter: QueryFilter<AccessDocument> = {
    organisation,
    ...(by === undefined ? {} : { by }),
    ...(number === undefined ? {} : { number }),
    ...partFilter(part),
  };
  return database.accesses.find(filter).sort(oldestFirst).limit(part.limit).lean<AccessDocument[]>();
}
