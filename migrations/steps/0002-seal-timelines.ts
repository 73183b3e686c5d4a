import { type CaseEventDocument, sealOf } from '../../db/cases/cases.ts';
import { digestOf } from '../../domain/case/event.ts';
import type { Migration } from '../migration.ts';

const batch = 200;

/**
 * Seals every event that an earlier release has written, saying so in the seal. From then on an event without a seal is not
 * the product's. One whose digest is not its own gets none: nobody could say any more what stood there.
 */
export const sealTimelines: Migration = {
  to: 2,
  does: 'seals the timelines that are there',
  async run({ database, secret }, { mark, note }) {
    const events = database.caseEvents.collection;
    for (let after = mark ?? ''; ; ) {
      const found = (await events
        .find({ _id: { $gt: after as never } })
        .sort({ _id: 1 })
        .limit(batch)
        .toArray()) as unknown as CaseEventDocument[];
      const at = new Date().toISOString();
      for (const event of found.filter((one) => one.seal === undefined && isItsOwn(one))) {
        const seal = sealOf(secret, event, { at, by: 'migration' });
        await events.updateOne({ _id: event._id as never, seal: { $exists: false } }, { $set: { seal } });
      }
      const last = found.at(-1)?._id;
      if (last === undefined) return;
      after = last;
      await note(after);
    }
  },
};

function isItsOwn({
  _id: ____,
  organisation: _,
  number: __,
  seal: ___,
  digest,
  ...content
}: CaseEventDocument): boolean {
  return digest === digestOf(content);
}
