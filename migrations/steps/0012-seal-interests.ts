import type { Migration } from '../migration.ts';

/**
 * Takes what was said of people in clear out of the customers' documents: what donors care for, and why a customer comes first.
 * Both stand in the record, encrypted. The document says only whether a donor cares for something.
 */
export const sealInterests: Migration = {
  to: 12,
  does: 'takes what customers care for out of what stands in clear',
  async run({ database }) {
    const { collection } = database.customers;
    const $unset = { interests: '', priorityGround: '' };
    await collection.updateMany({ 'interests.0': { $exists: true } }, { $set: { interested: true }, $unset });
    await collection.updateMany({ interested: { $exists: false } }, { $set: { interested: false }, $unset });
  },
};
