import type { Migration } from '../migration.ts';

const batch = 500;

/**
 * Notes of every case and every customer that they have changed now, unless it is noted already when they did. A client
 * that keeps a copy gets each of them once more, and misses none.
 */
export const noteChanges: Migration = {
  to: 4,
  does: 'notes when cases and customers have changed',
  async run({ database }, { note }) {
    for (const { collection } of [database.cases, database.customers]) {
      for (;;) {
        const found = await collection
          .find({ changedAt: { $exists: false } } as never, { projection: { _id: 1 } })
          .limit(batch)
          .toArray();
        if (found.length === 0) break;
        const _id = { $in: found.map((one) => one._id) };
        await collection.updateMany({ _id } as never, { $set: { changedAt: new Date().toISOString() } } as never);
        await note(`${collection.collectionName} ${found.at(-1)?._id}`);
      }
    }
  },
};
