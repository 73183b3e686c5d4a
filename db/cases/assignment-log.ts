import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import type { CaseDocument } from './cases.ts';

/** Who was chosen as owner of a case, though nobody was named for it. `_id` is the key of the question. */
export interface AssignmentDocument {
  _id: string;
  organisation: string;
  caseId: string;
  staffId: string;
  at: string;
}

/** Statuses of a case in which its owner has something to do. */
const openStatuses = ['received', 'open'];

/** What one person has to do, and when they were chosen last; null if they never was. */
export interface Load {
  staffId: string;
  open: number;
  lastTurn: string | null;
}

/** The turn that was given under a key, or null. */
export async function findTurn(database: Database, key: string): Promise<AssignmentDocument | null> {
  return database.turns.findById(key).lean<AssignmentDocument>();
}

/** Notes a turn; returns what stands under its key: this one or an earlier one. */
export async function noteTurn(database: Database, turn: AssignmentDocument): Promise<AssignmentDocument> {
  if (await insertedOnce(() => database.turns.collection.insertOne(turn as never))) return turn;
  return (await findTurn(database, turn._id)) ?? turn;
}

/** How much each of them has to do: the open cases that they own, and those that are to become theirs. */
export async function loadsOf(database: Database, organisation: string, staffIds: string[]): Promise<Load[]> {
  const owned = await database.cases
    .find({ organisation, 'view.owner': { $in: staffIds }, 'view.status': { $in: openStatuses } }, { 'view.owner': 1 })
    .lean<Pick<CaseDocument, 'view'>[]>();
  const turns = await database.turns
    .find({ organisation, staffId: { $in: staffIds } })
    .sort({ at: -1 })
    .limit(200)
    .lean<AssignmentDocument[]>();
  const waiting = await database.cases
    .find({ _id: { $in: turns.map(({ caseId }) => caseId) }, 'view.owner': null, over: false }, { _id: 1 })
    .lean<Pick<CaseDocument, '_id'>[]>();
  const onTheWay = new Set(waiting.map(({ _id }) => _id));
  return staffIds.map((staffId) => {
    const own = turns.filter((turn) => turn.staffId === staffId);
    const open = owned.filter(({ view }) => view.owner === staffId).length;
    const coming = own.filter(({ caseId }) => onTheWay.has(caseId)).length;
    return { staffId, open: open + coming, lastTurn: own[0]?.at ?? null };
  });
}
