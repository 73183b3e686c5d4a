import type { Database } from '../database.ts';
import type { DataKeyDocument } from './data-keys.ts';

const batch = 500;

/**
 * Wraps every data key anew that another master key than the first has wrapped. What it encrypts stays as it is. It may break
 * off anywhere: what is done is not done again.
 * @param say called after each batch, with how many are done
 * @returns how many were wrapped anew
 */
export async function rewrapKeys({ dataKeys, masterKeys }: Database, say = (_done: number) => {}): Promise<number> {
  const { first } = masterKeys;
  for (let done = 0; ; say(done)) {
    const others = { key: { $ne: null }, 'key.by': { $ne: first } };
    const found = await dataKeys.find(others).limit(batch).lean<DataKeyDocument[]>();
    if (found.length === 0) return done;
    const writes = found.map(async ({ _id, key }) => {
      if (!key) return [];
      const { by, wrapped } = await masterKeys.wrap(await masterKeys.unwrap(key, _id), _id);
      // One that has been destroyed meanwhile stays destroyed.
      const filter = { _id: _id as never, 'key.id': key.id };
      return [{ updateOne: { filter, update: { $set: { 'key.by': by, 'key.wrapped': wrapped } } } }];
    });
    await dataKeys.collection.bulkWrite((await Promise.all(writes)).flat() as never[], { ordered: false });
    done += found.length;
  }
}
