import type { Migration } from '../migration.ts';

/**
 * The stand-in for MongoDB keeps what it writes from now on as BSON, and reads what earlier releases have written. They
 * cannot read what it writes. So nothing is to be done but to raise the number, by which they refuse the data.
 */
export const keepAsBson: Migration = {
  to: 6,
  does: 'notes that a stand-in for MongoDB keeps documents as BSON',
  run: async () => undefined,
};
