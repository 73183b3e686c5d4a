import type { Migration } from '../migration.ts';

/**
 * What is told to the engine is deflated from now on, and what earlier releases told it is read as it is. They cannot read
 * what is told now. So nothing is to be done but to raise the number, by which they refuse the data.
 */
export const deflatePayloads: Migration = {
  to: 7,
  does: 'notes that long payloads stand deflated in the engine',
  run: async () => undefined,
};
