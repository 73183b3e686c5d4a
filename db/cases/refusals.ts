import { oldestFirst, type PartWanted, partFilter } from '../audit/in-order.ts';
import { type Chained, ProcessChain } from '../audit/process-chain.ts';
import type { Database } from '../database.ts';

/**
 * A command that was refused: an Update that is refused leaves nothing in the history. Each carries the digest of the one
 * before it by the same process; one that an earlier release wrote does not.
 */
export interface RefusalDocument extends Partial<Chained> {
  _id: string;
  organisation: string;
  number: string;
  command: string;
  by: string;
  refusal: string;
  detail: string;
  at: string;
}

type Refusal = Omit<RefusalDocument, '_id' | keyof Chained>;

const chains = new WeakMap<Database, ProcessChain<Refusal>>();

/** Records a refused command: an Update that is refused leaves nothing in the history. */
export async function noteRefusal(database: Database, refusal: Refusal): Promise<void> {
  const chain =
    chains.get(database) ??
    new ProcessChain<Refusal>((entry) => database.refusals.collection.insertOne(entry as never));
  chains.set(database, chain);
  await chain.append(refusal);
}

/** The refusals of one case, oldest first. */
export async function refusalsOf(database: Database, organisation: string, number: string): Promise<RefusalDocument[]> {
  return database.refusals.find({ organisation, number }).sort({ at: 1 }).lean<RefusalDocument[]>();
}

/** The refusals of an organisation, oldest first; of one person if one is named. */
export async function refusalsIn(
  database: Database,
  organisation: string,
  { by, ...part }: PartWanted & { by?: string | undefined },
): Promise<RefusalDocument[]> {
  const filter = { organisation, ...(by === undefined ? {} : { by }), ...partFilter(part) };
  return database.refusals.find(filter).sort(oldestFirst).limit(part.limit).lean<RefusalDocument[]>();
}
