import { schemaId } from '../../db/schema-number.ts';
import type { Migration } from '../migration.ts';

/** Notes since when cases pin the root key. What was opened before has none, and the keys of the settings prove its commands. */
export const pinRootKeys: Migration = {
  to: 11,
  does: 'notes since when cases pin the root key',
  async run({ database }) {
    const unnoted = { _id: schemaId, pinnedFrom: { $exists: false } };
    await database.schemas.collection.updateOne(unnoted as never, { $set: { pinnedFrom: new Date().toISOString() } });
  },
};
