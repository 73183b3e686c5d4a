import { waitsForOf } from '../../application/cases/waits-for.ts';
import type { CaseDocument } from '../../db/cases/cases.ts';
import type { PolicyDocument } from '../../db/organisation/policies.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Migration } from '../migration.ts';

const batch = 200;

/**
 * Says of every open case for whom it waits, as its next projection will: until then a list of work would not find it. Nobody
 * who keeps a copy needs to hear of that, so the case counts as unchanged.
 */
export const sayForWhom: Migration = {
  to: 5,
  does: 'says of open cases for whom they wait',
  async run({ database }, { mark, note }) {
    const packs = (await database.policies.find({}).lean<PolicyDocument[]>()).map(({ pack }) => pack as Pack);
    const { collection } = database.cases;
    for (let after = mark ?? ''; ; ) {
      const found = (await collection
        .find({ _id: { $gt: after as never }, over: false })
        .sort({ _id: 1 })
        .limit(batch)
        .toArray()) as unknown as CaseDocument[];
      for (const one of found) {
        await collection.updateOne({ _id: one._id as never }, { $set: { waitsFor: waitsForOf(one, packs) } } as never);
      }
      const last = found.at(-1)?._id;
      if (last === undefined) return;
      after = last;
      await note(after);
    }
  },
};
