/** Replays that auditors have asked for, and what each found. */
import type { Difference } from '../../domain/case/proof.ts';
import type { DeadlineProof, Question, Refusal } from '../../domain/deadline/deadline.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** What came of executing one run of a workflow again. */
export interface RunReplayed {
  /** `missing`: nobody keeps its history any more. `changed`: what the archive keeps is not what was archived. */
  outcome: 'match' | 'differs' | 'missing' | 'changed';
  told: string;
}

/** A due instant that a fact gave to a clock, worked out again by the calendar of that fact. */
export interface DeadlineWorkedAgain {
  clock: string;
  /** The clause that the clock comes from, or `ours`. */
  source: string;
  /** Sequence of the event that gave the due instant. */
  event: number;
  /** Version of the calendar that the event counted by. */
  calendar: number;
  /** UTC. */
  dueAt: string | null;
  holds: boolean;
  question: Question;
  /** Null if that version of the calendar is gone. */
  answer: DeadlineProof | Refusal | null;
}

/** What a replay found of one case. */
export interface CaseReplayed {
  kind: string;
  number: string;
  /** How it belongs to the case that was asked for. */
  relation: 'itself' | 'parent' | 'child';
  holds: boolean;
  /** In the order in which they ran. */
  runs: RunReplayed[];
  /** How many events the rules made of the histories. */
  events: number;
  /** False if the projection is gone. */
  stored: boolean;
  /** The first entry that is stored otherwise than the rules make it. */
  difference: Difference | null;
  /** Sequence of the first event at which the chain of digests breaks. */
  chainBreaksAt: number | null;
  unsealed: number[];
  unproven: number[];
  words: { of: number; changed: string[] };
  documents: { of: number; changed: string[] };
  deadlines: DeadlineWorkedAgain[];
}

/** `_id` is organisation/number/id. */
export interface ReplayDocument {
  _id: string;
  organisation: string;
  number: string;
  id: string;
  by: string;
  /** UTC. */
  askedAt: string;
  endedAt: string | null;
  /** SHA-256 of the workflow code that the replay executed. */
  workflowCode: string | null;
  /** True if everything is as the histories say; null as long as that is not known. */
  holds: boolean | null;
  /** Why there is no result: the error of the last attempt. */
  failed: string | null;
  /** The case itself first. */
  cases: CaseReplayed[];
}

/** Who asked for which replay, and when. */
export type ReplayAsked = Pick<ReplayDocument, 'organisation' | 'number' | 'id' | 'by' | 'askedAt'>;

const idOf = ({ organisation, number, id }: Pick<ReplayDocument, 'organisation' | 'number' | 'id'>) =>
  `${organisation}/${number}/${id}`;

/** Notes that a replay was asked for; noted again it stays as it is. */
export async function noteReplay(
  database: Database,
  { organisation, number, id, by, askedAt }: ReplayAsked,
): Promise<void> {
  const none = { endedAt: null, workflowCode: null, holds: null, failed: null, cases: [] };
  const asked = { organisation, number, id, by, askedAt };
  const document: ReplayDocument = { _id: idOf(asked), ...asked, ...none };
  await insertedOnce(() => database.replays.collection.insertOne(document as never));
}

/** Keeps what a replay found; a result that is there already stays. */
export async function keepReplay(
  database: Database,
  asked: ReplayAsked,
  found: Pick<ReplayDocument, 'endedAt' | 'workflowCode' | 'holds' | 'failed' | 'cases'>,
): Promise<void> {
  await noteReplay(database, asked);
  await database.replays.collection.updateOne({ _id: idOf(asked) as never, endedAt: null }, { $set: found });
}

/** One replay, or null. */
export async function findReplay(
  database: Database,
  which: Pick<ReplayDocument, 'organisation' | 'number' | 'id'>,
): Promise<ReplayDocument | null> {
  return database.replays.findById(idOf(which)).lean<ReplayDocument>();
}

/** A replay without what it found of each case. */
export type ReplayInShort = Omit<ReplayDocument, 'cases'>;

/** The replays of a case, the last one first. */
export async function replaysOf(
  database: Database,
  organisation: string,
  number: string,
  { before, limit }: { before?: Pick<ReplayDocument, 'askedAt' | '_id'> | undefined; limit: number },
): Promise<ReplayInShort[]> {
  const earlier = before
    ? { $or: [{ askedAt: { $lt: before.askedAt } }, { askedAt: before.askedAt, _id: { $lt: before._id } }] }
    : {};
  return database.replays
    .find({ organisation, number, ...earlier }, { cases: 0 })
    .sort({ askedAt: -1, _id: -1 })
    .limit(limit)
    .lean<ReplayInShort[]>();
}
