/**
 * Who may not know of a case (F-10). A case stands below another one if it is a ticket of it, or has been merged into it.
 * Staff who are named in the case above may know of none below. The ones below may have ended by then and hear of nothing.
 * So the names are carried to their documents, and a reader of cases has to look at `about` alone.
 */
import type { CaseView } from '../../domain/case/view.ts';
import type { Database } from '../database.ts';
import type { CaseDocument } from './cases.ts';
import { caseId } from './cases.ts';

type Documented = Pick<CaseDocument, 'about' | 'view'>;

/**
 * Brings the names from above to a case whose document has just been written, and all of them to those below. Names are
 * only ever added, and by each side after its own document: whichever of two is written last finds what the other wrote.
 */
export async function propagateConflicts(database: Database, { about, view }: Documented): Promise<void> {
  const inherited = await namedAbove(database, view);
  const ids = [caseId(view.organisation, view.number)];
  if (inherited.some((name) => !about.includes(name))) await addNames(database, ids, inherited);
  await carryDown(database, [view], [...new Set([...about, ...inherited])]);
}

async function namedAbove(database: Database, { organisation, detail }: CaseView): Promise<string[]> {
  const { parent, mergedInto } = detail;
  const above = mergedInto ?? parent;
  if (typeof above !== 'string') return [];
  const found = await database.cases.findById(caseId(organisation, above), { about: 1 }).lean<Documented>();
  return found?.about ?? [];
}

async function carryDown(database: Database, views: CaseView[], names: string[]): Promise<void> {
  const ids = names.length === 0 ? [] : views.flatMap(idsBelow);
  if (ids.length === 0) return;
  await addNames(database, ids, names);
  const below = await database.cases.find({ _id: { $in: ids } }, { view: 1 }).lean<Documented[]>();
  await carryDown(
    database,
    below.map(({ view }) => view),
    names,
  );
}

function idsBelow({ organisation, detail }: CaseView): string[] {
  const { merged = [], tickets = [] } = detail;
  return [...merged, ...tickets.map(({ number }) => number)].map((number) => caseId(organisation, number));
}

async function addNames(database: Database, ids: string[], names: string[]): Promise<void> {
  const added = { $addToSet: { about: { $each: names } } };
  await database.cases.collection.updateMany({ _id: { $in: ids as never[] } }, added as never);
}
