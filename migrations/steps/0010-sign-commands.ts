import { schemaId } from '../../db/schema-number.ts';
import type { Migration } from '../migration.ts';

/** Notes since when commands are signed. What people did before stands without a signature, and is believed as it is. */
export const signCommands: Migration = {
  to: 10,
  does: 'notes since when commands are signed',
  async run({ database }) {
    const unnoted = { _id: schemaId, signedFrom: { $exists: false } };
    await database.schemas.collection.updateOne(unnoted as never, { $set: { signedFrom: new Date().toISOString() } });
  },
};
