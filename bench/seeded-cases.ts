/** Many cases in the database, as their projections leave them, and the pages that people read of them. */
import type { CaseDocument } from '../db/cases/cases.ts';
import type { Database } from '../db/database.ts';

/** How many cases a page shows. */
export const pageSize = 50;

/** What people ask for all day, below the address of an organisation. */
export const pages: [what: string, path: string][] = [
  ['my work', `/work?limit=${pageSize}`],
  ['complaints in the order of the queue', `/complaints?limit=${pageSize}`],
  ['complaints of one status', `/complaints?limit=${pageSize}&status=open`],
  ['complaints of two statuses', `/complaints?limit=${pageSize}&status=open,answered`],
  ['my complaints', `/complaints?limit=${pageSize}&owner=me`],
  ['complaints that nobody owns', `/complaints?limit=${pageSize}&owner=none`],
  ['complaints in the order of their opening', `/complaints?limit=${pageSize}&order=opened`],
  ['complaints that have changed since', `/complaints?limit=${pageSize}&changedSince=2025-01-01T06:00:00Z`],
];

const statuses = ['received', 'open', 'answered', 'closed'];

/** Cases like one that was opened, a minute apart: a quarter of each status, a fifth for each of these owners. */
export async function seedCases(
  { cases }: Database,
  template: CaseDocument,
  { from, to, owners }: { from: number; to: number; owners: [string, string] },
): Promise<void> {
  const ownedBy = [null, owners[0], owners[1], null, null];
  for (let begin = from; begin < to; begin += 1000) {
    const documents = Array.from({ length: Math.min(1000, to - begin) }, (_, index) => {
      const n = begin + index;
      const number = `${template.number.slice(0, 5)}SEEDS-${String(n).padStart(6, '0')}`;
      const openedAt = new Date(Date.parse('2025-01-01T00:00:00Z') + n * 61_000).toISOString().replace('.000Z', 'Z');
      const status = statuses[n % statuses.length] as string;
      const over = status === 'closed';
      const waitsFor = over ? [] : template.waitsFor;
      const view = { ...template.view, number, openedAt, status, owner: ownedBy[n % ownedBy.length] ?? null };
      const sortKey = template.sortKey
        .replace(template.number, number)
        .replace(new Date(template.view.openedAt).toISOString(), new Date(openedAt).toISOString());
      const own = { number, changedAt: openedAt, over, sortKey, waitsFor, view };
      return { ...template, _id: `${template.organisation}/${number}`, ...own };
    });
    await cases.collection.insertMany(documents as never[], { ordered: false });
  }
}

/** How many documents the server has looked at for queries since it was started, in all its databases. */
export async function documentsExamined({ connection }: Database): Promise<number> {
  const status = await connection.db?.admin().serverStatus();
  return Number(status?.metrics.queryExecutor.scannedObjects);
}
